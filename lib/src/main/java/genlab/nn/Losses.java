package genlab.nn;

import genlab.nn.fast.FastMath;
import genlab.nn.fast.Loops;

/**
 * The loss functions, in nats where they are logarithms of probabilities.
 *
 * <p>{@code binaryCrossEntropy}, {@code binaryCrossEntropyFromLogits} and {@code meanSquaredError}
 * average over all elements, as PyTorch does by default; {@link Criterion#summedOverFeatures()}
 * makes of each the reconstruction loss of a variational autoencoder. The divergence and the
 * softmax cross entropy are summed over features and averaged over the batch.
 */
public final class Losses {
    private static final double SMALLEST_LOG = -100;

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
     * The divergence KL(q || N(0, I)) of a diagonal Gaussian from the standard normal: 1/2 (mean^2
     * + variance - logVariance - 1), summed over features and averaged over the batch (Kingma and
     * Welling, Auto-Encoding Variational Bayes, 2014, appendix B).
     *
     * @param q {@code [batch, 2 * features]}, the means beside the logarithms of the variances
     * @return the loss, in nats per sample
     */
    public static Pass divergenceFromStandardNormal(Pass q) {
        Matrix heads = Require.given("q", q).matrix();
        int features = heads.columns() / 2;
        Require.that(
                heads.columns() % 2 == 0,
                "q must have means beside logVariances, but was %s; give the network 2 outputs for"
                        + " each feature",
                heads.shape());
        Pass mean = q.columns(0, features);
        Pass logVariance = q.columns(features, 2 * features);
        Pass terms = mean.square().plus(logVariance.exp()).minus(logVariance).minus(1);
        return terms.sum().times(0.5 / heads.rows());
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
}
