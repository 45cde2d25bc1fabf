package genlab.nn;

import java.util.List;

/** Checks and memory that optimizers share. */
final class Settings {
    private Settings() {}

    static double positive(String name, double value, String usual) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be above 0 and finite, but was " + value + "; try " + usual);
        }
        return value;
    }

    static double share(String name, double value, String usual) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    name + " must be in [0, 1), but was " + value + "; try " + usual);
        }
        return value;
    }

    /** Zeros for each element of each parameter. */
    static List<float[]> memory(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new float[parameter.value().values().length])
                .toList();
    }
}
