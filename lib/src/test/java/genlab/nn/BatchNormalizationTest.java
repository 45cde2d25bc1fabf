package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import genlab.Golden;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** y = (x - mean) / sqrt(variance + epsilon) in the field's operations, scale 1, shift 0. */
    private static Pass formula(Pass x, Matrix mean, Matrix variance) {
        Pass centred = mean == null ? x.minus(x.columnMeans()) : x.minus(mean);
        Pass moving = mean == null ? centred.square().columnMeans() : Pass.constant(variance);
        return centred.dividedBy(moving.plus(1e-5).sqrt());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFusedStepIsTheFormula(boolean training) {
        BatchNormalization layer = new BatchNormalization(3, 200);
        Matrix pictures = Gaussian.standard(600, Randoms.seeded(4)).draw(7).times(2).plus(5);
        Matrix upstream = Gaussian.standard(600, Randoms.seeded(5)).draw(7);
        Pass fused = Pass.variable(pictures);
        Pass y = layer.forward(training ? fused.inTraining() : fused);
        y.backward(upstream);
        Pass plain = Pass.variable(pictures);
        Pass byChannel = plain.reshape(1400, 3);
        Pass expected =
                formula(
                        byChannel,
                        training ? null : Matrix.zeros(1, 3),
                        training ? null : Matrix.filled(1, 3, 1));
        expected.backward(upstream.reshape(1400, 3));
        assertEquals(0, Golden.relativeError(expected.matrix().reshape(7, 600), y.matrix()), 1e-5);
        assertEquals(0, Golden.relativeError(plain.gradient(), fused.gradient()), 1e-5);
        assertEquals(
                0,
                Golden.relativeError(
                        upstream.reshape(1400, 3).columnSums(),
                        layer.parameters().get(1).gradient()),
                1e-5);
    }

    @Test
    void frozenItGetsNoGradients() {
        BatchNormalization layer = new BatchNormalization(2);
        Pass input = Pass.variable(x);
        new Frozen(layer).forward(input.inTraining()).square().sum().backward();
        assertEquals(0, layer.parameters().get(0).gradient().max());
        assertNotEquals(0, input.gradient().max());
    }

    @Test
    void aConvolutionBeforeItHasNoBias() {
        PictureNetwork pictures =
                PictureNetwork.of(new PictureShape(1, 4, 4), Randoms.seeded(1))
                        .convolution(2, 3, 1, 1)
                        .batchNormalization()
                        .transposed(1, 4, 2, 1);
        assertEquals(
                "[weight [9, 2], scale [1, 2], shift [1, 2], running mean [1, 2],"
                        + " running variance [1, 2], weight [2, 16], bias [1, 1]]",
                pictures.build().parameters().toString());
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
