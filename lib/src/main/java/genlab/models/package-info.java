/**
 * Generative models: {@link genlab.models.DistributionGan} is the 50-line GAN, read it first.
 *
 * <p>Settings are records whose defaults are the published ones; a model is made of its settings
 * and a source of randomness.
 */
package genlab.models;
