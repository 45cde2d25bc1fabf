package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Digits that the kit draws itself: an image data set that needs no download and whose hidden
 * factors are known.
 *
 * <p>Every digit is a few pen strokes. Its {@link DigitFactors} move the strokes; then each pixel
 * gets the share of it that the pen covers. The same factors give the same picture on every machine
 * and, but for the resolution, at every size.
 */
public final class Digits {
    /** The height of a digit of scale 1, as a share of the image's height. */
    private static final double HEIGHT = 0.66;

    /** Straight pieces between two points of a stroke. */
    private static final int PIECES = 6;

    /**
     * The strokes of every digit: x, y, x, y, ... in a box from (-0.5, -0.5), top left, to (0.5,
     * 0.5). A stroke is a smooth curve through its points; where the pen turns sharply, the next
     * one starts.
     */
    private static final double[][][] STROKES = {
        {{0, -.5, -.23, -.35, -.32, 0, -.23, .35, 0, .5, .23, .35, .32, 0, .23, -.35, 0, -.5}},
        {{-.17, -.28, .04, -.5}, {.04, -.5, .04, .5}},
        {
            {-.28, -.27, -.18, -.44, .02, -.5, .22, -.41, .26, -.21, .12, .06, -.1, .29, -.3, .5},
            {-.3, .5, .32, .5}
        },
        {
            {-.26, -.39, -.05, -.5, .18, -.42, .22, -.24, .11, -.09, -.08, -.04},
            {-.08, -.04, .15, .03, .27, .22, .2, .42, -.02, .5, -.28, .39}
        },
        {{.12, -.5, -.32, .17}, {-.32, .17, .34, .17}, {.12, -.5, .12, .5}},
        {
            {.26, -.5, -.2, -.5},
            {-.2, -.5, -.25, -.05},
            {-.25, -.05, -.02, -.13, .2, -.04, .28, .18, .19, .4, -.04, .5, -.28, .4}
        },
        {
            {
                .2, -.5, -.05, -.37, -.22, -.1, -.28, .18, -.19, .41, .02, .5, .22, .39, .27, .19,
                .14, .01, -.07, 0, -.26, .16
            }
        },
        {{-.28, -.5, .3, -.5}, {.3, -.5, .12, -.15, -.01, .2, -.07, .5}},
        {
            {
                0, -.03, -.19, -.16, -.22, -.35, 0, -.5, .22, -.35, .19, -.16, 0, -.03, -.23, .13,
                -.27, .34, 0, .5, .27, .34, .23, .13, 0, -.03
            }
        },
        {
            {
                .25, -.27, .15, -.44, -.03, -.5, -.22, -.4, -.27, -.2, -.14, -.03, .06, -.04, .25,
                -.27
            },
            {.25, -.27, .23, .05, .14, .32, .03, .5}
        },
    };

    /** {@link #STROKES} as broken lines. */
    private static final double[][][] LINES =
            Arrays.stream(STROKES)
                    .map(
                            strokes ->
                                    Arrays.stream(strokes)
                                            .map(Digits::smooth)
                                            .toArray(double[][]::new))
                    .toArray(double[][][]::new);

    private Digits() {}

    /**
     * Draws digits with random labels and random factors.
     *
     * @param count how many, at least 1
     * @param width of the images, which are square, in pixels, 4 to 1024
     * @return images in [0, 1] with their labels and factors
     */
    public static LabelledImages draw(int count, int width, RandomGenerator random) {
        checkWidth(width);
        Require.atLeast("count", 1, count);
        Require.given("random", random);
        int most = (Integer.MAX_VALUE - 8) / (width * width);
        Require.that(
                count <= most,
                "count must be at most %d for a width of %d, but was %d",
                most,
                width,
                count);
        Matrix images = Matrix.zeros(count, width * width);
        int[] labels = new int[count];
        Map<String, double[]> factors = new LinkedHashMap<>();
        DigitFactors.names().forEach(name -> factors.put(name, new double[count]));
        double[] pixels = new double[width * width];
        for (int row = 0; row < count; row++) {
            labels[row] = random.nextInt(10);
            DigitFactors drawn = DigitFactors.draw(random);
            for (Map.Entry<String, double[]> factor : factors.entrySet()) {
                factor.getValue()[row] = drawn.get(factor.getKey());
            }
            rasterise(labels[row], drawn, width, pixels);
            for (int pixel = 0; pixel < pixels.length; pixel++) {
                images.set(row, pixel, pixels[pixel]);
            }
        }
        return new LabelledImages(images, labels, factors);
    }

    /** The images of {@link #draw} and their labels as an endless source. */
    public static LabelledSampler sampler(int width, RandomGenerator random) {
        checkWidth(width);
        Require.given("random", random);
        return count -> {
            LabelledImages drawn = draw(count, width, random);
            return new LabelledSamples(drawn.images(), drawn.labels());
        };
    }

