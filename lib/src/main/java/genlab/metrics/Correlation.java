package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How much one number tells about another: a latent about a factor, a loss about a distance. */
public final class Correlation {
    private Correlation() {}

    /**
     * Pearson's correlation: how close to a straight line.
     *
     * @param x numbers that are not all equal, at least 2
     * @param y as many numbers that are not all equal
     * @return in [-1, 1]
     */
    public static double pearson(double[] x, double[] y) {
        check(x, y);
        return new PearsonsCorrelation().correlation(x, y);
    }

    /**
     * Spearman's rank correlation, of the same numbers: how close to any monotonic curve, in [-1,
     * 1]. Ties get their mean rank.
     */
    public static double spearman(double[] x, double[] y) {
        check(x, y);
        return new SpearmansCorrelation().correlation(x, y);
    }

    /**
     * The mutual information, which finds any dependence, after each variable is cut into equally
     * full bins.
     *
     * <p>Equal numbers stay in the same bin. Independent variables give about (bins - 1)² / (2 n)
     * rather than 0, so compare with a shuffled variable.
     *
     * @param x numbers that are not all equal
     * @param y as many numbers that are not all equal
     * @param bins at least 2; 10 to 20 is usual
     * @return in nats, from 0 to log(bins)
     */
    public static double mutualInformation(double[] x, double[] y, int bins) {
        check(x, y);
        Require.that(
                bins >= 2 && bins <= x.length,
                "bins must be from 2 to the %d numbers, but was %d",
                x.length,
                bins);
        int[] binsOfX = bins(x, bins);
        int[] binsOfY = bins(y, bins);
        double[][] joint = new double[bins][bins];
        double[] ofX = new double[bins];
        double[] ofY = new double[bins];
        for (int i = 0; i < x.length; i++) {
            joint[binsOfX[i]][binsOfY[i]] += 1.0 / x.length;
            ofX[binsOfX[i]] += 1.0 / x.length;
            ofY[binsOfY[i]] += 1.0 / x.length;
        }
        double information = 0;
        for (int i = 0; i < bins; i++) {
            for (int j = 0; j < bins; j++) {
                if (joint[i][j] > 0) {
                    information += joint[i][j] * Math.log(joint[i][j] / (ofX[i] * ofY[j]));
                }
            }
        }
        return Math.max(0, information);
    }

    /** The mutual information of each column of codes {@code [n, latents]} with a variable. */
    public static double[] mutualInformation(Matrix codes, double[] factor, int bins) {
        Require.given("codes", codes);
        return IntStream.range(0, codes.columns())
                .mapToObj(latent -> Require.vector("a code", codes.column(latent)))
                .mapToDouble(code -> mutualInformation(code, factor, bins))
                .toArray();
    }

    /** Where the values are, the smallest first. */
    static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] bins(double[] values, int bins) {
        int[] order = order(values);
        int[] result = new int[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            boolean tied = rank > 0 && values[order[rank]] == values[order[rank - 1]];
            result[order[rank]] =
                    tied ? result[order[rank - 1]] : (int) ((long) rank * bins / order.length);
        }
        return result;
    }

    private static void check(double[] x, double[] y) {
        Checks.numbers("x", x, "y", y, 2);
        checkVaries("x", x);
        checkVaries("y", y);
    }

    private static void checkVaries(String name, double[] values) {
        Require.that(
                Arrays.stream(values).anyMatch(value -> value != values[0]),
                "%s must vary, but was %s everywhere; such a variable has no correlation",
                name,
                values[0]);
    }
}
