package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class MnistTest {
    @TempDir Path folder;

    @Test
    void readsImagesWithTheirLabelsCompressedOrNot() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxTest.images(2, 28, 28));
        Files.write(
                folder.resolve("train-labels-idx1-ubyte.gz"), IdxTest.gzip(IdxTest.labels(4, 9)));
        LabelledImages train = Mnist.DIGITS.train(folder);
        assertEquals(28, train.width());
        assertArrayEquals(new int[] {4, 9}, train.labels());
        assertTrue(train.factors().isEmpty());
    }

    @Test
    void labelsOfAnotherNumberTellPathExpectedAndFound() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxTest.images(2, 28, 28));
        Path labels =
                Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxTest.labels(4, 9, 1));
        String message =
                assertThrows(IOException.class, () -> Mnist.DIGITS.test(folder)).getMessage();
        assertTrue(message.startsWith(labels + " must have as many labels"), message);
        assertTrue(message.contains("2, but has 3"), message);
    }

    @Test
    void aLabelAboveNineIsRejected() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxTest.images(2, 28, 28));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxTest.labels(4, 26));
        String message =
                assertThrows(IOException.class, () -> Mnist.DIGITS.test(folder)).getMessage();
        assertTrue(message.contains("label 1 is 26"), message);
    }

    @Test
    void aMissingFileTellsHowToGetIt() {
        String message =
                assertThrows(IOException.class, () -> Mnist.FASHION.test(folder)).getMessage();
        assertTrue(message.contains("t10k-images-idx3-ubyte.gz"), message);
        assertTrue(message.contains("Mnist.FASHION.download("), message);
    }

    @Test
    void anotherDataSetInFilesOfTheSameNamesIsRecognisedByItsFirstLabels() throws IOException {
        int[] digits = {7, 2, 1, 0, 4, 1, 4, 9, 5, 9, 0};
        int[] fashion = {9, 2, 1, 1, 6, 1, 4, 6, 5, 7, 0};
        Path labels = folder.resolve("t10k-labels-idx1-ubyte");
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxTest.images(11, 28, 28));
        Files.write(labels, IdxTest.labels(digits));
        assertEquals(11, Mnist.DIGITS.test(folder).size());
        String message =
                assertThrows(IOException.class, () -> Mnist.FASHION.test(folder)).getMessage();
        assertEquals(
                labels
                        + " must have labels of Mnist.FASHION, but has those of Mnist.DIGITS; give"
                        + " each data set a folder of its own",
                message);
        Files.write(labels, IdxTest.labels(fashion));
        assertEquals(11, Mnist.FASHION.test(folder).size());
        assertThrows(IOException.class, () -> Mnist.DIGITS.test(folder));
    }

    @Test
    void badArgumentsOfADownloadAreRejectedBeforeIt() {
        assertRejected("folder must be given", () -> Mnist.DIGITS.download(null));
        assertRejected("mirror must be given", () -> Mnist.DIGITS.download(folder, null));
        assertRejected(
                "mirror must be an address that starts with http, but was file:/nowhere",
                () -> Mnist.DIGITS.download(folder, URI.create("file:/nowhere")));
    }

    @Test
    void readsTheRealTestSet() throws IOException {
        LabelledImages test = Mnist.DIGITS.test(realFolder());
        assertThrows(IOException.class, () -> Mnist.FASHION.test(realFolder()));
        assertEquals("10000 images of 28x28 pixels", test.toString());
        assertArrayEquals(
                new int[] {7, 2, 1, 0, 4, 1, 4, 9, 5, 9}, Arrays.copyOf(test.labels(), 10));
        // The published counts of each digit and the test set's mean brightness.
        int[] counts = new int[10];
        Arrays.stream(test.labels()).forEach(label -> counts[label]++);
        assertArrayEquals(
                new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, counts);
        assertEquals(0.1325, test.images().mean(), 1e-4);
    }

    @Test
    void downloadsTheRealTestSetAndNamesWhatTheMirrorLacks() throws IOException {
        Path real = realFolder();
        try (LocalServer server = new LocalServer()) {
            for (String name :
                    new String[] {"t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
                server.files.put("/mnist/" + name, Files.readAllBytes(real.resolve(name)));
            }
            URI mirror = server.address("/mnist/");
            String message =
                    assertThrows(IOException.class, () -> Mnist.DIGITS.download(folder, mirror))
                            .getMessage();
            assertTrue(message.contains("train-images-idx3-ubyte.gz: must answer 200"), message);
            assertEquals(10_000, Mnist.DIGITS.test(folder).size());
            assertFalse(Files.exists(folder.resolve("train-images-idx3-ubyte.gz")));

            String fashion =
                    assertThrows(IOException.class, () -> Mnist.FASHION.download(folder, mirror))
                            .getMessage();
            assertTrue(fashion.contains("t10k-images-idx3-ubyte.gz must have the SHA-256 346e"));
        }
    }

    /** The real files, or a skipped test that says why. */
    public static Path realFolder() {
        return Mnist.folder()
                .orElseGet(
                        () -> abort("no MNIST files are there; set GENLAB_MNIST to their folder"));
    }
}