    /**
     * One digit, 0 to 9, with given factors: a square of {@code width} pixels, 4 to 1024, row after
     * row, {@code [1, width * width]} in [0, 1].
     */
    public static Matrix image(int digit, DigitFactors factors, int width) {
        Require.between("digit", 0, 9, digit);
        Require.given("factors", factors);
        checkWidth(width);
        double[] pixels = new double[width * width];
        rasterise(digit, factors, width, pixels);
        return Matrix.ofRows(pixels);
    }

    private static void checkWidth(int width) {
        Require.atLeast("width", 4, width);
        Require.that(width <= 1024, "width must be at most 1024, but was %d", width);
    }

    private static void rasterise(int digit, DigitFactors factors, int width, double[] pixels) {
        // Stretch, lean, scale and turn, then move to the middle; StrictMath is the same on every
        // machine.
        double height = HEIGHT * factors.scale() * width;
        double angle = Math.toRadians(factors.rotation());
        double cos = height * StrictMath.cos(angle);
        double sin = height * StrictMath.sin(angle);
        double middleX = width * (0.5 + factors.shiftX());
        double middleY = width * (0.5 + factors.shiftY());
        double radius = factors.thickness() * width / 2;

        Arrays.fill(pixels, Double.POSITIVE_INFINITY);
        for (double[] line : LINES[digit]) {
            double fromX = 0;
            double fromY = 0;
            for (int point = 0; point < line.length; point += 2) {
                double x = factors.stretch() * line[point] - factors.slant() * line[point + 1];
                double y = line[point + 1];
                double toX = middleX + cos * x - sin * y;
                double toY = middleY + sin * x + cos * y;
                if (point > 0) {
                    nearer(pixels, width, radius + 0.5, fromX, fromY, toX, toY);
                }
                fromX = toX;
                fromY = toY;
            }
        }
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            // The part of the pixel, one unit wide, that lies within radius of the pen's path.
            double distance = Math.sqrt(pixels[pixel]);
            double covered = Math.min(distance + 0.5, radius) - Math.max(distance - 0.5, -radius);
            pixels[pixel] = Math.max(0, covered);
        }
    }

    /**
     * Lowers the squared distances of the pixels' middles to those from a straight piece of line,
     * for all pixels within reach of it.
     */
    private static void nearer(
            double[] squaredDistances,
            int width,
            double reach,
            double fromX,
            double fromY,
            double toX,
            double toY) {
        double dx = toX - fromX;
        double dy = toY - fromY;
        double inverse = 1 / (dx * dx + dy * dy);
        int left = (int) Math.max(0, Math.min(fromX, toX) - reach);
        int right = (int) Math.min(width - 1, Math.max(fromX, toX) + reach);
        int top = (int) Math.max(0, Math.min(fromY, toY) - reach);
        int bottom = (int) Math.min(width - 1, Math.max(fromY, toY) + reach);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double x = column + 0.5 - fromX;
                double y = row + 0.5 - fromY;
                double along = Math.max(0, Math.min(1, (x * dx + y * dy) * inverse));
                double acrossX = x - along * dx;
                double acrossY = y - along * dy;
                double squared = acrossX * acrossX + acrossY * acrossY;
                int pixel = row * width + column;
                squaredDistances[pixel] = Math.min(squaredDistances[pixel], squared);
            }
        }
    }

    /** A Catmull-Rom spline through the points of a stroke, cut into straight pieces. */
    private static double[] smooth(double[] stroke) {
        int points = stroke.length / 2;
        if (points == 2) {
            return stroke;
        }
        boolean closed = stroke[0] == stroke[2 * points - 2] && stroke[1] == stroke[2 * points - 1];
        double[] line = new double[2 * ((points - 1) * PIECES + 1)];
        int end = 0;
        for (int from = 0; from < points - 1; from++) {
            // The neighbours that give the direction; an open stroke's ends are their own.
            int before = from > 0 ? from - 1 : closed ? points - 2 : 0;
            int after = from + 2 < points ? from + 2 : closed ? 1 : points - 1;
            for (int piece = 0; piece < PIECES; piece++, end += 2) {
                double t = (double) piece / PIECES;
                for (int axis = 0; axis < 2; axis++) {
                    double p0 = stroke[2 * before + axis];
                    double p1 = stroke[2 * from + axis];
                    double p2 = stroke[2 * from + 2 + axis];
                    double p3 = stroke[2 * after + axis];
                    line[end + axis] =
                            p1
                                    + t / 2 * (p2 - p0)
                                    + t * t / 2 * (2 * p0 - 5 * p1 + 4 * p2 - p3)
                                    + t * t * t / 2 * (3 * (p1 - p2) + p3 - p0);
                }
            }
        }
        line[end] = stroke[2 * points - 2];
        line[end + 1] = stroke[2 * points - 1];
        return line;
    }
}
