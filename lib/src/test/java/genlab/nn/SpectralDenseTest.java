package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

class SpectralDenseTest {
    /** The matrix that a layer without bias multiplies by. */
    private static double largestSingularValue(Layer layer, int inputs) {
        Matrix identity = Matrix.zeros(inputs, inputs);
        for (int i = 0; i < inputs; i++) {
            identity.set(i, i, 1);
        }
        INDArray w = layer.forward(identity).matrix().toArray();
        INDArray square = w.transpose().mmul(w).dup();
        return Math.sqrt(Eigen.symmetricGeneralizedEigenvalues(square).maxNumber().doubleValue());
    }

    @Test
    void largestSingularValueIsOne() {
        for (int size : new int[] {2, 5, 30, 128, 256}) {
            Random random = new Random(size);
            Dense dense = new Dense(size, size == 256 ? 256 : 40, random);
            java.util.Arrays.fill(dense.bias().value().values(), 0);
            SpectralDense layer = new SpectralDense(dense);
            assertEquals(1, largestSingularValue(layer, size), 1e-3);
            float[] weight = dense.weight().value().values();
            for (int i = 0; i < weight.length; i++) {
                weight[i] += 0.05f * (float) random.nextGaussian();
            }
            assertEquals(1, largestSingularValue(layer, size), 1e-3);
        }
    }

    @Test
    void weightOfZerosIsRejected() {
        SpectralDense layer = new SpectralDense(new Dense(Matrix.zeros(2, 2), Matrix.zeros(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> layer.forward(Matrix.zeros(1, 2)));
    }

    @Test
    void onlyTrainingRemembersWhereThePowerIterationWas() {
        Dense dense = new Dense(4, 3, new Random(1));
        SpectralDense layer = new SpectralDense(dense);
        Parameter remembered = layer.parameters().get(2);
        float[] before = remembered.value().values().clone();
        Matrix x = Matrix.filled(2, 4, 1);
        layer.forward(x);
        layer.tangent(Pass.constant(x), Pass.constant(x));
        assertArrayEquals(before, remembered.value().values());
        layer.forward(Pass.constant(x).inTraining());
        double length = Math.sqrt(remembered.value().times(remembered.value()).sum());
        assertEquals(1, length, 1e-5); // a singular vector now
        assertTrue(remembered.frozen());
        assertEquals(dense.weight(), layer.parameters().get(0));
        assertEquals(dense.bias(), layer.parameters().get(1));
    }
}
