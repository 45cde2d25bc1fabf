package genlab.sampling;

/** The checks of arguments that this package shares. */
final class Require {
    private Require() {}

    static int atLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least + ", but was " + value);
        }
        return value;
    }

    static double positive(String name, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    name + " must be positive and finite, but was " + value);
        }
        return value;
    }

    static double between(String name, double least, double most, double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be in [" + least + ", " + most + "], but was " + value);
        }
        return value;
    }

    static void length(String name, int expected, int actual) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    name + " must have " + expected + " elements, but had " + actual);
        }
    }
}
