package genlab.nn.fast;

import java.util.Arrays;

/**
 * Products with a weight of few rows or few columns, such as the first layer of a GAN on points in
 * the plane, or the last one of any discriminator: sums of columns in plain loops.
 *
 * <p>OpenBLAS arranges its factors anew in memory, which pays only if every number is used many
 * times. For a batch of 512 these loops take a sixth of its time with [128, 1] and two fifths with
 * [2, 128], in one thread.
 *
 * @param x {@code [rows, inputs]}
 * @param w {@code [inputs, outputs]}, or its transpose
 * @param b is added to every row unless it is null
 * @param y {@code [rows, outputs]}, where the result goes
 */
record NarrowProducts(
        float[] x,
        int rows,
        int inputs,
        float[] w,
        boolean transposed,
        int outputs,
        float[] b,
        float[] y) {
    /** Rows or columns up to which a weight is narrow. */
    private static final int MOST = 4;

    /** Below so many numbers in the batch OpenBLAS is faster again. */
    private static final int FEWEST = 20_000;

    /** Whether a batch of so many rows is better multiplied with such a weight here. */
    static boolean suit(int rows, int inputs, int outputs) {
        return Math.min(inputs, outputs) <= MOST && rows * Math.max(inputs, outputs) >= FEWEST;
    }

    /** Computes y, and does something with every part of it as soon as it is there. */
    void multiply(Loops.Range then) {
        long parts = 1 + (long) rows * Math.max(inputs, outputs) / FEWEST;
        if (inputs <= outputs) {
            float[][] columns = new float[inputs][];
            for (int k = 0; k < inputs; k++) {
                columns[k] = Arrays.copyOfRange(x, k * rows, (k + 1) * rows);
            }
            WorkerThreads.shareRanges(
                    outputs,
                    parts,
                    (from, to) -> {
                        ofFew(columns, from, to);
                        then.from(from * rows, to * rows);
                    });
        } else {
            WorkerThreads.shareRanges(
                    rows,
                    parts,
                    (from, to) -> {
                        toFew(from, to);
                        for (int j = 0; j < outputs; j++) {
                            then.from(j * rows + from, j * rows + to);
                        }
                    });
        }
    }

    // Columns by themselves, since HotSpot vectorises no loop over parts of two arrays.

    /** Some columns of y, each a sum of a few columns of x. */
    private void ofFew(float[][] columns, int from, int to) {
        float[] sum = new float[rows];
        for (int j = from; j < to; j++) {
            line(columns[0], weight(0, j), bias(j), sum);
            for (int k = 1; k < inputs; k++) {
                addTo(sum, columns[k], weight(k, j));
            }
            System.arraycopy(sum, 0, y, j * rows, rows);
        }
    }

    /** Some rows of the few columns of y. */
    private void toFew(int from, int to) {
        float[] column = new float[to - from];
        float[][] sums = new float[outputs][to - from];
        for (int j = 0; j < outputs; j++) {
            Arrays.fill(sums[j], bias(j));
        }
        for (int k = 0; k < inputs; k++) {
            System.arraycopy(x, k * rows + from, column, 0, column.length);
            for (int j = 0; j < outputs; j++) {
                addTo(sums[j], column, weight(k, j));
            }
        }
        for (int j = 0; j < outputs; j++) {
            System.arraycopy(sums[j], 0, y, j * rows + from, column.length);
        }
    }

    private float weight(int k, int j) {
        return transposed ? w[k * outputs + j] : w[j * inputs + k];
    }

    private float bias(int j) {
        return b == null ? 0f : b[j];
    }

    private static void line(float[] column, float factor, float term, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = term + column[i] * factor;
        }
    }

    private static void addTo(float[] sum, float[] column, float factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += column[i] * factor;
        }
    }
}
