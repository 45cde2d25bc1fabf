package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SymmetricEigenTest {
    /** The eigenvalue 1 along (1, -1), 3 along (1, 1). */
    @Test
    void eigenvaluesRiseAndTheirVectorsAreColumns() {
        INDArray symmetric = Nd4j.createFromArray(new double[][] {{2, 1}, {1, 2}});
        SymmetricEigen eigen = SymmetricEigen.of(symmetric);
        assertArrayEquals(new double[] {1, 3}, eigen.values(), 1e-12);
        double half = Math.sqrt(0.5);
        Matrix vectors = Matrix.of(eigen.vectors()).map(Math::abs);
        assertArrayEquals(
                Matrix.filled(2, 2, half).values(), vectors.values(), 1e-6f, "of length 1");
        INDArray back = eigen.vectors().mulRowVector(Nd4j.createFromArray(eigen.values()));
        back = back.mmul(eigen.vectors().transpose());
        assertArrayEquals(Matrix.of(symmetric).values(), Matrix.of(back).values(), 1e-6f);
    }

    @Test
    void whatIsNoSymmetricMatrixIsTold() {
        assertRejected(
                "symmetric must be a square matrix of finite numbers, but its shape was [2, 3]",
                () -> SymmetricEigen.of(Nd4j.zeros(2, 3)));
        assertRejected(
                "symmetric must be a square matrix of finite numbers",
                () -> SymmetricEigen.of(Matrix.filled(2, 2, Double.NaN).toArray()));
    }
}
