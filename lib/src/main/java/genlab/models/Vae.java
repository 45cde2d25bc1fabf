package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Layer;
import genlab.nn.Loss;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.ParameterFile;
import genlab.nn.Pass;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

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
public final class Vae {
    private static final int EVALUATED_AT_ONCE = 500;

    private final Builder settings;
    private final Layer encoder;
    private final Layer decoder;
    private final RandomGenerator random;
    private final Trainer trainer;

    /** What is known of each sample of the batch, or null. */
    private final Matrix conditions;

    private Vae(
            Builder settings,
            Layer encoder,
            Layer decoder,
            RandomGenerator random,
            Trainer trainer,
            Matrix conditions) {
        this.settings = settings;
        this.encoder = encoder;
        this.decoder = decoder;
        this.random = random;
        this.trainer = trainer;
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
    public static final class Builder extends AutoencoderBuilder<Builder> implements Cloneable {
        private boolean fullCovariance;
        private boolean scoreFunction;
        private double beta = 1;
        private int annealing;
        private int conditions;

        private Builder(int features, int latentSize) {
            super(features, latentSize, Likelihood.bernoulli());
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Lets the latent variables be correlated given x; for small latent sizes.
         *
         * @return this builder
         */
        public Builder fullCovariance() {
            fullCovariance = true;
            return this;
        }

        /**
         * Trains the encoder by the {@linkplain Posterior#scoreFunction score function} instead of
         * the reparameterization trick, with the mean cost of the batch as the baseline: to see why
         * nobody does.
         *
         * @return this builder
         */
        public Builder scoreFunction() {
            scoreFunction = true;
            return this;
        }

        /**
         * The weight of the divergence (Higgins et al., beta-VAE, 2017).
         *
         * @param beta at least 0; 1 by default, which makes the loss the negative ELBO
         * @return this builder
         */
        public Builder beta(double beta) {
            this.beta = Settings.atLeastZero("beta", beta);
            return this;
        }

        /**
         * KL annealing: beta grows from 0 to its value in a straight line, so that the decoder
         * learns to use the code before the code has a price (Bowman et al., Generating Sentences
         * from a Continuous Space, 2016).
         *
         * @param steps how many training steps that takes; 0 by default
         * @return this builder
         */
        public Builder annealing(int steps) {
            this.annealing = (int) Settings.atLeastZero("steps", steps);
            return this;
        }

        /**
         * Makes the model a conditional one, that is {@linkplain Vae#given given} something with
         * every sample (Sohn, Lee and Yan, 2015).
         *
         * @param conditions how many numbers, for example 10 for labels in one-hot form
         * @return this builder
         */
        public Builder conditions(int conditions) {
            this.conditions = Settings.atLeastOne("conditions", conditions);
            return this;
        }

        /**
         * Makes the model.
         *
         * @param random where initial weights, the order of training samples and epsilon come from
         * @return an untrained model
         */
        public Vae build(RandomGenerator random) {
            int outputs = Posterior.outputs(latentSize, fullCovariance);
            Layer encoder = newEncoder(conditions, outputs, random);
            Layer decoder = newDecoder(conditions, random);
            Optimizer made = optimizer.apply(new Network(encoder, decoder).parameters());
            return new Vae(copy(), encoder, decoder, random, new Trainer("loss", made), null);
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /**
     * This model where something is known of every sample of a batch: the i-th row belongs to the
     * i-th sample. Whatever it learns, this model learns.
     *
     * @param conditions {@code [batch, conditions]}, for example labels in one-hot form
     * @return a view of this model
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Vae given(Matrix conditions) {
        Settings.checkConditions(conditions, settings.conditions);
        return view(conditions);
    }

    /**
     * This model where something is known of every sample of a batch.
     *
     * @param conditions {@code [batch, conditions]}
     * @return a view of this model
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Vae given(INDArray conditions) {
        return given(Matrix.of(conditions));
    }

    /**
     * The distributions of the codes of a batch.
     *
     * @param x {@code [batch, features]}
     * @return q(z|x), whose {@link Posterior#mean()} are the codes
     */
    public Posterior encode(Matrix x) {
        return new Posterior(conditioned(encoder).forward(x), settings.latentSize);
    }

    /**
     * The distributions of the codes of a batch.
     *
     * @param x {@code [batch, features]}
     * @return q(z|x), whose {@link Posterior#mean()} are the codes
     */
    public Posterior encode(INDArray x) {
        return encode(Matrix.of(x));
    }

    /**
     * The samples that codes stand for.
     *
     * @param z {@code [batch, latentSize]}
     * @return the mean of p(x|z), for pixels the probabilities, {@code [batch, features]}
     */
    public Matrix decode(Matrix z) {
        return settings.likelihood.mean(conditioned(decoder).forward(z).matrix());
    }

    /**
     * The samples that codes stand for.
     *
     * @param z {@code [batch, latentSize]}
     * @return the mean of p(x|z), for pixels the probabilities, {@code [batch, features]}
     */
    public Matrix decode(INDArray z) {
        return decode(Matrix.of(z));
    }

    /**
     * Encodes and decodes, by the mean of q(z|x).
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, features]}
     */
    public Matrix reconstruct(Matrix x) {
        return decode(encode(x).mean());
    }

    /**
     * Encodes and decodes, by the mean of q(z|x).
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, features]}
     */
    public Matrix reconstruct(INDArray x) {
        return reconstruct(Matrix.of(x));
    }

    /**
     * Generates samples: decodes codes from the prior.
     *
     * @param count how many; for a {@linkplain #given conditional} model as many as conditions
     * @param random where the codes come from
     * @return the means of p(x|z), {@code [count, features]}
     */
    public Matrix sample(int count, RandomGenerator random) {
        return decode(Gaussian.standard(settings.latentSize, random).draw(count));
    }

    /**
     * The loss of a batch.
     *
     * @param x {@code [batch, features]}
     * @return reconstruction + beta * divergence, in nats per sample
     */
    public VaeLoss loss(Matrix x) {
        return loss(x, noise(x.rows()));
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
        Pass encoded = conditioned(encoder).forward(x);
        Pass code = Pass.variable(encoded.matrix());
        Posterior posterior = new Posterior(code, settings.latentSize);
        Pass z = posterior.sample(epsilon);
        if (settings.scoreFunction) {
            z = withScoreFunction(code, posterior, z.matrix(), epsilon, x);
        }
        Loss reconstruction = settings.likelihood.loss(conditioned(decoder).forward(z), x);
        return new VaeLoss(reconstruction, posterior.divergence(), beta(), code, encoded);
    }

    /** z with another way back, which doesn't ask for the gradient with respect to z. */
    private Pass withScoreFunction(
            Pass code, Posterior posterior, Matrix z, Matrix epsilon, Matrix x) {
        return code.then(
                z,
                ignored -> {
                    Matrix decoded = conditioned(decoder).forward(z).matrix();
                    double[] costs =
                            Arrays.stream(settings.likelihood.logLikelihood(decoded, x))
                                    .map(logLikelihood -> -logLikelihood)
                                    .toArray();
                    double baseline = Arrays.stream(costs).average().orElseThrow();
                    return posterior.scoreFunction(epsilon, costs, baseline).gradient();
                });
    }

    /**
     * The weight of the divergence at this moment of the {@linkplain Builder#annealing annealing}.
     *
     * @return at least 0
     */
    public double beta() {
        boolean annealed = trainer.steps() >= settings.annealing;
        return annealed ? settings.beta : settings.beta * trainer.steps() / settings.annealing;
    }

    /**
     * One step of the optimizer.
     *
     * @param x a batch, {@code [batch, features]}
     * @return the two terms before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public Elbo trainStep(Matrix x) {
        return trainStep(x, noise(x.rows()));
    }

    /**
     * One step of the optimizer, with the noise of the {@linkplain Posterior#sample
     * reparameterization} given.
     *
     * @param x a batch, {@code [batch, features]}
     * @param epsilon standard normal noise, {@code [batch, latentSize]}
     * @return the two terms before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public Elbo trainStep(Matrix x, Matrix epsilon) {
        VaeLoss loss = loss(x, epsilon);
        trainer.step(loss.value(), loss::backward);
        return new Elbo(loss.reconstruction(), loss.divergence());
    }

    /**
     * One step of the optimizer.
     *
     * @param x a batch, {@code [batch, features]}
     * @return the two terms before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public Elbo trainStep(INDArray x) {
        return trainStep(Matrix.of(x));
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @return for each epoch the mean of loss, reconstruction and divergence, in nats per sample
     */
    public History train(Matrix data, int epochs) {
        return train(data, epochs, epoch -> {});
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @return for each epoch the mean of loss, reconstruction and divergence, in nats per sample
     */
    public History train(INDArray data, int epochs) {
        return train(Matrix.of(data), epochs);
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @param afterEpoch is called with the number of each epoch, from 1, when it is over: to
     *     measure or draw
     * @return for each epoch the mean of loss, reconstruction and divergence, in nats per sample
     */
    public History train(Matrix data, int epochs, IntConsumer afterEpoch) {
        return Trainer.train(
                new History("VAE", "epoch", "loss", "reconstruction", "divergence"),
                new Minibatches(data, settings.batchSize, random),
                epochs,
                batch -> {
                    double beta = beta();
                    Elbo elbo = forRows(batch.indices()).trainStep(batch.samples());
                    double loss = elbo.reconstruction() + beta * elbo.divergence();
                    return new double[] {loss, elbo.reconstruction(), elbo.divergence()};
                },
                afterEpoch);
    }

    /**
     * The two terms of the negative ELBO on samples that need not be of the training set, with the
     * same noise whenever it is called.
     *
     * @param data {@code [samples, features]}
     * @return their means, in nats per sample
     */
    public Elbo evaluate(Matrix data) {
        double[] sums = new double[2];
        Gaussian noise = Gaussian.standard(settings.latentSize, Randoms.seeded(0));
        Trainer.forEachBatch(
                data.rows(),
                EVALUATED_AT_ONCE,
                rows -> {
                    VaeLoss loss = forRows(rows).loss(data.rows(rows), noise.draw(rows.length));
                    sums[0] += loss.reconstruction() * rows.length;
                    sums[1] += loss.divergence() * rows.length;
                });
        return new Elbo(sums[0] / data.rows(), sums[1] / data.rows());
    }

    /**
     * The two terms of the negative ELBO.
     *
     * @param data {@code [samples, features]}
     * @return their means, in nats per sample
     */
    public Elbo evaluate(INDArray data) {
        return evaluate(Matrix.of(data));
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
        Settings.atLeastOne("codes", codes);
        Gaussian noise = Gaussian.standard(settings.latentSize, random);
        double[] result = new double[data.rows()];
        int batches = (data.rows() + EVALUATED_AT_ONCE - 1) / EVALUATED_AT_ONCE;
        try (Progress progress = Progress.of("log likelihood", (long) batches * codes)) {
            long[] done = new long[1];
            Trainer.forEachBatch(
                    data.rows(),
                    EVALUATED_AT_ONCE,
                    rows -> {
                        Vae model = forRows(rows);
                        Matrix x = data.rows(rows);
                        Posterior posterior = model.encode(x);
                        double[][] logWeights = new double[codes][];
                        for (int i = 0; i < codes; i++) {
                            logWeights[i] = model.logWeights(x, posterior, noise.draw(x.rows()));
                            progress.update(++done[0]);
                        }
                        for (int i = 0; i < rows.length; i++) {
                            result[rows[i]] = Normal.logMeanOfExponentials(logWeights, i);
                        }
                    });
        }
        return result;
    }

    /** log p(x|z) + log p(z) - log q(z|x). */
    private double[] logWeights(Matrix x, Posterior posterior, Matrix epsilon) {
        Matrix z = posterior.sample(epsilon).matrix();
        Matrix decoded = conditioned(decoder).forward(z).matrix();
        double[] result = settings.likelihood.logLikelihood(decoded, x);
        double[] prior = Normal.logDensity(z);
        double[] code = posterior.logDensity(epsilon);
        for (int i = 0; i < result.length; i++) {
            result[i] += prior[i] - code[i];
        }
        return result;
    }

    /**
     * The parameters of encoder and decoder.
     *
     * @return the parameters, in a fixed order
     */
    public List<Parameter> parameters() {
        return new Network(encoder, decoder).parameters();
    }

    /**
     * The encoder.
     *
     * @return a layer from features (and conditions) to the {@linkplain Posterior posterior}'s
     *     numbers
     */
    public Layer encoder() {
        return encoder;
    }

    /**
     * The decoder.
     *
     * @return a layer from codes (and conditions) to what the {@linkplain Likelihood likelihood}
     *     takes, for example logits
     */
    public Layer decoder() {
        return decoder;
    }

    /**
     * What the decoder's output stands for.
     *
     * @return the likelihood
     */
    public Likelihood likelihood() {
        return settings.likelihood;
    }

    /**
     * The number of latent variables.
     *
     * @return at least 1
     */
    public int latentSize() {
        return settings.latentSize;
    }

    /**
     * Saves what was learned.
     *
     * @param file the file; an older one is replaced
     * @throws IOException if it can't be written
     */
    public void save(Path file) throws IOException {
        ParameterFile.save(file, new Network(encoder, decoder));
    }

    /**
     * Loads what a model built in the same way has learned.
     *
     * @param file a file that {@link #save} wrote
     * @throws IOException if it can't be read or belongs to another model; this one stays as it was
     */
    public void load(Path file) throws IOException {
        ParameterFile.load(file, new Network(encoder, decoder));
    }

    private Layer conditioned(Layer layer) {
        return Conditioned.layer(layer, settings.conditions, conditions);
    }

    /** This model for some rows of the data. */
    private Vae forRows(int[] rows) {
        return conditions == null ? this : view(conditions.rows(rows));
    }

    private Vae view(Matrix conditions) {
        return new Vae(settings, encoder, decoder, random, trainer, conditions);
    }

    private Matrix noise(int rows) {
        return Gaussian.standard(settings.latentSize, random).draw(rows);
    }
}
