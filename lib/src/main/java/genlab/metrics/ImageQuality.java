package genlab.metrics;

import genlab.data.ImageScaling;
import genlab.data.Pixels;
import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.stream.IntStream;

/**
 * How close images are to others, and how sharp they are. Pixels are in [0, 1], images are rows.
 */
public final class ImageQuality {
    private ImageQuality() {}

    /**
     * The peak signal-to-noise ratio, 10 log10(1 / mean squared error), averaged over the images.
     *
     * @param expected the true images, {@code [images, pixels]}
     * @param actual their reconstructions, {@code [images, pixels]}, which may lie a little outside
     *     of [0, 1], within [-0.5, 1.5], as those of an interpolation do
     * @return in decibels, higher is closer; infinite if an image is reconstructed exactly
     * @throws IllegalArgumentException if the shapes differ, or a pixel is out of its range
     */
    public static double psnr(Matrix expected, Matrix actual) {
        Pixels.requireUnit("expected", expected);
        Require.sameShape("actual", actual, "expected", expected);
        for (float pixel : Require.finite("actual", 1, actual).values()) {
            Require.that(
                    pixel >= -0.5 && pixel <= 1.5,
                    "actual must have pixels in [0, 1] or a little outside, but one was %s; scale"
                            + " them as the true images are",
                    pixel);
        }
        double sum = 0;
        for (int row = 0; row < expected.rows(); row++) {
            double squared = 0;
            for (int pixel = 0; pixel < expected.columns(); pixel++) {
                double difference = expected.get(row, pixel) - actual.get(row, pixel);
                squared += difference * difference;
            }
            sum += 10 * Math.log10(expected.columns() / squared);
        }
        return sum / expected.rows();
    }

    /**
     * The energy of fine detail, which blurred images lack: the squared coefficients of the
     * orthonormal two-dimensional discrete cosine transform (DCT-II) whose frequency is at least
     * half of the highest one along either axis.
     *
     * <p>A model's images are as sharp as the data if both have the same energy; blur loses most of
     * it, noise adds to it.
     *
     * @param images square ones, {@code [images, width * width]}
     * @return the mean over images of the energy per pixel
     */
    public static double highFrequencyEnergy(Matrix images) {
        int width = Pixels.width("images", images);
        Checks.samples("images", 1, images);
        double[][] cosines = cosines(width);
        double energy = 0;
        double[][] along = new double[width][width];
        for (int image = 0; image < images.rows(); image++) {
            for (int row = 0; row < width; row++) {
                for (int u = 0; u < width; u++) {
                    double sum = 0;
                    for (int column = 0; column < width; column++) {
                        sum += cosines[u][column] * images.get(image, row * width + column);
                    }
                    along[u][row] = sum;
                }
            }
            for (int u = 0; u < width; u++) {
                for (int v = 0; v < width; v++) {
                    if (2 * Math.max(u, v) >= width) {
                        double sum = 0;
                        for (int row = 0; row < width; row++) {
                            sum += cosines[v][row] * along[u][row];
                        }
                        energy += sum * sum;
                    }
                }
            }
        }
        return energy / images.values().length;
    }

    /**
     * How far real images must be blurred until they have as little {@linkplain
     * #highFrequencyEnergy fine detail} as a model's: what a claim about the model is compared
     * with, as blur alone changes many measures.
     *
     * @param real square images, {@code [images, width * width]}
     * @param made a model's of the same size
     * @return the deviation for {@link ImageScaling#blurred}, in pixels, from 0.01 to the width
     */
    public static double blurOf(Matrix real, Matrix made) {
        Pixels.width("real", real);
        double wanted = highFrequencyEnergy(made);
        Require.sameColumns("real", real, "made", made);
        double low = 0.01;
        double high = Pixels.width("real", real);
        while (high - low > 0.005) {
            double middle = (low + high) / 2;
            boolean sharper = highFrequencyEnergy(ImageScaling.blurred(real, middle)) > wanted;
            low = sharper ? middle : low;
            high = sharper ? high : middle;
        }
        return high;
    }

    /**
     * How much images of the same label vary: the variance of a pixel among them, averaged over
     * pixels and labels. Blur lowers it, noise adds to it.
     *
     * @param images {@code [images, pixels]}
     * @param labels one an image
     * @return from 0, where all images of a label are the same
     */
    public static double variety(Matrix images, int[] labels) {
        Checks.samples("images", 1, images);
        Require.length("labels", images.rows(), Require.given("labels", labels).length);
        return IntStream.of(labels)
                .distinct()
                .mapToDouble(
                        label -> {
                            int[] rows =
                                    IntStream.range(0, labels.length)
                                            .filter(row -> labels[row] == label)
                                            .toArray();
                            Matrix some = images.select(rows);
                            return some.minus(some.columnMeans()).map(d -> d * d).mean();
                        })
                .average()
                .orElseThrow();
    }

    /** The orthonormal DCT-II: [frequency][position]. */
    private static double[][] cosines(int width) {
        double[][] cosines = new double[width][width];
        for (int u = 0; u < width; u++) {
            double scale = Math.sqrt((u == 0 ? 1.0 : 2.0) / width);
            for (int x = 0; x < width; x++) {
                cosines[u][x] = scale * Math.cos(Math.PI * u * (x + 0.5) / width);
            }
        }
        return cosines;
    }
}
