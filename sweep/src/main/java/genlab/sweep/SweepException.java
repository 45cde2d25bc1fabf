package genlab.sweep;

/** A problem that the user can solve, told in one sentence. */
public final class SweepException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Tells of a problem.
     *
     * @param message what was wrong, what was found, what to do
     */
    public SweepException(String message) {
        super(message);
    }
}
