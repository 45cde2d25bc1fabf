package genlab.sampling;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Sources of randomness. */
public final class Randoms {
    private Randoms() {}

    /**
     * A fast generator that gives the same numbers whenever it starts from the same seed.
     *
     * @param seed any number
     * @return a new generator, for one thread
     */
    public static RandomGenerator seeded(long seed) {
        return new SplittableRandom(seed);
    }
}
