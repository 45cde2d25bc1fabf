package genlab.charts;

import genlab.nn.Matrix;
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

    /** The width of square images with this many pixels. */
    static int side(Matrix images) {
        int side = (int) Math.round(Math.sqrt(images.columns()));
        if (side * side != images.columns()) {
            throw new IllegalArgumentException(
                    "images must be square, but had "
                            + images.columns()
                            + " pixels; give their height and width");
        }
        return side;
    }

    /** Images in a grid, row by row, with a transparent gap between them. */
    static BufferedImage grid(Matrix images, int columns, int height, int width) {
        if (height * width != images.columns()) {
            throw new IllegalArgumentException(
                    "images must have height * width = "
                            + height * width
                            + " pixels, but had "
                            + images.columns());
        }
        int rows = (images.rows() + columns - 1) / columns;
        BufferedImage picture =
                new BufferedImage(
                        columns * (width + GAP) - GAP,
                        rows * (height + GAP) - GAP,
                        BufferedImage.TYPE_BYTE_INDEXED,
                        GRAYS);
        WritableRaster raster = picture.getRaster();
        int[] nothing = new int[picture.getWidth()];
        Arrays.fill(nothing, NOTHING);
        for (int y = 0; y < picture.getHeight(); y++) {
            raster.setPixels(0, y, nothing.length, 1, nothing);
        }
        for (int image = 0; image < images.rows(); image++) {
            int left = image % columns * (width + GAP);
            int top = image / columns * (height + GAP);
            for (int pixel = 0; pixel < height * width; pixel++) {
                float value = images.get(image, pixel);
                // Not a number shows as no pixel at all, not as black.
                int level = Math.round((NOTHING - 1) * Math.max(0, Math.min(1, value)));
                raster.setSample(
                        left + pixel % width,
                        top + pixel / width,
                        0,
                        Float.isNaN(value) ? NOTHING : level);
            }
        }
        return picture;
    }

    static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String dataUri(BufferedImage picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture));
    }
}
