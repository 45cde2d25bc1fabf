package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
