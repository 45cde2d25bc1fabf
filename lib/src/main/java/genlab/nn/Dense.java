package genlab.nn;

import genlab.nn.fast.Products;
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
     */
    public Dense(Matrix weight, Matrix bias) {
        Require.given("weight", weight);
        Require.that(
                Require.given("bias", bias).rows() == 1 && bias.columns() == weight.columns(),
                "bias must be [1, %d] to fit weight %s, but was %s",
                weight.columns(),
                weight.shape(),
                bias.shape());
        this.weight = new Parameter("weight", weight);
        this.bias = new Parameter("bias", bias);
    }

    /**
     * A layer with PyTorch's default initialisation: weights and biases uniform in ±1/sqrt(inputs).
     *
     * @param inputs the number of input features, at least 1
     * @param outputs the number of output features, at least 1
     */
    public Dense(int inputs, int outputs, RandomGenerator random) {
        this(uniform(inputs, outputs, inputs, random), uniform(1, outputs, inputs, random));
    }

    /** Weights uniform in ±1/sqrt(inputs of an output). */
    static Matrix uniform(int rows, int columns, int inputs, RandomGenerator random) {
        Require.given("random", random);
        double bound = 1 / Math.sqrt(inputs);
        return Matrix.zeros(rows, columns).map(x -> (2 * random.nextDouble() - 1) * bound);
    }

    @Override
    public Pass forward(Pass x) {
        return forward(x, null);
    }

    /** The forward pass, and an activation's unless it is null. */
    Pass forward(Pass x, Elementwise activation) {
        return affine(x, weight.pass(), bias.pass(), activation);
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return direction.matmul(weight.pass());
    }

    /** {@code x.matmul(w).plus(b)} in one step, and an activation unless it is null. */
    static Pass affine(Pass x, Pass w, Pass b, Elementwise activation) {
        Matrix input = Require.given("x", x).matrix();
        Matrix weight = w.matrix();
        int rows = input.rows();
        int inputs = weight.rows();
        int outputs = weight.columns();
        if (input.columns() != inputs) {
            throw Require.error(
                    "the layer takes %d features, but the batch is %s; every row must be one"
                            + " sample",
                    inputs, input.shape());
        }
        Matrix output = Matrix.zeros(rows, outputs);
        Products.affine(
                input.values(),
                rows,
                inputs,
                weight.values(),
                outputs,
                b.matrix().values(),
                output.values(),
                (from, to) -> {
                    if (activation != null) {
                        activation.apply(output.values(), output.values(), from, to);
                    }
                });
        return Pass.of(
                output,
                g -> {
                    float[] ofProduct =
                            activation == null ? g.values() : Products.room(rows * outputs);
                    Matrix ofInput = x.needsGradient() ? Matrix.zeros(rows, inputs) : null;
                    Sum ofWeight = Sum.of(w);
                    Sum ofBias = Sum.of(b);
                    Products.back(
                            input.values(),
                            ofProduct,
                            weight.values(),
                            rows,
                            inputs,
                            outputs,
                            ofWeight.values(),
                            ofBias.values(),
                            ofInput == null ? null : ofInput.values(),
                            activation == null
                                    ? null
                                    : (from, to) ->
                                            activation.back(
                                                    output.values(),
                                                    g.values(),
                                                    ofProduct,
                                                    from,
                                                    to));
                    if (ofInput != null) {
                        x.addGradient(ofInput);
                    }
                    ofWeight.handOn();
                    ofBias.handOn();
                },
                x,
                w,
                b);
    }

    /** Where a product's gradient goes: straight to a parameter's sum, or on along the way back. */
    record Sum(Pass to, Matrix matrix, boolean own) {
        static Sum of(Pass to) {
            if (!to.needsGradient()) {
                return new Sum(to, null, false);
            }
            return to.isVariable()
                    ? new Sum(to, to.gradient(), false)
                    : new Sum(to, Matrix.zeros(to.matrix().rows(), to.matrix().columns()), true);
        }

        float[] values() {
            return matrix == null ? null : matrix.values();
        }

        void handOn() {
            if (own) {
                to.addGradient(matrix);
            }
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    /** W, {@code [inputs, outputs]}. */
    public Parameter weight() {
        return weight;
    }

    /** b, {@code [1, outputs]}. */
    public Parameter bias() {
        return bias;
    }

    @Override
    public String toString() {
        return "Dense(" + weight.value().rows() + ", " + weight.value().columns() + ")";
    }
}
