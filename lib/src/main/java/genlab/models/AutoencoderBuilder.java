package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Layer;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Require;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an {@link Autoencoder} and a {@link Vae} are both made of. Everything has a default, of the
 * networks one hidden layer of 128 rectifiers each.
 */
public abstract class AutoencoderBuilder<B extends AutoencoderBuilder<B>> extends ModelBuilder<B> {
    final int features;
    final int latentSize;
    int conditions;
    Likelihood likelihood;
    private Layer encoder;
    private Layer decoder;

    AutoencoderBuilder(int features, int latentSize, Likelihood likelihood) {
        super(0.001, 0.9, 128);
        this.features = Require.size("features", features);
        this.latentSize = Require.size("latentSize", latentSize);
        this.likelihood = likelihood;
    }

    /**
     * An encoder of your own: it takes {@code features} (and the conditions, if there are any), and
     * gives {@code latentSize} numbers; for a VAE {@link Posterior#outputs}, the means, then the
     * log variances.
     */
    public B encoder(Layer own) {
        encoder = Require.given("encoder", own);
        return self();
    }

    /**
     * A decoder of your own: it takes {@code latentSize} numbers (and the conditions, if there are
     * any), and gives {@link Likelihood#outputs} outputs, for the Bernoulli likelihood logits.
     */
    public B decoder(Layer own) {
        decoder = Require.given("decoder", own);
        return self();
    }

    /**
     * What the decoder's output stands for, and with it the loss: by default the Gaussian one, half
     * the squared error, for an autoencoder, and the Bernoulli one for a VAE.
     */
    public B likelihood(Likelihood of) {
        likelihood = Require.given("likelihood", of);
        return self();
    }

    /** The encoder: the user's, or one with the hidden layers. */
    Layer newEncoder(int outputs, RandomGenerator random) {
        checkHidden(encoder != null && decoder != null);
        int inputs = features + conditions;
        return encoder == null
                ? mlp(inputs, false, outputs, Activation.RELU, Activation.IDENTITY, random)
                : Networks.tried("encoder", encoder, inputs, outputs);
    }

    /** The decoder: the user's, or one with the hidden layers in reverse. */
    Layer newDecoder(RandomGenerator random) {
        int inputs = latentSize + conditions;
        int outputs = likelihood.outputs(features);
        if (decoder == null) {
            return mlp(inputs, true, outputs, Activation.RELU, Activation.IDENTITY, random);
        }
        return likelihood.equals(Likelihoods.bernoulli())
                ? Networks.triedLogits("decoder", decoder, inputs, outputs)
                : Networks.tried("decoder", decoder, inputs, outputs);
    }

    /** The one player, who learns encoder, decoder and what the likelihood learns. */
    Player player(Layer madeEncoder, Layer madeDecoder) {
        return player(new Network(madeEncoder, madeDecoder, likelihoodLayer()), 0);
    }

    /** The likelihood's parameters as those of a layer. */
    Layer likelihoodLayer() {
        return new LikelihoodLayer(likelihood);
    }

    private record LikelihoodLayer(Likelihood likelihood) implements Layer {
        @Override
        public Pass forward(Pass x) {
            return x;
        }

        @Override
        public List<Parameter> parameters() {
            return likelihood.parameters();
        }

        @Override
        public String toString() {
            return Player.text(likelihood);
        }
    }
}
