package genlab.sampling;

import genlab.nn.Matrix;

/**
 * A source of samples from one distribution.
 *
 * <p>To write one, implement {@link #draw}; take the {@link java.util.random.RandomGenerator} at
 * construction.
 */
@FunctionalInterface
public interface Sampler {
    /**
     * Draws samples.
     *
     * @param count how many, at least 1
     * @return {@code [count, features]}, every row one sample
     */
    Matrix draw(int count);
}
