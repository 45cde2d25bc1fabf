package genlab.training;

/** Stops a training whose numbers are no longer finite. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Stops a training; the message says what was not finite, when, and what to do. */
    public DivergedException(String message) {
        super(message);
    }

    /**
     * Does nothing to a finite number, and stops the training at any other.
     *
     * @param name what the number is, for example {@code "loss"}
     * @param value the number
     * @param step where it was found, for example {@code "step 412"}
     * @param advice what to do
     */
    public static void check(String name, double value, String step, String advice) {
        if (!Double.isFinite(value)) {
            throw new DivergedException(name + " is " + value + " at " + step + "; " + advice);
        }
    }
}
