package genlab.nn;

import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The output of a forward pass, together with its way back.
 *
 * <p>Passes chain: {@code discriminator.forward(generator.forward(noise))} is the discriminator's
 * output, and its {@link #backward} runs through the discriminator into the generator, adding to
 * the gradient of every parameter on the way (backpropagation; Rumelhart, Hinton and Williams,
 * 1986). The way ends at a {@link #constant}; {@link #detach} makes one, as in PyTorch. A {@link
 * #variable} collects the gradient with respect to itself.
 */
public final class Pass {
    private final Matrix matrix;
    private final Pass input;
    private final UnaryOperator<Matrix> wayBack;
    private Matrix gradient;

    private Pass(Matrix matrix, Pass input, UnaryOperator<Matrix> wayBack, Matrix gradient) {
        this.matrix = matrix;
        this.input = input;
        this.wayBack = wayBack;
        this.gradient = gradient;
    }

    /**
     * A value with no way back: data, noise.
     *
     * @param value {@code [batch, features]}
     * @return a pass at which gradients stop
     */
    public static Pass constant(Matrix value) {
        return new Pass(value, null, null, null);
    }

    /**
     * A value with no way back: data, noise.
     *
     * @param value {@code [batch, features]}
     * @return a pass at which gradients stop
     */
    public static Pass constant(INDArray value) {
        return constant(Matrix.of(value));
    }

    /**
     * A value that collects the gradient with respect to itself.
     *
     * @param value {@code [batch, features]}
     * @return a pass whose {@link #gradient()} adds up
     */
    public static Pass variable(Matrix value) {
        return new Pass(value, null, null, Matrix.zeros(value.rows(), value.columns()));
    }

    /**
     * A value that collects the gradient with respect to itself.
     *
     * @param value {@code [batch, features]}
     * @return a pass whose {@link #gradient()} adds up
     */
    public static Pass variable(INDArray value) {
        return variable(Matrix.of(value));
    }

    /**
     * The next pass of the chain; layers call this.
     *
     * @param output what the layer made of this pass's output
     * @param wayBack takes the gradient with respect to {@code output}, adds to the gradients of
     *     the layer's parameters, and returns the gradient with respect to this pass's output;
     *     where this pass {@linkplain #needsGradient() needs none} it may return null
     * @return the output with the whole way back
     */
    public Pass then(Matrix output, UnaryOperator<Matrix> wayBack) {
        return new Pass(output, this, wayBack, null);
    }

    /**
     * Whether a gradient with respect to this output is of use to anyone.
     *
     * @return false for constants
     */
    public boolean needsGradient() {
        return input != null || gradient != null;
    }

    /**
     * The same output without its way back: what follows can't reach what made it.
     *
     * @return a constant
     */
    public Pass detach() {
        return constant(matrix);
    }

    /**
     * The output, not a copy.
     *
     * @return {@code [batch, features]}
     */
    public Matrix matrix() {
        return matrix;
    }

    /**
     * The output as a new ND4J array.
     *
     * @return {@code [batch, features]}
     */
    public INDArray output() {
        return matrix.toArray();
    }

    /**
     * What a {@link #variable} has collected so far, not a copy.
     *
     * @return the gradient with respect to the variable, of its shape
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
     * Runs the way back to its end and adds to every gradient on it.
     *
     * @param outputGradient the gradient of a loss with respect to this output, of its shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public void backward(Matrix outputGradient) {
        if (outputGradient.rows() != matrix.rows()
                || outputGradient.columns() != matrix.columns()) {
            throw new IllegalArgumentException(
                    "the gradient must have the output's shape "
                            + matrix.shape()
                            + ", but was "
                            + outputGradient.shape());
        }
        Matrix flowing = outputGradient;
        Pass pass = this;
        while (pass.input != null && flowing != null) {
            flowing = pass.wayBack.apply(flowing);
            pass = pass.input;
        }
        if (pass.gradient != null && flowing != null) {
            float[] sum = pass.gradient.values();
            float[] more = flowing.values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }
    }

    /**
     * Runs the way back to its end and adds to every gradient on it.
     *
     * @param outputGradient the gradient of a loss with respect to this output, of its shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public void backward(INDArray outputGradient) {
        backward(Matrix.of(outputGradient));
    }
}
