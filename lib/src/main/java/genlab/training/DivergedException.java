package genlab.training;

/** Stops a training whose numbers are no longer finite. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Stops a training.
     *
     * @param message what was found, at which step, and what to try
     */
    public DivergedException(String message) {
        super(message);
    }

    /**
     * Does nothing to a finite number, and stops the training at any other.
     *
     * @param name what the number is, for example {@code "discriminator loss"}
     * @param value the number
     * @param step the epoch or step, with its name, for example {@code "epoch 412"}
     * @param advice what to try, for example {@code "lower learningRate (now 0.1)"}
     * @throws DivergedException if the number is not finite: {@code "discriminator loss is NaN at
     *     epoch 412; lower learningRate (now 0.1)"}
     */
    public static void check(String name, double value, String step, String advice) {
        if (!Double.isFinite(value)) {
            throw new DivergedException(name + " is " + value + " at " + step + "; " + advice);
        }
    }
}
