package genlab.sampling;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void ringOfEightHasItsCentresEvenlyOnTheCircle() {
        Matrix centres = GaussianMixture.ring(8, 2.0, random).centres();
        assertEquals(8, centres.rows());
        double neighbours = 4 * Math.sin(Math.PI / 8);
        for (int i = 0; i < 8; i++) {
            assertEquals(2, Math.hypot(centres.get(i, 0), centres.get(i, 1)), 1e-6);
            int next = (i + 1) % 8;
            double dx = centres.get(i, 0) - centres.get(next, 0);
            double dy = centres.get(i, 1) - centres.get(next, 1);
            assertEquals(neighbours, Math.hypot(dx, dy), 1e-6);
        }
    }

    @Test
    void gridOfTwentyFiveReachesFromMinusFourToFour() {
        Matrix centres = GaussianMixture.grid(5, 2.0, random).centres();
        assertEquals(25, centres.rows());
        assertArrayEquals(new float[] {-4, -4}, centres.row(0).values());
        assertArrayEquals(new float[] {0, 0}, centres.row(12).values());
        assertArrayEquals(new float[] {4, 4}, centres.row(24).values());
    }

    @Test
    void samplesHaveTheMixturesVariance() {
        // Along each axis: that of the centres on the circle, 2² / 2, plus the component's.
        int count = 100_000;
        Matrix samples = GaussianMixture.ring(8, 2.0, 0.3, random).draw(count);
        for (int axis = 0; axis < 2; axis++) {
            Matrix coordinate = samples.columns(axis, axis + 1);
            assertEquals(0, coordinate.mean(), 4 * Math.sqrt(2.09 / count));
            double variance = Math.pow(coordinate.standardDeviation(), 2);
            assertEquals(2.09, variance, 4 * 2.09 * Math.sqrt(2.0 / count));
        }
    }

    @Test
    void logDensityOfOneComponentIsTheGaussians() {
        GaussianMixture one = GaussianMixture.grid(1, 1, 1, random);
        assertEquals(-Math.log(2 * Math.PI) - 2.5, one.logDensity(1, 2), 1e-12);
        Matrix centre = Matrix.ofRows(new double[] {1, 2});
        GaussianMixture there = new GaussianMixture(centre, 2, random);
        assertEquals(2, there.standardDeviation());
        assertEquals(-Math.log(2 * Math.PI * 4), there.logDensity(1, 2), 1e-12);
        assertEquals(-Math.log(2 * Math.PI * 4) - 0.5, there.logDensity(3, 2), 1e-12);
        assertEquals(-Math.log(2 * Math.PI) - 1e6, one.logDensity(1000, 1000), 1e-6);
    }

    @Test
    void densityIntegratesToOne() {
        GaussianMixture mixture = GaussianMixture.ring(8, 2.0, 0.2, random);
        double sum = 0;
        double step = 0.05;
        for (double x = -4; x < 4; x += step) {
            for (double y = -4; y < 4; y += step) {
                sum += Math.exp(mixture.logDensity(x, y)) * step * step;
            }
        }
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void sameSeedGivesTheSameSamples() {
        Matrix first = GaussianMixture.ring(8, 2, new SplittableRandom(5)).draw(10);
        Matrix second = GaussianMixture.ring(8, 2, new SplittableRandom(5)).draw(10);
        assertArrayEquals(first.values(), second.values());
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected("modes", () -> GaussianMixture.ring(0, 2, random));
        assertRejected("radius", () -> GaussianMixture.ring(8, Double.NaN, random));
        assertRejected("standardDeviation", () -> GaussianMixture.grid(5, 2, 0, random));
        assertRejected("spacing", () -> GaussianMixture.grid(5, -1, random));
        assertRejected(
                "centres must be finite, but was NaN in row 1, column 0",
                () ->
                        new GaussianMixture(
                                Matrix.ofRows(new double[][] {{0, 0}, {Double.NaN, 0}}),
                                1,
                                random));
        assertRejected("point", () -> GaussianMixture.ring(8, 2, random).logDensity(1));
    }

    @Test
    void scoreIsTheGradientOfTheLogDensity() {
        GaussianMixture mixture = GaussianMixture.ring(5, 1, 0.4, random);
        Matrix points = mixture.draw(50);
        Matrix score = mixture.score(points);
        double step = 1e-4;
        for (int row = 0; row < 50; row++) {
            double x = points.get(row, 0);
            double y = points.get(row, 1);
            double dx = mixture.logDensity(x + step, y) - mixture.logDensity(x - step, y);
            double dy = mixture.logDensity(x, y + step) - mixture.logDensity(x, y - step);
            assertEquals(dx / (2 * step), score.get(row, 0), 1e-3);
            assertEquals(dy / (2 * step), score.get(row, 1), 1e-3);
        }
    }

    @Test
    void noiseMovesAndWidensTheComponents() {
        GaussianMixture noised = GaussianMixture.grid(2, 2, 0.5, random).noised(0.6, 0.4);
        assertEquals(0.5, noised.standardDeviation(), 1e-12);
        assertArrayEquals(new float[] {-0.6f, -0.6f}, noised.centres().row(0).values(), 1e-6f);
    }

    /** For N(c, s²) it is noise (x - signal c) / (signal² s² + noise²). */
    @Test
    void expectedNoiseOfOneComponentIsLinear() {
        Matrix centre = Matrix.ofRows(new double[] {1, 2});
        GaussianMixture one = new GaussianMixture(centre, 1.25, random);
        Matrix x = Matrix.ofRows(new double[] {3, -1});
        Matrix noise = one.expectedNoise(x, 0.8, 0.6);
        assertEquals(0.6 * (3 - 0.8) / (1 + 0.36), noise.get(0, 0), 1e-6);
        assertEquals(0.6 * (-1 - 1.6) / (1 + 0.36), noise.get(0, 1), 1e-6);
    }

    /** The mean of the posterior is the best guess: the error of any other is larger. */
    @Test
    void noOtherGuessOfTheNoiseIsBetter() {
        GaussianMixture ring = GaussianMixture.ring(8, 2, random);
        Matrix epsilon = Gaussian.standard(2, random).draw(20_000);
        Matrix noisy = ring.draw(20_000).times(0.6).plus(epsilon.times(0.8));
        Matrix guess = ring.expectedNoise(noisy, 0.6, 0.8);
        Matrix rest = epsilon.minus(guess);
        // what is left has nothing to do with the guess, nor with the point
        assertEquals(0, rest.times(guess).mean(), 0.02);
        assertEquals(0, rest.times(noisy).mean(), 0.02);
    }
}
