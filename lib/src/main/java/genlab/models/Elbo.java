package genlab.models;

/**
 * The two terms of the negative evidence lower bound, -ELBO = reconstruction + divergence, which is
 * at least -log p(x) (Kingma and Welling, 2014, equation 3).
 *
 * @param reconstruction -log p(x|z) for z from q(z|x), in nats per sample; a {@linkplain
 *     Likelihood#constant constant} may be left out
 * @param divergence KL(q(z|x) || p(z)), in nats per sample
 */
public record Elbo(double reconstruction, double divergence) {
    /**
     * The bound itself, with the sign of a loss.
     *
     * @return reconstruction + divergence, in nats per sample
     */
    public double negative() {
        return reconstruction + divergence;
    }
}
