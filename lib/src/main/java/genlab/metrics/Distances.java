package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Distances between two distributions, each given by samples. All are 0 for equal samples. */
public final class Distances {
    private Distances() {}

    /**
     * The Kolmogorov-Smirnov distance in one dimension: the largest difference of the two empirical
     * distribution functions.
     *
     * @param a samples, at least 2
     * @param b samples, at least 2
     * @return in [0, 1]
     * @throws IllegalArgumentException if there are too few samples, or one isn't finite
     */
    public static double kolmogorovSmirnov(double[] a, double[] b) {
        Require.finite("a", 2, a);
        Require.finite("b", 2, b);
        return new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(a, b);
    }

    /**
     * The Kolmogorov-Smirnov distance of samples {@code [samples, 1]}.
     *
     * @param a samples, at least 2
     * @param b samples, at least 2
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is more than one column, there are too few samples,
     *     or one isn't finite
     */
    public static double kolmogorovSmirnov(Matrix a, Matrix b) {
        return kolmogorovSmirnov(Require.vector("a", a), Require.vector("b", b));
    }

    /**
     * The Kolmogorov-Smirnov distance of samples {@code [samples, 1]}.
     *
     * @param a samples, at least 2
     * @param b samples, at least 2
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is more than one column, there are too few samples,
     *     or one isn't finite
     */
    public static double kolmogorovSmirnov(INDArray a, INDArray b) {
        return kolmogorovSmirnov(Matrix.of(a), Matrix.of(b));
    }

