package genlab.nn;

import java.util.Arrays;

/** Arithmetic of matrices of different shapes: one row counts for every row, and so do columns. */
final class Broadcasting {
    private Broadcasting() {}

    /** What is done with two arrays of the same length. */
    interface Loop {
        void apply(float[] a, float[] b, float[] result);
    }

    /**
     * Does something with every element of a and the same one of b.
     *
     * @throws IllegalArgumentException if a side is neither of the other's length nor 1
     */
    static Matrix combine(String verb, Matrix a, Matrix b, Loop loop) {
        Require.given("other", b);
        int rows = Math.max(a.rows(), b.rows());
        int columns = Math.max(a.columns(), b.columns());
        if (!fits(a, rows, columns) || !fits(b, rows, columns)) {
            throw Require.error(
                    "%s needs the same shape, or one row or one column, but the shapes are %s and"
                            + " %s",
                    verb, a.shape(), b.shape());
        }
        Matrix result = Matrix.zeros(rows, columns);
        loop.apply(
                spread(a, rows, columns).values(),
                spread(b, rows, columns).values(),
                result.values());
        return result;
    }

    private static boolean fits(Matrix matrix, int rows, int columns) {
        return (matrix.rows() == rows || matrix.rows() == 1)
                && (matrix.columns() == columns || matrix.columns() == 1);
    }

    /** The matrix itself where it has that shape already, otherwise its row or column repeated. */
    static Matrix spread(Matrix matrix, int rows, int columns) {
        if (matrix.rows() == rows && matrix.columns() == columns) {
            return matrix;
        }
        float[] values = matrix.values();
        Matrix result = Matrix.zeros(rows, columns);
        for (int column = 0; column < columns; column++) {
            int from = (matrix.columns() == 1 ? 0 : column) * matrix.rows();
            if (matrix.rows() == 1) {
                Arrays.fill(result.values(), column * rows, (column + 1) * rows, values[from]);
            } else {
                System.arraycopy(values, from, result.values(), column * rows, rows);
            }
        }
        return result;
    }

    /** The way back of {@link #spread}: the sums over what was repeated. */
    static Matrix sum(Matrix gradient, int rows, int columns) {
        Matrix result = gradient.rows() == rows ? gradient : gradient.columnSums();
        return result.columns() == columns ? result : result.rowSums();
    }
}
