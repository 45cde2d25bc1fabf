package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;

/**
 * Precision and recall of generated samples (Kynkäänniemi et al., "Improved Precision and Recall
 * Metric for Assessing Generative Models", 2019, equations 1 and 2).
 *
 * <p>A set of samples stands for a region: around each sample a ball that reaches to its k-th
 * nearest neighbour in the set.
 *
 * @param precision the share of the generated samples within the real samples' region: how good
 *     they are
 * @param recall the share of the real samples within the generated samples' region: how much of the
 *     data the model can make
 */
public record PrecisionRecall(double precision, double recall) {
    /** Checks the shares. */
    public PrecisionRecall {
        Require.between("precision", 0, 1, precision);
        Require.between("recall", 0, 1, recall);
    }

    /** The paper's choice of k. */
    public static final int NEIGHBOURS = 3;

    /**
     * Compares as many samples of each kind, for a fair comparison, with {@link #NEIGHBOURS}
     * neighbours.
     */
    public static PrecisionRecall of(Matrix real, Matrix generated) {
        return of(real, generated, NEIGHBOURS);
    }

    /**
     * Compares samples.
     *
     * @param real {@code [samples, features]}
     * @param generated {@code [samples, features]}
     * @param neighbours the k of the k-th nearest neighbour, at least 1
     */
    public static PrecisionRecall of(Matrix real, Matrix generated, int neighbours) {
        Require.between("neighbours", 1, 1 << 20, neighbours);
        Checks.pair("real", real, "generated", generated, neighbours + 1);
        return new PrecisionRecall(
                shareWithin(real, generated, neighbours), shareWithin(generated, real, neighbours));
    }

    /** The share of the samples that lie in the ball of any of the region's samples. */
    private static double shareWithin(Matrix region, Matrix samples, int neighbours) {
        float[][] regionColumns = columns(region);
        float[][] sampleColumns = columns(samples);
        boolean[] within = new boolean[samples.rows()];
        float[] distances = new float[region.rows()];
        float[] sampleDistances = new float[samples.rows()];
        for (int row = 0; row < region.rows(); row++) {
            squaredDistances(regionColumns, row, regionColumns, distances);
            float radius = smallest(distances, neighbours + 1); // the nearest is itself
            squaredDistances(regionColumns, row, sampleColumns, sampleDistances);
            for (int i = 0; i < within.length; i++) {
                within[i] |= sampleDistances[i] <= radius;
            }
        }
        int count = 0;
        for (boolean one : within) {
            count += one ? 1 : 0;
        }
        return (double) count / within.length;
    }

    /** From one row to all rows of another matrix; a column at a time, which vectorises. */
    private static void squaredDistances(float[][] from, int row, float[][] to, float[] distances) {
        Arrays.fill(distances, 0);
        for (int column = 0; column < to.length; column++) {
            add(distances, from[column][row], to[column]);
        }
    }

    private static void add(float[] distances, float origin, float[] values) {
        for (int i = 0; i < distances.length; i++) {
            float difference = values[i] - origin;
            distances[i] += difference * difference;
        }
    }

    /** The count-th smallest value. */
    private static float smallest(float[] values, int count) {
        float[] ascending = new float[count];
        Arrays.fill(ascending, Float.POSITIVE_INFINITY);
        for (float value : values) {
            if (value < ascending[count - 1]) {
                int place = count - 1;
                for (; place > 0 && ascending[place - 1] > value; place--) {
                    ascending[place] = ascending[place - 1];
                }
                ascending[place] = value;
            }
        }
        return ascending[count - 1];
    }

    private static float[][] columns(Matrix matrix) {
        float[][] columns = new float[matrix.columns()][];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = matrix.columns(column, column + 1).values();
        }
        return columns;
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT, "precision %.3f, recall %.3f", precision, recall);
    }
}
