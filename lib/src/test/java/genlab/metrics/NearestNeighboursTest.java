package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void neighboursOnALineAreAveraged() {
        // The neighbours' values are 1, 0, 1, 2: each guess is 1 off.
        Matrix codes = Matrix.ofColumn(0, 1, 2.5, 4.5);
        double[] values = {0, 1, 2, 1};
        assertEquals(1 - 4 / 2.0, NearestNeighbours.explainedVariance(codes, values, 1), 1e-12);
    }

    @Test
    void aCircleIsFoundWhereNoLatentIsMonotone() {
        double[] angles = random.doubles(400, 0, 2 * Math.PI).toArray();
        double[][] rows =
                Arrays.stream(angles)
                        .mapToObj(angle -> new double[] {Math.cos(angle), Math.sin(angle)})
                        .toArray(double[][]::new);
        Matrix circle = Matrix.ofRows(rows);
        double[] doubled = Arrays.stream(angles).map(angle -> Math.cos(2 * angle)).toArray();
        double[] first = Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
        assertEquals(0, Correlation.spearman(first, doubled), 0.15);
        assertEquals(1, NearestNeighbours.explainedVariance(circle, doubled, 10), 0.01);
    }

    @Test
    void codesThatTellNothingLoseATenth() {
        Matrix codes = Matrix.ofColumn(random.doubles(2000).toArray());
        double[] other = random.doubles(2000).toArray();
        assertEquals(-0.1, NearestNeighbours.explainedVariance(codes, other, 10), 0.05);
    }

    @Test
    void theNearestKnownCodeGivesTheLabel() {
        Matrix known = Matrix.ofColumn(0, 10);
        Matrix unknown = Matrix.ofColumn(1, 4, 6, 12);
        int[] expected = {3, 7, 7, 7};
        assertEquals(
                0.75, NearestNeighbours.accuracy(known, new int[] {3, 7}, unknown, expected), 0);
    }

    @Test
    void badInputNamesTheArgument() {
        Matrix codes = Matrix.ofColumn(0, 1, 2);
        assertRejected(
                "values must differ and have a finite variance, but their squares sum to 0.0",
                () -> NearestNeighbours.explainedVariance(codes, new double[3], 1));
    }
}
