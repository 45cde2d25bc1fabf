package genlab.metrics;

import genlab.data.Pixels;
import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Rulers for pictures of strokes, bright on black: how they lean, and how thick they are. */
public final class Strokes {
    private Strokes() {}

    /**
     * By how much the ink moves to the right from row to row, upwards: the slope of the regression
     * line of x by y, each pixel weighted by its ink.
     *
     * @param images square ones, {@code [images, width * width]}, pixels in [0, 1]
     * @return one an image: 0 for upright strokes
     * @throws IllegalArgumentException if the images aren't square, a pixel isn't in [0, 1], or one
     *     has not ink in several rows
     */
    public static double[] leans(Matrix images) {
        int width = Pixels.width("images", images);
        return each(images, image -> lean(image, width));
    }

    private static double lean(float[] image, int width) {
        double ink = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXY = 0;
        double sumYY = 0;
        for (int pixel = 0; pixel < image.length; pixel++) {
            int x = pixel % width;
            int y = pixel / width;
            ink += image[pixel];
            sumX += image[pixel] * x;
            sumY += image[pixel] * y;
            sumXY += image[pixel] * x * y;
            sumYY += image[pixel] * y * y;
        }
        double spread = sumYY - sumY * sumY / ink;
        Require.that(spread > 0, "images must have ink in several rows, but one has not");
        return -(sumXY - sumX * sumY / ink) / spread;
    }

    /**
     * How wide the strokes are: twice the ink divided by the length of its edges, as a stroke of
     * width w and length l has the area w l and edges of 2 l. Where strokes cross or are no wider
     * than a pixel or two it is coarse.
     *
     * @param images square ones, {@code [images, width * width]}, pixels in [0, 1]
     * @return one an image, in pixels
     * @throws IllegalArgumentException if the images aren't square, a pixel isn't in [0, 1], or one
     *     shows no edge
     */
    public static double[] widths(Matrix images) {
        int width = Pixels.width("images", images);
        return each(images, image -> width(image, width));
    }

    private static double width(float[] image, int width) {
        double ink = 0;
        double edges = 0;
        for (int pixel = 0; pixel < image.length; pixel++) {
            float here = image[pixel];
            ink += here;
            boolean last = pixel % width == width - 1;
            double right = last ? 0 : image[pixel + 1] - here;
            double down = pixel + width < image.length ? image[pixel + width] - here : 0;
            edges += Math.hypot(right, down);
        }
        Require.that(
                edges > 0,
                "images must have strokes with edges, but one has the same pixel all over");
        return 2 * ink / edges;
    }

    private static double[] each(Matrix images, ToDoubleFunction<float[]> ruler) {
        Pixels.requireUnit("images", images);
        return IntStream.range(0, images.rows())
                .mapToDouble(row -> ruler.applyAsDouble(images.row(row).values()))
                .toArray();
    }
}
