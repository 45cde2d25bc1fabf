package genlab.nn;

import genlab.nn.fast.Loops;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The output of a forward pass, together with its way back.
 *
 * <p>Passes form a graph: each knows the passes that it was made of, and how a gradient with
 * respect to itself becomes gradients with respect to them. {@link #backward()} walks the graph
 * once, the last pass first, so that a pass used twice has the sum of both gradients before it
 * hands it on (backpropagation; Rumelhart, Hinton and Williams, 1986). The way ends at a {@link
 * #constant}; {@link #detach} makes one, as in PyTorch. A {@link #variable} collects the gradient
 * with respect to itself, as the {@linkplain Parameter parameters} do.
 *
 * <p>The verbs follow the formula. A draw of a VAE's latents, and its loss:
 *
 * <pre>{@code
 * Pass z = mean.plus(logVariance.times(0.5).exp().times(epsilon));
 * reconstruction.plus(divergence.times(beta)).backward();
 * }</pre>
 *
 * <p>As with {@link Matrix}, one row counts for every row and one column for every column.
 */
public final class Pass {
    private static final Pass[] NONE = {};

    private final Matrix matrix;
    private final double value;
    private final Matrix gradient;
    private final boolean needsGradient;
    private final boolean training;

    // What a walk back needs.
    final Pass[] inputs;
    final Consumer<Matrix> wayBack;
    Walk walk;
    Matrix flowing;

    private Pass(
            Matrix matrix,
            double value,
            Pass[] inputs,
            Consumer<Matrix> wayBack,
            Matrix gradient,
            boolean training) {
        this.matrix = matrix;
        this.value = value;
        this.inputs = inputs;
        this.wayBack = wayBack;
        this.gradient = gradient;
        this.needsGradient = gradient != null || wayBack != null;
        this.training = training;
    }

    private static double first(Matrix matrix) {
        return matrix.values()[0];
    }

    /** A value with no way back, at which gradients stop: data, noise. */
    public static Pass constant(Matrix value) {
        return new Pass(Require.given("value", value), first(value), NONE, null, null, false);
    }

    /** A value that collects the {@link #gradient()} with respect to itself. */
    public static Pass variable(Matrix value) {
        Matrix gradient = Matrix.zeros(Require.given("value", value).rows(), value.columns());
        return new Pass(value, first(value), NONE, null, gradient, false);
    }

    /**
     * The output of an operation on several passes.
     *
     * @param output what the operation made of them
     * @param wayBack takes the gradient with respect to {@code output} and hands each input its
     *     own, by {@link #addGradient}; it must not change what it is given
     * @param inputs the passes, parameters among them
     * @return the output with the whole way back; a constant if no input needs a gradient
     */
    public static Pass of(Matrix output, Consumer<Matrix> wayBack, Pass... inputs) {
        return of(output, first(Require.given("output", output)), wayBack, inputs);
    }

    private static Pass of(Matrix output, double value, Consumer<Matrix> wayBack, Pass... inputs) {
        Require.given("wayBack", wayBack);
        boolean needed = false;
        boolean training = false;
        for (Pass input : Require.given("inputs", inputs)) {
            needed |= Require.given("input", input).needsGradient;
            training |= input.training;
        }
        return needed
                ? new Pass(output, value, inputs, wayBack, null, training)
                : new Pass(output, value, NONE, null, null, training);
    }

    /**
     * The output of an operation on this pass alone, as {@link #of}: the way back returns the
     * gradient with respect to this pass's output.
     */
    public Pass then(Matrix output, UnaryOperator<Matrix> wayBack) {
        Require.given("wayBack", wayBack);
        return of(output, g -> addGradient(wayBack.apply(g)), this);
    }

    /**
     * A number computed from this pass, for a loss whose gradient is known in one step.
     *
     * @param number its value
     * @param slope the gradient of the number with respect to this pass's output, of its shape
     * @return a pass {@code [1, 1]}
     */
    public Pass scalar(double number, Matrix slope) {
        Require.sameShape("the gradient", slope, "the output", matrix);
        return number(
                number, g -> addGradient(first(g) == 1 ? slope : slope.times(first(g))), this);
    }

    /** Whether a gradient with respect to this output is of use to anyone. */
    public boolean needsGradient() {
        return needsGradient;
    }

    /**
     * Whether this is a pass of training, in which layers such as {@link Dropout} and {@link
     * BatchNormalization} behave differently. What is made of a pass of training is one too.
     */
    public boolean training() {
        return training;
    }

    /** This pass as one of training. */
    public Pass inTraining() {
        Consumer<Matrix> back = needsGradient ? this::addGradient : null;
        return new Pass(matrix, value, new Pass[] {this}, back, null, true);
    }

    /** The same output without its way back: what follows can't reach what made it. */
    public Pass detach() {
        return new Pass(matrix, value, NONE, null, null, training);
    }

    /** The output, not a copy. */
    public Matrix matrix() {
        return matrix;
    }

    /**
     * The value of a loss, computed in doubles as far as its last steps are sums.
     *
     * @throws IllegalStateException if the output is not a single number
     */
    public double value() {
        if (!isNumber()) {
            throw new IllegalStateException(
                    "only a [1, 1] pass has a value, but this one is "
                            + matrix.shape()
                            + "; take its sum() or mean(), or read matrix()");
        }
        return value;
    }

    /** Whether it collects its gradient. */
    boolean isVariable() {
        return gradient != null;
    }

    boolean isNumber() {
        return matrix.values().length == 1;
    }

    /**
     * What a {@link #variable} has collected so far, not a copy.
     *
     * @throws IllegalStateException if this is not a variable
     */
    public Matrix gradient() {
        if (gradient == null) {
            throw new IllegalStateException(
                    "only a variable collects its gradient; start the chain with Pass.variable(x)");
        }
        return gradient;
    }

    /**
     * Adds to the gradient with respect to this pass; for ways back.
     *
     * @throws IllegalArgumentException if it has another shape than the output
     */
    public void addGradient(Matrix more) {
        if (!needsGradient) {
            return;
        }
        Require.sameShape("the gradient", more, "the output", matrix);
        if (gradient != null) {
            Loops.addTo(gradient.values(), more.values());
        } else {
            flowing = flowing == null ? more : flowing.plus(more);
        }
    }

    /**
     * Goes back from a loss: adds its gradient to that of every variable and parameter that had a
     * part in it.
     *
     * @throws IllegalStateException if this is not a single number
     * @throws ArithmeticException if it is not finite: one step along such a gradient would make
     *     every parameter not a number
     */
    public void backward() {
        if (!Double.isFinite(value())) {
            throw new ArithmeticException(
                    "a loss must be finite to go back from it, but was "
                            + value
                            + "; look for numbers in the data that are not finite, or lower the"
                            + " learning rate");
        }
        new Walk().back(this, Matrix.filled(1, 1, 1));
    }

    /**
     * Goes back from any output.
     *
     * @param outputGradient the gradient of a loss with respect to this output, of its shape
     * @throws IllegalArgumentException if the shapes differ, or a number is not finite
     */
    public void backward(Matrix outputGradient) {
        Require.sameShape("the gradient", outputGradient, "the output", matrix);
        new Walk().back(this, outputGradient.requireFinite("the gradient"));
    }

    // The operations of the field.

    /** this + other. */
    public Pass plus(Pass other) {
        return Operations.plus(this, other);
    }

    /** this - other. */
    public Pass minus(Pass other) {
        return plus(Require.given("other", other).times(-1));
    }

    /** The product, element by element; for the matrix product see {@link #matmul}. */
    public Pass times(Pass other) {
        return Operations.times(this, other);
    }

    /** The quotient, element by element. */
    public Pass dividedBy(Pass other) {
        return times(Operations.reciprocal(other));
    }

    /** The matrix product: {@code [batch, n]} times {@code [n, m]} is {@code [batch, m]}. */
    public Pass matmul(Pass other) {
        return Operations.matmul(this, other);
    }

    /** this + other, which gets no gradient. */
    public Pass plus(Matrix other) {
        return plus(constant(other));
    }

    /** this - other, which gets no gradient. */
    public Pass minus(Matrix other) {
        return plus(constant(Require.given("other", other).times(-1)));
    }

    /** The product, element by element, with what gets no gradient. */
    public Pass times(Matrix other) {
        return times(constant(other));
    }

    /** this + number. */
    public Pass plus(double number) {
        return Operations.plus(this, number);
    }

    /** this - number. */
    public Pass minus(double number) {
        return plus(-number);
    }

    /** this * number. */
    public Pass times(double number) {
        return Operations.times(this, number);
    }

    /** this / number. */
    public Pass dividedBy(double number) {
        return times(1 / number);
    }

    /** e to the power of each element. */
    public Pass exp() {
        return Operations.elementwise(this, Math::exp, (x, y) -> y);
    }

    /** The natural logarithm of each element. */
    public Pass log() {
        return Operations.elementwise(this, Math::log, (x, y) -> x.map(a -> 1 / a));
    }

    /** The square of each element. */
    public Pass square() {
        return then(matrix.times(matrix), g -> g.times(matrix).times(2));
    }

    /** The square root of each element; its slope at 0, which is infinite, counts as 0. */
    public Pass sqrt() {
        return Operations.elementwise(
                this, Math::sqrt, (x, y) -> y.map(root -> root == 0 ? 0 : 0.5 / root));
    }

    /** The size of each element; its slope at 0 counts as 0. */
    public Pass abs() {
        return Operations.elementwise(this, Math::abs, (x, y) -> x.map(Math::signum));
    }

    /** log(1 + exp(x)) of each element. */
    public Pass softplus() {
        return Activation.SOFTPLUS.forward(this);
    }

    /** 1 / (1 + exp(-x)) of each element. */
    public Pass sigmoid() {
        return Activation.SIGMOID.forward(this);
    }

    /** max(0, x) of each element. */
    public Pass relu() {
        return Activation.RELU.forward(this);
    }

    /** The sum of all elements. */
    public Pass sum() {
        return scalar(matrix.sum(), Matrix.filled(matrix.rows(), matrix.columns(), 1));
    }

    /** The mean of all elements. */
    public Pass mean() {
        return sum().dividedBy(matrix.values().length);
    }

    /** The sum of each row, over features: {@code [batch, 1]}. */
    public Pass rowSums() {
        return Operations.rowSums(this);
    }

    /** The mean of each column, over the batch: {@code [1, features]}. */
    public Pass columnMeans() {
        return Operations.columnMeans(this);
    }

    /** A range of columns: {@code [batch, to - from]}. */
    public Pass columns(int from, int to) {
        return Operations.columns(this, from, to);
    }

    /** This pass and another one to its right. */
    public Pass beside(Pass right) {
        return Operations.beside(this, right);
    }

    /** This pass and another one below it: two batches as one. */
    public Pass above(Pass below) {
        return Operations.above(this, below);
    }

    /** The transpose: {@code [n, 1]}, a batch of numbers, becomes one row. */
    public Pass transpose() {
        return then(matrix.transpose(), Matrix::transpose);
    }

    /** The same numbers, in the same column order, in another shape. */
    public Pass reshape(int rows, int columns) {
        return then(matrix.reshape(rows, columns), g -> g.reshape(matrix.rows(), matrix.columns()));
    }

    /** A pass [1, 1]. */
    static Pass number(double value, Consumer<Matrix> wayBack, Pass... inputs) {
        return of(Matrix.filled(1, 1, value), value, wayBack, inputs);
    }
}
