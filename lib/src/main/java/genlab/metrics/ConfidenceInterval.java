package genlab.metrics;

import genlab.nn.Require;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A mean over a few runs, and how far off it may be: mean ± t s / √n, with Student's t of n - 1
 * degrees of freedom and the unbiased standard deviation s. {@link #ofShare} is for counts.
 *
 * <p>Runs that differ in their seed alone are such values. Where two methods ran with the same
 * seeds, take the interval {@linkplain #ofDifference of the paired differences}, otherwise that
 * {@linkplain #ofUnpairedDifference of the difference of the means}: if 0 isn't in it, one is
 * better.
 *
 * @param mean the mean of the values
 * @param low the lower end
 * @param high the upper end
 * @param values how many values there were
 */
public record ConfidenceInterval(double mean, double low, double high, int values) {
    /** Of a standard normal, 95 % lie between -z and z. */
    private static final double Z = 1.959964;

    /** Checks that the mean lies between the ends. */
    public ConfidenceInterval {
        boolean ordered = low <= mean && mean <= high && Double.isFinite(high - low);
        Require.that(
                ordered, "low must be <= mean <= high, but they were %s, %s, %s", low, mean, high);
        Require.atLeast("values", 1, values);
    }

    /** The 95 % interval of a mean of values, one a run, at least 2. */
    public static ConfidenceInterval ofMean(double... values) {
        return ofMean(values, 0.95);
    }

    /**
     * The interval of a mean.
     *
     * @param values one a run, at least 2
     * @param level how often such intervals hold the true mean, within (0, 1)
     */
    public static ConfidenceInterval ofMean(double[] values, double level) {
        Checks.numbers("values", 2, values);
        boolean inside = level > 0 && level < 1;
        Require.that(inside, "level must be within (0, 1), but was %s", level);
        SummaryStatistics statistics = new SummaryStatistics();
        for (double value : values) {
            statistics.addValue(value);
        }
        double t =
                new TDistribution(null, values.length - 1)
                        .inverseCumulativeProbability((1 + level) / 2);
        double half = t * statistics.getStandardDeviation() / Math.sqrt(values.length);
        double mean = statistics.getMean();
        return new ConfidenceInterval(mean, mean - half, mean + half, values.length);
    }

    /**
     * The 95 % interval of the mean of paired differences a - b.
     *
     * @param a one value a seed, at least 2
     * @param b the other method's values with the same seeds
     */
    public static ConfidenceInterval ofDifference(double[] a, double[] b) {
        Checks.numbers("a", a, "b", b, 2);
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return ofMean(differences);
    }

    /**
     * The 95 % interval of a difference of two means, mean of a - mean of b, where nothing pairs
     * the values: ± t √(s_a²/n_a + s_b²/n_b), with the degrees of freedom that Welch's formula
     * gives, as the spreads may differ (Welch, The Generalization of "Student's" Problem, 1947).
     *
     * @param a one value a run, at least 2
     * @param b the other method's, at least 2
     */
    public static ConfidenceInterval ofUnpairedDifference(double[] a, double[] b) {
        Checks.numbers("a", 2, a);
        Checks.numbers("b", 2, b);
        double ofA = StatUtils.variance(a) / a.length;
        double ofB = StatUtils.variance(b) / b.length;
        double variance = ofA + ofB;
        double half = 0;
        if (variance > 0) {
            double freedom =
                    variance * variance / (ofA * ofA / (a.length - 1) + ofB * ofB / (b.length - 1));
            half =
                    new TDistribution(null, freedom).inverseCumulativeProbability(0.975)
                            * Math.sqrt(variance);
        }
        double difference = StatUtils.mean(a) - StatUtils.mean(b);
        return new ConfidenceInterval(
                difference, difference - half, difference + half, a.length + b.length);
    }

    /**
     * The 95 % interval of a probability, of how often something happened: (k + z²/2 ± z √(k (n -
     * k) / n + z²/4)) / (n + z²) with z = 1.96, which stays within [0, 1] and has a length even
     * where it happened always or never (Wilson, Probable Inference, 1927).
     *
     * @param successes how often it happened, k
     * @param trials how often it could have, n
     * @return the interval around k / n, which is not in its middle
     */
    public static ConfidenceInterval ofShare(int successes, int trials) {
        Require.atLeast("trials", 1, trials);
        Require.that(
                successes >= 0 && successes <= trials,
                "successes must be in [0, %d], but was %d",
                trials,
                successes);
        double square = Z * Z;
        double middle = successes + square / 2;
        double spread = (double) successes * (trials - successes) / trials + square / 4;
        double half = Z * Math.sqrt(spread);
        double share = (double) successes / trials;
        return new ConfidenceInterval(
                share,
                Math.min(share, Math.max(0, (middle - half) / (trials + square))),
                Math.max(share, Math.min(1, (middle + half) / (trials + square))),
                trials);
    }

    /** Half of the interval's length, the number behind the ±. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** Whether a value is in the interval, for example 0, for a difference. */
    public boolean contains(double value) {
        Require.finite("value", value);
        return low <= value && value <= high;
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT, "%.4g ± %.2g (n = %d)", mean, halfWidth(), values);
    }
}
