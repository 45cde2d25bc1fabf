package genlab.models;

import genlab.nn.Pass;
import genlab.nn.Require;

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
        public Pass generator(Pass logits) {
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
        public Pass real(Pass logits) {
            return Require.given("logits", logits).minus(1).square().mean().times(0.5);
        }

        @Override
        public Pass fake(Pass logits) {
            return Require.given("logits", logits).square().mean().times(0.5);
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
        public Pass real(Pass scores) {
            return Require.given("scores", scores).mean().times(-1);
        }

        @Override
        public Pass fake(Pass scores) {
            return Require.given("scores", scores).mean();
        }
    },
    /**
     * max(0, 1 - l) for real and max(0, 1 + l) for generated samples, which is 0 where the
     * discriminator is right by a margin; -l for the generator (Lim and Ye, Geometric GAN, 2017;
     * Miyato et al., 2018, equations 16 and 17).
     */
    HINGE {
        @Override
        public Pass real(Pass scores) {
            return Require.given("scores", scores).times(-1).plus(1).relu().mean();
        }

        @Override
        public Pass fake(Pass scores) {
            return Require.given("scores", scores).plus(1).relu().mean();
        }

        @Override
        public Pass generator(Pass scores) {
            return Require.given("scores", scores).mean().times(-1);
        }
    };

    /** -log D(x) = softplus(-l), unless the loss has another. */
    @Override
    public Pass real(Pass logits) {
        return Require.given("logits", logits).times(-1).softplus().mean();
    }

    /** -log(1 - D(G(z))) = softplus(l), unless the loss has another. */
    @Override
    public Pass fake(Pass logits) {
        return Require.given("logits", logits).softplus().mean();
    }

    /** To be taken for real, unless the loss has another aim. */
    @Override
    public Pass generator(Pass logits) {
        return real(logits);
    }
}
