package genlab.models;

/**
 * The two terms of the negative evidence lower bound, -ELBO = reconstruction + divergence, which is
 * at least -log p(x) (Kingma and Welling, 2014, equation 3).
 *
 * @param reconstruction E[-log p(x|z)], in nats per sample; the likelihood's {@linkplain
 *     Likelihood#constant constant} may be left out
 * @param divergence KL(q(z|x) || p(z)), in nats per sample
 */
public record Elbo(double reconstruction, double divergence) {
    /** The bound itself, with the sign of a loss. */
    public double negative() {
        return reconstruction + divergence;
    }
}
