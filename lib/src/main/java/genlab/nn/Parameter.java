package genlab.nn;

import java.util.Arrays;

/**
 * A matrix that is learned, and the gradient of the loss with respect to it.
 *
 * <p>Gradients add up over backward passes until {@link #zeroGradient()}, as in PyTorch.
 */
public final class Parameter {
    private final String name;
    private final Matrix value;
    private final Matrix gradient;
    private boolean frozen;

    /**
     * A parameter with a zero gradient.
     *
     * @param name what it is called in messages, for example {@code weight}
     * @param value its initial value, which it takes over
     */
    public Parameter(String name, Matrix value) {
        this.name = name;
        this.value = value;
        this.gradient = Matrix.zeros(value.rows(), value.columns());
    }

    /**
     * What it is called in messages.
     *
     * @return for example {@code weight}
     */
    public String name() {
        return name;
    }

    /**
     * Its value, not a copy.
     *
     * @return the matrix that an optimizer changes
     */
    public Matrix value() {
        return value;
    }

    /**
     * The gradient added up so far, not a copy.
     *
     * @return a matrix of the value's shape
     */
    public Matrix gradient() {
        return gradient;
    }

    /** Sets the gradient to zero. */
    public void zeroGradient() {
        Arrays.fill(gradient.values(), 0f);
    }

    /**
     * Freezes it or thaws it. Backward passes go through a frozen parameter without adding to its
     * gradient, which saves their time: PyTorch's {@code requires_grad = False}.
     *
     * @param frozen whether its gradient is to stay as it is
     */
    public void freeze(boolean frozen) {
        this.frozen = frozen;
    }

    /**
     * Whether its gradient stays as it is.
     *
     * @return false at first
     */
    public boolean frozen() {
        return frozen;
    }

    /** Where a way back adds to: the gradient, or nowhere if this is frozen. */
    Matrix sum() {
        return frozen ? Matrix.zeros(value.rows(), value.columns()) : gradient;
    }

    /**
     * Moves every element of the value into [-bound, bound], as the first Wasserstein GAN does to
     * its critic after each step (Arjovsky, Chintala and Bottou, 2017, algorithm 1).
     *
     * @param bound the largest size of an element, above 0
     * @throws IllegalArgumentException if the bound is not above 0
     */
    public void clip(double bound) {
        float largest = (float) Settings.positive("bound", bound, "0.01");
        float[] values = value.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-largest, Math.min(largest, values[i]));
        }
    }
}
