package genlab.models;

import genlab.nn.Loss;
import genlab.nn.Matrix;
import genlab.nn.Pass;
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
    private final Pass encoded;
    private final int latentSize;

    /**
     * Takes the encoder's output apart.
     *
     * @param encoded {@code [batch, outputs]} with {@code 2 * latentSize} outputs, or with {@link
     *     #outputs(int, boolean) more} for a full covariance
     * @param latentSize the number of latent variables
     * @throws IllegalArgumentException if the number of outputs is neither
     */
    public Posterior(Pass encoded, int latentSize) {
        int outputs = encoded.matrix().columns();
        if (outputs != outputs(latentSize, false) && outputs != outputs(latentSize, true)) {
            throw new IllegalArgumentException(
                    "the encoder must have 2 * latentSize = "
                            + outputs(latentSize, false)
                            + " outputs (means and log variances), or "
                            + outputs(latentSize, true)
                            + " for a full covariance, but had "
                            + outputs
                            + "; change its last layer or latentSize");
        }
        this.encoded = encoded;
        this.latentSize = latentSize;
    }

    /**
     * How many outputs an encoder must have.
     *
     * @param latentSize the number of latent variables
     * @param fullCovariance whether the latent variables may be correlated given x
     * @return {@code 2 * latentSize}, and {@code latentSize * (latentSize - 1) / 2} more for a full
     *     covariance
     */
    public static int outputs(int latentSize, boolean fullCovariance) {
        return 2 * latentSize + (fullCovariance ? latentSize * (latentSize - 1) / 2 : 0);
    }

    /**
     * The means, the codes that stand for the samples.
     *
     * @return a new matrix {@code [batch, latentSize]}
     */
    public Matrix mean() {
        return encoded.matrix().columns(0, latentSize);
    }

    /**
     * The logarithms of the variances.
     *
     * @return a new matrix {@code [batch, latentSize]}
     */
    public Matrix logVariance() {
        Matrix result = encoded.matrix().columns(latentSize, 2 * latentSize);
        if (fullCovariance()) {
            float[] code = encoded.matrix().values();
            int rows = result.rows();
            for (int i = 1; i < latentSize; i++) {
                for (int row = 0; row < rows; row++) {
                    double variance = Math.exp(result.get(row, i));
                    for (int j = 0; j < i; j++) {
                        double element = code[below(i, j) * rows + row];
                        variance += element * element;
                    }
                    result.set(row, i, Math.log(variance));
                }
            }
        }
        return result;
    }

    /**
     * Draws a code for every sample, by the reparameterization trick: z = mean + exp(logVariance /
     * 2) * epsilon, or z = mean + L epsilon with a full covariance. The randomness comes from
     * outside, so the gradient finds its way to mean and logVariance (Kingma and Welling, 2014,
     * section 2.4).
     *
     * @param epsilon standard normal noise, {@code [batch, latentSize]}
     * @return z, {@code [batch, latentSize]}, with the way back to the encoder
     * @throws IllegalArgumentException if epsilon has another shape
     */
    public Pass sample(Matrix epsilon) {
        int rows = encoded.matrix().rows();
        if (epsilon.rows() != rows || epsilon.columns() != latentSize) {
            throw new IllegalArgumentException(
                    "epsilon must be ["
                            + rows
                            + ", "
                            + latentSize
                            + "], one number for each latent variable of each sample, but was "
                            + epsilon.shape());
        }
        float[] e = epsilon.values();
        Matrix deviation = standardDeviation();
        float[] sigma = deviation.values();
        Matrix z = mean();
        float[] values = z.values();
        for (int i = 0; i < values.length; i++) {
            values[i] += sigma[i] * e[i];
        }
        float[] code = encoded.matrix().values();
        for (int i = 1; fullCovariance() && i < latentSize; i++) {
            for (int j = 0; j < i; j++) {
                for (int row = 0, l = below(i, j) * rows; row < rows; row++) {
                    values[i * rows + row] += code[l + row] * e[j * rows + row];
                }
            }
        }
        return encoded.then(z, gradient -> backFromSample(gradient, epsilon, deviation));
    }

    private Matrix backFromSample(Matrix gradient, Matrix epsilon, Matrix deviation) {
        int rows = gradient.rows();
        float[] g = gradient.values();
        float[] e = epsilon.values();
        float[] sigma = deviation.values();
        Matrix result = Matrix.zeros(rows, encoded.matrix().columns());
        float[] back = result.values();
        int n = g.length;
        System.arraycopy(g, 0, back, 0, n); // dz / dmean = 1
        for (int i = 0; i < n; i++) {
            back[n + i] = g[i] * e[i] * 0.5f * sigma[i]; // dz / dlogVariance
        }
        for (int i = 1; fullCovariance() && i < latentSize; i++) {
            for (int j = 0; j < i; j++) {
                for (int row = 0, l = below(i, j) * rows; row < rows; row++) {
                    back[l + row] = g[i * rows + row] * e[j * rows + row]; // dz_i / dL_ij
                }
            }
        }
        return result;
    }

    /**
     * The other way to a gradient through sampling, which never looks into what is done with z: the
     * score function estimator (REINFORCE; Williams, 1992), the mean over the batch of (cost -
     * baseline) times the gradient of log q(z|x). It is right in the mean, and far noisier than
     * {@link #sample}'s way back.
     *
     * @param epsilon the noise that z was made of, {@code [batch, latentSize]}
     * @param costs what each z cost, for example -log p(x|z)
     * @param baseline is taken from each cost; any number that doesn't depend on its epsilon leaves
     *     the mean as it is, one near the mean cost makes it less noisy
     * @return the mean cost, with the estimated gradient
     * @throws IllegalStateException if the posterior has a full covariance
     */
    public Loss scoreFunction(Matrix epsilon, double[] costs, double baseline) {
        if (fullCovariance()) {
            throw new IllegalStateException(
                    "the score function is for diagonal posteriors; build the model without"
                            + " fullCovariance()");
        }
        int rows = encoded.matrix().rows();
        float[] e = epsilon.values();
        float[] sigma = standardDeviation().values();
        Matrix gradient = Matrix.zeros(rows, encoded.matrix().columns());
        float[] g = gradient.values();
        for (int i = 0; i < e.length; i++) {
            double weight = (costs[i % rows] - baseline) / rows;
            g[i] = (float) (weight * e[i] / sigma[i]); // dlog q / dmean
            g[e.length + i] = (float) (weight * 0.5 * (e[i] * e[i] - 1)); // dlog q / dlogVariance
        }
        return new Loss(Arrays.stream(costs).average().orElseThrow(), encoded, gradient);
    }

    /**
     * The Kullback-Leibler divergence from the prior, KL(q(z|x) || N(0, I)) = 1/2 sum(mean² +
     * exp(logVariance) - 1 - logVariance), and with a full covariance 1/2 sum(L_ij²) more for what
     * is below the diagonal; summed over the latent variables, averaged over the batch (Kingma and
     * Welling, 2014, appendix B).
     *
     * @return the divergence in nats per sample, at least 0
     */
    public Loss divergence() {
        int rows = encoded.matrix().rows();
        int n = rows * latentSize;
        float scale = 1f / rows;
        float[] code = encoded.matrix().values();
        float[] sigma = standardDeviation().values();
        Matrix gradient = Matrix.zeros(rows, encoded.matrix().columns());
        float[] g = gradient.values();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float mean = code[i];
            float logVariance = code[n + i];
            float variance = sigma[i] * sigma[i];
            sum += mean * mean + variance - 1 - logVariance;
            g[i] = mean * scale;
            g[n + i] = 0.5f * (variance - 1) * scale;
        }
        for (int i = 2 * n; i < code.length; i++) {
            sum += code[i] * code[i];
            g[i] = code[i] * scale;
        }
        return new Loss(0.5 * sum / rows, encoded, gradient);
    }

    /**
     * The share of each latent variable in the divergence of a diagonal posterior: a variable whose
     * share is near 0 carries nothing.
     *
     * @return nats per sample, one number for each latent variable
     */
    public double[] divergencePerLatent() {
        int rows = encoded.matrix().rows();
        Matrix mean = mean();
        Matrix logVariance = logVariance();
        double[] result = new double[latentSize];
        for (int i = 0; i < mean.values().length; i++) {
            double m = mean.values()[i];
            double v = logVariance.values()[i];
            result[i / rows] += 0.5 * (m * m + Math.exp(v) - 1 - v) / rows;
        }
        return result;
    }

    /**
     * The log density q(z|x) of the codes that {@link #sample} makes of the noise.
     *
     * @param epsilon the noise that z was made of, {@code [batch, latentSize]}
     * @return log q(z|x) in nats, one number for each sample
     */
    double[] logDensity(Matrix epsilon) {
        int rows = epsilon.rows();
        float[] logVariance = encoded.matrix().values();
        double[] result = Normal.logDensity(epsilon);
        for (int i = 0; i < latentSize; i++) {
            for (int row = 0; row < rows; row++) {
                // log |det L|
                result[row] -= 0.5 * logVariance[(latentSize + i) * rows + row];
            }
        }
        return result;
    }

    private Matrix standardDeviation() {
        Matrix result = encoded.matrix().columns(latentSize, 2 * latentSize);
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(0.5f * values[i]);
        }
        return result;
    }

    private boolean fullCovariance() {
        return encoded.matrix().columns() > 2 * latentSize;
    }

    /** The column of L_ij, j < i. */
    private int below(int i, int j) {
        return 2 * latentSize + i * (i - 1) / 2 + j;
    }
}
