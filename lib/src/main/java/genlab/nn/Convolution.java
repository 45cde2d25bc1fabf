package genlab.nn;

import genlab.nn.fast.WindowProducts;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A convolution: the same small dense layer at every place of a picture (LeCun et al., 1989).
 *
 * <p>With the patches under the window as rows it is one matrix product, {@code patches W + b},
 * whose result is the next layer's batch of pictures as it is. The patches are made nowhere, on the
 * way back neither: see {@link WindowProducts}.
 */
public final class Convolution implements PictureLayer {
    private final Kernel kernel;
    private final PictureShape output;
    private final Parameter weight;

    /** Null if it has none. */
    private final Parameter bias;

    /**
     * A convolution with PyTorch's default initialisation.
     *
     * @param input the shape of the pictures that it takes
     * @param channels how many channels it gives
     * @param size the height and width of the window, for example 3, or 4 with stride 2
     * @param stride how far the window moves: 1 keeps the size of the picture, 2 halves it
     * @param padding zeros around the picture, for example 1
     * @throws IllegalArgumentException if the window doesn't fit into the picture
     */
    public Convolution(
            PictureShape input,
            int channels,
            int size,
            int stride,
            int padding,
            RandomGenerator random) {
        this(
                new Kernel(Require.given("input", input), size, stride, padding),
                Dense.uniform(
                        input.channels() * size * size,
                        Require.atLeast("channels", 1, channels),
                        input.channels() * size * size,
                        random),
                Dense.uniform(1, channels, input.channels() * size * size, random));
    }

    /** A convolution with given weights: {@code [inputs, channels]} and {@code [1, channels]}. */
    Convolution(Kernel kernel, Matrix weight, Matrix bias) {
        this(kernel, new Parameter("weight", weight), new Parameter("bias", bias));
    }

    private Convolution(Kernel kernel, Parameter weight, Parameter bias) {
        int channels = weight.value().columns();
        this.kernel = kernel;
        this.output = new PictureShape(channels, kernel.rows(), kernel.columns());
        this.weight = weight;
        this.bias = bias;
    }

    @Override
    public Convolution withoutBias() {
        return new Convolution(kernel, weight, null);
    }

    @Override
    public Pass forward(Pass x) {
        return convolved(Require.given("x", x), weight.pass(), bias());
    }

    Parameter weight() {
        return weight;
    }

    /** The bias in a pass; zeros if it has none. */
    Pass bias() {
        return bias == null ? none() : bias.pass();
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return convolved(direction, weight.pass(), none());
    }

    Pass none() {
        return Pass.constant(Matrix.zeros(1, output.channels()));
    }

    /** With these weights and biases instead of its own. */
    Pass convolved(Pass x, Pass w, Pass b) {
        kernel.picture().check(x.matrix());
        int samples = x.matrix().rows();
        float[] pictures = x.matrix().values();
        float[] weights = w.matrix().values();
        WindowProducts products = new WindowProducts(kernel.over(samples), true, output.channels());
        Matrix y = Matrix.zeros(samples, output.size());
        products.gathered(pictures, weights, b.matrix().values(), y.values());
        return Kernel.pass(
                y,
                x,
                (g, ofX) -> products.scattered(g, weights, ofX),
                w,
                (g, sum) -> products.addToWeight(pictures, g, sum),
                b);
    }

    @Override
    public PictureShape input() {
        return kernel.picture();
    }

    @Override
    public PictureShape output() {
        return output;
    }

    @Override
    public List<Parameter> parameters() {
        return bias == null ? List.of(weight) : List.of(weight, bias);
    }

    @Override
    public String toString() {
        return "Convolution(%s to %s, %s)".formatted(input(), output, kernel.text(bias));
    }
}
