package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.training.Progress;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
                float[] scaled = scaled(open(file), channels, height, width);
                for (int column = 0; column < columns; column++) {
                    pixels.set(row, column, scaled[column]);
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
            String message =
                    "%s must have its pictures either in subfolders, one a label, or all outside of"
                            + " them, but %s is beside %s";
            throw new IOException(
                    message.formatted(folder, direct.get(0).getFileName(), found.classes.get(0)));
        }
        found.files.addAll(direct);
        Require.inFile(
                !found.files.isEmpty(),
                "%s must have pictures, but no .png, .jpg, .gif or .bmp file is in it or its"
                        + " subfolders; others have to be converted",
                folder);
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
                                        name.toLowerCase(Locale.ROOT)
                                                .matches(".*\\.(png|jpe?g|gif|bmp)");
                                return !hidden
                                        && Files.isDirectory(entry) == folders
                                        && (folders || picture);
                            })
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        }
    }

    private static BufferedImage open(Path file) throws IOException {
        BufferedImage image;
        try (var in = Files.newInputStream(file)) {
            image = ImageIO.read(in);
        } catch (IOException | RuntimeException e) { // a damaged file throws either
            throw new IOException(
                    file + " must be a picture, but can't be read: " + e.getMessage(), e);
        }
        Require.inFile(
                image != null,
                "%s must be a picture, but is none that Java knows; convert it to PNG",
                file);
        return image;
    }

    /**
     * The middle of a picture, as much as has the new shape, in the new size: channel after
     * channel, row after row.
     */
    private static float[] scaled(BufferedImage image, int channels, int height, int width) {
        double scale =
                Math.min((double) image.getHeight() / height, (double) image.getWidth() / width);
        Span[] rows = spans(image.getHeight(), height, scale);
        Span[] columns = spans(image.getWidth(), width, scale);
        float[] result = new float[channels * height * width];
        float[] colours = new float[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] means = new double[3];
                for (int v = 0; v < rows[y].shares.length; v++) {
                    for (int u = 0; u < columns[x].shares.length; u++) {
                        read(image, columns[x].from + u, rows[y].from + v, colours);
                        double share = rows[y].shares[v] * columns[x].shares[u];
                        for (int channel = 0; channel < 3; channel++) {
                            means[channel] += share * colours[channel];
                        }
                    }
                }
                if (channels == 1) {
                    means[0] = 0.299 * means[0] + 0.587 * means[1] + 0.114 * means[2];
                }
                for (int channel = 0; channel < channels; channel++) {
                    float mean = (float) Math.min(1, means[channel]); // rounding
                    result[(channel * height + y) * width + x] = mean;
                }
            }
        }
        return result;
    }

    /** Red, green and blue of one pixel in [0, 1]. */
    private static void read(BufferedImage image, int x, int y, float[] colours) {
        float opaque = 1;
        ColorModel model = image.getColorModel();
        if (model.getNumColorComponents() > 1 || model instanceof IndexColorModel) {
            int rgb = image.getRGB(x, y);
            opaque = (rgb >>> 24) / 255f;
            for (int channel = 0; channel < 3; channel++) {
                colours[channel] = (rgb >> 16 - 8 * channel & 0xff) / 255f;
            }
        } else {
            // By the raster: getRGB would make grey brighter, by its idea of brightness.
            float white = (1 << image.getSampleModel().getSampleSize(0)) - 1;
            Arrays.fill(colours, image.getRaster().getSample(x, y, 0) / white);
            if (model.hasAlpha()) {
                opaque = image.getRaster().getSample(x, y, 1) / white;
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            colours[channel] = opaque * colours[channel] + (1 - opaque);
        }
    }

    /** The old pixels along one axis that a new pixel covers, and how much of it each fills. */
    private record Span(int from, double[] shares) {}

    private static Span[] spans(int oldSize, int size, double scale) {
        double start = (oldSize - scale * size) / 2;
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
