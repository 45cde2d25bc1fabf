package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Layer;
import genlab.nn.Require;
import genlab.nn.Silu;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a {@link Diffusion} and a {@link FlowMatching} are both made of. Everything has a default,
 * of the network three hidden layers of 128 with SiLU.
 */
public abstract class TimedModelBuilder<B extends TimedModelBuilder<B>> extends ModelBuilder<B> {
    private final int features;
    private Layer network;
    private int embedding = 16;
    private int conditions;
    private double dropped;
    private double averageDecay;

    TimedModelBuilder(int features) {
        super(0.002, 0.9, 128, 128, 128);
        this.features = Require.size("features", features);
    }

    /**
     * A network of your own, for example a {@link UNet}: it takes {@code features} numbers, {@code
     * timeEmbedding} numbers (and the conditions), side by side, and gives {@code features}.
     */
    public B network(Layer own) {
        network = Require.given("network", own);
        return self();
    }

    /** The size of the {@link TimeEmbedding}; 16 by default. */
    public B timeEmbedding(int size) {
        embedding = TimeEmbedding.checkedSize(size);
        return self();
    }

    /**
     * Makes the model a conditional one, that is {@linkplain TimedModel#given given} something with
     * every sample: so many numbers, for example 10 for labels in one-hot form.
     */
    public B conditions(int numbers) {
        conditions = Require.size("conditions", numbers);
        return self();
    }

    /**
     * Trains it with all conditions zero for such a share of the samples, so that it can be
     * {@linkplain TimedModel#guided guided}.
     *
     * @param share in [0, 1); 0.1 is usual
     */
    public B dropConditions(double share) {
        Require.that(share >= 0 && share < 1, "share must be in [0, 1), but was %s", share);
        dropped = share;
        return self();
    }

    /**
     * Predicts by a moving average of the weights; training goes on with the weights themselves.
     *
     * @param decay in [0, 1); 0.995 is usual for points
     */
    public B averageWeights(double decay) {
        Require.that(decay >= 0 && decay < 1, "decay must be in [0, 1), but was %s", decay);
        averageDecay = decay;
        return self();
    }

    TimedModel.Parts parts(RandomGenerator random) {
        checkHidden(network != null);
        Require.that(
                dropped == 0 || conditions > 0,
                "dropConditions(...) needs conditions(...); add it, or leave it out");
        int inputs = features + embedding + conditions;
        Layer made =
                network != null
                        ? Networks.tried("network", network, inputs, features)
                        : mlp(inputs, false, features, new Silu(), Activation.IDENTITY, random);
        return new TimedModel.Parts(
                made, player(made, averageDecay), features, embedding, conditions, dropped);
    }

    Trainer trainer(String name, String settings, TimedModel.Parts parts, RandomGenerator random) {
        String all = settings + ", conditions " + conditions + ", dropped " + dropped;
        return trainer(name, all, random, List.of(parts.player()))
                .columns("loss")
                .with("network", parts.network());
    }
}
