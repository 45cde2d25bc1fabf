package genlab.charts;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Rows of pixels as pictures: PNG is a hundred times smaller than a heatmap's numbers. */
final class Images {
    private static final int GAP = 1;

    /** What browsers draw at most, in each direction. */
    private static final int LARGEST = 16_000;

    /** PCA and bicubic scaling overshoot a little; what overshoots further is no picture. */
    private static final double OVERSHOOT = 0.5;

    /** The one color that is transparent; those below are grays from black to white. */
    private static final int NOTHING = 255;

    private static final IndexColorModel GRAYS = grays();

    private Images() {}

    private static IndexColorModel grays() {
        byte[] levels = new byte[NOTHING + 1];
        for (int i = 0; i < NOTHING; i++) {
            levels[i] = (byte) Math.round(i * 255.0 / (NOTHING - 1));
        }
        return new IndexColorModel(8, levels.length, levels, levels, levels, NOTHING);
    }

    /** The width of square images, which must be pictures: finite, and in [0, 1]. */
    static int side(String name, Matrix images) {
        Require.finite(name, 1, images);
        int side = (int) Math.round(Math.sqrt(images.columns()));
        Require.that(
                side * side == images.columns() && side > 0,
                "%s must be square, but had %d pixels",
                name,
                images.columns());
        for (float value : images.values()) {
            Require.that(
                    value >= -OVERSHOOT && value <= 1 + OVERSHOOT,
                    "pixels of %s must be in [0, 1], but one was %s; scale them first",
                    name,
                    value);
        }
        return side;
    }

    /** Square images in a grid, row by row, with a transparent gap between them. */
    static BufferedImage grid(Matrix images, int columns, int side) {
        int rows = (images.rows() + columns - 1) / columns;
        long width = columns * (side + (long) GAP) - GAP;
        long height = rows * (side + (long) GAP) - GAP;
        checkSize(width, height);
        BufferedImage picture =
                new BufferedImage(
                        (int) width, (int) height, BufferedImage.TYPE_BYTE_INDEXED, GRAYS);
        WritableRaster raster = picture.getRaster();
        int[] nothing = new int[picture.getWidth()];
        Arrays.fill(nothing, NOTHING);
        for (int y = 0; y < picture.getHeight(); y++) {
            raster.setPixels(0, y, nothing.length, 1, nothing);
        }
        for (int image = 0; image < images.rows(); image++) {
            int left = image % columns * (side + GAP);
            int top = image / columns * (side + GAP);
            for (int pixel = 0; pixel < side * side; pixel++) {
                float value = images.get(image, pixel);
                // Where a row has fewer images than others there is no pixel at all, not black.
                int level = Math.round((NOTHING - 1) * Math.max(0, Math.min(1, value)));
                raster.setSample(
                        left + pixel % side,
                        top + pixel / side,
                        0,
                        Float.isNaN(value) ? NOTHING : level);
            }
        }
        return picture;
    }

    /** Grey or colour pictures of any height and width in a grid, row by row. */
    static BufferedImage grid(genlab.data.Pictures pictures, int columns) {
        int rows = (pictures.pixels().rows() + columns - 1) / columns;
        int width = columns * (pictures.width() + GAP) - GAP;
        int height = rows * (pictures.height() + GAP) - GAP;
        checkSize(width, height);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int positions = pictures.width() * pictures.height();
        for (int image = 0; image < pictures.pixels().rows(); image++) {
            int left = image % columns * (pictures.width() + GAP);
            int top = image / columns * (pictures.height() + GAP);
            for (int pixel = 0; pixel < positions; pixel++) {
                int color = 0xff;
                for (int channel = 0; channel < 3; channel++) {
                    int from = pictures.channels() == 3 ? channel : 0;
                    float value = pictures.pixels().get(image, from * positions + pixel);
                    color = color << 8 | Math.round(255 * value);
                }
                picture.setRGB(
                        left + pixel % pictures.width(), top + pixel / pictures.width(), color);
            }
        }
        return picture;
    }

    private static void checkSize(long width, long height) {
        Require.that(
                width <= LARGEST && height <= LARGEST,
                "a grid must be at most %d pixels wide and high, but was %d wide and %d high;"
                        + " show fewer images",
                LARGEST,
                width,
                height);
    }

    static String dataUri(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
