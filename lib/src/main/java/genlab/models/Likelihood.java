package genlab.models;

import genlab.nn.Loss;
import genlab.nn.Matrix;
import genlab.nn.Pass;

/**
 * The distribution p(x|z) that a decoder's output stands for. Its negative logarithm is the
 * reconstruction loss.
 *
 * <p>Losses are summed over the features and averaged over the batch, in nats per sample: so they
 * are on the same scale as the divergence they are added to.
 */
public sealed interface Likelihood permits Bernoulli, UnitGaussian, LearnedGaussian {
    /**
     * Every feature is 1 with probability sigmoid(logit): for pixels in [0, 1]. The loss is the
     * binary cross entropy, -sum(x log p + (1 - x) log(1 - p)).
     *
     * @return the likelihood of decoders that give logits
     */
    static Likelihood bernoulli() {
        return new Bernoulli();
    }

    /**
     * Every feature is normal around the decoder's output with variance 1. The loss is half the
     * squared error, 1/2 sum((x - mean)²); the {@link #constant} is left out.
     *
     * @return the likelihood of decoders that give means
     */
    static Likelihood gaussian() {
        return new UnitGaussian();
    }

    /**
     * Every feature is normal with a mean and a variance that the decoder learns. The loss is 1/2
     * sum((x - mean)² / exp(logVariance) + logVariance + log(2π)), nothing left out. Where a
     * decoder can repeat its input exactly, the variance shrinks without end and the loss with it.
     *
     * @return the likelihood of decoders that give the means of all features, then their log
     *     variances
     */
    static Likelihood gaussianWithLearnedVariance() {
        return new LearnedGaussian();
    }

    /**
     * The reconstruction loss.
     *
     * @param decoded the decoder's output, {@code [batch, outputs(features)]}
     * @param x what went into the encoder, {@code [batch, features]}
     * @return -log p(x|z) without the {@link #constant}, in nats per sample
     */
    Loss loss(Pass decoded, Matrix x);

    /**
     * The log likelihood of each sample, nothing left out.
     *
     * @param decoded the decoder's output, {@code [batch, outputs(features)]}
     * @param x {@code [batch, features]}
     * @return log p(x|z) in nats, one number for each sample
     */
    double[] logLikelihood(Matrix decoded, Matrix x);

    /**
     * The mean of x given z: what to look at.
     *
     * @param decoded the decoder's output, {@code [batch, outputs(features)]}
     * @return for pixels the probabilities, {@code [batch, features]}
     */
    Matrix mean(Matrix decoded);

    /**
     * What {@link #loss} leaves out, as it doesn't change with the parameters: features / 2 *
     * log(2π) for {@link #gaussian()}, 0 for the others.
     *
     * @param features the number of features
     * @return nats per sample
     */
    double constant(int features);

    /**
     * How many outputs a decoder must have.
     *
     * @param features the number of features
     * @return {@code features}, or {@code 2 * features} where variances are learned
     */
    default int outputs(int features) {
        return features;
    }
}
