package genlab.lab;

import java.util.Locale;

/** A problem that the user can solve, told in one sentence. */
class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String format, Object... arguments) {
        super(String.format(Locale.ROOT, format, arguments));
    }

    /** Fails unless a condition holds. */
    static void unless(boolean condition, String format, Object... arguments) {
        if (!condition) {
            throw new Failure(format, arguments);
        }
    }

    static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** A library that a module needs can't be had. */
    static final class Unresolved extends Failure {
        private static final long serialVersionUID = 1;

        Unresolved(String message) {
            super("%s", message);
        }
    }
}
