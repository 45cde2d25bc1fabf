/**
 * Distributions that data and noise are drawn from: read {@link genlab.sampling.Sampler} first.
 *
 * <p>A sampler is made with its source of randomness, so that the same seed gives the same samples,
 * whatever ran before. A {@link genlab.sampling.LabelledSampler} tells with each sample what it is
 * of; an {@link genlab.sampling.EmpiricalSampler} draws from data that one has.
 */
package genlab.sampling;
