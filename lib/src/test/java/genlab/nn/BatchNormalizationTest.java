package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import org.junit.jupiter.api.Test;

class BatchNormalizationTest {
    private final Matrix x = Gaussian.standard(2, Randoms.seeded(1)).draw(50).times(3).plus(5);

    @Test
    void inTrainingEachFeatureOfTheBatchHasMeanZeroAndVarianceOne() {
        Matrix y = new BatchNormalization(2).forward(Pass.constant(x).inTraining()).matrix();
        for (int feature = 0; feature < 2; feature++) {
            assertEquals(0, y.column(feature).mean(), 1e-5);
            assertEquals(1, y.column(feature).standardDeviation(), 1e-4);
        }
    }

    @Test
    void runningStatisticsMoveInTrainingOnly() {
        BatchNormalization layer = new BatchNormalization(2);
        Matrix before = layer.forward(x).matrix();
        layer.forward(x);
        assertArrayEquals(before.values(), layer.forward(x).matrix().values());
        layer.forward(Pass.constant(x).inTraining());
        Matrix after = layer.forward(x).matrix();
        assertNotEquals(before.get(0, 0), after.get(0, 0));
        // running mean 0.1 of the batch's, running variance 0.9 + 0.1 of the batch's by n - 1
        double mean = 0.1 * x.column(0).mean();
        double variance = 0.9 + 0.1 * Math.pow(x.column(0).standardDeviation(), 2) * 50 / 49;
        assertEquals((x.get(0, 0) - mean) / Math.sqrt(variance + 1e-5), after.get(0, 0), 1e-4);
    }

    @Test
    void aChannelOfPicturesIsNormalisedOverAllItsPositions() {
        BatchNormalization layer = new BatchNormalization(2, 3);
        Matrix pictures = Gaussian.standard(6, Randoms.seeded(2)).draw(20).times(2).plus(1);
        Matrix y = layer.forward(Pass.constant(pictures).inTraining()).matrix();
        assertEquals(0, y.columns(0, 3).mean(), 1e-5);
        assertEquals(1, y.columns(3, 6).standardDeviation(), 1e-4);
        assertRejected(
                "the layer takes 2 channels of 3 positions, 6 columns, but the batch is [4, 5]",
                () -> layer.forward(Matrix.zeros(4, 5)));
    }

    @Test
    void theWayBackInTrainingIsTheDerivative() {
        BatchNormalization layer = new BatchNormalization(2);
        Layer training = input -> layer.forward(input.inTraining());
        Matrix few = x.rows(0, 6);
        double error =
                GradientCheck.relativeError(
                        training, few, y -> y.times(y).times(y).plus(y).columns(0, 1).sum(), 1e-1);
        assertEquals(0, error, 2e-3);
    }

    @Test
    void dropoutKeepsTheMeanInTrainingAndEverythingInEvaluation() {
        Dropout dropout = new Dropout(0.3, Randoms.seeded(3));
        Matrix ones = Matrix.filled(1000, 10, 1);
        assertArrayEquals(ones.values(), dropout.forward(ones).matrix().values());
        Matrix dropped = dropout.forward(Pass.constant(ones).inTraining()).matrix();
        assertEquals(1, dropped.mean(), 5 * Math.sqrt(0.3 / 0.7 / 10_000));
        assertEquals(1 / 0.7, dropped.max(), 1e-6);
        assertEquals(0, dropped.min());
    }

    @Test
    void oneRowHasNoVariance() {
        BatchNormalization layer = new BatchNormalization(2);
        assertRejected(
                "a batch to normalise must have at least 2 rows, but had 1",
                () -> layer.forward(Pass.constant(x.rows(0, 1)).inTraining()));
        assertEquals("[1, 2]", layer.forward(x.rows(0, 1)).matrix().shape());
        assertEquals(
                "[2, 2]", layer.forward(Pass.constant(x.rows(0, 2)).inTraining()).matrix().shape());
        assertRejected(
                "channels * positions must be below 2^31",
                () -> new BatchNormalization(1 << 16, 1 << 16));
    }
}
