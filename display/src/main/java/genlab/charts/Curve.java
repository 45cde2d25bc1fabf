package genlab.charts;

import genlab.metrics.ConfidenceInterval;
import genlab.metrics.RocCurve;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A line with a name and a colour, perhaps with an interval around it: {@code Curve.of("D's error",
 * epochs, errors)}, {@code Curve.function("p(x)", -4, 4, x -> density(x))}.
 *
 * @param name what the legend calls it
 * @param x the positions
 * @param y the values
 * @param low the interval's lower ends, or null for none
 * @param high the interval's upper ends, or null for none
 * @param color its colour, or null for the next free one; a reference is drawn dashed
 */
public record Curve(
        String name, double[] x, double[] y, double[] low, double[] high, Palette color) {
    private static final int POINTS = 241;

    /**
     * Checks that everything can be drawn.
     *
     * @param x the positions; where x and y are both NaN, the pen is lifted
     * @throws IllegalArgumentException if lengths differ, there is no point, a number isn't finite,
     *     or a value lies outside its interval
     */
    public Curve {
        Require.given("name", name);
        Require.given("x of curve '" + name + "'", x);
        Require.given("y of curve '" + name + "'", y);
        Require.that(
                x.length == y.length,
                "curve '%s' must have as many values as positions, but has %d positions and %d"
                        + " values",
                name,
                x.length,
                y.length);
        Checks.numbers("x of curve '" + name + "'", 1, drawn(x, y, x));
        Checks.numbers("y of curve '" + name + "'", 1, drawn(x, y, y));
        Require.that(
                (low == null) == (high == null),
                "curve '%s' must have both ends of its intervals or none, but has one",
                name);
        if (low != null) {
            ends(name, "lower", low, x.length);
            ends(name, "upper", high, x.length);
            for (int i = 0; i < x.length; i++) {
                Require.that(
                        low[i] <= high[i],
                        "an interval of curve '%s' must have its lower end first, but was [%s, %s]"
                                + " at %d",
                        name,
                        low[i],
                        high[i],
                        i);
            }
        }
    }

    private static double[] drawn(double[] x, double[] y, double[] of) {
        return IntStream.range(0, x.length)
                .filter(i -> !(Double.isNaN(x[i]) && Double.isNaN(y[i])))
                .mapToDouble(i -> of[i])
                .toArray();
    }

    private static void ends(String name, String which, double[] ends, int length) {
        Require.length(which + " ends of curve '" + name + "'", length, ends.length);
        Checks.numbers(which + " ends of curve '" + name + "'", 1, ends);
    }

    /**
     * A line through points.
     *
     * @param name what the legend calls it; "real", "generated", "target" in it choose the colour
     */
    public static Curve of(String name, double[] x, double[] y) {
        return new Curve(name, x, y, null, null, Palette.named(Require.given("name", name)));
    }

    /**
     * A function's graph.
     *
     * @return a curve of 241 points
     */
    public static Curve function(
            String name, double from, double to, DoubleUnaryOperator function) {
        Checks.ascending("a function's positions", from, to);
        Require.given("function", function);
        double[] x = new double[POINTS];
        Arrays.setAll(x, i -> from + (to - from) * i / (POINTS - 1));
        return of(name, x, Arrays.stream(x).map(function).toArray());
    }

    /**
     * Several runs as one curve: their mean, with a 95 % confidence interval at each position. One
     * run alone has no interval.
     *
     * @param runs one run a row, each as long as x
     * @throws IllegalArgumentException if there is no run, or one has another length
     */
    public static Curve ofRuns(String name, double[] x, double[]... runs) {
        Require.given("x", x);
        Checks.all("runs", runs);
        for (int run = 0; run < runs.length; run++) {
            Require.length("run " + (run + 1), x.length, runs[run].length);
            Checks.numbers("run " + (run + 1), 1, runs[run]);
        }
        if (runs.length == 1) {
            return of(name, x, runs[0]);
        }
        double[] mean = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int at = i;
            ConfidenceInterval interval =
                    ConfidenceInterval.ofMean(
                            Arrays.stream(runs).mapToDouble(r -> r[at]).toArray());
            mean[i] = interval.mean();
            low[i] = interval.low();
            high[i] = interval.high();
        }
        return of(name, x, mean).between(low, high);
    }

    /**
     * A receiver operating characteristic: true against false positive rate, as the threshold
     * falls. The legend gains the area under it.
     *
     * @param roc the rates
     * @return a curve from (0, 0) to (1, 1)
     */
    public static Curve roc(String name, RocCurve roc) {
        Require.given("name", name);
        Require.given("roc", roc);
        return of(
                name + " (area " + Text.fixed(roc.auroc(), 3) + ")",
                roc.falsePositiveRates(),
                roc.truePositiveRates());
    }

    /** The same line with an interval around it. */
    Curve between(double[] newLow, double[] newHigh) {
        return new Curve(name, x, y, newLow, newHigh, color);
    }

    /** The same line in another colour. */
    public Curve colored(Palette newColor) {
        return new Curve(name, x, y, low, high, Require.given("newColor", newColor));
    }
}
