package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Layer;
import genlab.nn.Loss;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.nn.ParameterFile;
import genlab.nn.Pass;
import genlab.training.DivergedException;
import genlab.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An autoencoder: the encoder turns a sample into a point, its code, and the decoder turns the
 * point back into the sample.
 *
 * <pre>{@code
 * Autoencoder model = Autoencoder.builder(784, 2).hidden(256).build(random);
 * model.train(images, 10);
 * Matrix codes = model.encode(images);
 * }</pre>
 *
 * <p>Without hidden layers, {@code hidden()}, and with the Gaussian likelihood it is linear, and
 * finds the same plane as {@link Pca} (Bourlard and Kamp, 1988; Baldi and Hornik, 1989).
 */
public final class Autoencoder {
    private static final int EVALUATED_AT_ONCE = 500;

    private final int latentSize;
    private final Layer encoder;
    private final Layer decoder;
    private final Likelihood likelihood;
    private final int batchSize;
    private final RandomGenerator random;
    private final Trainer trainer;

    private Autoencoder(Builder builder, Layer encoder, Layer decoder, RandomGenerator random) {
        this.latentSize = builder.latentSize;
        this.encoder = encoder;
        this.decoder = decoder;
        this.likelihood = builder.likelihood;
        this.batchSize = builder.batchSize;
        this.random = random;
        this.trainer = new Trainer("loss", builder.optimizer.apply(parameters()));
    }

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 784 pixels
     * @param latentSize the number of features of a code
     * @return a builder with one hidden layer of 128 and half the squared error as the loss
     */
    public static Builder builder(int features, int latentSize) {
        return new Builder(features, latentSize);
    }

    /** What a model is made of. Everything has a default. */
    public static final class Builder extends AutoencoderBuilder<Builder> {
        private Builder(int features, int latentSize) {
            super(features, latentSize, Likelihood.gaussian());
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Makes the model.
         *
         * @param random where initial weights and the order of training samples come from
         * @return an untrained model
         */
        public Autoencoder build(RandomGenerator random) {
            Layer encoder = newEncoder(0, latentSize, random);
            return new Autoencoder(this, encoder, newDecoder(0, random), random);
        }
    }

    /**
     * The codes of a batch.
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, latentSize]}
     */
    public Matrix encode(Matrix x) {
        return encoder.forward(x).matrix();
    }

    /**
     * The codes of a batch.
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, latentSize]}
     */
    public Matrix encode(INDArray x) {
        return encode(Matrix.of(x));
    }

    /**
     * The samples that codes stand for.
     *
     * @param z {@code [batch, latentSize]}
     * @return {@code [batch, features]}
     */
    public Matrix decode(Matrix z) {
        return likelihood.mean(decoder.forward(z).matrix());
    }

    /**
     * The samples that codes stand for.
     *
     * @param z {@code [batch, latentSize]}
     * @return {@code [batch, features]}
     */
    public Matrix decode(INDArray z) {
        return decode(Matrix.of(z));
    }

    /**
     * Encodes and decodes.
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, features]}
     */
    public Matrix reconstruct(Matrix x) {
        return decode(encode(x));
    }

    /**
     * Encodes and decodes.
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, features]}
     */
    public Matrix reconstruct(INDArray x) {
        return reconstruct(Matrix.of(x));
    }

    /**
     * The reconstruction loss of a batch.
     *
     * @param x {@code [batch, features]}
     * @return -log p(x|z), summed over features, averaged over the batch
     */
    public Loss loss(Matrix x) {
        Pass z = encoder.forward(x);
        return likelihood.loss(decoder.forward(z), x);
    }

    /**
     * One step of the optimizer.
     *
     * @param x a batch, {@code [batch, features]}
     * @return the loss before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public double trainStep(Matrix x) {
        Loss loss = loss(x);
        trainer.step(loss.value(), loss::backward);
        return loss.value();
    }

    /**
     * One step of the optimizer.
     *
     * @param x a batch, {@code [batch, features]}
     * @return the loss before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public double trainStep(INDArray x) {
        return trainStep(Matrix.of(x));
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @return the mean loss of each epoch
     */
    public History train(Matrix data, int epochs) {
        return train(data, epochs, epoch -> {});
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @return the mean loss of each epoch
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
     * @return the mean loss of each epoch
     */
    public History train(Matrix data, int epochs, IntConsumer afterEpoch) {
        return Trainer.train(
                new History("autoencoder", "epoch", "loss"),
                new Minibatches(data, batchSize, random),
                epochs,
                batch -> new double[] {trainStep(batch.samples())},
                afterEpoch);
    }

    /**
     * The loss on samples that need not be of the training set.
     *
     * @param data {@code [samples, features]}
     * @return its mean over the samples
     */
    public double evaluate(Matrix data) {
        double[] sum = new double[1];
        Trainer.forEachBatch(
                data.rows(),
                EVALUATED_AT_ONCE,
                rows -> sum[0] += loss(data.rows(rows)).value() * rows.length);
        return sum[0] / data.rows();
    }

    /**
     * The loss on samples that need not be of the training set.
     *
     * @param data {@code [samples, features]}
     * @return its mean over the samples
     */
    public double evaluate(INDArray data) {
        return evaluate(Matrix.of(data));
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
     * @return a layer from features to codes
     */
    public Layer encoder() {
        return encoder;
    }

    /**
     * The decoder.
     *
     * @return a layer from codes to what the {@linkplain Likelihood likelihood} takes
     */
    public Layer decoder() {
        return decoder;
    }

    /**
     * The number of features of a code.
     *
     * @return at least 1
     */
    public int latentSize() {
        return latentSize;
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
}
