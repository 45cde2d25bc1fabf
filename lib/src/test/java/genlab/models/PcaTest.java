package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genlab.nn.Matrix;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import org.junit.jupiter.api.Test;

class PcaTest {
    /** The points (±2, ±2) and (±1, ∓1) around (5, 7): variances 4 and 1 along the diagonals. */
    private static final Matrix CROSS =
            Matrix.ofRows(new double[][] {{7, 9}, {3, 5}, {6, 6}, {4, 8}});

    @Test
    void findsTheDirectionsOfLargestVariance() {
        Pca pca = Pca.of(CROSS, 2);
        assertArrayEquals(new double[] {4, 1}, pca.variances(), 1e-5);
        assertArrayEquals(new float[] {5, 7}, pca.mean().values(), 1e-6f);
        float half = (float) Math.sqrt(0.5);
        assertEquals(half, Math.abs(pca.components().get(0, 0)), 1e-5);
        assertEquals(pca.components().get(0, 0), pca.components().get(1, 0), 1e-5);
        assertEquals(pca.components().get(0, 1), -pca.components().get(1, 1), 1e-5);
    }

    @Test
    void reconstructsAllButWhatTheOtherComponentsCarry() {
        assertArrayEquals(CROSS.values(), Pca.of(CROSS, 2).reconstruct(CROSS).values(), 1e-4f);
        Matrix one = Pca.of(CROSS, 1).reconstruct(CROSS);
        assertArrayEquals(new float[] {7, 3, 5, 5, 9, 5, 7, 7}, one.values(), 1e-4f);
        Matrix data = Gaussian.standard(20, Randoms.seeded(1)).draw(200);
        Pca all = Pca.of(data, 20);
        Pca some = Pca.of(data, 12);
        double left = 0;
        for (int i = 12; i < 20; i++) {
            left += all.variances()[i];
        }
        double error = 0;
        Matrix reconstruction = some.reconstruct(data);
        for (int i = 0; i < data.values().length; i++) {
            error += Math.pow(data.values()[i] - reconstruction.values()[i], 2);
        }
        assertEquals(left, error / 200, 1e-3);
    }

    @Test
    void rejectsMoreComponentsThanFeatures() {
        assertThrows(IllegalArgumentException.class, () -> Pca.of(CROSS, 3));
    }

    @Test
    void partsThatDoNotBelongTogetherAreTold() {
        Matrix mean = Matrix.zeros(1, 2);
        Matrix components = Matrix.ofColumn(1, 0);
        assertRejected(
                "variances must have 1 elements, but had 2",
                () -> new Pca(mean, components, new double[2]));
        assertRejected(
                "mean must have a feature each's shape [1, 2], but was [1, 3]",
                () -> new Pca(Matrix.zeros(1, 3), components, new double[1]));
        assertRejected(
                "mean must be finite",
                () -> new Pca(Matrix.filled(1, 2, Double.NaN), components, new double[1]));
        assertRejected(
                "variances must be finite",
                () -> new Pca(mean, components, new double[] {Double.NaN}));
        Pca pca = new Pca(mean, components, new double[] {1});
        assertRejected(
                "x and the mean must have the same columns", () -> pca.encode(Matrix.zeros(1, 3)));
        assertEquals(2, Pca.of(CROSS, 2).components().columns());
        assertRejected(
                "latentSize must be in [1, 2], the number of features, but was 0",
                () -> Pca.of(CROSS, 0));
    }
}
