/**
 * What a discriminator is shown of a whole batch: {@link genlab.preprocessing.Preprocessing}.
 *
 * <p>A preprocessing is a layer like any other. The generator learns through it, so it has a way
 * back.
 */
package genlab.preprocessing;
