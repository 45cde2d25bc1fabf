package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Network;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.nn.Require;
import java.util.random.RandomGenerator;

/**
 * The networks of a VAE of pictures: convolutions that halve, and transposed ones that double, with
 * rectifiers, as in a {@link Dcgan} without normalisation.
 *
 * <pre>{@code
 * PictureShape shape = new PictureShape(1, 28, 28);
 * Vae vae = ConvolutionalVae.builder(shape, 32, 20, random).build(random);
 * vae.train(images, 10);
 * }</pre>
 */
public final class ConvolutionalVae {
    private ConvolutionalVae() {}

    /** A VAE of these networks, with sizes as for {@link Dcgan#builder}. */
    public static VaeBuilder builder(
            PictureShape shape, int channels, int latentSize, RandomGenerator random) {
        return Vae.builder(Require.given("shape", shape).size(), latentSize)
                .encoder(encoder(PictureNetwork.of(shape, random), channels, latentSize))
                .decoder(decoder(latentSize, shape, channels, random));
    }

    /**
     * A conditional one: the encoder takes the label as channels, the decoder beside the code.
     *
     * @param conditions how many numbers a label has, for example 10 in one-hot form
     */
    public static VaeBuilder conditional(
            PictureShape shape,
            int channels,
            int latentSize,
            int conditions,
            RandomGenerator random) {
        PictureNetwork labelled = PictureNetwork.ofLabelled(shape, conditions, random);
        return Vae.builder(shape.size(), latentSize)
                .conditions(conditions)
                .encoder(encoder(labelled, channels, latentSize))
                .decoder(decoder(latentSize + conditions, shape, channels, random));
    }

    private static Network encoder(PictureNetwork from, int channels, int latentSize) {
        return Pyramid.down(from, channels, Activation.RELU, network -> network)
                .dense(Posterior.outputs(latentSize, false));
    }

    private static Network decoder(
            int inputs, PictureShape shape, int channels, RandomGenerator random) {
        return Pyramid.up(inputs, shape, channels, false, random).build();
    }
}
