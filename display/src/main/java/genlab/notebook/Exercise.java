package genlab.notebook;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.notebook.Check.Outcome;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Checks what a student was asked for. A wrong answer is told whether it is too large or too small,
 * not what was expected: that is printed beside the right one. An answer that is still missing or
 * wrong doesn't stop the notebook; where something must hold, use {@link Check}.
 */
public final class Exercise {
    private Exercise() {}

    /** A number is the right one. */
    public static void near(String what, double expected, DoubleSupplier answer, double tolerance) {
        Check.require(what, Require.finite("expected", expected), tolerance);
        Require.given("answer", answer);
        report(
                what,
                () -> {
                    double actual = answer.getAsDouble();
                    return Double.isNaN(actual)
                            ? Check.stated(what, false)
                            : hinted(
                                    Check.nearly(what, expected, actual, tolerance),
                                    Double.compare(actual, expected));
                });
    }

    /**
     * Every element of a matrix is the right one.
     *
     * @param answer gives what it is; may fail or be null
     * @param tolerance how far from it each element may be, at least 0
     */
    public static void near(
            String what, Matrix expected, Supplier<Matrix> answer, double tolerance) {
        Check.require(what, Require.finite("expected", 1, expected), tolerance);
        Require.given("answer", answer);
        report(
                what,
                () -> {
                    Matrix actual = answer.get();
                    Outcome outcome = Check.nearly(what, expected, actual, tolerance);
                    boolean sameShape = expected.shape().equals(actual.shape());
                    return sameShape ? hinted(outcome, sign(expected, actual)) : outcome;
                });
    }

    /** Whether the element that is furthest off is too large (1) or too small (-1). */
    private static int sign(Matrix expected, Matrix actual) {
        Matrix off = actual.minus(expected);
        return off.max() > -off.min() ? 1 : -1;
    }

    /**
     * Something is the right one.
     *
     * @param answer gives what it is; may fail or be null
     */
    public static void equal(String what, Object expected, Supplier<?> answer) {
        Check.require(what, expected, 0);
        Require.given("answer", answer);
        report(
                what,
                () -> {
                    Object actual = answer.get();
                    int order =
                            expected instanceof Number right && actual instanceof Number number
                                    ? Double.compare(number.doubleValue(), right.doubleValue())
                                    : 0;
                    return hinted(Check.equally(what, expected, actual), order);
                });
    }

    /** A wrong answer without the right one, but with the direction in which it is wrong. */
    private static Outcome hinted(Outcome outcome, int order) {
        String hint = order == 0 ? "not it" : order > 0 ? "too large" : "too small";
        String text = outcome.what() + ": " + hint + ", actual " + outcome.actual();
        return outcome.holds() ? outcome : Check.stated(text, false);
    }

    /**
     * A statement has become true.
     *
     * @param holds whether it is true; may fail
     */
    public static void that(String what, BooleanSupplier holds) {
        Require.given("what", what);
        Require.given("holds", holds);
        report(what, () -> Check.stated(what, holds.getAsBoolean()));
    }

    private static void report(String what, Supplier<Outcome> check) {
        try {
            Outcome outcome = check.get();
            System.out.println(
                    outcome.holds()
                            ? outcome + " - solved"
                            : "○ not solved yet: " + outcome.text());
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // The answer is the student's: whatever it throws is shown, and the notebook goes on.
            System.out.println("○ not solved yet: " + what + ": " + e);
        }
    }
}
