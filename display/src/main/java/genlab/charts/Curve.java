package genlab.charts;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

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
     * Checks that all lengths are the same.
     *
     * @param name what the legend calls it
     * @param x the positions
     * @param y the values
     * @param low the lower ends, or null
     * @param high the upper ends, or null
     * @param color its colour, or null
     * @throws IllegalArgumentException if lengths differ
     */
    public Curve {
        Objects.requireNonNull(name, "name must not be null");
        if (x.length != y.length
                || (low == null) != (high == null)
                || low != null && (low.length != x.length || high.length != x.length)) {
            throw new IllegalArgumentException(
                    "curve '"
                            + name
                            + "' must have as many values as positions, but has "
                            + x.length
                            + " positions, "
                            + y.length
                            + " values"
                            + (low == null ? "" : ", " + low.length + " lower")
                            + (high == null ? "" : ", " + high.length + " upper ends"));
        }
    }

    /**
     * A line through points.
     *
     * @param name what the legend calls it; "real", "generated", "target" in it choose the colour
     * @param x the positions
     * @param y the values, as many
     * @return a curve
     */
    public static Curve of(String name, double[] x, double[] y) {
        return new Curve(name, x, y, null, null, Palette.named(name));
    }

    /**
     * A function's graph.
     *
     * @param name what the legend calls it
     * @param from the first position
     * @param to the last position
     * @param function the function
     * @return a curve of 241 points
     */
    public static Curve function(
            String name, double from, double to, DoubleUnaryOperator function) {
        double[] x = new double[POINTS];
        Arrays.setAll(x, i -> from + (to - from) * i / (POINTS - 1));
        return of(name, x, Arrays.stream(x).map(function).toArray());
    }

    /**
     * Several runs as one curve: their mean, with a 95 % confidence interval at each position.
     *
     * @param name what the legend calls it
     * @param x the positions
     * @param runs one run a row, each as long as x
     * @return a curve with an interval
     */
    public static Curve ofRuns(String name, double[] x, double[]... runs) {
        Interval[] intervals = new Interval[x.length];
        for (int i = 0; i < x.length; i++) {
            int at = i;
            intervals[i] = Interval.ofMean(Arrays.stream(runs).mapToDouble(r -> r[at]).toArray());
        }
        return of(name, x, Arrays.stream(intervals).mapToDouble(Interval::value).toArray())
                .between(
                        Arrays.stream(intervals).mapToDouble(Interval::low).toArray(),
                        Arrays.stream(intervals).mapToDouble(Interval::high).toArray());
    }

    /**
     * The receiver operating characteristic of a score: true against false positive rate, as the
     * threshold falls. The legend gains the area under it.
     *
     * @param name what the legend calls it
     * @param scores one score a sample, higher for what is sought
     * @param positive which samples are what is sought
     * @return a curve from (0, 0) to (1, 1)
     * @throws IllegalArgumentException if lengths differ, or one of the two kinds is missing
     */
    public static Curve roc(String name, double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "scores and positive must have the same length, but were "
                            + scores.length
                            + " and "
                            + positive.length);
        }
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        int positives = 0;
        for (boolean p : positive) {
            positives += p ? 1 : 0;
        }
        int negatives = scores.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException(
                    "positive must hold both kinds, but had "
                            + positives
                            + " positive and "
                            + negatives
                            + " negative samples");
        }
        double[] x = new double[scores.length + 1];
        double[] y = new double[scores.length + 1];
        int points = 1;
        int hits = 0;
        int alarms = 0;
        double area = 0;
        for (int i = 0; i < order.length; i++) {
            if (positive[order[i]]) {
                hits++;
            } else {
                alarms++;
            }
            // Equal scores fall on the same side of every threshold: one straight step.
            if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
                x[points] = alarms / (double) negatives;
                y[points] = hits / (double) positives;
                area += (x[points] - x[points - 1]) * (y[points] + y[points - 1]) / 2;
                points++;
            }
        }
        return of(
                name + String.format(java.util.Locale.ROOT, " (area %.3f)", area),
                Arrays.copyOf(x, points),
                Arrays.copyOf(y, points));
    }

    /**
     * The same line with an interval around it.
     *
     * @param newLow the lower ends
     * @param newHigh the upper ends
     * @return a curve
     */
    public Curve between(double[] newLow, double[] newHigh) {
        return new Curve(name, x, y, newLow, newHigh, color);
    }

    /**
     * The same line in another colour.
     *
     * @param newColor the colour
     * @return a curve
     */
    public Curve colored(Palette newColor) {
        return new Curve(name, x, y, low, high, newColor);
    }
}