    /**
     * The Kolmogorov-Smirnov distance of samples from a known distribution.
     *
     * @param samples at least 1
     * @param distribution the distribution function, from 0 to 1
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is no sample, or one isn't finite
     */
    public static double kolmogorovSmirnov(double[] samples, DoubleUnaryOperator distribution) {
        double[] sorted = Require.finite("samples", 1, samples).clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            // The empirical function steps from i / n to (i + 1) / n here.
            largest = Math.max(largest, expected - (double) i / sorted.length);
            largest = Math.max(largest, (i + 1.0) / sorted.length - expected);
        }
        return largest;
    }

    /**
     * The Wasserstein-1 or earth mover's distance in one dimension: how far samples have to be
     * moved on average to turn one set into the other.
     *
     * <p>It is the area between the two empirical distribution functions, ∫ |F(x) - G(x)| dx.
     *
     * @param a samples, at least 1
     * @param b samples, at least 1, not necessarily as many
     * @return at least 0, in the samples' unit
     * @throws IllegalArgumentException if there is no sample, or one isn't finite
     */
    public static double wasserstein1(double[] a, double[] b) {
        double[] left = Require.finite("a", 1, a).clone();
        double[] right = Require.finite("b", 1, b).clone();
        Arrays.sort(left);
        Arrays.sort(right);
        double area = 0;
        double from = Math.min(left[0], right[0]);
        int i = 0;
        int j = 0;
        while (i < left.length || j < right.length) {
            boolean nextIsLeft = j == right.length || i < left.length && left[i] <= right[j];
            double to = nextIsLeft ? left[i] : right[j];
            area += Math.abs((double) i / left.length - (double) j / right.length) * (to - from);
            from = to;
            i += nextIsLeft ? 1 : 0;
            j += nextIsLeft ? 0 : 1;
        }
        return area;
    }

    /**
     * The Wasserstein-1 distance of samples {@code [samples, 1]}.
     *
     * @param a samples, at least 1
     * @param b samples, at least 1, not necessarily as many
     * @return at least 0, in the samples' unit
     * @throws IllegalArgumentException if there is more than one column, or a number isn't finite
     */
    public static double wasserstein1(Matrix a, Matrix b) {
        return wasserstein1(Require.vector("a", a), Require.vector("b", b));
    }

    /**
     * The Wasserstein-1 distance of samples {@code [samples, 1]}.
     *
     * @param a samples, at least 1
     * @param b samples, at least 1, not necessarily as many
     * @return at least 0, in the samples' unit
     * @throws IllegalArgumentException if there is more than one column, or a number isn't finite
     */
    public static double wasserstein1(INDArray a, INDArray b) {
        return wasserstein1(Matrix.of(a), Matrix.of(b));
    }

    /**
     * The sliced Wasserstein-1 distance: the mean of the one-dimensional ones along random
     * directions. In many dimensions it costs a sort where the exact one costs a {@link
     * TransportPlan} (Bonneel et al., "Sliced and Radon Wasserstein Barycenters of Measures",
     * 2015).
     *
     * @param a {@code [samples, features]}
     * @param b {@code [samples, features]}, not necessarily as many
     * @param directions how many, at least 1; 100 is usual
     * @param random the source of the directions; the same seed makes distances comparable
     * @return at least 0
     * @throws IllegalArgumentException if the features differ, or a number isn't finite
     */
    public static double slicedWasserstein1(
            Matrix a, Matrix b, int directions, RandomGenerator random) {
        Require.finite("a", 1, a);
        Require.finite("b", 1, b);
        Require.sameColumns("a", a, "b", b);
        if (directions < 1) {
            throw new IllegalArgumentException(
                    "directions must be at least 1, but was " + directions);
        }
        double sum = 0;
        for (int i = 0; i < directions; i++) {
            double[] direction = new double[a.columns()];
            double squared = 0;
            for (int column = 0; column < direction.length; column++) {
                direction[column] = random.nextGaussian();
                squared += direction[column] * direction[column];
            }
            double length = Math.sqrt(squared);
            sum += wasserstein1(project(a, direction, length), project(b, direction, length));
        }
        return sum / directions;
    }

    private static double[] project(Matrix samples, double[] direction, double length) {
        double[] projected = new double[samples.rows()];
        for (int column = 0; column < direction.length; column++) {
            for (int row = 0; row < projected.length; row++) {
                projected[row] += samples.get(row, column) * direction[column] / length;
            }
        }
        return projected;
    }

    /**
     * The Fréchet distance, squared as in FID, of the two Gaussians with the samples' means and
     * covariances:
     *
     * <pre>|meanA - meanB|² + trace(covarianceA + covarianceB - 2 (covarianceA covarianceB)^½)
     * </pre>
     *
     * <p>(Heusel et al., "GANs Trained by a Two Time-Scale Update Rule", 2017, equation 6; Dowson
     * and Landau, 1982.) The time grows with the cube of the features: take features or latents
     * rather than big images.
     *
     * @param a {@code [samples, features]}, at least 2 samples
     * @param b {@code [samples, features]}, at least 2 samples
     * @return at least 0
     * @throws IllegalArgumentException if the features differ, there are too few samples, or a
     *     number isn't finite
     */
    public static double frechet(Matrix a, Matrix b) {
        Require.finite("a", 2, a);
        Require.finite("b", 2, b);
        Require.sameColumns("a", a, "b", b);
        double[] meanA = means(a);
        double[] meanB = means(b);
        return frechet(meanA, covariance(a, meanA), meanB, covariance(b, meanB));
    }

    /**
     * The squared {@linkplain #frechet(Matrix, Matrix) Fréchet distance} of samples.
     *
     * @param a {@code [samples, features]}, at least 2 samples
     * @param b {@code [samples, features]}, at least 2 samples
     * @return at least 0
     * @throws IllegalArgumentException if the features differ, there are too few samples, or a
     *     number isn't finite
     */
    public static double frechet(INDArray a, INDArray b) {
        return frechet(Matrix.of(a), Matrix.of(b));
    }

    /**
     * The squared {@linkplain #frechet(Matrix, Matrix) Fréchet distance} of two Gaussians.
     *
     * @param meanA the first one's mean
     * @param covarianceA the first one's covariance, symmetric
     * @param meanB the second one's mean
     * @param covarianceB the second one's covariance, symmetric
     * @return at least 0
     * @throws IllegalArgumentException if the sizes differ, or a mean isn't finite
     */
    public static double frechet(
            double[] meanA, double[][] covarianceA, double[] meanB, double[][] covarianceB) {
        Require.sameLength("meanA", Require.finite("meanA", 1, meanA), "meanB", meanB);
        Require.finite("meanB", 1, meanB);
        RealMatrix first = square("covarianceA", covarianceA, meanA.length);
        RealMatrix second = square("covarianceB", covarianceB, meanA.length);
        double squared = 0;
        for (int i = 0; i < meanA.length; i++) {
            squared += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
        }
        // A B has the eigenvalues of the symmetric A^½ B A^½, which can't be complex.
        RealMatrix root = squareRoot(first);
        RealMatrix product = root.multiply(second).multiply(root);
        RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
        double traceOfRoot = 0;
        for (double eigenvalue : new EigenDecomposition(symmetric).getRealEigenvalues()) {
            traceOfRoot += Math.sqrt(Math.max(0, eigenvalue));
        }
        double distance = squared + first.getTrace() + second.getTrace() - 2 * traceOfRoot;
        return Math.max(0, distance); // rounding may leave -1e-15
    }

    private static RealMatrix square(String name, double[][] covariance, int size) {
        if (covariance.length != size || covariance[0].length != size) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s must be [%d, %d] as the mean has %d numbers, but was [%d, %d]",
                            name, size, size, size, covariance.length, covariance[0].length));
        }
        return new Array2DRowRealMatrix(covariance);
    }

    private static RealMatrix squareRoot(RealMatrix covariance) {
        EigenDecomposition eigen = new EigenDecomposition(covariance);
        RealMatrix vectors = eigen.getV();
        RealMatrix roots = eigen.getD();
        for (int i = 0; i < roots.getRowDimension(); i++) {
            // Rounding may leave an eigenvalue of -1e-16 where a feature is constant.
            roots.setEntry(i, i, Math.sqrt(Math.max(0, roots.getEntry(i, i))));
        }
        return vectors.multiply(roots).multiply(eigen.getVT());
    }

    private static double[] means(Matrix samples) {
        double[] means = new double[samples.columns()];
        for (int column = 0; column < means.length; column++) {
            means[column] = samples.columns(column, column + 1).mean();
        }
        return means;
    }

    /** The unbiased covariance, divided by n - 1. */
    private static double[][] covariance(Matrix samples, double[] means) {
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
