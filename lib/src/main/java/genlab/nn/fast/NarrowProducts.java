package genlab.nn.fast;

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

    /** Whether a batch of so many rows is better multiplied with such a weight here. */
    static boolean suit(int rows, int inputs, int outputs) {
        return Math.min(inputs, outputs) <= MOST && rows * Math.max(inputs, outputs) >= FEWEST;
    }

    /** Puts x w, or x wᵀ, into y, and adds b to every row unless it is null. */
    static void multiply(
            float[] x,
            int rows,
            int inputs,
            float[] w,
            boolean transposed,
            int outputs,
            float[] b,
            float[] y) {
        // columns by themselves, since HotSpot vectorises no loop over parts of two arrays
        float[] column = new float[rows];
        float[] sum = new float[rows];
        for (int j = 0; j < outputs; j++) {
            Arrays.fill(sum, b == null ? 0f : b[j]);
            for (int k = 0; k < inputs; k++) {
                System.arraycopy(x, k * rows, column, 0, rows);
                addTo(sum, column, transposed ? w[k * outputs + j] : w[j * inputs + k]);
            }
            System.arraycopy(sum, 0, y, j * rows, rows);
        }
    }

    private static void addTo(float[] sum, float[] column, float factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += column[i] * factor;
        }
    }
}
