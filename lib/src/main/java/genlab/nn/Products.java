package genlab.nn;

/** Products of matrices in column order. */
final class Products {
    private Products() {}

    /** a b. */
    static Matrix product(Matrix a, Matrix b) {
        Matrix result = Matrix.zeros(a.rows(), b.columns());
        int rows = a.rows();
        float[] x = a.values();
        float[] y = result.values();
        for (int j = 0; j < b.columns(); j++) {
            for (int k = 0; k < a.columns(); k++) {
                float factor = b.values()[j * b.rows() + k];
                axpy(factor, x, k * rows, y, j * rows, rows);
            }
        }
        return result;
    }

    /** a bᵀ. */
    static Matrix productTransposed(Matrix a, Matrix b) {
        return product(a, b.transpose());
    }

    /** sum += aᵀ b. */
    static void addTransposedProduct(Matrix a, Matrix b, Matrix sum) {
        int rows = a.rows();
        for (int j = 0; j < b.columns(); j++) {
            for (int k = 0; k < a.columns(); k++) {
                float dot = 0;
                for (int i = 0; i < rows; i++) {
                    dot += a.values()[k * rows + i] * b.values()[j * rows + i];
                }
                sum.values()[j * a.columns() + k] += dot;
            }
        }
    }

    /** Adds a row to every row. */
    static void addRow(Matrix matrix, Matrix row) {
        int rows = matrix.rows();
        for (int j = 0; j < matrix.columns(); j++) {
            float term = row.values()[j];
            for (int i = j * rows; i < (j + 1) * rows; i++) {
                matrix.values()[i] += term;
            }
        }
    }

    /** sum += the sum of the rows. */
    static void addColumnSums(Matrix matrix, Matrix sum) {
        int rows = matrix.rows();
        for (int j = 0; j < matrix.columns(); j++) {
            float total = 0;
            for (int i = j * rows; i < (j + 1) * rows; i++) {
                total += matrix.values()[i];
            }
            sum.values()[j] += total;
        }
    }

    private static void axpy(float factor, float[] x, int from, float[] y, int to, int length) {
        for (int i = 0; i < length; i++) {
            y[to + i] += factor * x[from + i];
        }
    }
}
