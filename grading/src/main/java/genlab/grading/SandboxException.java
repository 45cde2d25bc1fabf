package genlab.grading;

/** The sandboxed process has ended or was ended; the message says why in the student's terms. */
final class SandboxException extends Exception {
    private static final long serialVersionUID = 1;

    SandboxException(String message) {
        super(message);
    }
}
