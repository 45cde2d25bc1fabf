package genlab.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Builds a network of pictures layer by layer. The shape of the picture travels with it, so that a
 * size that doesn't fit is an error here, with both shapes, and not at the first batch.
 *
 * <pre>{@code
 * Network discriminator =
 *         PictureNetwork.of(new PictureShape(1, 28, 28), random)
 *                 .convolution(16, 4, 2, 1).activation(new LeakyRelu(0.2))
 *                 .convolution(32, 4, 2, 1).batchNormalization().activation(new LeakyRelu(0.2))
 *                 .dense(1);
 * }</pre>
 */
public final class PictureNetwork {
    private final List<Layer> layers = new ArrayList<>();
    private final RandomGenerator random;
    private PictureShape shape;

    private PictureNetwork(PictureShape shape, RandomGenerator random) {
        this.shape = Require.given("shape", shape);
        this.random = Require.given("random", random);
    }

    /** A network that takes pictures of a shape; random is where initial weights come from. */
    public static PictureNetwork of(PictureShape shape, RandomGenerator random) {
        return new PictureNetwork(shape, random);
    }

    /** A network that takes a code of so many numbers: a dense layer makes pictures of it. */
    public static PictureNetwork ofCode(int features, PictureShape first, RandomGenerator random) {
        PictureNetwork network = new PictureNetwork(first, random);
        network.layers.add(new Dense(features, first.size(), random));
        return network;
    }

    /** The shape of the pictures at this point. */
    public PictureShape shape() {
        return shape;
    }

    private PictureNetwork then(PictureLayer layer) {
        layers.add(layer);
        shape = layer.output();
        return this;
    }

    /** See {@link Convolution}. */
    public PictureNetwork convolution(int channels, int size, int stride, int padding) {
        return then(new Convolution(shape, channels, size, stride, padding, random));
    }

    /** See {@link TransposedConvolution}. */
    public PictureNetwork transposed(int channels, int size, int stride, int padding) {
        return then(new TransposedConvolution(shape, channels, size, stride, padding, random));
    }

    /** See {@link Upsampling}. */
    public PictureNetwork upsampling(int factor) {
        return then(new Upsampling(shape, factor));
    }

    /** See {@link AveragePooling}. */
    public PictureNetwork pooling(int size) {
        return then(new AveragePooling(shape, size));
    }

    /** See {@link BatchNormalization}; of each channel. */
    public PictureNetwork batchNormalization() {
        layers.add(new BatchNormalization(shape.channels(), shape.positions()));
        return this;
    }

    /** A layer that leaves the shape as it is: an activation, {@link Dropout}. */
    public PictureNetwork activation(Layer layer) {
        layers.add(Require.given("layer", layer));
        return this;
    }

    /**
     * A residual connection around what is added to the network between: x + f(x) (He et al., Deep
     * Residual Learning for Image Recognition, 2016).
     *
     * @param inner layers that give pictures of the shape that they take
     */
    public PictureNetwork residual(PictureNetwork inner) {
        Require.that(
                Require.given("inner", inner).shape.equals(shape),
                "a residual connection needs the shape %s at both ends, but its layers end with %s",
                shape,
                inner.shape);
        layers.add(new Residual(inner.build()));
        return this;
    }

    /** A dense layer over everything, as the last one. */
    public Network dense(int outputs) {
        layers.add(new Dense(shape.size(), outputs, random));
        return build();
    }

    /** The network. */
    public Network build() {
        return new Network(layers.toArray(Layer[]::new));
    }
}
