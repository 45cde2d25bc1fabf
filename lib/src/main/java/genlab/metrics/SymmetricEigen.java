package genlab.metrics;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyev;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

/** Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's {@code dsyev}. */
final class SymmetricEigen {
    private SymmetricEigen() {}

    /**
     * Replaces a symmetric matrix by its eigenvectors, one a column, of length 1.
     *
     * @param matrix {@code [size, size]}, column after column
     * @return the eigenvalues, the smallest first
     * @throws ArithmeticException if they can't be found, as with numbers that are not finite
     */
    static double[] decompose(double[] matrix, int size) {
        double[] values = new double[size];
        int failed =
                LAPACKE_dsyev(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', size, matrix, size, values);
        if (failed != 0) {
            throw new ArithmeticException(
                    "eigenvalues must be of finite numbers, but LAPACK gave up (" + failed + ")");
        }
        return values;
    }
}
