package genlab.nn;

import java.util.Locale;

/**
 * The checks of arguments that the whole library shares. A message says what must be, what was
 * found, and what to do.
 */
public final class Require {
    private Require() {}

    /**
     * Checks a condition.
     *
     * @param condition what must be true
     * @param message as for {@link String#format}: "name must ..., but was %s; ..."
     * @param values what the message shows
     * @throws IllegalArgumentException if it isn't
     */
    public static void that(boolean condition, String message, Object... values) {
        if (!condition) {
            throw error(message, values);
        }
    }

    /**
     * The exception for an argument that can't be used.
     *
     * @param message as for {@link String#format}
     * @param values what the message shows
     * @return an exception to throw
     */
    public static IllegalArgumentException error(String message, Object... values) {
        return new IllegalArgumentException(String.format(Locale.ROOT, message, values));
    }

    /**
     * Checks that an argument is there.
     *
     * @param name what it is, for the message
     * @param value what must not be null
     * @param <T> its type
     * @return the value
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(String name, T value) {
        if (value == null) {
            throw error("%s must be given, but was null", name);
        }
        return value;
    }

    /**
     * Checks a count or size.
     *
     * @param name what it is, for the message
     * @param least the smallest value allowed
     * @param value what must be at least that
     * @return the value
     * @throws IllegalArgumentException if it is smaller
     */
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

    /**
     * Checks a number that must be above zero.
     *
     * @param name what it is, for the message
     * @param value what must be above 0 and finite
     * @return the value
     * @throws IllegalArgumentException if it isn't
     */
    public static double positive(String name, double value) {
        boolean right = value > 0 && value < Double.POSITIVE_INFINITY;
        that(right, "%s must be positive and finite, but was %s", name, value);
        return value;
    }

    /**
     * Checks a number that must not be negative.
     *
     * @param name what it is, for the message
     * @param value what must be at least 0 and finite
     * @return the value
     * @throws IllegalArgumentException if it isn't
     */
    public static double notNegative(String name, double value) {
        boolean right = value >= 0 && value < Double.POSITIVE_INFINITY;
        that(right, "%s must be at least 0 and finite, but was %s", name, value);
        return value;
    }

    /**
     * Checks a number in a closed range.
     *
     * @param name what it is, for the message
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @param value what must be in between
     * @return the value
     * @throws IllegalArgumentException if it isn't
     */
    public static double between(String name, double least, double most, double value) {
        boolean right = value >= least && value <= most;
        that(right, "%s must be in [%s, %s], but was %s", name, least, most, value);
        return value;
    }

    /**
     * Checks a number that must be finite.
     *
     * @param name what it is, for the message
     * @param value what must be neither infinite nor NaN
     * @return the value
     * @throws IllegalArgumentException if it isn't
     */
    public static double finite(String name, double value) {
        that(Double.isFinite(value), "%s must be finite, but was %s", name, value);
        return value;
    }

    /**
     * Checks numbers that must be finite.
     *
     * @param name what they are, for the message
     * @param least how many there must be at least
     * @param values what must be neither infinite nor NaN
     * @return the values
     * @throws IllegalArgumentException if one isn't, or there are fewer
     */
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

    /**
     * Checks the length of an array.
     *
     * @param name what it is, for the message
     * @param expected how many elements it must have
     * @param actual how many it has
     * @throws IllegalArgumentException if the two differ
     */
    public static void length(String name, int expected, int actual) {
        that(expected == actual, "%s must have %d elements, but had %d", name, expected, actual);
    }

    /**
     * Checks a batch whose numbers must be finite.
     *
     * @param name what it is, for the message
     * @param leastRows how many rows it must have at least
     * @param matrix the batch
     * @return the batch
     * @throws IllegalArgumentException if a number isn't, or there are fewer rows
     */
    public static Matrix finite(String name, int leastRows, Matrix matrix) {
        given(name, matrix);
        if (matrix.rows() < leastRows) {
            throw error(
                    "%s must have at least %d rows, but was %s", name, leastRows, matrix.shape());
        }
        return matrix.requireFinite(name);
    }

    /**
     * Checks that two batches have the same features.
     *
     * @param nameA what the first is, for the message
     * @param a the first
     * @param nameB what the second is
     * @param b the second
     * @throws IllegalArgumentException if their numbers of columns differ
     */
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

    /**
     * Checks that two lists of numbers belong together.
     *
     * @param nameA what the first is, for the message
     * @param a the first
     * @param nameB what the second is
     * @param b the second
     * @throws IllegalArgumentException if their lengths differ
     */
    public static void sameLength(String nameA, double[] a, String nameB, double[] b) {
        that(
                a.length == b.length,
                "%s and %s must have the same length, but had %d and %d numbers",
                nameA,
                nameB,
                a.length,
                b.length);
    }

    /**
     * The numbers of a single column or row.
     *
     * @param name what it is, for the message
     * @param matrix {@code [n, 1]} or {@code [1, n]}
     * @return its numbers
     * @throws IllegalArgumentException if it has several of both
     */
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
