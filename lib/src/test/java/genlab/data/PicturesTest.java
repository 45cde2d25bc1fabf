package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import genlab.training.Progress;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    @TempDir Path folder;

    @Test
    void writtenPicturesAreReadAgainWithTheirLabels() throws IOException {
        LabelledImages digits = Digits.draw(30, 8, new SplittableRandom(1));
        List<String> classes = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        new Pictures(digits.images(), 1, 8, 8, digits.labels(), classes).writeEach(folder);
        Pictures read = Pictures.readGrey(folder, 8, 8);
        assertEquals(30, read.pixels().rows());
        int[] sorted = digits.labels().clone();
        java.util.Arrays.sort(sorted);
        List<String> present = classes.stream().filter(c -> contains(sorted, c)).toList();
        assertEquals(present, read.classes());
        // By label, then by number.
        int row = 0;
        for (String label : present) {
            for (int i = 0; i < 30; i++) {
                if (label.equals("" + digits.labels()[i])) {
                    assertEquals(label, read.classes().get(read.labels()[row]));
                    assertArrayEquals(
                            digits.images().row(i).values(),
                            read.pixels().row(row++).values(),
                            0.5f / 255 + 1e-6f);
                }
            }
        }
        assertEquals(8, read.images().width());
    }

    private static boolean contains(int[] labels, String label) {
        return java.util.Arrays.stream(labels).anyMatch(l -> label.equals("" + l));
    }

    @Test
    void theMiddleIsTakenAndEachPixelIsTheMeanOfItsArea() throws IOException {
        // 8 wide, 2 high: the middle 2 x 2 are columns 3 and 4.
        BufferedImage wide = new BufferedImage(8, 2, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 8; x++) {
                wide.getRaster().setSample(x, y, 0, 10 * x + 100 * y);
            }
        }
        write(wide, "wide.png");
        Matrix one = Pictures.readGrey(folder, 1, 1).pixels();
        assertEquals((30 + 40 + 130 + 140) / 4.0 / 255, one.get(0, 0), 1e-6);
        Matrix same = Pictures.readGrey(folder, 2, 8).pixels();
        assertEquals(170 / 255.0, same.get(0, 15), 1e-6);
        // Two and two thirds old pixels a new one: 0, 10 and two thirds of 20.
        Matrix thirds = Pictures.readGrey(folder, 1, 3).pixels();
        double upper = (0 + 10 + 2 / 3.0 * 20) / (8 / 3.0);
        assertEquals("[1, 3]", thirds.shape());
        assertEquals((upper + 50) / 255, thirds.get(0, 0), 0.5 * 100 / 255); // cropped by height
        // Bigger: each new pixel lies within an old one.
        Matrix bigger = Pictures.readGrey(folder, 4, 16).pixels();
        assertEquals(10 / 255.0, bigger.get(0, 2), 1e-6);
        assertEquals(10 / 255.0, bigger.get(0, 16 + 3), 1e-6);
    }

    @Test
    void coloursAreChannelAfterChannelAndGreyIsTheirWeightedSum() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, new Color(255, 128, 0).getRGB());
        image.setRGB(1, 0, new Color(0, 0, 51).getRGB());
        write(image, "colours.png");
        Matrix colours = Pictures.readColour(folder, 1, 2).pixels();
        float[] expected = {1, 0, 128 / 255f, 0, 0, 0.2f};
        assertArrayEquals(expected, colours.values(), 1e-6f);
        Matrix grey = Pictures.readGrey(folder, 1, 2).pixels();
        assertEquals(0.299 + 0.587 * 128 / 255, grey.get(0, 0), 1e-6);
        assertEquals(0.114 * 0.2, grey.get(0, 1), 1e-6);
    }

    @Test
    void greyStaysAsItIsAndTransparentBecomesWhite() throws IOException {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 128);
        write(grey, "a-grey.png");
        BufferedImage fine = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        fine.getRaster().setSample(0, 0, 0, 13_107);
        write(fine, "b-sixteen-bits.png");
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x80000000);
        write(clear, "c-clear.png");
        BufferedImage palette = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(0, 0, 0xffff0000);
        write(palette, "d-palette.gif");
        Matrix read = Pictures.readColour(folder, 1, 1).pixels();
        float[] reds = {128 / 255f, 0.2f, 1 - 128 / 255f, 1};
        assertArrayEquals(reds, read.columns(0, 1).values(), 1e-5f);
        float[] blues = {128 / 255f, 0.2f, 1 - 128 / 255f, 0};
        assertArrayEquals(blues, read.columns(2, 3).values(), 1e-5f);
    }

    @Test
    void aGridIsReadAsItWasWritten() throws IOException {
        Matrix digits = Digits.draw(5, 6, new SplittableRandom(1)).images();
        Path file = folder.resolve("grid.png");
        Pictures.grey(digits).writeGrid(file, 3);
        Matrix read = Pictures.readGrid(file, 6, 6).pixels();
        assertEquals("[6, 36]", read.shape());
        assertArrayEquals(digits.values(), read.rows(0, 5).values(), 0.5f / 255 + 1e-6f);
        assertEquals(1, read.row(5).min()); // blank
        assertThrows(IOException.class, () -> Pictures.readGrid(file, 7, 6));
    }

    @Test
    void progressIsTold() throws IOException {
        Pictures.grey(Matrix.zeros(3, 4)).writeEach(folder);
        List<String> told = new ArrayList<>();
        Progress.use(
                (task, total) -> {
                    told.add(task + " " + total);
                    return Progress.NONE;
                });
        try {
            Pictures.readGrey(folder, 2, 2);
        } finally {
            Progress.use(Progress.console());
        }
        assertEquals(List.of("reading pictures 3"), told);
    }

    @Test
    void aGridHasAWhiteLineBetweenItsPictures() throws IOException {
        Matrix pixels = Matrix.zeros(3, 2 * 3);
        pixels.set(1, 5, 0.4);
        Pictures pictures = new Pictures(pixels, 1, 2, 3, new int[0], List.of());
        Path file = folder.resolve("new/grid.png");
        pictures.writeGrid(file, 2);
        BufferedImage grid = ImageIO.read(file.toFile());
        assertEquals(7, grid.getWidth());
        assertEquals(5, grid.getHeight());
        assertEquals(102, grid.getRaster().getSample(6, 1, 0)); // the second one's last pixel
        assertEquals(0, grid.getRaster().getSample(2, 1, 0));
        assertEquals(255, grid.getRaster().getSample(3, 1, 0)); // between them
        assertEquals(255, grid.getRaster().getSample(0, 2, 0));
        assertEquals(255, grid.getRaster().getSample(6, 4, 0)); // where there is no fourth

        Matrix red = Matrix.ofRows(new double[] {1, 0, 0});
        new Pictures(red, 3, 1, 1, new int[0], List.of()).writeGrid(file, 1);
        assertEquals(0xffff0000, ImageIO.read(file.toFile()).getRGB(0, 0));
    }

    @Test
    void aModelsPicturesTakeTheShapeOfItsData() {
        Pictures data = new Pictures(Matrix.zeros(2, 6), 3, 1, 2, new int[2], List.of("a"));
        Pictures made = data.with(Matrix.filled(5, 6, 0.5));
        assertEquals("[5, 6]", made.pixels().shape());
        assertEquals(0, made.labels().length);
        assertRejected(
                "pictures must be grey and square, but were 3 x 1 x 2; take pixels()",
                data::images);
        assertRejected(
                "pixels must have 6 columns for 3 x 1 x 2, but was [1, 5]",
                () -> data.with(Matrix.zeros(1, 5)));
        assertRejected(
                "pixels must have values in [0, 1], but they were in [-1.0, -1.0]",
                () -> data.with(Matrix.filled(1, 6, -1)));
        assertRejected(
                "classes must name every label, but had 1 names for labels up to 1",
                () -> new Pictures(Matrix.zeros(1, 1), 1, 1, 1, new int[] {1}, List.of("a")));
    }

    @Test
    void aFolderThatIsNotOneOfPicturesIsTold() throws IOException {
        assertTold(folder, folder + " must have pictures, but no .png, .jpg, .gif or .bmp file");
        Path text = Files.writeString(folder.resolve("notes.txt"), "none");
        assertTold(text, text + " must be a folder of pictures, but is a file");
        Path missing = folder.resolve("missing");
        assertThrows(NoSuchFileException.class, () -> Pictures.readGrey(missing, 2, 2));
        Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
        assertTold(folder, bad + " must be a picture, but is none that Java knows");
        write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "bad.png");
        byte[] whole = Files.readAllBytes(bad);
        Files.write(bad, java.util.Arrays.copyOf(whole, 40));
        assertTold(folder, bad + " must be a picture, but can't be read: ");
        Files.write(bad, whole);
        Path sub = Files.createDirectory(folder.resolve("cats"));
        Files.copy(bad, sub.resolve("cat.png"));
        assertTold(
                folder, "either in subfolders, one a label, or all outside of them, but bad.png");
        Files.delete(bad);
        Files.createDirectory(folder.resolve("without pictures"));
        Files.createDirectory(folder.resolve(".hidden"));
        Files.copy(sub.resolve("cat.png"), folder.resolve(".hidden/cat.png"));
        assertEquals(List.of("cats"), Pictures.readGrey(folder, 2, 2).classes());
        assertRejected("width must be in", () -> Pictures.readColour(folder, 4096, 0));
    }

    private void assertTold(Path where, String part) {
        String message =
                assertThrows(IOException.class, () -> Pictures.readGrey(where, 2, 2)).getMessage();
        assertTrue(message.contains(part), message);
    }

    private void write(BufferedImage image, String name) throws IOException {
        String format = name.substring(name.lastIndexOf('.') + 1);
        assertTrue(ImageIO.write(image, format, folder.resolve(name).toFile()));
    }
}
