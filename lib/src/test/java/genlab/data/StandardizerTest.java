package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import org.junit.jupiter.api.Test;

class StandardizerTest {
    private final Matrix heights = new Gaussian(170, 8, 1, Randoms.seeded(1)).draw(500);
    private final Matrix weights = new Gaussian(70, 0.5, 1, Randoms.seeded(2)).draw(500);
    private final Matrix data = heights.beside(weights);
    private final Standardizer standardizer = Standardizer.fit(data);

    @Test
    void eachFeatureGetsMeanZeroAndDeviationOne() {
        Matrix standardized = standardizer.apply(data);
        for (int feature = 0; feature < 2; feature++) {
            Matrix column = standardized.columns(feature, feature + 1);
            assertEquals(0, column.mean(), 1e-6);
            assertEquals(1, column.standardDeviation(), 1e-6);
        }
        assertArrayEquals(data.values(), standardizer.undo(standardized).values(), 1e-4f);
    }

    @Test
    void otherDataIsMeasuredByTheFittedNumbers() {
        Standardizer two = Standardizer.fit(Matrix.ofRows(new double[][] {{1, 10}, {3, 30}}));
        Matrix other = Matrix.ofRows(new double[] {4, 0});
        assertArrayEquals(new float[] {2, -2}, two.apply(other).values());
        assertArrayEquals(new float[] {6, 20}, two.undo(other).values());
    }

    @Test
    void aConstantColumnIsTold() {
        assertRejected(
                "column 1 of data must vary, but was 0.1 everywhere; leave it out",
                () -> Standardizer.fit(heights.beside(Matrix.filled(500, 1, 0.1))));
        // All the same but for the rounding of floats.
        Matrix rounded = Matrix.filled(500, 1, 1e6);
        rounded.set(3, 0, 1e6 + 0.0625);
        assertRejected("column 0 of data must vary", () -> Standardizer.fit(rounded));
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "data must have at least 2 rows, but was [1, 2]",
                () -> Standardizer.fit(Matrix.zeros(1, 2)));
        assertRejected(
                "standardized must have the 2 columns that were fitted, but was [500, 1]",
                () -> standardizer.undo(heights));
        assertRejected(
                "means and standardDeviations must have the same length",
                () -> new Standardizer(new double[2], new double[] {1}));
        assertRejected(
                "standardDeviations must be in",
                () -> new Standardizer(new double[1], new double[] {0}));
    }
}
