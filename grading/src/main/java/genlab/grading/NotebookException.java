package genlab.grading;

/** A notebook that can't be used; the message says what to do about it. */
final class NotebookException extends Exception {
    private static final long serialVersionUID = 1;

    NotebookException(String message) {
        super(message);
    }
}
