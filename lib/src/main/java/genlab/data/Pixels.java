package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;

/** What all pictures share that are the rows of a matrix. */
public final class Pixels {
    /** A mean of white pixels may be a little above 1. */
    private static final float ROUNDING = 1e-5f;

    private Pixels() {}

    /**
     * Checks that pixels are between black and white, as losses and charts take them to be.
     *
     * @param name what they are, for the message
     * @param pictures one a row
     * @throws IllegalArgumentException if a pixel isn't in [0, 1]; the message says how to get it
     *     there
     */
    public static Matrix requireUnit(String name, Matrix pictures) {
        Require.finite(name, 1, pictures);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : pictures.values()) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        String advice =
                least >= 0 && most <= 255
                        ? "divide them by 255"
                        : least >= -1 && most <= 1
                                ? "take (pixel + 1) / 2"
                                : "scale them, or cut off what lies outside";
        Require.that(
                least >= -ROUNDING && most <= 1 + ROUNDING,
                "%s must have values in [0, 1], but they were in [%s, %s]; %s",
                name,
                least,
                most,
                advice);
        return pictures;
    }

    /**
     * The width, which is the height too, of square grey pictures {@code [pictures, width *
     * width]}; name is what they are, for the message.
     */
    public static int width(String name, Matrix pictures) {
        int pixels = Require.given(name, pictures).columns();
        int width = (int) Math.sqrt(pixels);
        Require.that(width * width == pixels, "%s must be square, but had %d pixels", name, pixels);
        return width;
    }
}
