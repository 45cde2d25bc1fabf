package genlab.nn;

import java.util.Arrays;

/**
 * A matrix that is learned, and the gradient of the loss with respect to it.
 *
 * <p>Gradients add up over backward passes until {@link #zeroGradient()}, as in PyTorch.
 */
public final class Parameter {
    private final String name;
    private final Pass variable;
    private final Pass constant;
    private final boolean statistic;
    private boolean frozen;

    /**
     * A parameter with a zero gradient.
     *
     * @param name what it is called in messages, for example {@code weight}
     * @param value its initial value, which it takes over
     */
    public Parameter(String name, Matrix value) {
        this(name, value, false);
    }

    private Parameter(String name, Matrix value, boolean statistic) {
        this.name = Require.given("name", name);
        this.variable = Pass.variable(Require.given(name, value).requireFinite(name));
        this.constant = variable.detach();
        this.statistic = statistic;
    }

    /** What a layer remembers of its batches and saves with its weights, but never learns. */
    static Parameter statistic(String name, Matrix value) {
        return new Parameter(name, value, true);
    }

    /** What it is called in messages, for example {@code weight}. */
    public String name() {
        return name;
    }

    /** Its value, not a copy: the matrix that an optimizer changes. */
    public Matrix value() {
        return variable.matrix();
    }

    /** The gradient added up so far, not a copy, of the value's shape. */
    public Matrix gradient() {
        return variable.gradient();
    }

    /** The parameter in a forward pass; a constant while it is frozen. */
    public Pass pass() {
        return frozen() ? constant : variable;
    }

    /** Sets the gradient to zero. */
    public void zeroGradient() {
        Arrays.fill(gradient().values(), 0f);
    }

    /**
     * Freezes it or thaws it. Backward passes go past a frozen parameter without adding to its
     * gradient, which saves their time, and optimizers leave it alone: PyTorch's {@code
     * requires_grad = False}. To freeze a network for one pass see {@link Frozen}.
     */
    public void freeze(boolean freeze) {
        frozen = freeze;
    }

    /** Whether it stays as it is; false at first. */
    public boolean frozen() {
        return frozen || statistic;
    }

    /**
     * Moves every element of the value into [-bound, bound], as the first Wasserstein GAN does to
     * its critic after each step (Arjovsky, Chintala and Bottou, 2017, algorithm 1).
     */
    public void clip(double bound) {
        float largest = (float) Require.positive("bound", bound);
        float[] values = value().values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-largest, Math.min(largest, values[i]));
        }
    }

    @Override
    public String toString() {
        return name + " " + value().shape();
    }
}
