package genlab.data;

import genlab.nn.Require;
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
    /** An upright digit in the middle, the rest halfway through its range. */
    public static final DigitFactors TYPICAL = new DigitFactors(0, 0, 0.095, 0.95, 0.95, 0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a factor is out of its range
     */
    public DigitFactors {
        Require.between("slant", -0.4, 0.4, slant);
        Require.between("rotation", -18, 18, rotation);
        Require.between("thickness", 0.06, 0.13, thickness);
        Require.between("scale", 0.75, 1.15, scale);
        Require.between("stretch", 0.75, 1.15, stretch);
        Require.between("shiftX", -0.09, 0.09, shiftX);
        Require.between("shiftY", -0.09, 0.09, shiftY);
    }

    /**
     * Draws every factor evenly from its range, independently of the others.
     *
     * @return factors of one digit
     */
    public static DigitFactors draw(RandomGenerator random) {
        Require.given("random", random);
        return new DigitFactors(
                random.nextDouble(-0.4, 0.4),
                random.nextDouble(-18, 18),
                random.nextDouble(0.06, 0.13),
                random.nextDouble(0.75, 1.15),
                random.nextDouble(0.75, 1.15),
                random.nextDouble(-0.09, 0.09),
                random.nextDouble(-0.09, 0.09));
    }

    /**
     * The names of the factors.
     *
     * @return {@code slant}, {@code rotation} and so on, in the record's order
     */
    public static List<String> names() {
        return List.of("slant", "rotation", "thickness", "scale", "stretch", "shiftX", "shiftY");
    }

    /**
     * One factor by its name.
     *
     * @param name one of {@link #names()}
     * @return its value
     * @throws IllegalArgumentException if there is no such factor
     */
    public double get(String name) {
        return switch (Require.given("name", name)) {
            case "slant" -> slant;
            case "rotation" -> rotation;
            case "thickness" -> thickness;
            case "scale" -> scale;
            case "stretch" -> stretch;
            case "shiftX" -> shiftX;
            case "shiftY" -> shiftY;
            default -> throw unknown(name);
        };
    }

    /**
     * These factors with another value for one of them, as for a traversal.
     *
     * @param name one of {@link #names()}
     * @param value its new value
     * @return new factors
     * @throws IllegalArgumentException if there is no such factor, or the value is out of its range
     */
    public DigitFactors with(String name, double value) {
        return switch (Require.given("name", name)) {
            case "slant" ->
                    new DigitFactors(value, rotation, thickness, scale, stretch, shiftX, shiftY);
            case "rotation" ->
                    new DigitFactors(slant, value, thickness, scale, stretch, shiftX, shiftY);
            case "thickness" ->
                    new DigitFactors(slant, rotation, value, scale, stretch, shiftX, shiftY);
            case "scale" ->
                    new DigitFactors(slant, rotation, thickness, value, stretch, shiftX, shiftY);
            case "stretch" ->
                    new DigitFactors(slant, rotation, thickness, scale, value, shiftX, shiftY);
            case "shiftX" ->
                    new DigitFactors(slant, rotation, thickness, scale, stretch, value, shiftY);
            case "shiftY" ->
                    new DigitFactors(slant, rotation, thickness, scale, stretch, shiftX, value);
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return Require.error("factor must be one of %s, but was %s", names(), name);
    }
}
