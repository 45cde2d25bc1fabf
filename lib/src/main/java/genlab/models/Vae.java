package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.training.History;
import genlab.training.Progress;
import genlab.training.Training;
import java.util.Arrays;
import java.util.random.RandomGenerator;

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
 * <p>A conditional one, p(x|z, y), is built with {@link VaeBuilder#conditions} and then used
 * through {@link #given}: {@code vae.given(labels).train(images, 10)}.
 */
public final class Vae extends Model implements GenerativeModel {
    private static final int EVALUATED_AT_ONCE = 500;

    private final VaeBuilder.Settings settings;
    private final Layer encoder;
    private final Layer decoder;
    private final Player player;

    /** What is known of each sample of the batch, or null. */
    private final Matrix conditions;

    Vae(
            VaeBuilder.Settings settings,
            Layer encoder,
            Layer decoder,
            Player player,
            Trainer trainer,
            Matrix conditions) {
        super(trainer);
        this.settings = settings;
        this.encoder = encoder;
        this.decoder = decoder;
        this.player = player;
        this.conditions = conditions;
    }

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 784 pixels
     * @param latentSize the number of latent variables
     * @return a builder with one hidden layer of 128 and a Bernoulli likelihood
     */
    public static VaeBuilder builder(int features, int latentSize) {
        return new VaeBuilder(features, latentSize);
    }

    /**
     * This model where something is known of every sample of a batch: the i-th row belongs to the
     * i-th sample. Whatever it learns, this model learns.
     *
     * @param known {@code [batch, conditions]}, for example labels in one-hot form
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Vae given(Matrix known) {
        return view(Conditioned.checked(known, settings.conditions()));
    }

    private Vae view(Matrix known) {
        return new Vae(settings, encoder, decoder, player, trainer, known);
    }

    /** The distributions of the codes of a batch, whose {@link Posterior#mean()} are the codes. */
    public Posterior encode(Matrix x) {
        return encode(Pass.constant(standardized(x)));
    }

    private Posterior encode(Pass x) {
        return new Posterior(conditioned(encoder).forward(x), settings.latentSize());
    }

    /** The mean of p(x|z), for pixels the probabilities. */
    @Override
    public Matrix decode(Matrix z) {
        Require.finite("z", 1, z);
        return trainer.inUnit(
                settings.likelihood().mean(new Frozen(conditioned(decoder)).forward(z).matrix()));
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
        Pass decoded = conditioned(decoder).forward(settings.scoreFunction() ? z.detach() : z);
        Pass reconstruction = settings.likelihood().loss(decoded, x);
        if (settings.scoreFunction()) {
            reconstruction = reconstruction.plus(scored(posterior, epsilon, decoded, x));
        }
        Pass divergence = posterior.divergence();
        Pass price =
                settings.freeBits() == 0 ? divergence : posterior.divergence(settings.freeBits());
        return new VaeLoss(reconstruction, divergence, reconstruction.plus(price.times(beta())));
    }

    /** 0, with the score function's estimate of the encoder's gradient as its way back. */
    private Pass scored(Posterior posterior, Matrix epsilon, Pass decoded, Matrix x) {
        Matrix logLikelihood = settings.likelihood().logLikelihood(decoded.detach(), x).matrix();
        double[] costs = Require.vector("costs", logLikelihood.times(-1));
        double baseline = Arrays.stream(costs).average().orElseThrow();
        return posterior.scoreFunction(epsilon, costs, baseline).minus(baseline);
    }

    /** The weight of the divergence at this moment of the training. */
    public double beta() {
        return settings.beta().at(player.steps());
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
        int rows = batch.samples().rows();
        Matrix known = Conditioned.ofBatch(conditions, settings.conditions(), batch, rows);
        Elbo elbo = view(known).standardizedStep(batch.samples(), noise(rows));
        double loss = elbo.reconstruction() + weight * elbo.divergence();
        return new double[] {loss, elbo.reconstruction(), elbo.divergence()};
    }

    @Override
    public History train(Matrix data, Training training) {
        Conditioned.checkRows(conditions, data);
        return super.train(data, training);
    }

    @Override
    void check(Matrix standardized) {
        settings.likelihood().check(standardized);
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
        Gaussian noise = Gaussian.standard(settings.latentSize(), Randoms.seeded(0));
        double reconstruction = 0;
        double divergence = 0;
        for (int from = 0; from < data.rows(); from += EVALUATED_AT_ONCE) {
            int to = Math.min(data.rows(), from + EVALUATED_AT_ONCE);
            VaeLoss loss = forRows(from, to).loss(data.rows(from, to), noise.draw(to - from));
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
     * @return log p(x) in nats, one number for each sample
     */
    public double[] logLikelihood(Matrix data, int codes, RandomGenerator random) {
        Require.atLeast("codes", 1, codes);
        Conditioned.checkRows(conditions, data);
        Gaussian noise = Gaussian.standard(settings.latentSize(), random);
        double[] result = new double[data.rows()];
        int batches = (data.rows() + EVALUATED_AT_ONCE - 1) / EVALUATED_AT_ONCE;
        try (Progress progress = Progress.of("log likelihood", (long) batches * codes)) {
            long done = 0;
            for (int from = 0; from < data.rows(); from += EVALUATED_AT_ONCE) {
                int to = Math.min(data.rows(), from + EVALUATED_AT_ONCE);
                Vae model = forRows(from, to);
                Matrix x = standardized(data.rows(from, to));
                Posterior posterior = model.encode(Pass.constant(x));
                int rows = to - from;
                Matrix logWeights = Matrix.zeros(rows, codes);
                for (int code = 0; code < codes; code++) {
                    float[] ofCode = model.logWeights(x, posterior, noise.draw(rows)).values();
                    System.arraycopy(ofCode, 0, logWeights.values(), code * rows, rows);
                    progress.update(++done);
                }
                for (int row = 0; row < rows; row++) {
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
        return settings.likelihood()
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
        return settings.likelihood();
    }

    @Override
    public int latentSize() {
        return settings.latentSize();
    }

    private Layer conditioned(Layer layer) {
        return Conditioned.layer(layer, settings.conditions(), conditions);
    }

    /** This model for some rows of the data. */
    private Vae forRows(int from, int to) {
        return conditions == null ? this : view(conditions.rows(from, to));
    }

    private Matrix noise(int rows) {
        return Gaussian.standard(settings.latentSize(), trainer.random).draw(rows);
    }
}
