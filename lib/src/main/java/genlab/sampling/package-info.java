/**
 * Where data and noise come from: read {@link genlab.sampling.Sampler} first.
 *
 * <p>A sampler is made with its source of randomness, so that the same seed gives the same samples,
 * whatever ran before.
 *
 * <p>Images come with labels as {@link genlab.sampling.LabelledImages}, whether drawn by {@link
 * genlab.sampling.Digits} or read by {@link genlab.sampling.Mnist}, so a notebook changes one line
 * to change its data.
 */
package genlab.sampling;
