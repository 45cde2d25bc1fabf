package genlab.models;

import genlab.nn.Matrix;

/** Checks of what a model is built of. */
final class Settings {
    private Settings() {}

    static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
        return value;
    }

    static double atLeastZero(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be at least 0 and finite, but was " + value);
        }
        return value;
    }

    static void checkConditions(Matrix conditions, int wanted) {
        if (conditions.columns() != wanted) {
            throw new IllegalArgumentException(
                    "conditions must be [batch, "
                            + wanted
                            + "], but was "
                            + conditions.shape()
                            + "; build the model with conditions("
                            + conditions.columns()
                            + ")");
        }
    }

    static int[] sizes(int inputs, int[] hidden, int outputs) {
        int[] sizes = new int[hidden.length + 2];
        sizes[0] = inputs;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = outputs;
        return sizes;
    }

    static int[] reversed(int[] sizes) {
        int[] result = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            result[i] = sizes[sizes.length - 1 - i];
        }
        return result;
    }
}
