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
    private boolean spectral;

    private PictureNetwork(PictureShape shape, RandomGenerator random) {
        this.shape = Require.given("shape", shape);
        this.random = Require.given("random", random);
    }

    /** A network that takes pictures of a shape; random is where initial weights come from. */
    public static PictureNetwork of(PictureShape shape, RandomGenerator random) {
        return new PictureNetwork(shape, random);
    }

    /** A network that takes pictures with labels beside them; see {@link LabelChannels}. */
    public static PictureNetwork ofLabelled(
            PictureShape shape, int conditions, RandomGenerator random) {
        return new PictureNetwork(shape, random).then(new LabelChannels(shape, conditions));
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

    /**
     * Divides the weights of the convolutions and dense layers that follow by their largest
     * singular values; see {@link SpectralConvolution}.
     */
    public PictureNetwork spectral() {
        spectral = true;
        return this;
    }

    /** See {@link Convolution}. */
    public PictureNetwork convolution(int channels, int size, int stride, int padding) {
        Convolution layer = new Convolution(shape, channels, size, stride, padding, random);
        return then(spectral ? new SpectralConvolution(layer) : layer);
    }

    /** See {@link TransposedConvolution}. */
    public PictureNetwork transposed(int channels, int size, int stride, int padding) {
        return then(new TransposedConvolution(shape, channels, size, stride, padding, random));
    }

    /** See {@link Upsampling}. */
    public PictureNetwork upsampling(int factor) {
        return then(new Upsampling(shape, factor));
    }

    /**
     * A convolution that halves height and width, rounded up: of size 4 and stride 2, or of size 3
     * where they are odd.
     */
    public PictureNetwork halved(int channels) {
        return convolution(channels, odd() ? 3 : 4, 2, 1);
    }

    private boolean odd() {
        boolean odd = shape.height() % 2 == 1;
        Require.that(
                (shape.width() % 2 == 1) == odd,
                "to halve a picture, height and width must both be even or both odd, but it is %s",
                shape);
        return odd;
    }

    /** See {@link AveragePooling}. */
    public PictureNetwork pooling(int size) {
        return then(new AveragePooling(shape, size));
    }

    /** See {@link BatchNormalization}; of each channel. The layer before it loses its bias. */
    public PictureNetwork batchNormalization() {
        int last = layers.size() - 1;
        if (last >= 0 && layers.get(last) instanceof PictureLayer before) {
            layers.set(last, before.withoutBias());
        }
        layers.add(new BatchNormalization(shape.channels(), shape.positions()));
        return this;
    }

    /** See {@link GroupNormalization}; 1 group is layer normalisation. */
    public PictureNetwork groupNormalization(int groups) {
        layers.add(new GroupNormalization(shape, groups));
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
        Dense layer = new Dense(shape.size(), outputs, random);
        layers.add(spectral ? new SpectralDense(layer) : layer);
        return build();
    }

    /** The network. */
    public Network build() {
        return new Network(layers.toArray(Layer[]::new));
    }
}
