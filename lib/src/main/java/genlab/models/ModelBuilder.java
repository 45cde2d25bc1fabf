package genlab.models;

import genlab.data.Standardizer;
import genlab.nn.Adam;
import genlab.nn.Layer;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Require;
import genlab.training.Schedule;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How a model is made and learns, whatever it is. Everything has a default.
 *
 * @param <B> the builder itself, so that its own options can follow after these
 */
public abstract class ModelBuilder<B extends ModelBuilder<B>> {
    int batchSize = 128;
    Standardizer standardizer;
    Function<List<Parameter>, Optimizer> optimizer;
    Schedule schedule;
    private final double beta1;
    private final int[] usualHidden;
    private int[] hidden;

    /** A builder with Adam as the optimizer, and hidden layers of these sizes. */
    ModelBuilder(double learningRate, double beta1, int... usualHidden) {
        this.beta1 = beta1;
        this.usualHidden = usualHidden;
        optimizer = adam(learningRate);
    }

    abstract B self();

    final Function<List<Parameter>, Optimizer> adam(double learningRate) {
        Require.learningRate(learningRate);
        return parameters -> new Adam(parameters, learningRate, beta1, 0.999);
    }

    /**
     * The sizes of the networks' hidden layers; a decoder and a discriminator have them in reverse.
     * None makes the networks linear.
     */
    public B hidden(int... sizes) {
        for (int size : Require.given("sizes", sizes)) {
            Require.size("the size of a hidden layer", size);
        }
        hidden = sizes.clone();
        return self();
    }

    /** Refuses hidden layers where no network is left to have them. */
    final void checkHidden(boolean allOwn) {
        Require.that(
                hidden == null || !allOwn,
                "hidden(...) has no effect beside your own networks; leave it out");
    }

    /**
     * The learning rate of Adam, above 0; by default 0.001, and 0.002 for a {@link Diffusion} and a
     * {@link FlowMatching}.
     */
    public B learningRate(double learningRate) {
        return optimizer(adam(learningRate));
    }

    /** A learning rate that changes with the step; {@link Schedule#cosine} to 0 is usual. */
    public B learningRate(Schedule learningRate) {
        schedule = Require.given("learningRate", learningRate);
        return self();
    }

    /** Another optimizer than Adam, made for the parameters it is given. */
    public B optimizer(Function<List<Parameter>, Optimizer> maker) {
        optimizer = Require.given("optimizer", maker);
        return self();
    }

    /**
     * Data go in, and samples and reconstructions come out, in a unit of their own; the networks
     * see them standardised. A {@link Likelihood} beside it must take any number, such as a
     * Gaussian one.
     */
    public B standardizer(Standardizer ofData) {
        standardizer = Require.given("standardizer", ofData);
        return self();
    }

    /** How many samples training takes a step with; 128 by default. */
    public B batchSize(int samples) {
        batchSize = Require.size("batchSize", samples);
        return self();
    }

    /** A perceptron with the hidden layers, in their order or in reverse. */
    Network mlp(
            int inputs,
            boolean reversed,
            int outputs,
            Layer activation,
            Layer last,
            RandomGenerator random) {
        int[] own = hidden == null ? usualHidden : hidden;
        int n = own.length;
        int[] sizes = new int[n + 2];
        sizes[0] = inputs;
        sizes[n + 1] = outputs;
        for (int i = 0; i < n; i++) {
            sizes[i + 1] = own[reversed ? n - 1 - i : i];
        }
        return Network.mlp(activation, last, random, sizes);
    }

    /** See {@link Trainer}; with the settings that all models have. */
    Trainer trainer(String name, String settings, RandomGenerator random, List<Player> players) {
        return new Trainer(name, settings, random, batchSize, standardizer, players);
    }

    /** The one player. */
    Player player(Layer network, double averageDecay) {
        return Player.of("", network, optimizer, schedule, averageDecay);
    }
}
