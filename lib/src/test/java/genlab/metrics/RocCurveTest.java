package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class RocCurveTest {
    @Test
    void theExampleOfScikitLearnsDocumentation() {
        RocCurve curve = RocCurve.of(new double[] {0.1, 0.4}, new double[] {0.35, 0.8});
        assertEquals(0.75, curve.auroc(), 1e-12);
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, curve.falsePositiveRates());
        assertArrayEquals(new double[] {0, 0.5, 0.5, 1, 1}, curve.truePositiveRates());
        assertArrayEquals(
                new double[] {Double.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1}, curve.thresholds());
    }

    @Test
    void perfectReversedAndTiedScores() {
        double[] low = {1, 2};
        double[] high = {3, 4, 5};
        assertEquals(1, RocCurve.of(low, high).auroc());
        assertEquals(0, RocCurve.of(high, low).auroc());
        assertEquals(0.5, RocCurve.of(new double[] {1, 1}, new double[] {1}).auroc());
    }

    @Test
    void aurocIsTheChanceThatAnAnomalyScoresHigher() {
        // N(1, 1) above N(0, 1) with probability Phi(1 / sqrt 2).
        SplittableRandom random = new SplittableRandom(1);
        int count = 5_000;
        double[] normal = random.doubles(count).map(u -> random.nextGaussian()).toArray();
        double[] anomalies = random.doubles(count).map(u -> 1 + random.nextGaussian()).toArray();
        double expected = (1 + Erf.erf(0.5)) / 2;
        double bound = Math.sqrt(expected * (1 - expected) / count);
        assertEquals(expected, RocCurve.of(normal, anomalies).auroc(), 4 * bound);
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "normalScores must have at least 1",
                () -> RocCurve.of(new double[0], new double[1]));
        double[] rates = {0, 0.5, 1};
        double[] falling = {0, 0.8, 0.5, 1};
        double[] thresholds = {3, 2, 1};
        assertRejected(
                "falsePositiveRates must ascend, but 0.5 came after 0.8",
                () -> new RocCurve(falling, falling, thresholds));
        assertRejected(
                "truePositiveRates must ascend, but 0.5 came after 0.8",
                () -> new RocCurve(new double[] {0, 0.1, 0.2, 1}, falling, thresholds));
        assertRejected(
                "thresholds must descend, but 2.0 came after 2.0",
                () -> new RocCurve(rates, rates, new double[] {3, 2, 2}));
        assertRejected(
                "anomalyScores must be finite, but was NaN at 0",
                () -> RocCurve.of(new double[1], new double[] {Double.NaN}));
    }
}
