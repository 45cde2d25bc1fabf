package genlab.models;

import genlab.nn.Loss;
import genlab.nn.Pass;

/**
 * What the two players of a {@link Gan} minimise. The discriminator minimises {@code real + fake},
 * the generator its own loss.
 *
 * @see AdversarialLosses
 */
public interface AdversarialLoss {
    /**
     * The discriminator's loss for real samples.
     *
     * @param logits what it says of real samples, {@code [batch, 1]}
     * @return the mean over the batch
     */
    Loss real(Pass logits);

    /**
     * The discriminator's loss for generated samples.
     *
     * @param logits what it says of generated samples, {@code [batch, 1]}
     * @return the mean over the batch
     */
    Loss fake(Pass logits);

    /**
     * The generator's loss.
     *
     * @param logits what the discriminator says of its samples, {@code [batch, 1]}
     * @return the mean over the batch
     */
    Loss generator(Pass logits);
}
