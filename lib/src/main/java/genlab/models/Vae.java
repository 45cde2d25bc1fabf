package genlab.models;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.training.Progress;
import genlab.training.Schedule;
import genlab.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A variational autoencoder: the encoder turns a sample x into a distribution q(z|x) over codes,
 * the decoder a code z into a distribution p(x|z) over samples, and codes are standard normal
 * before anything is seen (Kingma and Welling, Auto-Encoding Variational Bayes, 2014).
 *
 * <p>It minimises -ELBO = E[-log p(x|z)] + KL(q(z|x) || N(0, I)), an upper bound of -log p(x).
 *
 * <pre>{@code
 * RandomGenerator random = Randoms.seeded(1);
 * Vae vae = Vae.builder(784, 20).hidden(400).build(random);   // 784-400-20-400-784, Bernoulli
 * History history = vae.train(images, 10);
 * Matrix generated = vae.sample(64, random);
 * }</pre>
 *
 * <p>A conditional one, p(x|z, y), is built with {@link Builder#conditions} and then used through
 * {@link #given}: {@code vae.given(labels).train(images, 10)}.
 */
public final class Vae extends Model implements GenerativeModel {
    private static final int EVALUATED_AT_ONCE = 500;

    private final int latentSize;
    private final Layer encoder;
    private final Layer decoder;
    private final Likelihood likelihood;
    private final Schedule beta;
    private final double freeBits;
    private final boolean scoreFunction;
    private final int conditionSize;
    private final Player player;

    /** What is known of each sample of the batch, or null. */
    private final Matrix conditions;

    private Vae(Builder builder, Layer encoder, Layer decoder, Player player, Trainer trainer) {
        super(trainer);
        this.latentSize = builder.latentSize;
        this.encoder = encoder;
        this.decoder = decoder;
        this.likelihood = builder.likelihood;
        this.beta = builder.beta;
        this.freeBits = builder.freeBits;
        this.scoreFunction = builder.scoreFunction;
        this.conditionSize = builder.conditions;
        this.player = player;
        this.conditions = null;
    }

    private Vae(Vae model, Matrix conditions) {
        super(model.trainer);
        this.latentSize = model.latentSize;
        this.encoder = model.encoder;
        this.decoder = model.decoder;
        this.likelihood = model.likelihood;
        this.beta = model.beta;
        this.freeBits = model.freeBits;
        this.scoreFunction = model.scoreFunction;
        this.conditionSize = model.conditionSize;
        this.player = model.player;
        this.conditions = conditions;
    }

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 784 pixels
     * @param latentSize the number of latent variables
     * @return a builder with one hidden layer of 128 and a Bernoulli likelihood
     */
    public static Builder builder(int features, int latentSize) {
        return new Builder(features, latentSize);
    }

    /** What a model is made of. Everything has a default. */
    public static final class Builder extends AutoencoderBuilder<Builder> {
        private boolean fullCovariance;
        private boolean scoreFunction;
        private Schedule beta = Schedule.constant(1);
        private double freeBits;

        private Builder(int features, int latentSize) {
            super(features, latentSize, Likelihoods.bernoulli());
        }

        @Override
        Builder self() {
            return this;
        }

        /** Lets the latent variables be correlated given x; for small latent sizes. */
        public Builder fullCovariance() {
            fullCovariance = true;
            return this;
        }

        /**
         * Trains the encoder by the {@linkplain Posterior#scoreFunction score function} instead of
         * the reparameterization trick, with the mean cost of the batch as the baseline: to see why
         * nobody does.
         */
        public Builder scoreFunction() {
            scoreFunction = true;
            return this;
        }

        /**
         * The weight of the divergence (Higgins et al., beta-VAE, 2017), at least 0; 1 by default,
         * which makes the loss the negative ELBO.
         */
        public Builder beta(double weight) {
            return beta(Schedule.constant(weight));
        }

        /** A weight of the divergence that changes with the step, for example KL annealing. */
        public Builder beta(Schedule weight) {
            beta = Require.given("beta", weight);
            return this;
        }

        /**
         * Free bits: a latent variable that carries less than so many nats, on the average of the
         * batch, pays as if it carried them. For diagonal posteriors.
         *
         * @param nats at least 0; 0 by default, 0.1 is usual
         */
        public Builder freeBits(double nats) {
            freeBits = Require.notNegative("nats", nats);
            return this;
        }

        /**
         * Makes the model a conditional one, that is {@linkplain Vae#given given} something with
         * every sample (Sohn, Lee and Yan, 2015): so many numbers, for example 10 for labels in
         * one-hot form.
         */
        public Builder conditions(int numbers) {
            conditions = Require.size("conditions", numbers);
            return this;
        }

        /**
         * Makes the model.
         *
         * @param random where initial weights, the order of training samples and epsilon come from
         * @return an untrained model
         */
        public Vae build(RandomGenerator random) {
            Require.that(
                    freeBits == 0 || !fullCovariance,
                    "free bits are for diagonal posteriors; leave out fullCovariance()");
            Layer encoder = newEncoder(Posterior.outputs(latentSize, fullCovariance), random);
            Layer decoder = newDecoder(random);
            Player player = player(encoder, decoder);
            String settings =
                    "beta "
                            + Player.text(beta)
                            + ", free bits "
                            + freeBits
                            + (scoreFunction ? ", score function" : "")
                            + ", conditions "
                            + conditions;
            Trainer trainer =
                    new Trainer(
                                    "VAE",
                                    settings,
                                    random,
                                    batchSize,
                                    standardizer,
                                    List.of(player),
                                    "loss",
                                    "reconstruction",
                                    "divergence")
                            .with("encoder", encoder)
                            .with("decoder", decoder)
                            .with("likelihood", likelihoodLayer());
            return new Vae(this, encoder, decoder, player, trainer);
        }
    }

    /**
     * This model where something is known of every sample of a batch: the i-th row belongs to the
     * i-th sample. Whatever it learns, this model learns.
     *
     * @param known {@code [batch, conditions]}, for example labels in one-hot form
     * @return a view of this model
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Vae given(Matrix known) {
        return new Vae(this, Conditioned.checked(known, conditionSize));
    }

    /** The distributions of the codes of a batch, whose {@link Posterior#mean()} are the codes. */
    public Posterior encode(Matrix x) {
        return encode(Pass.constant(standardized(x)));
    }

    private Posterior encode(Pass x) {
        return new Posterior(conditioned(encoder).forward(x), latentSize);
    }

    /** The mean of p(x|z), for pixels the probabilities. */
    @Override
    public Matrix decode(Matrix z) {
        Require.finite("z", 1, z);
        return trainer.inUnit(likelihood.mean(conditioned(decoder).forward(z).matrix()));
    }

    /** Encodes and decodes, by the mean of q(z|x). */
    public Matrix reconstruct(Matrix x) {
        return decode(encode(x).mean());
    }

    /** The loss of a batch. */
    public VaeLoss loss(Matrix x) {
        return loss(x, noise(Require.given("x", x).rows()));
    }

    /**
     * The loss of a batch, with the noise of the {@linkplain Posterior#sample reparameterization}
     * given.
     *
     * @param x {@code [batch, features]}
     * @param epsilon standard normal noise, {@code [batch, latentSize]}
     * @return reconstruction + beta * divergence, in nats per sample
     */
    public VaeLoss loss(Matrix x, Matrix epsilon) {
        return loss(Pass.constant(standardized(x)), epsilon);
    }

    private VaeLoss loss(Pass input, Matrix epsilon) {
        Matrix x = input.matrix();
        Posterior posterior = encode(input);
        Pass z = posterior.sample(epsilon);
        Pass decoded = conditioned(decoder).forward(scoreFunction ? z.detach() : z);
        Pass reconstruction = likelihood.loss(decoded, x);
        if (scoreFunction) {
            reconstruction = reconstruction.plus(scored(posterior, epsilon, decoded, x));
        }
        Pass divergence = posterior.divergence();
        Pass price = freeBits == 0 ? divergence : posterior.divergence(freeBits);
        return new VaeLoss(reconstruction, divergence, reconstruction.plus(price.times(beta())));
    }

    /** 0, with the score function's estimate of the encoder's gradient as its way back. */
    private Pass scored(Posterior posterior, Matrix epsilon, Pass decoded, Matrix x) {
        Matrix logLikelihood = likelihood.logLikelihood(decoded.detach(), x).matrix();
        double[] costs = Require.vector("costs", logLikelihood.times(-1));
        double baseline = Arrays.stream(costs).average().orElseThrow();
        return posterior.scoreFunction(epsilon, costs, baseline).minus(baseline);
    }

    /** The weight of the divergence at this moment of the training. */
    public double beta() {
        return beta.at(player.steps());
    }

    /** One step of the optimizer; the two terms before the step. */
    public Elbo trainStep(Matrix x) {
        return trainStep(x, noise(Require.given("x", x).rows()));
    }

    /**
     * One step of the optimizer, with the noise of the {@linkplain Posterior#sample
     * reparameterization} given.
     *
     * @param x a batch, {@code [batch, features]}
     * @param epsilon standard normal noise, {@code [batch, latentSize]}
     * @return the two terms before the step
     * @throws genlab.training.DivergedException if the loss is not finite; the model stays as it
     *     was
     */
    public Elbo trainStep(Matrix x, Matrix epsilon) {
        return standardizedStep(standardized(x), epsilon);
    }

    private Elbo standardizedStep(Matrix x, Matrix epsilon) {
        VaeLoss loss = loss(Pass.constant(x).inTraining(), epsilon);
        player.step(loss.total(), x);
        return new Elbo(loss.reconstruction().value(), loss.divergence().value());
    }

    @Override
    double[] step(Batch batch) {
        double weight = beta();
        Matrix known =
                Conditioned.ofBatch(conditions, conditionSize, batch, batch.samples().rows());
        Matrix epsilon = noise(batch.samples().rows());
        Elbo elbo = new Vae(this, known).standardizedStep(batch.samples(), epsilon);
        double loss = elbo.reconstruction() + weight * elbo.divergence();
        return new double[] {loss, elbo.reconstruction(), elbo.divergence()};
    }

    @Override
    public genlab.training.History train(Matrix data, Training training) {
        Conditioned.checkRows(conditions, data);
        return super.train(data, training);
    }

    @Override
    void check(Matrix standardized) {
        likelihood.check(standardized);
    }

    @Override
    double validationLoss(Matrix data) {
        return evaluate(data).negative();
    }

    /**
     * The two terms of the negative ELBO on samples that need not be of the training set, with the
     * same noise whenever it is called: their means, in nats per sample.
     */
    public Elbo evaluate(Matrix data) {
        Conditioned.checkRows(conditions, data);
        Gaussian noise = Gaussian.standard(latentSize, Randoms.seeded(0));
        double reconstruction = 0;
        double divergence = 0;
        for (int from = 0; from < data.rows(); from += EVALUATED_AT_ONCE) {
            int to = Math.min(data.rows(), from + EVALUATED_AT_ONCE);
            VaeLoss loss =
                    forRows(IntStream.range(from, to).toArray())
                            .loss(data.rows(from, to), noise.draw(to - from));
            reconstruction += loss.reconstruction().value() * (to - from);
            divergence += loss.divergence().value() * (to - from);
        }
        return new Elbo(reconstruction / data.rows(), divergence / data.rows());
    }

    /**
     * The importance weighted estimate of the log likelihood, log p(x) ≈ log 1/k sum(p(x|z) p(z) /
     * q(z|x)) with k codes from q(z|x): in the mean it is below log p(x), and the closer the larger
     * k is (Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation 8).
     * Nothing is left out.
     *
     * @param data {@code [samples, features]}
     * @param codes k, at least 1; with 1 its mean is the ELBO
     * @param random where the codes come from
     * @return log p(x) in nats, one number for each sample
     */
    public double[] logLikelihood(Matrix data, int codes, RandomGenerator random) {
        Require.atLeast("codes", 1, codes);
        Conditioned.checkRows(conditions, data);
        Gaussian noise = Gaussian.standard(latentSize, random);
        double[] result = new double[data.rows()];
        int batches = (data.rows() + EVALUATED_AT_ONCE - 1) / EVALUATED_AT_ONCE;
        try (Progress progress = Progress.of("log likelihood", (long) batches * codes)) {
            long done = 0;
            for (int from = 0; from < data.rows(); from += EVALUATED_AT_ONCE) {
                int to = Math.min(data.rows(), from + EVALUATED_AT_ONCE);
                Vae model = forRows(IntStream.range(from, to).toArray());
                Matrix x = standardized(data.rows(from, to));
                Posterior posterior = model.encode(Pass.constant(x));
                Matrix logWeights = Matrix.zeros(to - from, codes);
                for (int code = 0; code < codes; code++) {
                    Matrix weights = model.logWeights(x, posterior, noise.draw(to - from));
                    for (int row = 0; row < to - from; row++) {
                        logWeights.set(row, code, weights.get(row, 0));
                    }
                    progress.update(++done);
                }
                for (int row = 0; row < to - from; row++) {
                    result[from + row] = Normal.logMeanOfExponentials(logWeights, row);
                }
            }
        }
        return result;
    }

    /** log p(x|z) + log p(z) - log q(z|x), {@code [batch, 1]}. */
    private Matrix logWeights(Matrix x, Posterior posterior, Matrix epsilon) {
        Matrix z = posterior.sample(epsilon).matrix();
        Pass decoded = conditioned(decoder).forward(z);
        return likelihood
                .logLikelihood(decoded, x)
                .matrix()
                .plus(Normal.logDensity(z))
                .minus(posterior.logDensity(epsilon));
    }

    /** A layer from features (and conditions) to the {@linkplain Posterior posterior}'s numbers. */
    public Layer encoder() {
        return encoder;
    }

    /**
     * A layer from codes (and conditions) to what the {@linkplain Likelihood likelihood} takes, for
     * example logits.
     */
    public Layer decoder() {
        return decoder;
    }

    /** What the decoder's output stands for. */
    public Likelihood likelihood() {
        return likelihood;
    }

    @Override
    public int latentSize() {
        return latentSize;
    }

    private Layer conditioned(Layer layer) {
        return Conditioned.layer(layer, conditionSize, conditions);
    }

    /** This model for some rows of the data. */
    private Vae forRows(int[] rows) {
        return conditions == null || rows.length == 0
                ? this
                : new Vae(this, conditions.select(rows));
    }

    private Matrix noise(int rows) {
        return Gaussian.standard(latentSize, trainer.random).draw(rows);
    }
}
