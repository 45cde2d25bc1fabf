package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.RealMatrix;

/** The linear algebra behind {@link Distances#frechet}. */
final class Frechet {
    private Frechet() {}

    static double distance(
            double[] meanA, double[][] covarianceA, double[] meanB, double[][] covarianceB) {
        Checks.numbers("meanA", meanA, "meanB", meanB, 1);
        RealMatrix first = symmetric("covarianceA", covarianceA, meanA.length);
        RealMatrix second = symmetric("covarianceB", covarianceB, meanA.length);
        double squared = 0;
        for (int i = 0; i < meanA.length; i++) {
            squared += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
        }
        squareRoot("covarianceB", second); // for its check alone
        // A B has the eigenvalues of the symmetric A^½ B A^½, which can't be complex.
        RealMatrix root = squareRoot("covarianceA", first);
        RealMatrix product = root.multiply(second).multiply(root);
        RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
        double traceOfRoot = 0;
        for (double eigenvalue :
                SymmetricEigen.decompose(columnByColumn(symmetric), meanA.length)) {
            traceOfRoot += Math.sqrt(Math.max(0, eigenvalue));
        }
        double distance = squared + first.getTrace() + second.getTrace() - 2 * traceOfRoot;
        return Math.max(0, distance); // rounding may leave -1e-15
    }

    private static RealMatrix symmetric(String name, double[][] covariance, int size) {
        Require.that(
                Require.given(name, covariance).length == size,
                "%s must be [%d, %d] as the mean has %d numbers, but had %d rows",
                name,
                size,
                size,
                size,
                covariance.length);
        for (int i = 0; i < size; i++) {
            String row = "row " + i + " of " + name;
            Require.length(row, size, Checks.numbers(row, 1, covariance[i]).length);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double larger = Math.max(Math.abs(covariance[i][j]), Math.abs(covariance[j][i]));
                Require.that(
                        Math.abs(covariance[i][j] - covariance[j][i]) <= 1e-6 * larger,
                        "%s must be symmetric, but [%d][%d] was %s and [%d][%d] %s",
                        name,
                        i,
                        j,
                        covariance[i][j],
                        j,
                        i,
                        covariance[j][i]);
            }
        }
        RealMatrix matrix = new Array2DRowRealMatrix(covariance);
        // What floats have rounded is made even, or the decomposition would find complex roots.
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    private static RealMatrix squareRoot(String name, RealMatrix covariance) {
        int size = covariance.getRowDimension();
        double[] vectors = columnByColumn(covariance);
        double[] eigenvalues = SymmetricEigen.decompose(vectors, size);
        double least = eigenvalues[0];
        // Rounding may leave an eigenvalue of -1e-16 where a feature is constant.
        Require.that(
                least >= -1e-9 * Math.max(-least, eigenvalues[size - 1]),
                "%s must have no negative eigenvalue, but had %.4g; a covariance has none",
                name,
                least);
        RealMatrix root = new Array2DRowRealMatrix(size, size);
        root.walkInOptimizedOrder(
                new DefaultRealMatrixChangingVisitor() {
                    @Override
                    public double visit(int row, int column, double zero) {
                        return vectors[column * size + row]
                                * Math.pow(Math.max(0, eigenvalues[column]), 0.25);
                    }
                });
        return root.multiply(root.transpose());
    }

    private static double[] columnByColumn(RealMatrix matrix) {
        int size = matrix.getRowDimension();
        double[] columns = new double[size * size];
        for (int j = 0; j < size; j++) {
            System.arraycopy(matrix.getColumn(j), 0, columns, j * size, size);
        }
        return columns;
    }

    static double[] means(Matrix samples) {
        double[] means = new double[samples.columns()];
        for (int column = 0; column < means.length; column++) {
            means[column] = samples.columns(column, column + 1).mean();
        }
        return means;
    }

    /** The unbiased covariance, divided by n - 1. */
    static double[][] covariance(Matrix samples, double[] means) {
        int rows = samples.rows();
        float[] values = samples.values();
        double[][] covariance = new double[means.length][means.length];
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum +=
                            (values[i * rows + row] - means[i])
                                    * (values[j * rows + row] - means[j]);
                }
                covariance[i][j] = sum / (rows - 1);
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }
}
