package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import genlab.sampling.GaussianMixture;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aSetAgainstItselfIsPerfectAndAgainstAnotherFarAwayZero() {
        Matrix real = GaussianMixture.ring(8, 2, random).draw(200);
        assertEquals(new PrecisionRecall(1, 1), PrecisionRecall.of(real, real));
        Matrix far = real.copy();
        for (int i = 0; i < far.values().length; i++) {
            far.values()[i] += 100;
        }
        assertEquals(new PrecisionRecall(0, 0), PrecisionRecall.of(real, far));
    }

    @Test
    void countsBallsByHand() {
        // Nearest neighbours (k = 1): real 0, 1, 3 reach 1, 1, 2; generated 2, 4.5, 9 reach 2.5,
        // 2.5, 4.5. So 2 and 4.5 are within [-1, 5], the real ones all within [-0.5, 13.5].
        Matrix real = Matrix.ofRows(new double[][] {{0}, {1}, {3}});
        Matrix generated = Matrix.ofRows(new double[][] {{2}, {4.5}, {9}});
        assertEquals(new PrecisionRecall(2 / 3.0, 1), PrecisionRecall.of(real, generated, 1));
        assertEquals(
                "precision 0.667, recall 1.000", PrecisionRecall.of(real, generated, 1).toString());
        assertEquals(new PrecisionRecall(1, 2 / 3.0), PrecisionRecall.of(generated, real, 1));
    }

    @Test
    void aModelThatDropsHalfOfTheModesIsPreciseButRecallsHalf() {
        Matrix real = GaussianMixture.grid(2, 4, random).draw(2_000);
        Matrix half =
                new GaussianMixture(
                                GaussianMixture.grid(2, 4, random).centres().select(0, 1),
                                0.05,
                                random)
                        .draw(2_000);
        PrecisionRecall dropped = PrecisionRecall.of(real, half);
        assertEquals(1, dropped.precision(), 0.03);
        assertEquals(0.5, dropped.recall(), 0.04);
        PrecisionRecall invented = PrecisionRecall.of(half, real);
        assertEquals(0.5, invented.precision(), 0.04);
        assertEquals(1, invented.recall(), 0.03);
    }

    @Test
    void twoSetsOfOneDistributionHaveAlikePrecisionAndRecall() {
        PrecisionRecall both = PrecisionRecall.of(gaussian(2_000, 64), gaussian(2_000, 64));
        assertEquals(both.precision(), both.recall(), 0.1);
    }

    @Test
    void badInputNamesTheArgument() {
        Matrix four = gaussian(4, 2);
        assertRejected(
                "real must have at least 4 rows, but was [3, 2]",
                () -> PrecisionRecall.of(gaussian(3, 2), four));
        assertRejected(
                "real and generated must have the same columns, but were [4, 2] and [4, 3]",
                () -> PrecisionRecall.of(four, gaussian(4, 3)));
        assertRejected(
                "generated must be finite",
                () -> PrecisionRecall.of(four, Matrix.filled(4, 2, Double.NaN)));
        assertRejected("neighbours must", () -> PrecisionRecall.of(four, four, 0));
        // Their squares are no floats: both shares would be 1.
        assertRejected(
                "real must be within ±1e15 to be squared, but was 1.0E20 in row 0, column 0",
                () -> PrecisionRecall.of(Matrix.filled(4, 2, 1e20), four));
    }

    private Matrix gaussian(int rows, int columns) {
        Matrix samples = Matrix.zeros(rows, columns);
        for (int i = 0; i < samples.values().length; i++) {
            samples.values()[i] = (float) random.nextGaussian();
        }
        return samples;
    }
}
