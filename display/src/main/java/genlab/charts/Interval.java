package genlab.charts;

import java.util.Arrays;

/**
 * A value with how far it may be off: {@code Interval.ofMean(valuesOverSeeds)}.
 *
 * @param value the estimate
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double value, double low, double high) {
    /** 97.5 % points of Student's t for 1 to 30 degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042
    };

    /**
     * Checks the order of the ends.
     *
     * @param value the estimate
     * @param low the lower end
     * @param high the upper end
     * @throws IllegalArgumentException if low is above high
     */
    public Interval {
        if (low > high) {
            throw new IllegalArgumentException(
                    "low must be at most high, but was " + low + " with high " + high);
        }
    }

    /**
     * The mean of some runs with its 95 % confidence interval, by Student's t: mean ± t s / √n. One
     * run alone has no interval.
     *
     * @param values one value a run, at least one
     * @return mean and interval
     * @throws IllegalArgumentException if there is no value
     */
    public static Interval ofMean(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "values must hold at least 1 run, but was empty; pass one value a seed");
        }
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        if (n == 1) {
            return new Interval(mean, mean, mean);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double standardError = Math.sqrt(squares / (n - 1) / n);
        double t = n - 1 <= T.length ? T[n - 2] : 1.96 + 2.5 / (n - 1);
        return new Interval(mean, mean - t * standardError, mean + t * standardError);
    }
}
