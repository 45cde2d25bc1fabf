package genlab.models;

import genlab.nn.Criterion;
import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;

/**
 * The losses of the field, with l for the discriminator's logit (its score, for the last two) and D
 * = sigmoid(l) for the probability that a sample is real.
 */
public enum AdversarialLosses implements AdversarialLoss {
    /**
     * The value function as it stands: the discriminator minimises -log D(x) - log(1 - D(G(z))),
     * the generator log(1 - D(G(z))). Its gradient with respect to the logit is -D: it vanishes, or
     * saturates, where the discriminator is sure (Goodfellow et al., 2014, equation 1).
     */
    MINIMAX {
        @Override
        public Loss generator(Pass logits) {
            return fake(logits).times(-1);
        }
    },
    /**
     * The discriminator's as in the value function, the generator's -log D(G(z)): the same fixed
     * point, and a gradient of -(1 - D) that is large where the discriminator is sure (Goodfellow
     * et al., 2014, section 3).
     */
    NON_SATURATING,
    /**
     * 1/2 (l - 1)² for real and 1/2 l² for generated samples; the generator's is 1/2 (l - 1)² (Mao
     * et al., Least Squares Generative Adversarial Networks, 2017, equation 9).
     */
    LEAST_SQUARES {
        @Override
        public Loss real(Pass logits) {
            return Losses.meanSquaredError().of(logits, 1).times(0.5);
        }

        @Override
        public Loss fake(Pass logits) {
            return Losses.meanSquaredError().of(logits, 0).times(0.5);
        }
    },
    /**
     * The critic's score itself: -l for real, l for generated samples, -l for the generator
     * (Arjovsky, Chintala and Bottou, Wasserstein GAN, 2017). The critic must be kept from being
     * steep, by weight clipping, a gradient penalty or spectral normalisation; minus its loss is
     * then an estimate of the Wasserstein-1 distance.
     */
    WASSERSTEIN {
        @Override
        public Loss real(Pass scores) {
            return mean(scores).times(-1);
        }

        @Override
        public Loss fake(Pass scores) {
            return mean(scores);
        }
    },
    /**
     * max(0, 1 - l) for real and max(0, 1 + l) for generated samples, which is 0 where the
     * discriminator is right by a margin; -l for the generator (Lim and Ye, Geometric GAN, 2017;
     * Miyato et al., 2018, equations 16 and 17).
     */
    HINGE {
        @Override
        public Loss real(Pass scores) {
            return hinge(scores, -1);
        }

        @Override
        public Loss fake(Pass scores) {
            return hinge(scores, 1);
        }

        @Override
        public Loss generator(Pass scores) {
            return mean(scores).times(-1);
        }
    };

    private static final Criterion CROSS_ENTROPY = Losses.binaryCrossEntropyFromLogits();

    /** -log D(x), unless the loss has another. */
    @Override
    public Loss real(Pass logits) {
        return CROSS_ENTROPY.of(logits, 1);
    }

    /** -log(1 - D(G(z))), unless the loss has another. */
    @Override
    public Loss fake(Pass logits) {
        return CROSS_ENTROPY.of(logits, 0);
    }

    /** To be taken for real, unless the loss has another aim. */
    @Override
    public Loss generator(Pass logits) {
        return real(logits);
    }

    private static Loss mean(Pass scores) {
        Matrix output = scores.matrix();
        double share = 1.0 / output.values().length;
        return new Loss(
                output.mean(), scores, Matrix.filled(output.rows(), output.columns(), share));
    }

    /** The mean of max(0, 1 + sign l). */
    private static Loss hinge(Pass scores, int sign) {
        Matrix output = scores.matrix();
        float[] l = output.values();
        Matrix gradient = Matrix.zeros(output.rows(), output.columns());
        double sum = 0;
        for (int i = 0; i < l.length; i++) {
            float margin = 1 + sign * l[i];
            if (margin > 0) {
                sum += margin;
                gradient.values()[i] = (float) sign / l.length;
            }
        }
        return new Loss(sum / l.length, scores, gradient);
    }
}
