package genlab.models;

import genlab.nn.Layer;
import genlab.nn.Require;
import genlab.training.Schedule;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a {@link Vae} is made of. Everything has a default. */
public final class VaeBuilder extends AutoencoderBuilder<VaeBuilder> {
    private boolean fullCovariance;
    private boolean scoreFunction;
    private Schedule beta = Schedule.constant(1);
    private double freeBits;

    VaeBuilder(int features, int latentSize) {
        super(features, latentSize, Likelihoods.bernoulli());
    }

    /** What doesn't change once a model is built. */
    record Settings(
            int latentSize,
            Likelihood likelihood,
            Schedule beta,
            double freeBits,
            boolean scoreFunction,
            int conditions) {}

    @Override
    VaeBuilder self() {
        return this;
    }

    /** Lets the latent variables be correlated given x; for small latent sizes. */
    public VaeBuilder fullCovariance() {
        fullCovariance = true;
        return this;
    }

    /**
     * Trains the encoder by the {@linkplain Posterior#scoreFunction score function} instead of the
     * reparameterization trick, with the mean cost of the batch as the baseline: to see why nobody
     * does.
     */
    public VaeBuilder scoreFunction() {
        scoreFunction = true;
        return this;
    }

    /**
     * The weight of the divergence (Higgins et al., beta-VAE, 2017), at least 0; 1 by default,
     * which makes the loss the negative ELBO.
     */
    public VaeBuilder beta(double weight) {
        return beta(Schedule.constant(weight));
    }

    /** A weight of the divergence that changes with the step, for example KL annealing. */
    public VaeBuilder beta(Schedule weight) {
        beta = Require.given("beta", weight);
        return this;
    }

    /**
     * Free bits: a latent variable that carries less than so many nats, on the average of the
     * batch, pays as if it carried them. For diagonal posteriors.
     *
     * @param nats at least 0; 0 by default, 0.1 is usual
     */
    public VaeBuilder freeBits(double nats) {
        freeBits = Require.notNegative("nats", nats);
        return this;
    }

    /**
     * Makes the model a conditional one, that is {@linkplain Vae#given given} something with every
     * sample (Sohn, Lee and Yan, 2015): so many numbers, for example 10 for labels in one-hot form.
     */
    public VaeBuilder conditions(int numbers) {
        conditions = Require.size("conditions", numbers);
        return this;
    }

    /**
     * Makes an untrained model; random is where initial weights, the order of training samples and
     * epsilon come from.
     */
    public Vae build(RandomGenerator random) {
        Require.that(
                freeBits == 0 || !fullCovariance,
                "free bits are for diagonal posteriors; leave out fullCovariance()");
        Layer encoder = newEncoder(Posterior.outputs(latentSize, fullCovariance), random);
        Layer decoder = newDecoder(random);
        Player player = player(encoder, decoder);
        String score = scoreFunction ? ", score function" : "";
        String settings =
                "beta %s, free bits %s%s, conditions %s"
                        .formatted(Player.text(beta), freeBits, score, conditions);
        Trainer trainer =
                trainer("VAE", settings, random, List.of(player))
                        .columns("loss", "reconstruction", "divergence")
                        .with("encoder", encoder)
                        .with("decoder", decoder)
                        .with("likelihood", likelihoodLayer());
        return new Vae(
                new Settings(latentSize, likelihood, beta, freeBits, scoreFunction, conditions),
                encoder,
                decoder,
                player,
                trainer,
                null);
    }
}
