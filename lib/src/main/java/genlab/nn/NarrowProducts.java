package genlab.nn;

import java.util.Arrays;

/**
 * Products with a weight of few rows or few columns, such as the first layer of a GAN on points in
 * the plane, or the last one of any discriminator: sums of columns in plain loops.
 *
 * <p>OpenBLAS arranges its factors anew in memory, which pays only if every number is used many
 * times. For a batch of 512 these loops are four to five times faster with [2, 128] and [128, 1].
 */
final class NarrowProducts {
    /** Rows or columns up to which a weight is narrow. */
    private static final int MOST = 4;

    /** Below so many numbers in the batch OpenBLAS is faster again. */
    private static final int FEWEST = 20_000;

    private NarrowProducts() {}

    /** Whether a batch of so many rows is better multiplied with a weight here. */
    static boolean suit(Matrix w, int rows) {
        return Math.min(w.rows(), w.columns()) <= MOST
                && rows * Math.max(w.rows(), w.columns()) >= FEWEST;
    }

    /** Puts x w + b, b added to every row, into y. */
    static void affine(Matrix x, Matrix w, Matrix b, Matrix y) {
        if (w.rows() <= MOST) {
            float[][] columns = columns(x);
            float[] sum = new float[x.rows()];
            for (int j = 0; j < w.columns(); j++) {
                Arrays.fill(sum, b.values()[j]);
                for (int k = 0; k < columns.length; k++) {
                    addTo(sum, columns[k], w.get(k, j));
                }
                put(sum, y, j);
            }
        } else {
            float[][] sums = new float[w.columns()][x.rows()];
            for (int j = 0; j < sums.length; j++) {
                Arrays.fill(sums[j], b.values()[j]);
            }
            float[] column = new float[x.rows()];
            for (int k = 0; k < w.rows(); k++) {
                get(x, k, column);
                for (int j = 0; j < sums.length; j++) {
                    addTo(sums[j], column, w.get(k, j));
                }
            }
            for (int j = 0; j < sums.length; j++) {
                put(sums[j], y, j);
            }
        }
    }

    private static float[][] columns(Matrix matrix) {
        float[][] result = new float[matrix.columns()][matrix.rows()];
        for (int j = 0; j < result.length; j++) {
            get(matrix, j, result[j]);
        }
        return result;
    }

    private static void get(Matrix from, int column, float[] to) {
        System.arraycopy(from.values(), column * to.length, to, 0, to.length);
    }

    private static void put(float[] from, Matrix to, int column) {
        System.arraycopy(from, 0, to.values(), column * from.length, from.length);
    }

    private static void addTo(float[] sum, float[] column, float factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += column[i] * factor;
        }
    }
}
