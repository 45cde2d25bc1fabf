/**
 * The generative models: read {@link genlab.models.DistributionGan} first, the GAN of 50 lines,
 * then {@link genlab.models.Vae}, {@link genlab.models.Gan} and {@link genlab.models.Diffusion}.
 *
 * <p>Every model has a default for everything but the sizes, takes its randomness when it is made,
 * and trains with {@code train}, which shows its progress and returns a {@link
 * genlab.training.History}, or one {@code trainStep} at a time. It hands out its networks, so that
 * a notebook can write the loop itself. Losses of autoencoders are in nats per sample: summed over
 * the features, averaged over the batch. A training whose loss is no longer finite stops with an
 * error before it ruins the parameters.
 *
 * <p>What they share is {@link genlab.models.Model}: the one training loop, the history, and
 * checkpoints from which a training goes on bit by bit. A model belongs to one thread at a time:
 * sampling fixes its parameters for a moment, so a step of its training beside it could miss them.
 *
 * <p>Models that are given something with every sample, for example a label in one-hot form, are
 * built with {@code conditions(10)} and used through a view: {@code model.given(labels)} has the
 * same methods and the same parameters.
 */
package genlab.models;
