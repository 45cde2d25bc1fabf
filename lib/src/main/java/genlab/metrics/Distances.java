package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** Distances between two distributions, each given by samples. All are 0 for equal samples. */
public final class Distances {
    private static final int MOST_DIRECTIONS = 1_000_000;

    private Distances() {}

    /**
     * The Kolmogorov-Smirnov distance in one dimension: the largest difference of the two empirical
     * distribution functions.
     *
     * @param a samples, at least 2
     * @param b samples, at least 2
     * @return in [0, 1]
     */
    public static double kolmogorovSmirnov(double[] a, double[] b) {
        Checks.numbers("a", 2, a);
        Checks.numbers("b", 2, b);
        return new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(a, b);
    }

    /** The Kolmogorov-Smirnov distance of samples {@code [samples, 1]}, at least 2 each. */
    public static double kolmogorovSmirnov(Matrix a, Matrix b) {
        return kolmogorovSmirnov(Require.vector("a", a), Require.vector("b", b));
    }

    /**
     * The Kolmogorov-Smirnov distance of samples from a known distribution.
     *
     * @param samples at least 1
     * @param distribution the distribution function, from 0 to 1
     * @return in [0, 1]
     */
    public static double kolmogorovSmirnov(double[] samples, DoubleUnaryOperator distribution) {
        double[] sorted = Checks.numbers("samples", 1, samples).clone();
        Require.given("distribution", distribution);
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            boolean share = expected >= 0 && expected <= 1;
            Require.that(
                    share,
                    "distribution must be in [0, 1], but was %s at %s; give the distribution function, not the density",
                    expected,
                    sorted[i]);
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
     */
    public static double wasserstein1(double[] a, double[] b) {
        double[] left = Checks.numbers("a", 1, a).clone();
        double[] right = Checks.numbers("b", 1, b).clone();
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

    /** The Wasserstein-1 distance of samples {@code [samples, 1]}. */
    public static double wasserstein1(Matrix a, Matrix b) {
        return wasserstein1(Require.vector("a", a), Require.vector("b", b));
    }

    /**
     * The sliced Wasserstein-1 distance: the mean of the one-dimensional ones along random
     * directions. In many dimensions it costs a sort where the exact one costs a {@link
     * TransportPlan} (Bonneel et al., "Sliced and Radon Wasserstein Barycenters of Measures",
     * 2015).
     *
     * @param a {@code [samples, features]}
     * @param b {@code [samples, features]}, not necessarily as many
     * @param directions how many, 1 to 1,000,000; 100 is usual
     * @param random the source of the directions; the same seed makes distances comparable
     * @return at least 0
     */
    public static double slicedWasserstein1(
            Matrix a, Matrix b, int directions, RandomGenerator random) {
        Checks.pair("a", a, "b", b, 1);
        Require.given("random", random);
        Require.that(
                directions >= 1 && directions <= MOST_DIRECTIONS,
                "directions must be from 1 to %d, but was %d; 100 is usual",
                MOST_DIRECTIONS,
                directions);
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
     */
    public static double frechet(Matrix a, Matrix b) {
        Checks.pair("a", a, "b", b, 2);
        return frechet(
                Frechet.means(a), Frechet.covariance(a), Frechet.means(b), Frechet.covariance(b));
    }

    /**
     * The squared {@linkplain #frechet(Matrix, Matrix) Fréchet distance} of two Gaussians, given by
     * their means and their covariances, which are symmetric.
     *
     * @throws IllegalArgumentException if the sizes differ, a number isn't finite, or a covariance
     *     isn't symmetric or has a negative eigenvalue
     */
    public static double frechet(
            double[] meanA, double[][] covarianceA, double[] meanB, double[][] covarianceB) {
        return Frechet.distance(meanA, covarianceA, meanB, covarianceB);
    }
}
