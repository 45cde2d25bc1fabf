package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Layer;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What an {@link Autoencoder} and a {@link Vae} are both made of.
 *
 * @param <B> the builder itself, so that its own options can follow after these
 */
public abstract class AutoencoderBuilder<B extends AutoencoderBuilder<B>> {
    final int features;
    final int latentSize;
    Likelihood likelihood;
    Function<List<Parameter>, Optimizer> optimizer = Trainer.adam(0.001);
    int batchSize = 128;
    private int[] hidden = {128};
    private Layer activation = Activation.RELU;
    private Layer encoder;
    private Layer decoder;

    AutoencoderBuilder(int features, int latentSize, Likelihood likelihood) {
        this.features = Settings.atLeastOne("features", features);
        this.latentSize = Settings.atLeastOne("latentSize", latentSize);
        this.likelihood = likelihood;
    }

    abstract B self();

    /**
     * The hidden layers of the encoder; the decoder has them in reverse.
     *
     * @param sizes their sizes; none makes both linear
     * @return this builder
     */
    public B hidden(int... sizes) {
        hidden = sizes.clone();
        return self();
    }

    /**
     * The activation of the hidden layers.
     *
     * @param activation the rectifier by default
     * @return this builder
     */
    public B activation(Layer activation) {
        this.activation = activation;
        return self();
    }

    /**
     * An encoder of your own.
     *
     * @param encoder takes {@code features} (and the conditions, if there are any), gives {@code
     *     latentSize} numbers; for a VAE {@link Posterior#outputs}, the means, then the log
     *     variances
     * @return this builder
     */
    public B encoder(Layer encoder) {
        this.encoder = encoder;
        return self();
    }

    /**
     * A decoder of your own.
     *
     * @param decoder takes {@code latentSize} numbers (and the conditions, if there are any), gives
     *     {@link Likelihood#outputs} outputs, for the Bernoulli likelihood logits
     * @return this builder
     */
    public B decoder(Layer decoder) {
        this.decoder = decoder;
        return self();
    }

    /**
     * What the decoder's output stands for, and with it the loss.
     *
     * @param likelihood by default the Gaussian one, half the squared error, for an autoencoder,
     *     and the Bernoulli one for a VAE
     * @return this builder
     */
    public B likelihood(Likelihood likelihood) {
        this.likelihood = likelihood;
        return self();
    }

    /**
     * The learning rate of Adam.
     *
     * @param learningRate above 0; 0.001 by default
     * @return this builder
     */
    public B learningRate(double learningRate) {
        return optimizer(Trainer.adam(learningRate));
    }

    /**
     * Another optimizer than Adam.
     *
     * @param optimizer makes one for the parameters it is given
     * @return this builder
     */
    public B optimizer(Function<List<Parameter>, Optimizer> optimizer) {
        this.optimizer = optimizer;
        return self();
    }

    /**
     * How many samples training takes a step with.
     *
     * @param batchSize at least 1; 128 by default
     * @return this builder
     */
    public B batchSize(int batchSize) {
        this.batchSize = Settings.atLeastOne("batchSize", batchSize);
        return self();
    }

    /** The encoder: the user's, or one with the hidden layers. */
    Layer newEncoder(int conditions, int outputs, RandomGenerator random) {
        int[] sizes = Settings.sizes(features + conditions, hidden, outputs);
        return encoder != null
                ? encoder
                : Network.mlp(activation, Activation.IDENTITY, random, sizes);
    }

    /** The decoder: the user's, or one with the hidden layers in reverse. */
    Layer newDecoder(int conditions, RandomGenerator random) {
        int[] sizes =
                Settings.sizes(
                        latentSize + conditions,
                        Settings.reversed(hidden),
                        likelihood.outputs(features));
        return decoder != null
                ? decoder
                : Network.mlp(activation, Activation.IDENTITY, random, sizes);
    }
}
