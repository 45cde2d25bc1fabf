package genlab.sampling;

import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014), number
 * for number as {@link java.util.SplittableRandom}, whose state can't be read: with it a training
 * that was saved goes on as if it had never been interrupted.
 */
public final class SeededRandom implements RandomGenerator {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    /** A generator that starts from a seed. */
    public SeededRandom(long seed) {
        state = seed;
    }

    /** Where the generator is: {@link #restore} goes back to it. */
    public long state() {
        return state;
    }

    /** Gives the same numbers from now on as after {@link #state()} was this. */
    public void restore(long earlier) {
        state = earlier;
    }

    @Override
    public long nextLong() {
        state += GAMMA;
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public int nextInt() {
        state += GAMMA;
        long z = (state ^ (state >>> 33)) * 0x62a9d9ed799705f5L;
        return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
    }
}
