package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Layer;
import genlab.nn.LeakyRelu;
import genlab.nn.Network;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.nn.Projection;
import genlab.nn.Require;
import java.util.random.RandomGenerator;

/**
 * The networks of a deep convolutional GAN (Radford, Metz and Chintala, Unsupervised Representation
 * Learning with Deep Convolutional Generative Adversarial Networks, 2016, section 3): strided
 * convolutions instead of pooling, batch normalisation, rectifiers in the generator, leaky ones in
 * the discriminator, no dense layer in between.
 *
 * <pre>{@code
 * PictureShape shape = new PictureShape(1, 28, 28);
 * Gan gan = Dcgan.builder(shape, 32, 64, random).build(random);
 * gan.train(images, 10);
 * }</pre>
 *
 * <p>For pictures of any size: 14, 28 or 32 pixels become 4 by halving, and 4 become 14, 28 or 32.
 * Different from the paper: pixels are in [0, 1], so the generator ends with a sigmoid; PyTorch's
 * initial weights; as many channels as are asked for.
 */
public final class Dcgan {
    private static final Layer LEAKY = new LeakyRelu(0.2);

    private Dcgan() {}

    /**
     * A GAN of these networks, with the paper's beta1 of 0.5, batches of 64 and a learning rate of
     * 0.001; the paper's, 0.0002, is for networks four times as wide.
     *
     * @param shape of the pictures
     * @param channels after the discriminator's first layer; twice as many after each one more
     * @param latentSize the generator's inputs
     */
    public static GanBuilder builder(
            PictureShape shape, int channels, int latentSize, RandomGenerator random) {
        return Gan.builder(Require.given("shape", shape).size(), latentSize)
                .generator(generator(latentSize, shape, channels, random))
                .discriminator(discriminator(shape, channels, random))
                .batchSize(64);
    }

    /**
     * A conditional one: the generator takes the label beside the noise, the discriminator projects
     * on it (see {@link Projection}).
     *
     * @param conditions how many numbers a label has, for example 10 in one-hot form
     */
    public static GanBuilder conditional(
            PictureShape shape,
            int channels,
            int latentSize,
            int conditions,
            RandomGenerator random) {
        return Gan.builder(Require.given("shape", shape).size(), latentSize)
                .conditions(conditions)
                .generator(generator(latentSize + conditions, shape, channels, random))
                .discriminator(projection(shape, channels, conditions, random))
                .batchSize(64);
    }

    /** From {@code inputs} numbers to pictures, pixels in (0, 1). */
    public static Network generator(
            int inputs, PictureShape shape, int channels, RandomGenerator random) {
        return Pyramid.up(inputs, shape, channels, true, random)
                .activation(Activation.SIGMOID)
                .build();
    }

    /** From pictures to one logit each, with batch normalisation as in the paper. */
    public static Network discriminator(PictureShape shape, int channels, RandomGenerator random) {
        return Pyramid.down(
                        PictureNetwork.of(shape, random),
                        channels,
                        LEAKY,
                        PictureNetwork::batchNormalization)
                .dense(1);
    }

    /** From pictures to one logit each, without normalisation. */
    public static Network plain(PictureShape shape, int channels, RandomGenerator random) {
        return Pyramid.down(PictureNetwork.of(shape, random), channels, LEAKY, network -> network)
                .dense(1);
    }

    /**
     * From pictures to one score each, for a gradient penalty: with layer normalisation, since a
     * penalty is on each picture by itself (Gulrajani et al., Improved Training of Wasserstein
     * GANs, 2017, section 4).
     */
    public static Network critic(PictureShape shape, int channels, RandomGenerator random) {
        return Pyramid.down(
                        PictureNetwork.of(shape, random),
                        channels,
                        LEAKY,
                        network -> network.groupNormalization(1))
                .dense(1);
    }

    /** From pictures, with their labels as channels, to one logit each. */
    public static Network labelled(
            PictureShape shape, int channels, int conditions, RandomGenerator random) {
        return Pyramid.down(
                        PictureNetwork.ofLabelled(shape, conditions, random),
                        channels,
                        LEAKY,
                        PictureNetwork::batchNormalization)
                .dense(1);
    }

    /** From pictures, with their labels beside them, to one logit each, by projection. */
    public static Projection projection(
            PictureShape shape, int channels, int conditions, RandomGenerator random) {
        PictureNetwork features =
                Pyramid.down(PictureNetwork.of(shape, random), channels, LEAKY, network -> network);
        int found = features.shape().size();
        return new Projection(features.build(), shape.size(), found, conditions, random);
    }
}
