package genlab.nn;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fully connected layer: y = x W + b, with x {@code [batch, inputs]}, W {@code [inputs, outputs]}
 * and b {@code [1, outputs]}. (PyTorch keeps the transpose of W.)
 */
public final class Dense implements Layer {
    private final Parameter weight;
    private final Parameter bias;

    /**
     * A layer with given weights.
     *
     * @param weight W, {@code [inputs, outputs]}
     * @param bias b, {@code [1, outputs]}
     * @throws IllegalArgumentException if the shapes don't fit
     */
    public Dense(Matrix weight, Matrix bias) {
        if (bias.rows() != 1 || bias.columns() != weight.columns()) {
            throw new IllegalArgumentException(
                    "bias must be [1, "
                            + weight.columns()
                            + "] to fit weight "
                            + weight.shape()
                            + ", but was "
                            + bias.shape());
        }
        this.weight = new Parameter("weight", weight);
        this.bias = new Parameter("bias", bias);
    }

    /**
     * A layer with PyTorch's default initialisation: weights and biases uniform in ±1/sqrt(inputs).
     *
     * @param inputs the number of input features, at least 1
     * @param outputs the number of output features, at least 1
     * @param random where the initial weights come from
     */
    public Dense(int inputs, int outputs, RandomGenerator random) {
        this(
                uniform(inputs, outputs, 1 / Math.sqrt(inputs), random),
                uniform(1, outputs, 1 / Math.sqrt(inputs), random));
    }

    private static Matrix uniform(int rows, int columns, double bound, RandomGenerator random) {
        Matrix result = Matrix.zeros(rows, columns);
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return result;
    }

    @Override
    public Pass forward(Pass x) {
        Matrix input = x.matrix();
        Matrix w = weight.value();
        checkFeatures(input, w);
        Matrix output = Products.affine(input, w, bias.value());
        return x.then(
                output,
                gradient -> {
                    boolean learns = !weight.frozen() || !bias.frozen();
                    return Products.back(
                            input,
                            gradient,
                            w,
                            learns ? weight.sum() : null,
                            learns ? bias.sum() : null,
                            x.needsGradient());
                });
    }

    static void checkFeatures(Matrix input, Matrix w) {
        if (input.columns() != w.rows()) {
            throw new IllegalArgumentException(
                    "the layer takes "
                            + w.rows()
                            + " features, but the batch is "
                            + input.shape()
                            + "; every row must be one sample");
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    /**
     * The weight.
     *
     * @return W, {@code [inputs, outputs]}
     */
    public Parameter weight() {
        return weight;
    }

    /**
     * The bias.
     *
     * @return b, {@code [1, outputs]}
     */
    public Parameter bias() {
        return bias;
    }
}
