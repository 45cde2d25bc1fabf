package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
    @Test
    void fiveValuesTakeTheTablesT() {
        // t of 4 degrees of freedom: 2.776 for 95 %, 4.604 for 99 %.
        double[] values = {1, 2, 3, 4, 5};
        ConfidenceInterval interval = ConfidenceInterval.ofMean(values);
        assertEquals(3, interval.mean(), 1e-12);
        assertEquals(2.776445 * Math.sqrt(2.5 / 5), interval.halfWidth(), 1e-5);
        assertEquals("3.000 ± 2.0 (n = 5)", interval.toString());
        assertTrue(interval.contains(interval.low()) && interval.contains(interval.high()));
        double wider = ConfidenceInterval.ofMean(values, 0.99).halfWidth();
        assertEquals(4.604095 * Math.sqrt(2.5 / 5), wider, 1e-5);
    }

    @Test
    void itHoldsTheTrueMeanInNineteenOfTwentyCases() {
        SplittableRandom random = new SplittableRandom(1);
        int cases = 4_000;
        int held = 0;
        for (int i = 0; i < cases; i++) {
            double[] values = random.doubles(5).map(u -> 7 + random.nextGaussian()).toArray();
            held += ConfidenceInterval.ofMean(values).contains(7) ? 1 : 0;
        }
        assertEquals(0.95, (double) held / cases, 4 * Math.sqrt(0.95 * 0.05 / cases));
    }

    @Test
    void pairedDifferencesSeeWhatTheSpreadOverSeedsHides() {
        double[] a = {1, 5, 9, 13};
        double[] b = {0.9, 4.8, 8.9, 12.8};
        assertTrue(ConfidenceInterval.ofMean(a).contains(6.85));
        ConfidenceInterval difference = ConfidenceInterval.ofDifference(a, b);
        assertEquals(0.15, difference.mean(), 1e-12);
        assertFalse(difference.contains(0));
    }

    /** 4.028 degrees of freedom, whose t was found by integrating its density. */
    @Test
    void unpairedDifferencesTakeWelchsDegreesOfFreedom() {
        double[] a = {1, 2, 3, 4, 5};
        double[] b = {2, 4, 6, 10};
        ConfidenceInterval difference = ConfidenceInterval.ofUnpairedDifference(a, b);
        assertEquals(3 - 5.5, difference.mean(), 1e-12);
        double variance = 2.5 / 5 + 35.0 / 3 / 4;
        assertEquals(2.76886, difference.halfWidth() / Math.sqrt(variance), 1e-4);
        assertEquals(0, ConfidenceInterval.ofUnpairedDifference(b, b).mean(), 1e-12);
        double[] still = {1, 1};
        assertEquals(0, ConfidenceInterval.ofUnpairedDifference(still, still).halfWidth());
    }

    @Test
    void sharesHaveWilsonsInterval() {
        // The ends p solve |6/10 - p| = z √(p (1 - p) / 10).
        ConfidenceInterval interval = ConfidenceInterval.ofShare(6, 10);
        assertEquals(0.6, interval.mean(), 1e-12);
        for (double p : new double[] {interval.low(), interval.high()}) {
            assertEquals(1.959964 * Math.sqrt(p * (1 - p) / 10), Math.abs(0.6 - p), 1e-6);
        }
        assertEquals(0, ConfidenceInterval.ofShare(0, 10).low(), 1e-12);
        assertEquals(0.2775, ConfidenceInterval.ofShare(0, 10).high(), 1e-4);
        assertEquals(0.7225, ConfidenceInterval.ofShare(10, 10).low(), 1e-4);
        assertRejected(
                "successes must be in [0, 10], but was 11",
                () -> ConfidenceInterval.ofShare(11, 10));
        assertRejected("trials must be at least 1", () -> ConfidenceInterval.ofShare(0, 0));
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "values must have at least 2 number(s), but had 1",
                () -> ConfidenceInterval.ofMean(1));
        assertRejected("values must be finite", () -> ConfidenceInterval.ofMean(1, 2, Double.NaN));
        for (double level : new double[] {0, 1, 95}) {
            assertRejected(
                    "level must be within (0, 1)",
                    () -> ConfidenceInterval.ofMean(new double[] {1, 2}, level));
        }
        assertRejected(
                "a and b must have the same length",
                () -> ConfidenceInterval.ofDifference(new double[2], new double[3]));
    }
}
