package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An autoencoder: the encoder turns a sample into a short code, the decoder turns the code back.
 * Nothing says how the codes lie, which is what a {@link Vae} adds.
 *
 * <pre>{@code
 * Autoencoder autoencoder = Autoencoder.builder(784, 20).hidden(400).build(random);
 * autoencoder.train(images, 10);
 * Matrix codes = autoencoder.encode(images);
 * }</pre>
 */
public final class Autoencoder extends Model {
    private static final int EVALUATED_AT_ONCE = 500;

    private final int latentSize;
    private final Layer encoder;
    private final Layer decoder;
    private final Likelihood likelihood;
    private final Player player;

    private Autoencoder(
            Builder builder, Layer encoder, Layer decoder, Player player, Trainer trainer) {
        super(trainer);
        this.latentSize = builder.latentSize;
        this.encoder = encoder;
        this.decoder = decoder;
        this.likelihood = builder.likelihood;
        this.player = player;
    }

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 784 pixels
     * @param latentSize the number of latent variables
     * @return a builder with one hidden layer of 128 and half the squared error as the loss
     */
    public static Builder builder(int features, int latentSize) {
        return new Builder(features, latentSize);
    }

    /** What a model is made of. Everything has a default. */
    public static final class Builder extends AutoencoderBuilder<Builder> {
        private Builder(int features, int latentSize) {
            super(features, latentSize, Likelihoods.gaussian());
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Makes an untrained model; random is where initial weights and the order of training
         * samples come from.
         */
        public Autoencoder build(RandomGenerator random) {
            Layer encoder = newEncoder(latentSize, random);
            Layer decoder = newDecoder(random);
            Player player = player(encoder, decoder);
            Trainer trainer =
                    trainer("autoencoder", "", random, List.of(player))
                            .columns("loss")
                            .with("encoder", encoder)
                            .with("decoder", decoder)
                            .with("likelihood", likelihoodLayer());
            return new Autoencoder(this, encoder, decoder, player, trainer);
        }
    }

    /** The codes of a batch, {@code [batch, latentSize]}. */
    public Matrix encode(Matrix x) {
        return encoder.forward(standardized(x)).matrix();
    }

    /** The samples that codes stand for, {@code [batch, features]}. */
    public Matrix decode(Matrix z) {
        Require.finite("z", 1, z);
        return trainer.inUnit(likelihood.mean(decoder.forward(z).matrix()));
    }

    /** Encodes and decodes. */
    public Matrix reconstruct(Matrix x) {
        return decode(encode(x));
    }

    /** The reconstruction loss of a batch, in nats per sample. */
    public Pass loss(Matrix x) {
        return loss(Pass.constant(standardized(x)));
    }

    private Pass loss(Pass x) {
        return likelihood.loss(decoder.forward(encoder.forward(x)), x.matrix());
    }

    /**
     * One step of the optimizer.
     *
     * @param x a batch, {@code [batch, features]}
     * @return the loss before the step
     * @throws genlab.training.DivergedException if the loss is not finite; the model stays as it
     *     was
     */
    public double trainStep(Matrix x) {
        return standardizedStep(standardized(x));
    }

    private double standardizedStep(Matrix x) {
        Pass loss = loss(Pass.constant(x).inTraining());
        player.step(loss, x);
        return loss.value();
    }

    @Override
    double[] step(Batch batch) {
        return new double[] {standardizedStep(batch.samples())};
    }

    @Override
    void check(Matrix standardized) {
        likelihood.check(standardized);
    }

    @Override
    double validationLoss(Matrix data) {
        return evaluate(data);
    }

    /** The mean loss of samples that need not be of the training set, in nats per sample. */
    public double evaluate(Matrix data) {
        double sum = 0;
        for (Matrix part : Trainer.parts(data, EVALUATED_AT_ONCE)) {
            sum += loss(part).value() * part.rows();
        }
        return sum / data.rows();
    }

    /** A layer from features to codes. */
    public Layer encoder() {
        return encoder;
    }

    /** A layer from codes to what the {@linkplain Likelihood likelihood} takes. */
    public Layer decoder() {
        return decoder;
    }

    /** The number of latent variables. */
    public int latentSize() {
        return latentSize;
    }
}
