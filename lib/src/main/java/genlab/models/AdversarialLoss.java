package genlab.models;

import genlab.nn.Pass;

/**
 * What the two players of a {@link Gan} minimise. The discriminator minimises {@code real + fake},
 * the generator its own loss; each takes the discriminator's logits, {@code [batch, 1]}, and is a
 * mean over the batch.
 *
 * @see AdversarialLosses
 */
public interface AdversarialLoss {
    /** The discriminator's loss, of what it says of real samples. */
    Pass real(Pass logits);

    /** The discriminator's loss, of what it says of generated samples. */
    Pass fake(Pass logits);

    /** The generator's loss, of what the discriminator says of its samples. */
    Pass generator(Pass logits);
}
