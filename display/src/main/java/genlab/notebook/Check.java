package genlab.notebook;

import genlab.charts.Text;
import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Objects;

/**
 * Checks the claims of a notebook: prints what was expected beside what came out, and stops the
 * notebook where a claim doesn't hold. For what a student is to solve there is {@link Exercise}.
 */
public final class Check {
    private Check() {}

    /**
     * A number is what it is said to be.
     *
     * @throws AssertionError if it is further away, or not a number
     */
    public static void near(String what, double expected, double actual, double tolerance) {
        report(nearly(what, expected, actual, tolerance));
    }

    /**
     * Every element of a matrix is what it is said to be.
     *
     * @param tolerance how far from it each element may be, at least 0
     * @throws AssertionError if the shapes differ or an element is further away
     */
    public static void near(String what, Matrix expected, Matrix actual, double tolerance) {
        report(nearly(what, expected, actual, tolerance));
    }

    /**
     * A number is not too small.
     *
     * @param bound the smallest value that is allowed
     */
    public static void atLeast(String what, double bound, double actual) {
        Require.given("what", what);
        Require.finite("bound", bound);
        report(
                new Outcome(
                        actual >= bound,
                        what,
                        "at least " + Text.number(bound),
                        Text.number(actual)));
    }

    /**
     * A number is not too large.
     *
     * @param bound the largest value that is allowed
     */
    public static void atMost(String what, double bound, double actual) {
        Require.given("what", what);
        Require.finite("bound", bound);
        report(
                new Outcome(
                        actual <= bound,
                        what,
                        "at most " + Text.number(bound),
                        Text.number(actual)));
    }

    /**
     * Two things are equal.
     *
     * @throws AssertionError if they are not equal
     */
    public static void equal(String what, Object expected, Object actual) {
        report(equally(what, expected, actual));
    }

    /**
     * A statement is true.
     *
     * @throws AssertionError if it is not
     */
    public static void that(String statement, boolean holds) {
        report(stated(statement, holds));
    }

    private static void report(Outcome outcome) {
        if (!outcome.holds()) {
            throw new AssertionError(outcome.toString());
        }
        System.out.println(outcome);
    }

    static Outcome nearly(String what, double expected, double actual, double tolerance) {
        require(what, Require.finite("expected", expected), tolerance);
        return new Outcome(
                Math.abs(actual - expected) <= tolerance,
                what,
                Text.number(expected) + (tolerance == 0 ? "" : " ± " + Text.number(tolerance)),
                Text.number(actual));
    }

    static Outcome nearly(String what, Matrix expected, Matrix actual, double tolerance) {
        require(what, Require.finite("expected", 1, expected), tolerance);
        Require.given("actual", actual);
        if (expected.rows() != actual.rows() || expected.columns() != actual.columns()) {
            return new Outcome(false, what, "shape " + expected.shape(), "shape " + actual.shape());
        }
        int worst = 0;
        double largest = -1;
        for (int i = 0; i < expected.values().length; i++) {
            double difference = Math.abs((double) expected.values()[i] - actual.values()[i]);
            if (!(difference <= largest)) {
                largest = difference;
                worst = i;
            }
        }
        if (largest <= tolerance) {
            return new Outcome(
                    true,
                    what,
                    "differences up to " + Text.number(tolerance),
                    Text.number(largest));
        }
        String element =
                expected.values().length == 1
                        ? ""
                        : " at ["
                                + worst % expected.rows()
                                + ", "
                                + worst / expected.rows()
                                + "], where they differ most";
        return new Outcome(
                false,
                what,
                Text.number(expected.values()[worst])
                        + (tolerance == 0 ? "" : " ± " + Text.number(tolerance)),
                Text.number(actual.values()[worst]) + element);
    }

    /** A claim without a measure would hold whatever came out. */
    static void require(String what, Object expected, double tolerance) {
        Require.given("what", what);
        Require.given("expected", expected);
        Require.notNegative("tolerance", tolerance);
    }

    static Outcome equally(String what, Object expected, Object actual) {
        require(what, expected, 0);
        return new Outcome(
                Objects.equals(expected, actual),
                what,
                String.valueOf(expected),
                String.valueOf(actual));
    }

    static Outcome stated(String statement, boolean holds) {
        return new Outcome(holds, Require.given("statement", statement), null, null);
    }

    /** What was claimed and what came out; a statement has no figures. */
    record Outcome(boolean holds, String what, String expected, String actual) {
        String text() {
            return expected == null ? what : what + ": expected " + expected + ", actual " + actual;
        }

        @Override
        public String toString() {
            return (holds ? "✓ " : "✗ ") + text();
        }
    }
}
