package genlab.nn;

import java.util.Arrays;

/**
 * Products with a weight of few rows or few columns, such as the first layer of a GAN on points in
 * the plane, or the last one of any discriminator: sums of columns in plain loops.
 *
 * <p>OpenBLAS arranges its factors anew in memory, which pays only if every number is used many
 * times. For a batch of 512 these loops take a sixth of its time with [128, 1] and two thirds with
 * [2, 128].
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
        int rows = x.rows();
        // columns by themselves, since HotSpot vectorises no loop over parts of two arrays
        float[] column = new float[rows];
        float[] sum = new float[rows];
        for (int j = 0; j < w.columns(); j++) {
            Arrays.fill(sum, b.values()[j]);
            for (int k = 0; k < w.rows(); k++) {
                System.arraycopy(x.values(), k * rows, column, 0, rows);
                addTo(sum, column, w.get(k, j));
            }
            System.arraycopy(sum, 0, y.values(), j * rows, rows);
        }
    }

    private static void addTo(float[] sum, float[] column, float factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += column[i] * factor;
        }
    }
}
