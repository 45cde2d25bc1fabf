package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.random.RandomGenerator;

/**
 * A Gaussian whose features are correlated: N(mean, covariance).
 *
 * <p>With the Cholesky factor L of the covariance (covariance = L Lᵀ), a sample is mean + L
 * epsilon, epsilon ~ N(0, I): the reparameterization trick in several dimensions.
 */
public final class MultivariateGaussian implements Sampler {
    private final double[] mean;
    private final double[][] cholesky;
    private final RandomGenerator random;

    /**
     * A Gaussian with a given mean and covariance.
     *
     * @param mean one number a feature
     * @param covariance symmetric and positive definite, {@code [features][features]}
     */
    public MultivariateGaussian(double[] mean, double[][] covariance, RandomGenerator random) {
        for (double one : Require.finite("mean", 1, mean)) {
            Draws.number("mean", one);
        }
        Require.length("covariance", mean.length, Require.given("covariance", covariance).length);
        this.mean = mean.clone();
        this.cholesky = cholesky(covariance);
        this.random = Require.given("random", random);
    }

    /**
     * A two-dimensional Gaussian around the origin with unit variances, whose features have a
     * correlation within (-1, 1).
     */
    public static MultivariateGaussian correlated(double correlation, RandomGenerator random) {
        boolean inside = correlation > -1 && correlation < 1;
        Require.that(inside, "correlation must be within (-1, 1), but was %s", correlation);
        return new MultivariateGaussian(
                new double[2], new double[][] {{1, correlation}, {correlation, 1}}, random);
    }

    /**
     * The Gaussian with the mean and the covariance of some samples, for example of codes.
     *
     * @param samples {@code [samples, features]}, more than features
     * @throws IllegalArgumentException if they have no variance in some direction
     */
    public static MultivariateGaussian fittedTo(Matrix samples, RandomGenerator random) {
        Require.finite("samples", 2, samples);
        Matrix mean = samples.columnMeans();
        Matrix centred = samples.minus(mean);
        Matrix covariance = centred.transpose().matmul(centred).dividedBy(samples.rows());
        double[][] rows = new double[mean.columns()][mean.columns()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                rows[i][j] = covariance.get(i, j);
                rows[j][i] = rows[i][j];
            }
        }
        return new MultivariateGaussian(Require.vector("mean", mean), rows, random);
    }

    @Override
    public Matrix draw(int count) {
        int features = mean.length;
        Matrix samples = Draws.room(count, features);
        double[] epsilon = new double[features];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < features; i++) {
                epsilon[i] = random.nextGaussian();
                double value = mean[i];
                for (int j = 0; j <= i; j++) {
                    value += cholesky[i][j] * epsilon[j];
                }
                samples.set(row, i, value);
            }
        }
        return samples;
    }

    /**
     * The differential entropy, log det(2 pi e covariance) / 2 in nats: the least loss (negative
     * log likelihood) that any model of these samples can have on average.
     */
    public double entropy() {
        double entropy = 0;
        for (int i = 0; i < mean.length; i++) {
            entropy += Math.log(cholesky[i][i]) + Math.log(2 * Math.PI * Math.E) / 2;
        }
        return entropy;
    }

    /** The lower triangular L with L Lᵀ = covariance. */
    private static double[][] cholesky(double[][] covariance) {
        int size = covariance.length;
        double[][] factor = new double[size][size];
        for (int i = 0; i < size; i++) {
            double[] row = Require.finite("row " + i + " of covariance", 1, covariance[i]);
            Require.length("row " + i + " of covariance", size, row.length);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = covariance[i][j];
                boolean symmetric = Math.abs(rest - covariance[j][i]) <= 1e-9 * Math.abs(rest);
                Require.that(
                        symmetric,
                        "covariance must be symmetric, but [%d][%d] was %s and [%d][%d] %s",
                        i,
                        j,
                        rest,
                        j,
                        i,
                        covariance[j][i]);
                Draws.number("covariance", rest);
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                Require.that(
                        i != j || rest > 0,
                        "covariance must be positive definite, but feature %d has no variance of"
                                + " its own; check that every correlation is within (-1, 1)",
                        i);
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        return factor;
    }
}
