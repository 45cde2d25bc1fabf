package genlab.assignment;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the checks of an assignment in the notebook, and says what they found.
 *
 * <p>A cell declares a JUnit 5 class and ends with its points:
 *
 * <pre>{@code
 * class SquareCheck {
 *     @Test
 *     void squaresEveryElement() {
 *         SelfCheck.assertClose(new double[] {4, 9}, square(new double[] {2, -3}), 1e-6, "x * x");
 *     }
 * }
 * SelfCheck.points(5, SquareCheck.class)
 * }</pre>
 */
public final class SelfCheck {
    private SelfCheck() {}

    /**
     * Runs checks, prints what each found, and gives the points.
     *
     * @param maximum the points of the cell
     * @param checks classes with methods marked {@code @Test}
     * @return the points, from 0 to the maximum: as a cell's value, what nbgrader takes for partial
     *     credit
     */
    public static double points(double maximum, Class<?>... checks) {
        TestRun run = TestRun.of(Map.of(), List.of(checks));
        double points = run.points(maximum);
        System.out.print(report(run, points, maximum));
        return points;
    }

    /**
     * Compares numbers of any shape: a number, an array, a {@link genlab.nn.Matrix}, an ND4J array.
     *
     * @param expected what is right
     * @param actual what the student's code gave
     * @param tolerance how far a number may be off, times the expected size where that is above 1
     * @param hint what to look at when it is not so, a sentence for the student
     * @throws AssertionError if the values differ
     */
    public static void assertClose(Object expected, Object actual, double tolerance, String hint) {
        Answer.of("your value", actual).assertClose(expected, tolerance, hint);
    }

    /**
     * What a run found, one line for a passed test, some more for a failed one.
     *
     * @param run the run
     * @param points the points earned
     * @param maximum the points possible
     * @return lines of text
     */
    public static String report(TestRun run, double points, double maximum) {
        StringBuilder text = new StringBuilder();
        for (TestRun.Outcome outcome : run.outcomes()) {
            text.append(outcome.passed() ? "passed  " : "FAILED  ")
                    .append(outcome.name())
                    .append('\n');
            if (!outcome.passed()) {
                text.append(outcome.message().indent(8));
            }
        }
        return text.append(
                        String.format(
                                Locale.ROOT, "%s of %s points%n", number(points), number(maximum)))
                .toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
