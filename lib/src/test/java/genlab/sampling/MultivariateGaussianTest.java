package genlab.sampling;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultivariateGaussianTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void samplesHaveTheMeanAndTheCovariance() {
        double[] mean = {1, -2, 3};
        double[][] covariance = {{4, 1, 0.5}, {1, 2, -0.5}, {0.5, -0.5, 1}};
        int count = 100_000;
        Matrix samples = new MultivariateGaussian(mean, covariance, random).draw(count);
        for (int i = 0; i < 3; i++) {
            double error = Math.sqrt(covariance[i][i] / count);
            assertEquals(mean[i], samples.columns(i, i + 1).mean(), 4 * error);
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int row = 0; row < count; row++) {
                    sum += (samples.get(row, i) - mean[i]) * (samples.get(row, j) - mean[j]);
                }
                double variance = covariance[i][i] * covariance[j][j];
                double standardError =
                        Math.sqrt((variance + covariance[i][j] * covariance[i][j]) / count);
                assertEquals(covariance[i][j], sum / count, 4 * standardError);
            }
        }
    }

    @Test
    void fittedToDrawsItHasTheirMeanAndCovariance() {
        Matrix shifted = MultivariateGaussian.correlated(0.8, random).draw(20_000).plus(3);
        Matrix again = MultivariateGaussian.fittedTo(shifted, random).draw(20_000);
        Matrix centred = again.minus(again.columnMeans());
        assertEquals(3, again.mean(), 0.05);
        assertEquals(0.8, centred.column(0).times(centred.column(1)).mean(), 0.05);
        assertEquals(1, centred.column(0).times(centred.column(0)).mean(), 0.05);
    }

    @Test
    void entropyIsHalfTheLogDeterminant() {
        double determinant = 1 - 0.8 * 0.8;
        double expected = 0.5 * Math.log(Math.pow(2 * Math.PI * Math.E, 2) * determinant);
        assertEquals(expected, MultivariateGaussian.correlated(0.8, random).entropy(), 1e-12);
    }

    @Test
    void badInputNamesTheArgument() {
        double[] mean = new double[2];
        assertRejected(
                "correlation must be within (-1, 1), but was 1.0",
                () -> MultivariateGaussian.correlated(1, random));
        assertRejected(
                "correlation must be within (-1, 1), but was -1.0",
                () -> MultivariateGaussian.correlated(-1, random));
        assertRejected(
                "correlation must be within (-1, 1), but was NaN",
                () -> MultivariateGaussian.correlated(Double.NaN, random));
        assertRejected(
                "covariance must be positive definite, but feature 1",
                () -> new MultivariateGaussian(mean, new double[][] {{1, 2}, {2, 4}}, random));
        assertRejected(
                "covariance must be symmetric",
                () -> new MultivariateGaussian(mean, new double[][] {{1, 0}, {0.5, 1}}, random));
        assertRejected(
                "row 1 of covariance must have 2 elements",
                () -> new MultivariateGaussian(mean, new double[][] {{1, 0}, {0}}, random));
    }
}
