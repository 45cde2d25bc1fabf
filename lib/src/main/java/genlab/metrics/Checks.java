package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;

/** Checks that metrics share: what is measured is there, finite, and can be squared. */
final class Checks {
    /** Sums of squares of floats up to here are still floats. */
    private static final double LARGEST_FLOAT = 1e15;

    private static final double LARGEST = 1e100;

    private Checks() {}

    /** Samples, one a row. */
    static Matrix samples(String name, int least, Matrix samples) {
        Require.finite(name, least, samples);
        float[] values = samples.values();
        for (int i = 0; i < values.length; i++) {
            Require.that(
                    Math.abs(values[i]) <= LARGEST_FLOAT,
                    "%s must be within ±1e15 to be squared, but was %s in row %d, column %d; divide"
                            + " all samples by the same number",
                    name,
                    values[i],
                    i % samples.rows(),
                    i / samples.rows());
        }
        return samples;
    }

    /** Two sets of samples with the same features. */
    static void pair(String nameA, Matrix a, String nameB, Matrix b, int least) {
        samples(nameA, least, a);
        samples(nameB, least, b);
        Require.sameColumns(nameA, a, nameB, b);
    }

    /** Numbers. */
    static double[] numbers(String name, int least, double[] values) {
        for (double value : Require.finite(name, least, values)) {
            Require.that(
                    Math.abs(value) <= LARGEST,
                    "%s must be within ±1e100 to be squared, but was %s",
                    name,
                    value);
        }
        return values;
    }

    /** As many numbers of one as of the other. */
    static void numbers(String nameA, double[] a, String nameB, double[] b, int least) {
        numbers(nameA, least, a);
        numbers(nameB, least, b);
        Require.sameLength(nameA, a, nameB, b);
    }
}
