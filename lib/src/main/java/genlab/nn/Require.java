package genlab.nn;

import java.io.IOException;
import java.util.Locale;

/**
 * The checks of arguments that the whole library shares. Each gives back what is right, and throws
 * an {@link IllegalArgumentException} otherwise. Its message says what must be, what was found, and
 * what to do; {@code name} is what the argument is called in it.
 */
public final class Require {
    private Require() {}

    /**
     * Checks a condition.
     *
     * @param message as for {@link String#format}: "name must ..., but was %s; ..."
     * @param values what the message shows
     */
    public static void that(boolean condition, String message, Object... values) {
        if (!condition) {
            throw error(message, values);
        }
    }

    /**
     * The exception for an argument that can't be used, to be thrown: where a check is so frequent
     * that an array for the message's values would count.
     */
    public static IllegalArgumentException error(String message, Object... values) {
        return new IllegalArgumentException(String.format(Locale.ROOT, message, values));
    }

    /** Checks what a file holds: as {@link #that}, but what is wrong there is no argument. */
    public static void inFile(boolean condition, String message, Object... values)
            throws IOException {
        if (!condition) {
            throw new IOException(String.format(Locale.ROOT, message, values));
        }
    }

    /** Checks that an argument is not null. */
    public static <T> T given(String name, T value) {
        if (value == null) {
            throw error("%s must be given, but was null", name);
        }
        return value;
    }

    /** Checks a count or size. */
    public static int atLeast(String name, int least, int value) {
        if (value < least) {
            throw error("%s must be at least %d, but was %d", name, least, value);
        }
        return value;
    }

    /** Checks a size of a network or batch: in [1, 10,000,000]. */
    public static int size(String name, int value) {
        if (value < 1 || value > 10_000_000) {
            throw error("%s must be in [1, 10000000], but was %d", name, value);
        }
        return value;
    }

    /** Checks a learning rate: in (0, 10]; above that nothing learns. */
    public static double learningRate(double rate) {
        if (!(rate > 0 && rate <= 10)) {
            throw error("learningRate must be in (0, 10], but was %s; try 0.001", rate);
        }
        return rate;
    }

    /** Checks a number that must be above 0, and finite. */
    public static double positive(String name, double value) {
        boolean right = value > 0 && value < Double.POSITIVE_INFINITY;
        that(right, "%s must be positive and finite, but was %s", name, value);
        return value;
    }

    /** Checks a number that must be at least 0, and finite. */
    public static double notNegative(String name, double value) {
        boolean right = value >= 0 && value < Double.POSITIVE_INFINITY;
        that(right, "%s must be at least 0 and finite, but was %s", name, value);
        return value;
    }

    /** Checks a number in a closed range. */
    public static double between(String name, double least, double most, double value) {
        boolean right = value >= least && value <= most;
        that(right, "%s must be in [%s, %s], but was %s", name, least, most, value);
        return value;
    }

    /** Checks a number that must be finite. */
    public static double finite(String name, double value) {
        that(Double.isFinite(value), "%s must be finite, but was %s", name, value);
        return value;
    }

    /** Checks numbers that must be finite, at least so many. */
    public static double[] finite(String name, int least, double[] values) {
        given(name, values);
        that(
                values.length >= least,
                "%s must have at least %d number(s), but had %d",
                name,
                least,
                values.length);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw error("%s must be finite, but was %s at %d", name, values[i], i);
            }
        }
        return values;
    }

    /** Checks the length of an array. */
    public static void length(String name, int expected, int actual) {
        that(expected == actual, "%s must have %d elements, but had %d", name, expected, actual);
    }

    /** Checks a batch whose numbers must be finite, of at least so many rows. */
    public static Matrix finite(String name, int leastRows, Matrix matrix) {
        given(name, matrix);
        if (matrix.rows() < leastRows) {
            throw error(
                    "%s must have at least %d rows, but was %s", name, leastRows, matrix.shape());
        }
        return matrix.requireFinite(name);
    }

    /** Checks that two batches have the same features. */
    public static void sameColumns(String nameA, Matrix a, String nameB, Matrix b) {
        if (a.columns() != b.columns()) {
            throw error(
                    "%s and %s must have the same columns, but were %s and %s",
                    nameA, nameB, a.shape(), b.shape());
        }
    }

    /** Checks that a batch is there and has the shape of another one. */
    public static void sameShape(String name, Matrix matrix, String like, Matrix other) {
        given(name, matrix);
        given(like, other);
        if (matrix.rows() != other.rows() || matrix.columns() != other.columns()) {
            throw error(
                    "%s must have %s's shape %s, but was %s",
                    name, like, other.shape(), matrix.shape());
        }
    }

    /** Checks what {@link Layer#tangent} is given: a direction of x's shape. */
    public static void direction(Pass x, Pass direction) {
        sameShape("direction", given("direction", direction).matrix(), "x", given("x", x).matrix());
    }

    /** Checks that there are as many numbers of one as of the other. */
    public static void sameLength(String nameA, double[] a, String nameB, double[] b) {
        that(
                a.length == b.length,
                "%s and %s must have the same length, but had %d and %d numbers",
                nameA,
                nameB,
                a.length,
                b.length);
    }

    /** The numbers of a single column or row, {@code [n, 1]} or {@code [1, n]}. */
    public static double[] vector(String name, Matrix matrix) {
        given(name, matrix);
        boolean single = matrix.rows() == 1 || matrix.columns() == 1;
        that(single, "%s must have one column, but was %s", name, matrix.shape());
        double[] values = new double[matrix.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.values()[i];
        }
        return values;
    }
}
