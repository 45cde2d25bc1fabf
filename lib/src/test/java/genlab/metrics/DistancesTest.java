package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.data.Digits;
import genlab.models.Pca;
import genlab.nn.Matrix;
import genlab.sampling.MultivariateGaussian;
import genlab.sampling.Randoms;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class DistancesTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void kolmogorovSmirnovByHand() {
        double[] a = {1, 2, 3, 4};
        assertEquals(0, Distances.kolmogorovSmirnov(a, a));
        assertEquals(1, Distances.kolmogorovSmirnov(a, new double[] {5, 6}));
        assertEquals(0.5, Distances.kolmogorovSmirnov(a, new double[] {3, 4, 5, 6}), 1e-12);
        assertEquals(0.25, Distances.kolmogorovSmirnov(a, x -> x / 4), 1e-12);
        // The gap is below the step at 1 here, above the one at 4 there.
        assertEquals(0.9, Distances.kolmogorovSmirnov(a, x -> 0.9), 1e-12);
        assertEquals(0.75, Distances.kolmogorovSmirnov(a, x -> 0.25), 1e-12);
        assertEquals(0.5, Distances.kolmogorovSmirnov(a, x -> x < 3 ? x / 4 : 1), 1e-12);
        assertEquals(0.5, Distances.kolmogorovSmirnov(a, x -> x < 3 ? 0 : 1), 1e-12);
        Matrix column = Matrix.wrap(4, 1, new float[] {1, 2, 3, 4});
        Matrix other = Matrix.wrap(2, 1, new float[] {5, 6});
        assertEquals(1, Distances.kolmogorovSmirnov(column, other));
    }

    @Test
    void kolmogorovSmirnovOfTwoGaussiansIsTheGapOfTheirDistributionFunctions() {
        // N(0, 1) against N(1, 1): largest in the middle, 2 Phi(1/2) - 1.
        double expected = Erf.erf(0.5 / Math.sqrt(2));
        int count = 20_000;
        double[] a = gaussian(count, 0, 1);
        double[] b = gaussian(count, 1, 1);
        assertEquals(expected, Distances.kolmogorovSmirnov(a, b), 4 * 0.5 * Math.sqrt(2.0 / count));
        double own = Distances.kolmogorovSmirnov(a, x -> (1 + Erf.erf(x / Math.sqrt(2))) / 2);
        assertEquals(0, own, 1.95 / Math.sqrt(count)); // passed with probability 0.999
    }

    @Test
    void wasserstein1ByHand() {
        double[] a = {0, 1, 3};
        assertEquals(0, Distances.wasserstein1(a, a));
        // Values worked out in scipy's documentation of wasserstein_distance.
        assertEquals(5, Distances.wasserstein1(a, new double[] {5, 6, 8}), 1e-12);
        // Half of the mass goes 1, half stays; the order doesn't matter.
        assertEquals(0.5, Distances.wasserstein1(new double[] {0}, new double[] {1, 0}), 1e-12);
        assertEquals(
                5,
                Distances.wasserstein1(
                        Matrix.wrap(3, 1, new float[] {3, 0, 1}),
                        Matrix.wrap(3, 1, new float[] {5, 6, 8})),
                1e-12);
    }

    @Test
    void wasserstein1OfGaussiansOfOneSpreadIsTheDifferenceOfTheirMeans() {
        int count = 20_000;
        double distance =
                Distances.wasserstein1(gaussian(count, 0, 1.25), gaussian(count / 2, 2.5, 1.25));
        assertEquals(2.5, distance, 4 * 1.25 * Math.sqrt(3.0 / count));
    }

    @Test
    void slicedWasserstein1OfAShiftIsTheShiftsMeanProjection() {
        // E |cos(angle)| = 2 / pi in two dimensions.
        Matrix a = MultivariateGaussian.correlated(0.5, random).draw(50);
        Matrix b = a.copy();
        for (int i = 0; i < 50; i++) {
            b.values()[i] += 3;
        }
        int directions = 10_000;
        double spread = Math.sqrt(0.5 - 4 / (Math.PI * Math.PI));
        assertEquals(
                3 * 2 / Math.PI,
                Distances.slicedWasserstein1(a, b, directions, random),
                4 * 3 * spread / Math.sqrt(directions));
    }

    @Test
    void slicedWasserstein1OfOneDimensionIsTheOneDistanceInAnyDirection() {
        Matrix a = Matrix.filled(3, 1, 1);
        Matrix b = Matrix.filled(2, 1, 4);
        assertEquals(3, Distances.slicedWasserstein1(a, b, 1, random), 1e-12);
        assertEquals(3, Distances.slicedWasserstein1(a, b, 1_000_000, random), 1e-6);
    }

    @Test
    void frechetOfOneDimensionIsTheDifferenceOfMeansAndSpreads() {
        assertEquals(
                9 + 1,
                Distances.frechet(
                        new double[] {1}, new double[][] {{4}},
                        new double[] {4}, new double[][] {{9}}),
                1e-12);
    }

    @Test
    void frechetOfCovariancesThatDoNotCommuteIsTheClosedFormOfTwoDimensions() {
        // trace((A B)^½) = sqrt(trace(A B) + 2 sqrt(det(A B))) for 2 x 2.
        double[][] a = {{2, 1}, {1, 3}};
        double[][] b = {{1, -0.5}, {-0.5, 4}};
        double traceOfProduct = 2 * 1 + 2 * 1 * -0.5 + 3 * 4;
        double determinant = 5 * 3.75;
        double expected = 5 + 5 - 2 * Math.sqrt(traceOfProduct + 2 * Math.sqrt(determinant));
        double[] zero = new double[2];
        assertEquals(expected, Distances.frechet(zero, a, zero, b), 1e-12);
        assertEquals(expected, Distances.frechet(zero, b, zero, a), 1e-12);
        assertEquals(0, Distances.frechet(zero, a, zero, a), 1e-12);
        double[][] rounded = {{2, 1 + 1e-7}, {1 - 1e-7, 3}};
        assertEquals(expected, Distances.frechet(zero, rounded, zero, b), 1e-12);
        assertEquals(expected, Distances.frechet(zero, b, zero, rounded), 1e-12);
    }

    @Test
    void frechetOfSamplesTakesTheUnbiasedCovariance() {
        // Means 2 and 3, variances 4 and 9 by n - 1.
        Matrix a = Matrix.ofRows(new double[][] {{0}, {2}, {4}});
        Matrix b = Matrix.ofRows(new double[][] {{0}, {3}, {6}});
        double expected = 1 + 4 + 9 - 2 * Math.sqrt(36);
        assertEquals(expected, Distances.frechet(a, b), 1e-12);
    }

    /** Of pictures and their first components: what is left out is the distance. */
    @Test
    void frechetTakesSamplesOnAPlane() {
        Matrix images = Digits.draw(500, 14, Randoms.seeded(1)).images();
        double[] variances = Pca.of(images, 196).variances();
        for (int kept : new int[] {1, 8, 20, 40}) {
            double left = Arrays.stream(variances).skip(kept).sum() * 500 / 499;
            Matrix onPlane = Pca.of(images, kept).reconstruct(images);
            assertEquals(left, Distances.frechet(images, onPlane), 1e-3 * left);
        }
    }

    @Test
    void frechetTakesConstantFeatures() {
        Matrix a = Matrix.wrap(3, 2, new float[] {1, 2, 3, 5, 5, 5});
        assertEquals(0, Distances.frechet(a, a), 1e-12);
    }

    @Test
    void badInputNamesTheArgument() {
        double[] two = {1, 2};
        assertRejected("a must have", () -> Distances.kolmogorovSmirnov(new double[0], two));
        assertRejected(
                "b must be finite, but was Infinity at 1",
                () -> Distances.wasserstein1(two, new double[] {1, Double.POSITIVE_INFINITY}));
        assertRejected(
                "a must have one column, but was [2, 2]",
                () -> Distances.wasserstein1(Matrix.zeros(2, 2), Matrix.zeros(2, 1)));
        assertRejected(
                "a must have at least 2 rows",
                () -> Distances.frechet(Matrix.zeros(1, 2), Matrix.zeros(3, 2)));
        assertRejected(
                "a and b must have the same columns",
                () -> Distances.frechet(Matrix.zeros(3, 1), Matrix.zeros(3, 2)));
        assertRejected(
                "covarianceB must be [1, 1]",
                () ->
                        Distances.frechet(
                                new double[1], new double[1][1], new double[1], new double[2][2]));
        double[] mean = {0, 0};
        double[][] unit = {{1, 0}, {0, 1}};
        assertFrechetRejected("must be symmetric, but [1][0] was 0.5 and [0][1] 0.0", 1, 0, 0.5, 1);
        assertFrechetRejected("must have no negative eigenvalue, but had -1.000", 1, 0, 0, -1);
        assertFrechetRejected("must have no negative eigenvalue, but had -1.000", 1, 2, 2, 1);
        assertRejected(
                "row 1 of covarianceA must be finite, but was NaN",
                () ->
                        Distances.frechet(
                                mean, new double[][] {{1, 0}, {0, Double.NaN}}, mean, unit));
        assertRejected(
                "row 1 of covarianceA must have 2 elements, but had 1",
                () -> Distances.frechet(mean, new double[][] {{1, 0}, {0}}, mean, unit));
        assertRejected(
                "distribution must be in [0, 1], but was NaN at 1.0",
                () -> Distances.kolmogorovSmirnov(two, x -> Double.NaN));
        assertRejected(
                "a must be within ±1e15 to be squared, but was 1.0E20 in row 0, column 1",
                () ->
                        Distances.slicedWasserstein1(
                                Matrix.ofRows(new double[][] {{1e15, 1e20}, {0, 0}}),
                                Matrix.zeros(1, 2),
                                1,
                                random));
        assertRejected(
                "a must be within ±1e100", () -> Distances.wasserstein1(new double[] {1e300}, two));
        assertRejected(
                "directions",
                () ->
                        Distances.slicedWasserstein1(
                                Matrix.zeros(1, 1), Matrix.zeros(1, 1), 0, random));
    }

    private static void assertFrechetRejected(String message, double... covariance) {
        double[] mean = {0, 0};
        double[][] unit = {{1, 0}, {0, 1}};
        double[][] bad = {{covariance[0], covariance[1]}, {covariance[2], covariance[3]}};
        assertRejected("covarianceA " + message, () -> Distances.frechet(mean, bad, mean, unit));
        assertRejected("covarianceB " + message, () -> Distances.frechet(mean, unit, mean, bad));
    }

    private double[] gaussian(int count, double mean, double standardDeviation) {
        return DoubleStream.generate(() -> mean + standardDeviation * random.nextGaussian())
                .limit(count)
                .toArray();
    }
}
