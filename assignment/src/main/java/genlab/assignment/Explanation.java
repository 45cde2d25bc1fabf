package genlab.assignment;

import java.util.Arrays;
import org.opentest4j.AssertionFailedError;

/** What a failure means to the student who caused it. */
public final class Explanation {
    private static final int LONGEST = 1000;

    private Explanation() {}

    /**
     * Explains a failure: expected, actual and hint of a check, what an exception of a student's
     * code says and where it came from. No stack trace.
     *
     * @param failure what was thrown
     * @return some lines
     */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause instanceof AssertionError error ? ofCheck(error) : ofException(cause);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    }

    /**
     * The method of a cell in which something was thrown.
     *
     * @param cause what was thrown
     * @return the innermost method's name, empty if no cell has a part in it
     */
    public static String place(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("REPL.$JShell$"))
                .map(StackTraceElement::getMethodName)
                .filter(method -> !method.contains("$") && !method.contains("<"))
                .findFirst()
                .orElse("");
    }

    private static String ofCheck(AssertionError error) {
        String message = error.getMessage() == null ? "the check failed" : error.getMessage();
        if (error instanceof AssertionFailedError comparison && comparison.isExpectedDefined()) {
            // JUnit writes "hint ==> expected: <1> but was: <2>".
            int arrow = message.lastIndexOf(" ==> ");
            return "expected: "
                    + comparison.getExpected().getStringRepresentation()
                    + "\nactual:   "
                    + comparison.getActual().getStringRepresentation()
                    + (arrow < 0 ? "" : "\nhint: " + message.substring(0, arrow));
        }
        return message.replace(" ==> ", "\n");
    }

    private static String ofException(Throwable cause) {
        String place = place(cause);
        if (cause instanceof UnsupportedOperationException && cause.getMessage() == null) {
            return (place.isEmpty() ? "this" : place)
                    + " is not implemented yet: replace `throw new UnsupportedOperationException()`"
                    + " in its cell with your code and run it";
        }
        if (cause.getClass().getName().startsWith("jdk.jshell.")) {
            return "something that your code uses is not defined: run the cells above, from the"
                    + " first, and look for a message of the compiler";
        }
        if (cause instanceof StackOverflowError) {
            return "StackOverflowError: a method calls itself without end";
        }
        return cause.getClass().getSimpleName()
                + (place.isEmpty() ? "" : " in " + place)
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
