package genlab.nn;

/** The loss functions. */
public final class Losses {
    private static final float SMALLEST_LOG = -100;

    private Losses() {}

    /**
     * Binary cross entropy of probabilities: the mean of -(t log p + (1 - t) log(1 - p)).
     *
     * <p>As in PyTorch's {@code BCELoss}, logarithms are not allowed below -100. Where there is a
     * choice, prefer logits.
     *
     * @return a criterion for predictions in (0, 1) and targets in [0, 1], in nats
     */
    public static Criterion binaryCrossEntropy() {
        return (prediction, target) -> {
            float[] p = prediction.matrix().values();
            float[] t = target.values();
            Matrix gradient = Matrix.zeros(target.rows(), target.columns());
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                double log = Math.max(SMALLEST_LOG, Math.log(p[i]));
                double logOfOther = Math.max(SMALLEST_LOG, Math.log1p(-p[i]));
                sum -= t[i] * log + (1 - t[i]) * logOfOther;
                gradient.values()[i] =
                        (p[i] - t[i]) / Math.max(1e-12f, p[i] * (1 - p[i])) / p.length;
            }
            return new Loss(sum / p.length, prediction, gradient);
        };
    }
}
