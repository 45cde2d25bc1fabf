package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import genlab.sampling.GaussianMixture;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModeCoverageTest {
    private final GaussianMixture ring = GaussianMixture.ring(8, 2.0, 0.1, new SplittableRandom(1));

    @Test
    void theMixturesOwnSamplesAreWithinThreeSigmaAsOftenAsTheRayleighDistributionSays() {
        int count = 100_000;
        ModeCoverage coverage = ModeCoverage.of(ring.draw(count), ring);
        double expected = 1 - Math.exp(-4.5);
        double standardError = Math.sqrt(expected * (1 - expected) / count);
        assertEquals(8, coverage.modesCovered());
        assertEquals(expected, coverage.highQualityShare(), 4 * standardError);
        for (int samples : coverage.samplesPerMode()) {
            assertEquals(expected * count / 8, samples, 4 * Math.sqrt(count / 8.0));
        }
    }

    @Test
    void countsSamplesByHand() {
        // Two on the first mode, one just outside of it, one on the third.
        Matrix samples = Matrix.ofRows(new double[][] {{2, 0}, {2.29, 0}, {2.31, 0}, {0, 2}});
        ModeCoverage coverage = ModeCoverage.of(samples, ring);
        assertArrayEquals(new int[] {2, 0, 1, 0, 0, 0, 0, 0}, coverage.samplesPerMode());
        assertEquals(0.75, coverage.highQualityShare());
        assertEquals("2 of 8 modes, 75.0 % high quality", coverage.toString());
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "samples must be finite, but was NaN in row 0, column 1",
                () -> ModeCoverage.of(Matrix.ofRows(new double[] {0, Double.NaN}), ring));
        assertRejected(
                "samples and centres must have the same columns",
                () -> ModeCoverage.of(Matrix.zeros(3, 1), ring));
    }
}
