package genlab.sampling;

/** Sources of randomness. */
public final class Randoms {
    private Randoms() {}

    /**
     * A fast generator that gives the same numbers whenever it starts from the same seed.
     *
     * @param seed any number
     * @return a new generator, for one thread
     */
    public static SeededRandom seeded(long seed) {
        return new SeededRandom(seed);
    }
}
