package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.training.Progress;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The pictures in a folder, read into rows of one size. */
record PictureFolder(List<Path> files, List<Integer> labels, List<String> classes) {
    static Pictures read(Path folder, int channels, int height, int width) throws IOException {
        Require.given("folder", folder);
        Pictures.checkSize(height, width);
        PictureFolder found = find(folder);
        int count = found.files.size();
        int columns = channels * height * width;
        Require.that(
                (long) count * columns <= Integer.MAX_VALUE - 8,
                "%d pictures of %d numbers each are too many; take a smaller size",
                count,
                columns);
        Matrix pixels = Matrix.zeros(count, columns);
        try (Progress progress = Progress.of("reading pictures", count)) {
            for (int row = 0; row < count; row++) {
                Path file = found.files.get(row);
                float[][][] scaled = scaled(channels(file, channels), height, width);
                for (int column = 0; column < columns; column++) {
                    int x = column % width;
                    int y = column / width % height;
                    pixels.set(row, column, scaled[column / width / height][y][x]);
                }
                progress.update(row + 1, file.getFileName().toString());
            }
        }
        int[] labels = found.labels.stream().mapToInt(Integer::intValue).toArray();
        return new Pictures(pixels, channels, height, width, labels, found.classes);
    }

    private static PictureFolder find(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(
                    folder + " must be a folder of pictures, but is a file; name its folder");
        }
        PictureFolder found =
                new PictureFolder(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Path> direct = list(folder, false);
        for (Path subfolder : list(folder, true)) {
            List<Path> pictures = list(subfolder, false);
            for (Path file : pictures) {
                found.files.add(file);
                found.labels.add(found.classes.size());
            }
            if (!pictures.isEmpty()) {
                found.classes.add(subfolder.getFileName().toString());
            }
        }
        if (!direct.isEmpty() && !found.files.isEmpty()) {
            throw new IOException(
                    folder
                            + " must have its pictures either in subfolders, one a label, or all"
                            + " outside of them, but "
                            + direct.get(0).getFileName()
                            + " is beside "
                            + found.classes.get(0));
        }
        found.files.addAll(direct);
        if (found.files.isEmpty()) {
            throw new IOException(
                    folder
                            + " must have pictures, but no .png, .jpg, .gif or .bmp file is in it or"
                            + " its subfolders; others have to be converted");
        }
        return found;
    }

    /** In the order of their names, the same on every machine. */
    private static List<Path> list(Path folder, boolean folders) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            entry -> {
                                String name = entry.getFileName().toString();
                                boolean hidden = name.startsWith(".") || name.startsWith("__");
                                boolean picture =
                                        name.toLowerCase(java.util.Locale.ROOT)
                                                .matches(".*\\.(png|jpe?g|gif|bmp)");
                                return !hidden
                                        && Files.isDirectory(entry) == folders
                                        && (folders || picture);
                            })
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        }
    }

    /** A picture's brightness or colours in [0, 1]: [channel][row][column]. */
    private static float[][][] channels(Path file, int channels) throws IOException {
        BufferedImage image;
        try (var in = Files.newInputStream(file)) {
            image = ImageIO.read(in);
        } catch (IOException | RuntimeException e) { // a damaged file throws either
            throw new IOException(
                    file + " must be a picture, but can't be read: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new IOException(
                    file + " must be a picture, but is none that Java knows; convert it to PNG");
        }
        float[][][] result = new float[channels][image.getHeight()][image.getWidth()];
        float[] colours = new float[3];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours(image, x, y, colours);
                if (channels == 3) {
                    for (int channel = 0; channel < 3; channel++) {
                        result[channel][y][x] = colours[channel];
                    }
                } else {
                    boolean grey = colours[0] == colours[1] && colours[1] == colours[2];
                    result[0][y][x] =
                            grey
                                    ? colours[0]
                                    : 0.299f * colours[0]
                                            + 0.587f * colours[1]
                                            + 0.114f * colours[2];
                }
            }
        }
        return result;
    }

    private static void colours(BufferedImage image, int x, int y, float[] colours) {
        boolean colour = image.getColorModel().getNumColorComponents() > 1;
        float opaque = 1;
        if (colour || image.getColorModel() instanceof IndexColorModel) {
            int rgb = image.getRGB(x, y);
            opaque = (rgb >>> 24) / 255f;
            for (int channel = 0; channel < 3; channel++) {
                colours[channel] = (rgb >> 16 - 8 * channel & 0xff) / 255f;
            }
        } else {
            // By the raster: getRGB would make grey brighter, by its idea of brightness.
            float white = (1 << image.getSampleModel().getSampleSize(0)) - 1;
            java.util.Arrays.fill(colours, image.getRaster().getSample(x, y, 0) / white);
            if (image.getColorModel().hasAlpha()) {
                opaque = image.getRaster().getSample(x, y, 1) / white;
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            colours[channel] = opaque * colours[channel] + (1 - opaque);
        }
    }

    /** The middle of a picture, as much as has the new shape, in the new size. */
    private static float[][][] scaled(float[][][] channels, int height, int width) {
        int oldHeight = channels[0].length;
        int oldWidth = channels[0][0].length;
        double scale = Math.min((double) oldHeight / height, (double) oldWidth / width);
        Span[] rows = spans(oldHeight, height, (oldHeight - scale * height) / 2, scale);
        Span[] columns = spans(oldWidth, width, (oldWidth - scale * width) / 2, scale);
        float[][][] result = new float[channels.length][height][width];
        for (int channel = 0; channel < channels.length; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double mean = 0;
                    for (int v = 0; v < rows[y].shares.length; v++) {
                        float[] row = channels[channel][rows[y].from + v];
                        for (int u = 0; u < columns[x].shares.length; u++) {
                            double share = rows[y].shares[v] * columns[x].shares[u];
                            mean += share * row[columns[x].from + u];
                        }
                    }
                    result[channel][y][x] = (float) Math.min(1, mean); // rounding
                }
            }
        }
        return result;
    }

    /** The old pixels along one axis that a new pixel covers, and how much of it each fills. */
    private record Span(int from, double[] shares) {}

    private static Span[] spans(int oldSize, int size, double start, double scale) {
        Span[] spans = new Span[size];
        for (int to = 0; to < size; to++) {
            double begin = Math.max(0, start + to * scale);
            double end = Math.min(oldSize, begin + scale);
            int from = Math.min(oldSize - 1, (int) begin);
            int after = Math.max(from + 1, (int) Math.ceil(end));
            double[] shares = new double[after - from];
            for (int i = 0; i < shares.length; i++) {
                double covered = Math.min(end, from + i + 1) - Math.max(begin, from + i);
                shares[i] = covered / (end - begin);
            }
            spans[to] = new Span(from, shares);
        }
        return spans;
    }
}
