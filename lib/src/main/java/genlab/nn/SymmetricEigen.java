package genlab.nn;

import genlab.nn.fast.Nd4jStart;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The eigenvalues and eigenvectors of a symmetric matrix, by ND4J's LAPACK ({@code syev}). */
public final class SymmetricEigen {
    private final double[] values;
    private final INDArray vectors;

    private SymmetricEigen(double[] values, INDArray vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes a matrix.
     *
     * @param symmetric {@code [size, size]}, of floats or doubles
     * @throws IllegalArgumentException if it isn't square, or a number isn't finite
     */
    public static SymmetricEigen of(INDArray symmetric) {
        Nd4jStart.ensure();
        double sum = Require.given("symmetric", symmetric).sumNumber().doubleValue();
        Require.that(
                symmetric.isSquare() && Double.isFinite(sum),
                "symmetric must be a square matrix of finite numbers, but its shape was %s and its"
                        + " sum %s",
                Arrays.toString(symmetric.shape()),
                sum);
        INDArray vectors = symmetric.dup('f');
        INDArray values = Nd4j.create(symmetric.dataType(), symmetric.rows());
        Nd4j.getBlasWrapper().syev('V', 'U', vectors, values);
        return new SymmetricEigen(values.toDoubleVector(), vectors);
    }

    /** The eigenvalues, the smallest first. */
    public double[] values() {
        return values.clone();
    }

    /** Their eigenvectors, one a column, of length 1: {@code [size, size]}. */
    public INDArray vectors() {
        return vectors.dup('f');
    }
}
