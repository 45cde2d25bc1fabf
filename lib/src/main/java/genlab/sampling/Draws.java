package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;

/** What samplers share. */
final class Draws {
    /** Samples are floats: sums of their squares must stay finite. */
    private static final double LARGEST = 1e15;

    private Draws() {}

    /** Room for samples, all zeros. */
    static Matrix room(int count, int features) {
        return Matrix.zeros(count(count, features), features);
    }

    /** A number of samples. */
    static int count(int count, int features) {
        Require.atLeast("count", 1, count);
        int most = (Integer.MAX_VALUE - 8) / features;
        Require.that(
                count <= most,
                "count must be at most %d for samples of %d feature(s), but was %d; draw them in"
                        + " parts",
                most,
                features,
                count);
        return count;
    }

    /** A number in the samples' unit, such as a mean. */
    static double number(String name, double value) {
        return Require.between(name, -LARGEST, LARGEST, value);
    }

    /** A spread or length. */
    static double scale(String name, double value) {
        boolean inside = value >= 1 / LARGEST && value <= LARGEST;
        Require.that(
                inside, "%s must be above 0 and within [1e-15, 1e15], but was %s", name, value);
        return value;
    }

    /** A number of features, modes or the like. */
    static int size(String name, int value) {
        Require.atLeast(name, 1, value);
        Require.that(value <= 1 << 20, "%s must be at most 2^20, but was %d", name, value);
        return value;
    }
}
