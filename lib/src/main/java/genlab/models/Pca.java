package genlab.models;

import genlab.nn.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Principal component analysis: the plane through the mean of the data that is closest to them in
 * squared distance. No linear autoencoder can be better.
 *
 * <p>The components are the eigenvectors of the covariance matrix with the largest eigenvalues,
 * found by LAPACK's {@code syev}.
 *
 * @param mean the mean of the data, {@code [1, features]}
 * @param components orthonormal directions, the one of the largest variance first, {@code
 *     [features, latentSize]}
 * @param variances the variance of the data along each component, divided by the number of samples
 */
public record Pca(Matrix mean, Matrix components, double[] variances) {
    /**
     * Finds the principal components.
     *
     * @param data {@code [samples, features]}
     * @param latentSize how many components, at most the number of features
     * @return the analysis
     * @throws IllegalArgumentException if there are not so many components
     */
    public static Pca of(Matrix data, int latentSize) {
        int features = data.columns();
        if (latentSize < 1 || latentSize > features) {
            throw new IllegalArgumentException(
                    "latentSize must be in [1, "
                            + features
                            + "], the number of features, but was "
                            + latentSize);
        }
        Matrix mean = Matrix.zeros(1, features);
        for (int i = 0; i < features; i++) {
            mean.set(0, i, data.columns(i, i + 1).mean());
        }
        INDArray centred = shifted(data, mean, -1).toArray();
        INDArray covariance = Nd4j.create(new long[] {features, features}, 'f');
        Nd4j.gemm(centred, centred, covariance, true, false, 1.0 / data.rows(), 0);
        INDArray eigenvalues = Nd4j.create(features);
        Nd4j.getBlasWrapper().syev('V', 'U', covariance, eigenvalues);
        Matrix eigenvectors = Matrix.of(covariance); // in the order of rising eigenvalues
        Matrix components = Matrix.zeros(features, latentSize);
        double[] variances = new double[latentSize];
        for (int i = 0; i < latentSize; i++) {
            int from = features - 1 - i;
            variances[i] = eigenvalues.getDouble(from);
            for (int row = 0; row < features; row++) {
                components.set(row, i, eigenvectors.get(row, from));
            }
        }
        return new Pca(mean, components, variances);
    }

    /**
     * Finds the principal components.
     *
     * @param data {@code [samples, features]}
     * @param latentSize how many components, at most the number of features
     * @return the analysis
     * @throws IllegalArgumentException if there are not so many components
     */
    public static Pca of(INDArray data, int latentSize) {
        return of(Matrix.of(data), latentSize);
    }

    /**
     * The coordinates in the plane.
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, latentSize]}
     */
    public Matrix encode(Matrix x) {
        return product(shifted(x, mean, -1), components, false);
    }

    /**
     * The points of the plane.
     *
     * @param z {@code [batch, latentSize]}
     * @return {@code [batch, features]}
     */
    public Matrix decode(Matrix z) {
        return shifted(product(z, components, true), mean, 1);
    }

    /**
     * The closest points of the plane.
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, features]}
     */
    public Matrix reconstruct(Matrix x) {
        return decode(encode(x));
    }

    private static Matrix product(Matrix a, Matrix b, boolean transposed) {
        int columns = transposed ? b.rows() : b.columns();
        INDArray result = Nd4j.create(new long[] {a.rows(), columns}, 'f');
        Nd4j.gemm(a.toArray(), b.toArray(), result, false, transposed, 1, 0);
        return Matrix.of(result);
    }

    private static Matrix shifted(Matrix x, Matrix row, int sign) {
        Matrix result = x.copy();
        for (int column = 0; column < x.columns(); column++) {
            for (int i = 0; i < x.rows(); i++) {
                result.values()[column * x.rows() + i] += sign * row.get(0, column);
            }
        }
        return result;
    }
}
