package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;
import java.util.Arrays;

/**
 * The encoder's answer to a batch: for every sample a normal distribution q(z|x) over its latent
 * code.
 *
 * <p>What the encoder gave is taken apart, column by column: {@code latentSize} means, {@code
 * latentSize} log variances and, for a full covariance, the {@code latentSize * (latentSize - 1) /
 * 2} numbers below the diagonal of L, row by row. The covariance is L Lᵀ with exp(logVariance / 2)
 * on the diagonal of L; a diagonal posterior has nothing below it. (Kingma and Welling, 2014,
 * section 3 and appendix B; Kingma and Welling, An Introduction to Variational Autoencoders, 2019,
 * section 2.5.1, for the full covariance.)
 */
public final class Posterior {
    private final int latentSize;
    private final Pass mean;
    private final Pass logVariance;

    /** What is below the diagonal of L, or null. */
    private final Pass below;

    /**
     * Takes the encoder's output apart.
     *
     * @param encoded {@code [batch, outputs(latentSize, fullCovariance)]}
     * @param latentSize the number of latent variables
     * @throws IllegalArgumentException if the encoder has another number of outputs
     */
    public Posterior(Pass encoded, int latentSize) {
        Require.atLeast("latentSize", 1, latentSize);
        int outputs = Require.given("encoded", encoded).matrix().columns();
        int diagonal = outputs(latentSize, false);
        Require.that(
                outputs == diagonal || outputs == outputs(latentSize, true),
                "the encoder must have 2 * latentSize = %d outputs (means and log variances), or %d"
                        + " for a full covariance, but had %d; change its last layer or latentSize",
                diagonal,
                outputs(latentSize, true),
                outputs);
        this.latentSize = latentSize;
        mean = encoded.columns(0, latentSize);
        logVariance = encoded.columns(latentSize, diagonal);
        below = outputs == diagonal ? null : encoded.columns(diagonal, outputs);
    }

    /** How many outputs an encoder must have. */
    public static int outputs(int latentSize, boolean fullCovariance) {
        long n = Require.atLeast("latentSize", 1, latentSize);
        long outputs = 2 * n + (fullCovariance ? n * (n - 1) / 2 : 0);
        Require.that(
                outputs <= Integer.MAX_VALUE, "latentSize must be smaller, but was %d", latentSize);
        return (int) outputs;
    }

    /** The means, the codes that stand for the samples: {@code [batch, latentSize]}. */
    public Matrix mean() {
        return mean.matrix();
    }

    /** The logarithms of the variances, {@code [batch, latentSize]}. */
    public Matrix logVariance() {
        if (below == null) {
            return logVariance.matrix();
        }
        Matrix variance = logVariance.matrix().map(Math::exp);
        for (int i = 1; i < latentSize; i++) {
            for (int j = 0; j < i; j++) {
                Matrix l = below.matrix().column(belowDiagonal(i, j));
                for (int row = 0; row < l.rows(); row++) {
                    double element = l.get(row, 0);
                    variance.set(row, i, variance.get(row, i) + element * element);
                }
            }
        }
        return variance.map(Math::log);
    }

    /**
     * Draws a code for every sample, by the reparameterization trick: z = mean + exp(logVariance /
     * 2) * epsilon, or z = mean + L epsilon with a full covariance. The randomness comes from
     * outside, so the gradient finds its way to mean and logVariance (Kingma and Welling, 2014,
     * section 2.4).
     *
     * @param epsilon standard normal noise, {@code [batch, latentSize]}
     * @return z, {@code [batch, latentSize]}
     */
    public Pass sample(Matrix epsilon) {
        Require.sameShape("epsilon", epsilon, "the posterior's mean", mean());
        epsilon.requireFinite("epsilon");
        Pass z = mean.plus(logVariance.times(0.5).exp().times(epsilon));
        return below == null ? z : z.plus(correlated(epsilon));
    }

    /** What is below the diagonal of L, times epsilon. */
    private Pass correlated(Matrix epsilon) {
        Pass columns = Pass.constant(Matrix.zeros(epsilon.rows(), 1));
        for (int i = 1; i < latentSize; i++) {
            int first = belowDiagonal(i, 0);
            Pass row = below.columns(first, first + i);
            columns = columns.beside(row.times(epsilon.columns(0, i)).rowSums());
        }
        return columns;
    }

    /**
     * The other way to a gradient through sampling, which never looks into what is done with z: the
     * score function estimator (REINFORCE; Williams, 1992), the mean over the batch of (cost -
     * baseline) times the gradient of log q(z|x). It is right in the mean, and far noisier than
     * {@link #sample}'s way back.
     *
     * @param epsilon the noise that the codes were made of, {@code [batch, latentSize]}
     * @param costs what came of each code, in nats
     * @param baseline a number that doesn't depend on the codes: 0 leaves the mean as it is, one
     *     near the mean cost makes it less noisy
     * @return the mean cost, whose way back is that estimate
     * @throws IllegalStateException if the covariance is full
     */
    public Pass scoreFunction(Matrix epsilon, double[] costs, double baseline) {
        if (below != null) {
            throw new IllegalStateException(
                    "the score function is for diagonal posteriors; build the model without"
                            + " fullCovariance()");
        }
        Matrix z = sample(epsilon).matrix();
        Require.length("costs", z.rows(), Require.given("costs", costs).length);
        Matrix weights = Matrix.ofColumn(costs).minus(baseline);
        Pass variance = logVariance.exp();
        Pass logDensity =
                mean.minus(z).square().dividedBy(variance).plus(logVariance).rowSums().times(-0.5);
        double cost = Arrays.stream(costs).average().orElseThrow();
        // without a number as the baseline it is none either, so that no way leads back
        double value = Double.isFinite(baseline) ? cost : Double.NaN;
        return logDensity.times(weights).mean().scalar(value, Matrix.filled(1, 1, 1));
    }

    /**
     * The Kullback-Leibler divergence from the prior, KL(q(z|x) || N(0, I)) = 1/2 sum(mean² +
     * exp(logVariance) - 1 - logVariance), and with a full covariance 1/2 sum(L_ij²) more for what
     * is below the diagonal; summed over the latent variables, averaged over the batch (Kingma and
     * Welling, 2014, appendix B).
     */
    public Pass divergence() {
        Pass sum = divergences().sum();
        sum = below == null ? sum : sum.plus(below.square().sum().times(0.5));
        return sum.dividedBy(mean().rows());
    }

    /**
     * The divergence with free bits: what a latent variable has below a number of nats, on the
     * average of the batch, costs nothing less, so that none is given up for a small gain (Kingma
     * et al., Improved Variational Inference with Inverse Autoregressive Flow, 2016, equation 16).
     */
    Pass divergence(double freeNats) {
        Pass perLatent = divergences().columnMeans();
        return perLatent.minus(freeNats).relu().plus(freeNats).sum();
    }

    /**
     * The share of each latent variable in the divergence of a diagonal posterior, {@code [1,
     * latentSize]}: a variable whose share is near 0 carries nothing.
     */
    public Matrix divergencePerLatent() {
        return divergences().matrix().columnMeans();
    }

    private Pass divergences() {
        Pass variance = logVariance.exp();
        return mean.square().plus(variance).minus(1).minus(logVariance).times(0.5);
    }

    /** The log density q(z|x) of the codes that {@link #sample} makes of the noise. */
    Matrix logDensity(Matrix epsilon) {
        // less log |det L|
        return Normal.logDensity(epsilon).minus(logVariance.matrix().rowSums().times(0.5));
    }

    private static int belowDiagonal(int i, int j) {
        return i * (i - 1) / 2 + j;
    }
}
