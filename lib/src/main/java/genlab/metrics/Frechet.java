package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.nn.SymmetricEigen;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The linear algebra behind {@link Distances#frechet}, in doubles. */
final class Frechet {
    private Frechet() {}

    static double distance(
            double[] meanA, double[][] covarianceA, double[] meanB, double[][] covarianceB) {
        Checks.numbers("meanA", meanA, "meanB", meanB, 1);
        INDArray first = symmetric("covarianceA", covarianceA, meanA.length);
        INDArray second = symmetric("covarianceB", covarianceB, meanA.length);
        double distance = 0;
        for (int i = 0; i < meanA.length; i++) {
            double difference = meanA[i] - meanB[i];
            distance += difference * difference + covarianceA[i][i] + covarianceB[i][i];
        }
        squareRoot("covarianceB", second); // for its check alone
        // A B has the eigenvalues of the symmetric A^½ B A^½, which can't be complex.
        INDArray root = squareRoot("covarianceA", first);
        INDArray product = root.mmul(second).mmul(root);
        for (double eigenvalue : SymmetricEigen.of(evened(product)).values()) {
            distance -= 2 * Math.sqrt(Math.max(0, eigenvalue));
        }
        return Math.max(0, distance); // rounding may leave -1e-15
    }

    /** A matrix that rounding has left uneven, made symmetric. */
    private static INDArray evened(INDArray uneven) {
        return uneven.add(uneven.transpose()).muli(0.5);
    }

    private static INDArray symmetric(String name, double[][] covariance, int size) {
        Require.that(
                Require.given(name, covariance).length == size,
                "%s must be [%d, %d] as the mean has %d numbers, but had %d rows",
                name,
                size,
                size,
                size,
                covariance.length);
        for (int i = 0; i < size; i++) {
            String row = "row " + i + " of " + name;
            Require.length(row, size, Checks.numbers(row, 1, covariance[i]).length);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double larger = Math.max(Math.abs(covariance[i][j]), Math.abs(covariance[j][i]));
                Require.that(
                        Math.abs(covariance[i][j] - covariance[j][i]) <= 1e-6 * larger,
                        "%s must be symmetric, but [%d][%d] was %s and [%d][%d] %s",
                        name,
                        i,
                        j,
                        covariance[i][j],
                        j,
                        i,
                        covariance[j][i]);
            }
        }
        return evened(Nd4j.createFromArray(covariance));
    }

    private static INDArray squareRoot(String name, INDArray covariance) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double[] eigenvalues = eigen.values();
        double least = eigenvalues[0];
        // Rounding may leave an eigenvalue of -1e-16 where a feature is constant.
        Require.that(
                least >= -1e-9 * Math.max(-least, eigenvalues[eigenvalues.length - 1]),
                "%s must have no negative eigenvalue, but had %.4g; a covariance has none",
                name,
                least);
        double[] fourthRoots =
                Arrays.stream(eigenvalues).map(v -> Math.pow(Math.max(0, v), 0.25)).toArray();
        INDArray root = eigen.vectors().mulRowVector(Nd4j.createFromArray(fourthRoots));
        return root.mmul(root.transpose());
    }

    static double[] means(Matrix samples) {
        return doubles(samples).mean(0).toDoubleVector();
    }

    /** The unbiased covariance, divided by n - 1. */
    static double[][] covariance(Matrix samples) {
        INDArray x = doubles(samples);
        INDArray centred = x.subRowVector(x.mean(0));
        INDArray sums = centred.transpose().mmul(centred);
        return evened(sums).divi(samples.rows() - 1).toDoubleMatrix();
    }

    private static INDArray doubles(Matrix samples) {
        return samples.toArray().castTo(DataType.DOUBLE);
    }
}
