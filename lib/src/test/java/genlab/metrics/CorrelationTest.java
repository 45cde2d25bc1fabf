package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    @Test
    void ranksOfAPublishedTable() {
        // IQ and hours of television, the usual example of rank correlation: rho = -29 / 165.
        double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
        double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
        assertEquals(-29 / 165.0, Correlation.spearman(iq, hours), 1e-12);
    }

    @Test
    void aMonotonicCurveHasRankCorrelationOneAndALowerPearson() {
        double[] x = {1, 2, 3, 4, 5};
        double[] y = Arrays.stream(x).map(Math::exp).toArray();
        assertEquals(1, Correlation.spearman(x, y), 1e-12);
        assertEquals(0.886, Correlation.pearson(x, y), 0.001);
        assertEquals(1, Correlation.pearson(x, new double[] {3, 5, 7, 9, 11}), 1e-12);
    }

    @Test
    void mutualInformationOfCopiesIsTheLogOfTheBinsAndOfIndependentOnesItsBias() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(10_000).toArray();
        assertEquals(Math.log(10), Correlation.mutualInformation(x, x, 10), 1e-9);
        double[] square = Arrays.stream(x).map(v -> (v - 0.5) * (v - 0.5)).toArray();
        assertEquals(Math.log(5), Correlation.mutualInformation(x, square, 10), 0.3);
        double[] other = random.doubles(10_000).toArray();
        double bias = 81 / 20_000.0;
        assertEquals(bias, Correlation.mutualInformation(x, other, 10), bias);
    }

    @Test
    void equalNumbersStayInOneBin() {
        // x is 0 in one half of the cases, else all different; y tells which half. By hand: the
        // four zeros are one bin, the others two bins of two, so x tells y and no more: log 2.
        double[] x = {0, 0, 0, 0, 1, 2, 3, 4};
        double[] y = {5, 5, 5, 5, 7, 7, 7, 7};
        assertEquals(Math.log(2), Correlation.mutualInformation(x, y, 4), 1e-12);
        // Without an order of their own, equal numbers tell nothing: the same for any order.
        double[] coin = {0, 1, 0, 1, 0, 1, 0, 1};
        double[] other = {0, 0, 1, 1, 0, 0, 1, 1};
        assertEquals(0, Correlation.mutualInformation(coin, other, 4), 1e-12);
        assertEquals(Math.log(2), Correlation.mutualInformation(coin, coin, 4), 1e-12);
    }

    @Test
    void mutualInformationOfGaussiansIsTheClosedForm() {
        // -log(1 - rho²) / 2, less what the bins lose.
        SplittableRandom random = new SplittableRandom(1);
        int count = 100_000;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextGaussian();
            y[i] = 0.8 * x[i] + 0.6 * random.nextGaussian();
        }
        double expected = -Math.log(1 - 0.64) / 2;
        assertEquals(expected, Correlation.mutualInformation(x, y, 30), 0.03);
    }

    @Test
    void badInputNamesTheArgument() {
        double[] two = {1, 2};
        assertRejected("y must vary", () -> Correlation.pearson(two, new double[] {3, 3}));
        assertRejected("x must vary", () -> Correlation.spearman(new double[2], two));
        assertRejected(
                "x and y must have the same length",
                () -> Correlation.spearman(two, new double[3]));
        assertRejected(
                "x must be finite", () -> Correlation.pearson(new double[] {1, Double.NaN}, two));
        assertRejected("bins must be", () -> Correlation.mutualInformation(two, two, 3));
        assertRejected("bins must be", () -> Correlation.mutualInformation(two, two, 1));
        assertEquals(Math.log(2), Correlation.mutualInformation(two, two, 2), 1e-12);
    }
}
