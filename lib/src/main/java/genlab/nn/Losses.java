package genlab.nn;

import genlab.nn.fast.FastMath;
import genlab.nn.fast.Loops;

/**
 * The loss functions, in nats where they are logarithms of probabilities.
 *
 * <p>{@code binaryCrossEntropy}, {@code binaryCrossEntropyFromLogits} and {@code meanSquaredError}
 * average over all elements, as PyTorch does by default; {@link Criterion#summedOverFeatures()}
 * makes of each the reconstruction loss of a variational autoencoder. The Gaussian losses and the
 * softmax cross entropy are summed over features and averaged over the batch.
 */
public final class Losses {
    private static final double SMALLEST_LOG = -100;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private Losses() {}

    /**
     * Binary cross entropy of probabilities: the mean of -(t log p + (1 - t) log(1 - p)).
     *
     * <p>As in PyTorch's {@code BCELoss}, logarithms are not allowed below -100. Where there is a
     * choice, prefer {@link #binaryCrossEntropyFromLogits()}.
     *
     * @return a criterion for predictions in (0, 1) and targets in [0, 1]
     */
    public static Criterion binaryCrossEntropy() {
        return (prediction, target) -> {
            check(prediction, target);
            float[] p = prediction.matrix().values();
            float[] t = target.values();
            checkShares("prediction", p, "; give logits to binaryCrossEntropyFromLogits()");
            checkShares("target", t, "");
            Matrix gradient = Matrix.zeros(target.rows(), target.columns());
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                double log = Math.max(SMALLEST_LOG, Math.log(p[i]));
                double logOfOther = Math.max(SMALLEST_LOG, Math.log1p(-p[i]));
                sum -= t[i] * log + (1 - t[i]) * logOfOther;
                gradient.values()[i] =
                        (p[i] - t[i]) / Math.max(1e-12f, p[i] * (1 - p[i])) / p.length;
            }
            return prediction.scalar(sum / p.length, gradient);
        };
    }

    /**
     * Binary cross entropy of the probabilities sigmoid(z), from their logits z: the mean of
     * softplus(z) - t z, finite for every finite logit.
     *
     * @return a criterion for logits and targets in [0, 1]
     */
    public static Criterion binaryCrossEntropyFromLogits() {
        return (prediction, target) -> {
            check(prediction, target);
            float[] z = prediction.matrix().values();
            float[] t = target.values();
            checkShares("target", t, "; divide pixels from 0 to 255 by 255");
            Matrix gradient = Matrix.zeros(target.rows(), target.columns());
            float[] terms = new float[z.length];
            Loops.over(
                    z.length,
                    (from, to) -> {
                        crossEntropies(z, t, terms, from, to);
                        gradientOfCrossEntropies(z, t, 1f / z.length, gradient.values(), from, to);
                    });
            return prediction.scalar(Loops.sum(terms, 0, terms.length) / z.length, gradient);
        };
    }

    /**
     * The mean of (y - t)^2 over all elements.
     *
     * @return a criterion for predictions and targets of any size
     */
    public static Criterion meanSquaredError() {
        return (prediction, target) -> {
            check(prediction, target);
            float[] y = prediction.matrix().values();
            float[] t = target.values();
            Matrix gradient = Matrix.zeros(target.rows(), target.columns());
            float[] squares = new float[y.length];
            squaredErrors(y, t, 2f / y.length, squares, gradient.values());
            return prediction.scalar(Loops.sum(squares, 0, squares.length) / y.length, gradient);
        };
    }

    /**
     * The negative log likelihood of a diagonal Gaussian: 1/2 (log 2 pi + logVariance + (x -
     * mean)^2 / variance), summed over features and averaged over the batch.
     *
     * @return a criterion for predictions {@code [batch, 2 * features]}, the means beside the
     *     logarithms of the variances, and targets x {@code [batch, features]}
     */
    public static Criterion gaussianNegativeLogLikelihood() {
        return (prediction, target) -> {
            Matrix output = Require.given("prediction", prediction).matrix();
            checkHeads(output, Require.given("target", target).rows(), target.columns());
            float[] p = output.values();
            float[] x = target.values();
            Matrix gradient = Matrix.zeros(output.rows(), output.columns());
            float[] g = gradient.values();
            int size = x.length;
            int batch = target.rows();
            double sum = 0;
            for (int i = 0; i < size; i++) {
                double logVariance = p[size + i];
                double difference = p[i] - x[i];
                double scaled = difference * Math.exp(-logVariance);
                sum += LOG_TWO_PI + logVariance + difference * scaled;
                g[i] = (float) scaled / batch;
                g[size + i] = (float) (1 - difference * scaled) / 2 / batch;
            }
            return prediction.scalar(sum / 2 / batch, gradient);
        };
    }

    /**
     * The Kullback-Leibler divergence KL(q || p) of two diagonal Gaussians: 1/2 (log p's variance -
     * log q's variance + (q's variance + (difference of the means)^2) / p's variance - 1), summed
     * over features and averaged over the batch.
     *
     * @return a criterion for q as the prediction and p as the target, both {@code [batch, 2 *
     *     features]}, the means beside the logarithms of the variances
     */
    public static Criterion gaussianDivergence() {
        return (prediction, target) -> {
            Matrix output = Require.given("prediction", prediction).matrix();
            checkHeads(output, output.rows(), output.columns() / 2);
            check(prediction, target);
            float[] q = output.values();
            float[] p = target.values();
            Matrix gradient = Matrix.zeros(output.rows(), output.columns());
            float[] g = gradient.values();
            int size = q.length / 2;
            int batch = output.rows();
            double sum = 0;
            for (int i = 0; i < size; i++) {
                double logRatio = q[size + i] - p[size + i];
                double ratio = Math.exp(logRatio);
                double difference = q[i] - p[i];
                double scaled = difference * Math.exp(-p[size + i]);
                sum += ratio - logRatio - 1 + difference * scaled;
                g[i] = (float) scaled / batch;
                g[size + i] = (float) (ratio - 1) / 2 / batch;
            }
            return prediction.scalar(sum / 2 / batch, gradient);
        };
    }

    /**
     * The divergence KL(q || N(0, I)) of a diagonal Gaussian from the standard normal: 1/2 (mean^2
     * + variance - logVariance - 1), summed over features and averaged over the batch (Kingma and
     * Welling, Auto-Encoding Variational Bayes, 2014, appendix B).
     *
     * @param q {@code [batch, 2 * features]}, the means beside the logarithms of the variances
     * @return the loss, in nats per sample
     */
    public static Pass divergenceFromStandardNormal(Pass q) {
        return gaussianDivergence().of(q, 0);
    }

    /**
     * The cross entropy of the probabilities softmax(z), from their logits z: log(sum(exp z)) - t
     * z, summed over classes and averaged over the batch.
     *
     * @return a criterion for logits {@code [batch, classes]} and targets of the same shape, whose
     *     rows are 1 at the right class and 0 elsewhere, or probabilities that add up to 1
     */
    public static Criterion softmaxCrossEntropy() {
        return (prediction, target) -> {
            check(prediction, target);
            Matrix z = prediction.matrix();
            checkDistributions(target);
            Matrix gradient = Matrix.zeros(z.rows(), z.columns());
            double sum = 0;
            for (int row = 0; row < z.rows(); row++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int column = 0; column < z.columns(); column++) {
                    largest = Math.max(largest, z.get(row, column));
                }
                double total = 0;
                for (int column = 0; column < z.columns(); column++) {
                    total += Math.exp(z.get(row, column) - largest);
                }
                double logTotal = largest + Math.log(total);
                for (int column = 0; column < z.columns(); column++) {
                    double logProbability = z.get(row, column) - logTotal;
                    double t = target.get(row, column);
                    sum -= t * logProbability;
                    gradient.set(row, column, (Math.exp(logProbability) - t) / z.rows());
                }
            }
            return prediction.scalar(sum / z.rows(), gradient);
        };
    }

    // Short loops in methods of their own, over arrays alone: HotSpot vectorises these.

    private static void crossEntropies(float[] z, float[] t, float[] terms, int from, int to) {
        FastMath.expOfMinusAbs(z, terms, from, to);
        for (int i = from; i < to; i++) {
            // the difference first: the logarithm can be much smaller than z
            terms[i] = Math.max(0f, z[i]) - t[i] * z[i] + FastMath.log1p(terms[i]);
        }
    }

    private static void gradientOfCrossEntropies(
            float[] z, float[] t, float weight, float[] gradient, int from, int to) {
        Activation.SIGMOID.apply(z, gradient, from, to);
        for (int i = from; i < to; i++) {
            gradient[i] = weight * (gradient[i] - t[i]);
        }
    }

    private static void squaredErrors(
            float[] y, float[] t, float weight, float[] squares, float[] gradient) {
        for (int i = 0; i < y.length; i++) {
            float difference = y[i] - t[i];
            squares[i] = difference * difference;
            gradient[i] = weight * difference;
        }
    }

    private static void check(Pass prediction, Matrix target) {
        Matrix output = Require.given("prediction", prediction).matrix();
        Require.sameShape("prediction", output, "the target", target);
    }

    private static void checkShares(String name, float[] shares, String advice) {
        for (float share : shares) {
            if (share < 0 || share > 1) {
                throw Require.error(
                        "%s must be in [0, 1] for a binary cross entropy, but was %s%s",
                        name, share, advice);
            }
        }
    }

    private static void checkDistributions(Matrix target) {
        double smallest = target.min();
        float[] sums = target.rowSums().values();
        for (int row = 0; row < sums.length; row++) {
            if (Math.abs(sums[row] - 1) > 1e-3f || smallest < 0) {
                throw Require.error(
                        "every row of the target must add up to 1, of numbers from 0, but row %d"
                                + " adds up to %s and the smallest number is %s; use"
                                + " Conditions.oneHot",
                        row, sums[row], smallest);
            }
        }
    }

    private static void checkHeads(Matrix matrix, int rows, int features) {
        if (matrix.rows() != rows || matrix.columns() != 2 * features) {
            throw Require.error(
                    "prediction must be [%d, %d], means beside logVariances, but was %s; give the"
                            + " network 2 outputs for each feature",
                    rows, 2 * features, matrix.shape());
        }
    }
}
