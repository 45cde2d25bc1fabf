package genlab.nn;

import genlab.nn.fast.WindowProducts;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A transposed convolution: the way back of a {@link Convolution}, as a way forward (Zeiler et al.,
 * Deconvolutional Networks, 2010). Every pixel paints a patch, and patches that overlap add up:
 * with stride 2 pictures become twice as high and wide.
 */
public final class TransposedConvolution implements PictureLayer {
    /** The window over the pictures that it gives. */
    private final Kernel kernel;

    private final PictureShape input;
    private final Parameter weight;

    /** Null if it has none. */
    private final Parameter bias;

    /**
     * A transposed convolution with PyTorch's default initialisation.
     *
     * @param input the shape of the pictures that it takes
     * @param channels how many channels it gives
     * @param size the height and width of a patch, for example 4 with stride 2 and padding 1
     * @param stride how far patches are apart
     * @param padding how much is cut off around the result
     * @throws IllegalArgumentException if nothing is left of the picture
     */
    public TransposedConvolution(
            PictureShape input,
            int channels,
            int size,
            int stride,
            int padding,
            RandomGenerator random) {
        this(
                input,
                kernel(input, channels, size, stride, padding),
                Dense.uniform(
                        input.channels(), channels * size * size, channels * size * size, random),
                Dense.uniform(1, channels, channels * size * size, random));
    }

    /**
     * With given weights: {@code [input channels, channels * size * size]}, {@code [1, channels]}.
     */
    TransposedConvolution(PictureShape input, Kernel kernel, Matrix weight, Matrix bias) {
        this(input, kernel, new Parameter("weight", weight), new Parameter("bias", bias));
    }

    private TransposedConvolution(
            PictureShape input, Kernel kernel, Parameter weight, Parameter bias) {
        this.input = input;
        this.kernel = kernel;
        this.weight = weight;
        this.bias = bias;
    }

    @Override
    public TransposedConvolution withoutBias() {
        return new TransposedConvolution(input, kernel, weight, null);
    }

    static Kernel kernel(PictureShape input, int channels, int size, int stride, int padding) {
        Require.given("input", input);
        int height = (input.height() - 1) * stride - 2 * padding + size;
        int width = (input.width() - 1) * stride - 2 * padding + size;
        Require.that(
                height > 0 && width > 0,
                "a transposed convolution must leave something of the picture %s, but with size %d,"
                        + " stride %d and padding %d it would be %d high and %d wide",
                input,
                size,
                stride,
                padding,
                height,
                width);
        return new Kernel(new PictureShape(channels, height, width), size, stride, padding);
    }

    @Override
    public Pass forward(Pass x) {
        Require.given("x", x);
        return painted(x, weight.pass(), bias == null ? none() : bias.pass());
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return painted(direction, weight.pass(), none());
    }

    private Pass none() {
        return Pass.constant(Matrix.zeros(1, output().channels()));
    }

    private Pass painted(Pass x, Pass w, Pass b) {
        int samples = input.check(x.matrix()).rows();
        float[] pixels = x.matrix().values();
        float[] weights = w.matrix().values();
        WindowProducts products = new WindowProducts(kernel.over(samples), false, input.channels());
        Matrix y = Matrix.zeros(samples, output().size());
        products.scattered(pixels, weights, y.values());
        Kernel.addBias(y, b.matrix());
        return Kernel.pass(
                y,
                x,
                (g, ofX) -> products.gathered(g, weights, null, ofX),
                w,
                (g, sum) -> products.addToWeight(g, pixels, sum),
                b);
    }

    @Override
    public PictureShape input() {
        return input;
    }

    @Override
    public PictureShape output() {
        return kernel.picture();
    }

    @Override
    public List<Parameter> parameters() {
        return bias == null ? List.of(weight) : List.of(weight, bias);
    }

    @Override
    public String toString() {
        return "TransposedConvolution(%s to %s, %s)".formatted(input, output(), kernel.text(bias));
    }
}
