package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;

/**
 * How much codes tell, to whoever only looks at the nearest ones: no network that could learn it
 * anew, and no shape of a relation that is taken for granted.
 */
public final class NearestNeighbours {
    private NearestNeighbours() {}

    /**
     * The share of a number's variance that the mean of its nearest neighbours explains, each
     * sample being left out of its own neighbours: R² = 1 - sum (value - mean of neighbours)² / sum
     * (value - mean)².
     *
     * @param codes {@code [samples, latents]}
     * @param values one a code, not all equal
     * @param neighbours how many to average, at least 1; 10 is usual
     * @return 1 if the codes tell the number exactly; about -1 / neighbours if they tell nothing
     * @throws IllegalArgumentException if there are not more codes than neighbours, not as many
     *     values, a number isn't finite, or all values are equal
     */
    public static double explainedVariance(Matrix codes, double[] values, int neighbours) {
        Require.between("neighbours", 1, 1 << 20, neighbours);
        Checks.samples("codes", neighbours + 1, codes);
        Require.finite("values", 2, values);
        Require.length("values", codes.rows(), values.length);
        double mean = Arrays.stream(values).average().orElseThrow();
        double total = 0;
        double left = 0;
        for (int row = 0; row < codes.rows(); row++) {
            double[] distances = squaredDistances(codes, codes, row);
            distances[row] = Double.POSITIVE_INFINITY;
            double guess = 0;
            for (int found = 0; found < neighbours; found++) {
                int nearest = smallest(distances);
                guess += values[nearest] / neighbours;
                distances[nearest] = Double.POSITIVE_INFINITY;
            }
            total += (values[row] - mean) * (values[row] - mean);
            left += (values[row] - guess) * (values[row] - guess);
        }
        Require.that(
                Double.isFinite(total) && total > 0,
                "values must differ and have a finite variance, but their squares sum to %s",
                total);
        return 1 - left / total;
    }

    /**
     * The share of codes whose nearest known code has the same label.
     *
     * @param known codes with labels, {@code [samples, latents]}
     * @param labels one a known code
     * @param unknown codes whose labels are guessed, {@code [others, latents]}
     * @param expected their labels
     * @return in [0, 1]
     */
    public static double accuracy(Matrix known, int[] labels, Matrix unknown, int[] expected) {
        Checks.pair("known", known, "unknown", unknown, 1);
        Require.length("labels", known.rows(), Require.given("labels", labels).length);
        Require.length("expected", unknown.rows(), Require.given("expected", expected).length);
        int right = 0;
        for (int row = 0; row < unknown.rows(); row++) {
            int nearest = smallest(squaredDistances(known, unknown, row));
            right += labels[nearest] == expected[row] ? 1 : 0;
        }
        return (double) right / unknown.rows();
    }

    /** From one row to all rows of another matrix. */
    static double[] squaredDistances(Matrix to, Matrix from, int row) {
        double[] distances = new double[to.rows()];
        for (int column = 0; column < to.columns(); column++) {
            for (int i = 0; i < distances.length; i++) {
                double difference = (double) to.get(i, column) - from.get(row, column);
                distances[i] += difference * difference;
            }
        }
        return distances;
    }

    /** Where the smallest value is. */
    static int smallest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] < values[best] ? i : best;
        }
        return best;
    }
}
