package genlab.nn;

import java.util.Arrays;

/** Parts of matrices, and matrices put together. */
final class Blocks {
    private Blocks() {}

    static Matrix rows(Matrix matrix, int from, int to) {
        checkRange("rows", from, to, matrix.rows(), matrix);
        Matrix result = Matrix.zeros(to - from, matrix.columns());
        for (int column = 0; column < matrix.columns(); column++) {
            System.arraycopy(
                    matrix.values(),
                    column * matrix.rows() + from,
                    result.values(),
                    column * result.rows(),
                    result.rows());
        }
        return result;
    }

    static Matrix columns(Matrix matrix, int from, int to) {
        checkRange("columns", from, to, matrix.columns(), matrix);
        int rows = matrix.rows();
        return Matrix.wrap(
                rows, to - from, Arrays.copyOfRange(matrix.values(), from * rows, to * rows));
    }

    private static void checkRange(String what, int from, int to, int size, Matrix matrix) {
        if (from < 0 || to <= from || to > size) {
            throw Require.error("there are no %s %d to %d in %s", what, from, to, matrix.shape());
        }
    }

    static Matrix select(Matrix matrix, int[] indices) {
        int count = Require.given("indices", indices).length;
        int rows = matrix.rows();
        for (int index : indices) {
            if (index < 0 || index >= rows) {
                throw Require.error("there is no row %d in %s", index, matrix.shape());
            }
        }
        Matrix result = Matrix.zeros(count, matrix.columns());
        for (int column = 0; column < matrix.columns(); column++) {
            for (int i = 0; i < count; i++) {
                result.values()[column * count + i] = matrix.values()[column * rows + indices[i]];
            }
        }
        return result;
    }

    static Matrix beside(Matrix left, Matrix right) {
        if (Require.given("right", right).rows() != left.rows()) {
            throw Require.error(
                    "matrices side by side must have the same rows, but were %s and %s",
                    left.shape(), right.shape());
        }
        int here = left.values().length;
        float[] both = Arrays.copyOf(left.values(), here + right.values().length);
        System.arraycopy(right.values(), 0, both, here, right.values().length);
        return Matrix.wrap(left.rows(), left.columns() + right.columns(), both);
    }

    static Matrix above(Matrix top, Matrix below) {
        if (Require.given("below", below).columns() != top.columns()) {
            throw Require.error(
                    "matrices above each other must have the same columns, but were %s and %s",
                    top.shape(), below.shape());
        }
        Matrix result = Matrix.zeros(top.rows() + below.rows(), top.columns());
        for (int column = 0; column < top.columns(); column++) {
            int start = column * result.rows();
            copyColumn(top, column, result, start);
            copyColumn(below, column, result, start + top.rows());
        }
        return result;
    }

    private static void copyColumn(Matrix from, int column, Matrix to, int start) {
        System.arraycopy(from.values(), column * from.rows(), to.values(), start, from.rows());
    }

    static Matrix transpose(Matrix matrix) {
        int rows = matrix.rows();
        int columns = matrix.columns();
        Matrix result = Matrix.zeros(columns, rows);
        if (rows == 1 || columns == 1) {
            System.arraycopy(matrix.values(), 0, result.values(), 0, matrix.values().length);
            return result;
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result.values()[row * columns + column] = matrix.values()[column * rows + row];
            }
        }
        return result;
    }
}
