package genlab.models;

import genlab.nn.Loss;
import genlab.nn.Pass;

/**
 * The loss of a variational autoencoder for one batch: reconstruction + beta * divergence, with its
 * way back.
 *
 * <p>The two terms come from different ends of the network and meet at the code, the encoder's
 * output: there their gradients are added up, and the encoder's way back runs once.
 */
public final class VaeLoss {
    private final Loss reconstruction;
    private final Loss divergence;
    private final double beta;
    private final Pass code;
    private final Pass encoded;

    /**
     * The loss of a batch.
     *
     * @param reconstruction of the decoder's output; its way back ends at {@code code}
     * @param divergence of {@code code}
     * @param beta the weight of the divergence
     * @param code a variable with the encoder's output
     * @param encoded the encoder's output with its way back
     */
    VaeLoss(Loss reconstruction, Loss divergence, double beta, Pass code, Pass encoded) {
        this.reconstruction = reconstruction;
        this.divergence = divergence;
        this.beta = beta;
        this.code = code;
        this.encoded = encoded;
    }

    /**
     * What is minimised.
     *
     * @return reconstruction + beta * divergence
     */
    public double value() {
        return reconstruction.value() + beta * divergence.value();
    }

    /**
     * The reconstruction's part.
     *
     * @return nats per sample
     */
    public double reconstruction() {
        return reconstruction.value();
    }

    /**
     * The divergence, without beta.
     *
     * @return nats per sample
     */
    public double divergence() {
        return divergence.value();
    }

    /** Adds this loss's gradient to the parameters of encoder and decoder; to be called once. */
    public void backward() {
        reconstruction.backward(); // through the decoder and z to the code
        divergence.times(beta).backward(); // to the code as well
        encoded.backward(code.gradient()); // through the encoder, once for both
    }
}
