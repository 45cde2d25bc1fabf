package genlab.data;

import genlab.nn.Require;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What, besides its label, makes a {@linkplain Digits procedural digit} look the way it does: the
 * hidden factors that a latent variable may find.
 *
 * @param slant how far the top leans to the right, as a share of the height, in [-0.4, 0.4]
 * @param rotation in degrees, clockwise, in [-18, 18]
 * @param thickness of the pen, as a share of the image's width, in [0.06, 0.13]
 * @param scale 1 for a digit of 0.66 of the image's height, in [0.75, 1.15]
 * @param stretch of the digit's width against its height, in [0.75, 1.15]
 * @param shiftX to the right, as a share of the image's width, in [-0.09, 0.09]
 * @param shiftY downwards, as a share of the image's width, in [-0.09, 0.09]
 */
public record DigitFactors(
        double slant,
        double rotation,
        double thickness,
        double scale,
        double stretch,
        double shiftX,
        double shiftY) {
    private static final List<String> NAMES =
            List.of("slant", "rotation", "thickness", "scale", "stretch", "shiftX", "shiftY");
    private static final double[] LEAST = {-0.4, -18, 0.06, 0.75, 0.75, -0.09, -0.09};
    private static final double[] MOST = {0.4, 18, 0.13, 1.15, 1.15, 0.09, 0.09};

    /** An upright digit in the middle, the rest halfway through its range. */
    public static final DigitFactors TYPICAL = new DigitFactors(0, 0, 0.095, 0.95, 0.95, 0, 0);

    /** Checks the ranges. */
    public DigitFactors {
        double[] values = {slant, rotation, thickness, scale, stretch, shiftX, shiftY};
        for (int i = 0; i < values.length; i++) {
            Require.between(NAMES.get(i), LEAST[i], MOST[i], values[i]);
        }
    }

    private static DigitFactors of(double... v) {
        return new DigitFactors(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
    }

    private double[] values() {
        return new double[] {slant, rotation, thickness, scale, stretch, shiftX, shiftY};
    }

    /** Draws every factor evenly from its range, independently of the others. */
    public static DigitFactors draw(RandomGenerator random) {
        Require.given("random", random);
        double[] drawn = new double[LEAST.length];
        Arrays.setAll(drawn, i -> random.nextDouble(LEAST[i], MOST[i]));
        return of(drawn);
    }

    /** The names of the factors, in the record's order. */
    public static List<String> names() {
        return NAMES;
    }

    /** One factor by its name, one of {@link #names()}. */
    public double get(String name) {
        return values()[index(name)];
    }

    /** These factors with another value for the one of a name, as for a traversal. */
    public DigitFactors with(String name, double value) {
        double[] changed = values();
        changed[index(name)] = value;
        return of(changed);
    }

    private static int index(String name) {
        int index = NAMES.indexOf(Require.given("name", name));
        Require.that(index >= 0, "factor must be one of %s, but was %s", NAMES, name);
        return index;
    }
}
