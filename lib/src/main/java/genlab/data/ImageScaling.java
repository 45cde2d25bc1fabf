package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.function.DoubleUnaryOperator;

/**
 * Square images in other sizes, and blurred: what super-resolution starts from, and what a model
 * has to beat.
 */
public final class ImageScaling {
    private ImageScaling() {}

    /**
     * Smaller images, each pixel the mean of a square of pixels.
     *
     * @param images {@code [images, width * width]}
     * @param width the new width, a divisor of the old one
     * @return {@code [images, width * width]}
     */
    public static Matrix average(Matrix images, int width) {
        int oldWidth = Pixels.width("images", images);
        Require.finite("images", 1, images);
        Require.that(
                width >= 1 && oldWidth % width == 0,
                "width must divide the images' width %d, but was %d",
                oldWidth,
                width);
        int block = oldWidth / width;
        double[][] weights = new double[width][oldWidth];
        for (int to = 0; to < width; to++) {
            for (int i = 0; i < block; i++) {
                weights[to][to * block + i] = 1.0 / block;
            }
        }
        return scale(images, weights);
    }

    /**
     * Bigger images, each pixel that of the old picture whose middle is nearest: squares.
     *
     * @param images {@code [images, width * width]}
     * @param width the new width, from the old one to 1024
     * @return {@code [images, width * width]}
     */
    public static Matrix nearest(Matrix images, int width) {
        return enlarged(images, width, x -> x >= -0.5 && x < 0.5 ? 1 : 0);
    }

    /**
     * Bigger images by bilinear interpolation, as {@link #nearest} takes them: straight lines
     * between the old pixels' middles. Beyond the border the outermost pixels go on.
     */
    public static Matrix bilinear(Matrix images, int width) {
        return enlarged(images, width, x -> Math.max(0, 1 - Math.abs(x)));
    }

    /**
     * Bigger images by bicubic interpolation, the usual baseline of super-resolution (Keys, "Cubic
     * Convolution Interpolation for Digital Image Processing", 1981, equation 15: the kernel with a
     * = -1/2). Beyond the border the outermost pixels go on; a result may lie a little outside of
     * [0, 1]. Takes images as {@link #nearest} does.
     */
    public static Matrix bicubic(Matrix images, int width) {
        return enlarged(images, width, ImageScaling::cubic);
    }

    /**
     * Images out of focus: each pixel becomes a mean of all, weighted by a Gaussian of their
     * distance. At the border the weights of the pixels that are there add up to 1.
     *
     * @param images {@code [images, width * width]}
     * @param deviation the Gaussian's standard deviation in pixels, above 0, at most 1024
     * @return {@code [images, width * width]}
     */
    public static Matrix blurred(Matrix images, double deviation) {
        int width = Pixels.width("images", images);
        Require.finite("images", 1, images);
        Require.positive("deviation", deviation);
        Require.between("deviation", 0, 1024, deviation);
        double[][] weights = new double[width][width];
        for (int to = 0; to < width; to++) {
            double sum = 0;
            for (int from = 0; from < width; from++) {
                double away = (from - to) / deviation;
                weights[to][from] = Math.exp(-away * away / 2);
                sum += weights[to][from];
            }
            for (int from = 0; from < width; from++) {
                weights[to][from] /= sum;
            }
        }
        return scale(images, weights);
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        return x < 1
                ? 1.5 * x * x * x - 2.5 * x * x + 1
                : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
    }

    /** The kernel gives an old pixel's weight by how far its middle lies from the new one's. */
    private static Matrix enlarged(Matrix images, int width, DoubleUnaryOperator kernel) {
        int oldWidth = Pixels.width("images", images);
        Require.finite("images", 1, images);
        Require.atLeast("width", oldWidth, width);
        Require.that(width <= 1024, "width must be at most 1024, but was %d", width);
        double[][] weights = new double[width][oldWidth];
        for (int to = 0; to < width; to++) {
            // Where the new pixel's middle lies among the middles of the old ones.
            double at = (to + 0.5) * oldWidth / width - 0.5;
            int before = (int) Math.floor(at);
            for (int from = before - 1; from <= before + 2; from++) {
                int inside = Math.max(0, Math.min(oldWidth - 1, from));
                weights[to][inside] += kernel.applyAsDouble(at - from);
            }
        }
        return scale(images, weights);
    }

    /** The same weights [new][old] along rows, then along columns. */
    private static Matrix scale(Matrix images, double[][] weights) {
        int newWidth = weights.length;
        int oldWidth = weights[0].length;
        Matrix narrow = Matrix.zeros(images.rows(), oldWidth * newWidth);
        for (int row = 0; row < oldWidth; row++) {
            for (int to = 0; to < newWidth; to++) {
                for (int from = 0; from < oldWidth; from++) {
                    double weight = weights[to][from];
                    addTo(narrow, row * newWidth + to, weight, images, row * oldWidth + from);
                }
            }
        }
        Matrix scaled = Matrix.zeros(images.rows(), newWidth * newWidth);
        for (int to = 0; to < newWidth; to++) {
            for (int from = 0; from < oldWidth; from++) {
                for (int x = 0; x < newWidth; x++) {
                    double weight = weights[to][from];
                    addTo(scaled, to * newWidth + x, weight, narrow, from * newWidth + x);
                }
            }
        }
        return scaled;
    }

    /** Adds a pixel of all images, times a weight, to a pixel of all results. */
    private static void addTo(Matrix to, int toPixel, double weight, Matrix from, int fromPixel) {
        if (weight == 0) {
            return;
        }
        int rows = to.rows();
        for (int row = 0; row < rows; row++) {
            to.values()[toPixel * rows + row] +=
                    (float) weight * from.values()[fromPixel * rows + row];
        }
    }
}
