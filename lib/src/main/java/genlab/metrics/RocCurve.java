package genlab.metrics;

import genlab.nn.Require;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How well a score tells anomalies from normal samples, over all thresholds: the receiver operating
 * characteristic.
 *
 * <p>Point i is the detector that calls a sample an anomaly if its score is at least the threshold
 * i. The curve starts at (0, 0) with an infinite threshold and ends at (1, 1).
 *
 * @param falsePositiveRates the share of the normal samples called anomalies, ascending
 * @param truePositiveRates the share of the anomalies called so, ascending
 * @param thresholds descending
 */
public record RocCurve(
        double[] falsePositiveRates, double[] truePositiveRates, double[] thresholds) {
    /** Checks that the curve is one. */
    public RocCurve {
        checkRates("falsePositiveRates", falsePositiveRates);
        checkRates("truePositiveRates", truePositiveRates);
        Require.given("thresholds", thresholds);
        Require.sameLength(
                "falsePositiveRates", falsePositiveRates, "truePositiveRates", truePositiveRates);
        Require.sameLength("falsePositiveRates", falsePositiveRates, "thresholds", thresholds);
        for (int i = 1; i < thresholds.length; i++) {
            boolean descending = thresholds[i] < thresholds[i - 1];
            Require.that(
                    descending,
                    "thresholds must descend, but %s came after %s",
                    thresholds[i],
                    thresholds[i - 1]);
        }
    }

    private static void checkRates(String name, double[] rates) {
        Require.finite(name, 2, rates);
        boolean ends = rates[0] == 0 && rates[rates.length - 1] == 1;
        Require.that(ends, "%s must go from 0 to 1, but was %s", name, Arrays.toString(rates));
        for (int i = 1; i < rates.length; i++) {
            Require.that(
                    rates[i] >= rates[i - 1],
                    "%s must ascend, but %s came after %s",
                    name,
                    rates[i],
                    rates[i - 1]);
        }
    }

    /**
     * Judges scores.
     *
     * @param normalScores the scores of normal samples, at least one
     * @param anomalyScores the scores of anomalies, which should be higher, at least one
     */
    public static RocCurve of(double[] normalScores, double[] anomalyScores) {
        double[] normal = Require.finite("normalScores", 1, normalScores).clone();
        double[] anomalies = Require.finite("anomalyScores", 1, anomalyScores).clone();
        Arrays.sort(normal);
        Arrays.sort(anomalies);
        double[] ascending =
                DoubleStream.concat(Arrays.stream(normal), Arrays.stream(anomalies))
                        .distinct()
                        .sorted()
                        .toArray();
        int points = ascending.length + 1;
        double[] falsePositiveRates = new double[points];
        double[] truePositiveRates = new double[points];
        double[] thresholds = new double[points];
        thresholds[0] = Double.POSITIVE_INFINITY;
        int falsePositives = 0;
        int truePositives = 0;
        for (int i = 1; i < points; i++) {
            double threshold = ascending[points - 1 - i];
            while (falsePositives < normal.length
                    && normal[normal.length - 1 - falsePositives] >= threshold) {
                falsePositives++;
            }
            while (truePositives < anomalies.length
                    && anomalies[anomalies.length - 1 - truePositives] >= threshold) {
                truePositives++;
            }
            thresholds[i] = threshold;
            falsePositiveRates[i] = (double) falsePositives / normal.length;
            truePositiveRates[i] = (double) truePositives / anomalies.length;
        }
        return new RocCurve(falsePositiveRates, truePositiveRates, thresholds);
    }

    /**
     * The area under the curve: the probability that an anomaly scores higher than a normal sample,
     * ties counting half.
     *
     * @return in [0, 1]; 0.5 is what guessing gives
     */
    public double auroc() {
        double area = 0;
        for (int i = 1; i < thresholds.length; i++) {
            double width = falsePositiveRates[i] - falsePositiveRates[i - 1];
            area += width * (truePositiveRates[i] + truePositiveRates[i - 1]) / 2;
        }
        return area;
    }
}
