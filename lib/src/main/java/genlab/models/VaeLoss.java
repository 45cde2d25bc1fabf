package genlab.models;

import genlab.nn.Pass;
import genlab.nn.Require;

/**
 * The loss of a variational autoencoder for one batch, and its two terms, in nats per sample.
 *
 * @param reconstruction E[-log p(x|z)]
 * @param divergence KL(q(z|x) || p(z)), without beta
 * @param total what is minimised: reconstruction + beta * divergence
 */
public record VaeLoss(Pass reconstruction, Pass divergence, Pass total) {
    /** Checks that all are there. */
    public VaeLoss {
        Require.given("reconstruction", reconstruction);
        Require.given("divergence", divergence);
        Require.given("total", total);
    }

    /** What is minimised. */
    public double value() {
        return total.value();
    }

    /** Adds the loss's gradient to the parameters of encoder and decoder. */
    public void backward() {
        total.backward();
    }
}
