package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.nn.SymmetricEigen;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Principal component analysis: the plane through the mean of the data that is closest to them in
 * squared distance. No linear autoencoder can be better.
 *
 * <p>The components are the eigenvectors of the covariance matrix with the largest eigenvalues.
 *
 * @param mean the mean of the data, {@code [1, features]}
 * @param components orthonormal directions, the one of the largest variance first, {@code
 *     [features, latentSize]}
 * @param variances the variance of the data along each component, divided by the number of samples
 */
public record Pca(Matrix mean, Matrix components, double[] variances) {
    /** Checks the shapes. */
    public Pca {
        Require.finite("components", 1, components);
        Require.sameShape("mean", mean, "a feature each", Matrix.zeros(1, components.rows()));
        mean.requireFinite("mean");
        Require.finite("variances", 1, variances);
        Require.length("variances", components.columns(), variances.length);
    }

    /**
     * Finds the principal components.
     *
     * @param data {@code [samples, features]}
     * @param latentSize how many components, at most the number of features
     * @throws IllegalArgumentException if there are not so many components
     */
    public static Pca of(Matrix data, int latentSize) {
        int features = Require.finite("data", 1, data).columns();
        Require.that(
                latentSize >= 1 && latentSize <= features,
                "latentSize must be in [1, %d], the number of features, but was %d",
                features,
                latentSize);
        Matrix mean = data.columnMeans();
        Matrix centred = data.minus(mean);
        Matrix covariance = centred.transpose().matmul(centred).dividedBy(data.rows());
        SymmetricEigen eigen = SymmetricEigen.of(covariance.toArray());
        int[] largestFirst = IntStream.range(0, latentSize).map(i -> features - 1 - i).toArray();
        Matrix components = Matrix.of(eigen.vectors()).transpose().select(largestFirst).transpose();
        double[] values = eigen.values();
        double[] variances = Arrays.stream(largestFirst).mapToDouble(i -> values[i]).toArray();
        return new Pca(mean, components, variances);
    }

    /** The coordinates in the plane, {@code [batch, latentSize]}. */
    public Matrix encode(Matrix x) {
        Require.sameColumns("x", Require.finite("x", 1, x), "the mean", mean);
        return x.minus(mean).matmul(components);
    }

    /** The points of the plane, {@code [batch, features]}. */
    public Matrix decode(Matrix z) {
        return Require.finite("z", 1, z).matmul(components.transpose()).plus(mean);
    }

    /** The closest points of the plane, {@code [batch, features]}. */
    public Matrix reconstruct(Matrix x) {
        return decode(encode(x));
    }
}
