package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.LabelledSamples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Pictures of one size, grey or colour: one's own in, a model's out.
 *
 * <pre>{@code
 * Pictures faces = Pictures.readColour(Path.of("faces"), 32, 32);
 * vae.train(faces.pixels(), 20);
 * faces.with(vae.sample(64, random)).writeGrid(Path.of("samples.png"), 8);
 * }</pre>
 *
 * @param pixels {@code [pictures, channels * height * width]} in [0, 1]: for each channel, row
 *     after row of the picture
 * @param channels 1 for grey; 3 for red, green, blue
 * @param height in pixels
 * @param width in pixels
 * @param labels one a picture; empty where nobody knows them
 * @param classes what the labels stand for: label i's name at place i; may be empty
 */
public record Pictures(
        Matrix pixels, int channels, int height, int width, int[] labels, List<String> classes) {
    /** Checks that the parts belong together. */
    public Pictures {
        Pixels.requireUnit("pixels", pixels);
        checkSize(height, width);
        Require.that(
                channels == 1 || channels == 3, "channels must be 1 or 3, but was %d", channels);
        Require.that(
                pixels.columns() == channels * height * width,
                "pixels must have %d columns for %d x %d x %d, but was %s",
                channels * height * width,
                channels,
                height,
                width,
                pixels.shape());
        if (Require.given("labels", labels).length > 0) {
            new LabelledSamples(pixels, labels);
        }
        Require.given("classes", classes);
        for (String name : classes) {
            Require.given("every class", name);
        }
        int most = IntStream.of(labels).max().orElse(-1);
        Require.that(
                classes.isEmpty() || most < classes.size(),
                "classes must name every label, but had %d names for labels up to %d",
                classes.size(),
                most);
        classes = List.copyOf(classes);
    }

    /**
     * Square grey pictures without labels, such as a model makes: {@code [pictures, width * width]}
     * in [0, 1].
     */
    public static Pictures grey(Matrix pixels) {
        int width = Pixels.width("pixels", pixels);
        return new Pictures(pixels, 1, width, width, new int[0], List.of());
    }

    /**
     * Reads all PNG, JPG, GIF and BMP files of a folder as grey pictures. The middle of each, as
     * much as has the shape wanted, is scaled to the size by the mean over each new pixel's area.
     *
     * <p>Where the folder has subfolders, the pictures are in those, and each is one label, in the
     * order of their names. Colours become grey as 0.299 red + 0.587 green + 0.114 blue; what is
     * transparent becomes white. A note in the file that the camera was turned is not heeded.
     *
     * @param folder where the files are
     * @param height of the pictures to make, 1 to 4096
     * @param width of the pictures to make, 1 to 4096
     * @return {@code [pictures, height * width]}, in the order of their names
     * @throws IOException if the folder isn't there, has no picture, or has one that can't be read
     * @throws IllegalArgumentException if the size is out of its range, or all pictures of that
     *     size are too many numbers
     */
    public static Pictures readGrey(Path folder, int height, int width) throws IOException {
        return PictureFolder.read(folder, 1, height, width);
    }

    /**
     * Reads all pictures of a folder as {@link #readGrey} does, in colour: {@code [pictures, 3 *
     * height * width]}.
     */
    public static Pictures readColour(Path folder, int height, int width) throws IOException {
        return PictureFolder.read(folder, 3, height, width);
    }

    /**
     * Reads what {@link #writeGrid} wrote of grey pictures.
     *
     * @param file a PNG file of pictures with a line between them
     * @param height of a picture, 1 to 4096
     * @param width of a picture, 1 to 4096
     * @return {@code [pictures, height * width]}, row after row; the blank ones at the end, too
     * @throws IOException if the file isn't there, is no picture, or its size doesn't fit
     */
    public static Pictures readGrid(Path file, int height, int width) throws IOException {
        checkSize(height, width);
        BufferedImage grid;
        try (var in = Files.newInputStream(Require.given("file", file))) {
            grid = ImageIO.read(in);
        }
        Require.inFile(
                grid != null
                        && (grid.getWidth() + 1) % (width + 1) == 0
                        && (grid.getHeight() + 1) % (height + 1) == 0,
                "%s must be pictures of %d x %d with lines between",
                file,
                height,
                width);
        int columns = (grid.getWidth() + 1) / (width + 1);
        int rows = (grid.getHeight() + 1) / (height + 1);
        Matrix pixels = Matrix.zeros(rows * columns, height * width);
        for (int picture = 0; picture < rows * columns; picture++) {
            int left = picture % columns * (width + 1);
            int top = picture / columns * (height + 1);
            for (int pixel = 0; pixel < height * width; pixel++) {
                int x = left + pixel % width;
                int y = top + pixel / width;
                pixels.set(picture, pixel, grid.getRaster().getSample(x, y, 0) / 255.0);
            }
        }
        return new Pictures(pixels, 1, height, width, new int[0], List.of());
    }

    /**
     * Other pictures of the same size, such as a model makes of these: pixels in [0, 1], without
     * labels.
     */
    public Pictures with(Matrix other) {
        return new Pictures(other, channels, height, width, new int[0], List.of());
    }

    /**
     * These pictures, which must be grey and square, as the images that the rest of the kit takes;
     * with label 0 where there are none.
     */
    public LabelledImages images() {
        Require.that(
                channels == 1 && height == width,
                "pictures must be grey and square, but were %d x %d x %d; take pixels()",
                channels,
                height,
                width);
        return new LabelledImages(
                pixels, labels.length == 0 ? new int[pixels.rows()] : labels, Map.of());
    }

    /**
     * Writes all pictures into one PNG file, row after row, a white line between them.
     *
     * @param file where to; its folder is made if it isn't there
     * @param columns how many pictures a row
     * @throws IOException if the file can't be written
     */
    public void writeGrid(Path file, int columns) throws IOException {
        Require.that(
                Require.given("file", file).toString().endsWith(".png"),
                "file must end in .png, but was %s",
                file);
        int count = pixels.rows();
        Require.that(
                columns >= 1 && columns <= count,
                "columns must be from 1 to the %d pictures, but was %d",
                count,
                columns);
        int rows = (count + columns - 1) / columns;
        long area = (long) columns * (width + 1) * rows * (height + 1);
        Require.that(
                area <= 1 << 28,
                "a picture of %d pixels can't be written; write fewer, or each of its own",
                area);
        BufferedImage grid = blank(columns * (width + 1) - 1, rows * (height + 1) - 1);
        for (int picture = 0; picture < count; picture++) {
            draw(picture, grid, picture % columns * (width + 1), picture / columns * (height + 1));
        }
        write(grid, file);
    }

    /**
     * Writes each picture into a PNG file of its own, named by its number; where the labels have
     * names, in a subfolder each, as {@link #readGrey} takes them.
     *
     * @param folder where to; made if it isn't there
     * @throws IOException if a file can't be written
     */
    public void writeEach(Path folder) throws IOException {
        Require.given("folder", folder);
        for (int picture = 0; picture < pixels.rows(); picture++) {
            boolean named = labels.length > 0 && !classes.isEmpty();
            Path own = named ? folder.resolve(classes.get(labels[picture])) : folder;
            BufferedImage image = blank(width, height);
            draw(picture, image, 0, 0);
            write(image, own.resolve(String.format("%05d.png", picture)));
        }
    }

    static void checkSize(int height, int width) {
        Require.between("height", 1, 4096, height);
        Require.between("width", 1, 4096, width);
    }

    private BufferedImage blank(int imageWidth, int imageHeight) {
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(imageWidth, imageHeight, type);
        for (int y = 0; y < imageHeight; y++) {
            for (int x = 0; x < imageWidth; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    image.getRaster().setSample(x, y, channel, 255);
                }
            }
        }
        return image;
    }

    private void draw(int picture, BufferedImage image, int left, int top) {
        // By the raster: setRGB would take grey for another grey, by its idea of brightness.
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float value = pixels.get(picture, (channel * height + y) * width + x);
                    int rounded = Math.round(255 * value);
                    image.getRaster().setSample(left + x, top + y, channel, rounded);
                }
            }
        }
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
    }
}
