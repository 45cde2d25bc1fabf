package genlab.nn;

/**
 * Changes parameters along their gradients, to make a loss smaller.
 *
 * <p>An optimizer holds the parameters it was made for, and what it remembers of their gradients.
 */
public interface Optimizer {
    /** Makes one step with the gradients as they are, and leaves them as they are. */
    void step();

    /** Sets the gradients of its parameters to zero. */
    void zeroGradients();
}
