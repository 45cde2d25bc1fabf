/**
 * Distributions that data and noise are drawn from: read {@link genlab.sampling.Sampler} first.
 *
 * <p>A sampler is made with its source of randomness, so that the same seed gives the same samples,
 * whatever ran before.
 */
package genlab.sampling;
