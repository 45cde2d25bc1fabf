package genlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class IdxTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void imagesBecomeRowsOfPixelsBetweenZeroAndOne(boolean compressed) throws IOException {
        Path file = write(compressed ? gzip(images(2, 1, 2)) : images(2, 1, 2));
        Matrix images = Idx.readImages(file);
        assertEquals("[2, 2]", images.shape());
        assertArrayEquals(new float[] {0, 2 / 255f, 1 / 255f, 3 / 255f}, images.values());
    }

    @Test
    void labelsAreUnsigned() throws IOException {
        assertArrayEquals(new int[] {7, 255}, Idx.readLabels(write(labels(7, 255))));
    }

    @Test
    void truncationTellsPathExpectedAndFound() throws IOException {
        byte[] whole = images(2, 3, 4);
        for (int length : new int[] {0, 3, 9, 39}) {
            int expected = length < 16 ? 16 : 40;
            assertRejected(
                    write(Arrays.copyOf(whole, length)),
                    " must have " + expected + " bytes, but ends after " + length);
        }
    }

    @Test
    void truncatedOrDamagedCompressionTellsThePath() throws IOException {
        byte[] whole = gzip(images(200, 28, 28));
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1; // in the checksum
        assertRejected(write(damaged), " must be whole");
        assertRejected(write(Arrays.copyOf(whole, whole.length / 2)), " must be whole");
        assertRejected(write(Arrays.copyOf(whole, 5)), " must be whole");
    }

    @Test
    void aForeignFileIsKnownByItsStart() throws IOException {
        assertRejected(write(labels(1, 2)), " must start with 0x00000803");
        assertRejected(write("<html>404</html>".getBytes()), "but starts with 0x3c68746d");
        IOException error =
                assertThrows(IOException.class, () -> Idx.readLabels(write(images(1, 1, 1))));
        assertTrue(error.getMessage().contains("take the file of labels"), error.getMessage());
    }

    @Test
    void sizesThatCannotBeAreRejectedWithoutAllocating() throws IOException {
        assertRejected(
                write(header(0x0803, 60_000, 1 << 20, 1 << 20)), "[60000, 1048576, 1048576]");
        assertRejected(write(header(0x0803, -1, 28, 28)), "[-1, 28, 28]");
        assertRejected(write(header(0x0803, 0, 28, 28)), "[0, 28, 28]");
        assertRejected(
                write(header(0x0803, 1_000_000, 28, 28)),
                " must have 784000016 bytes, but ends after 16");
    }

    @Test
    void moreThanTheHeaderSaysIsRejected() throws IOException {
        assertRejected(write(Arrays.copyOf(images(1, 2, 2), 21)), " must end after 20 bytes");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing");
        IOException error = assertThrows(NoSuchFileException.class, () -> Idx.readImages(missing));
        assertEquals(missing.toString(), error.getMessage());
    }

    private void assertRejected(Path file, String part) {
        IOException error = assertThrows(IOException.class, () -> Idx.readImages(file));
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    public static byte[] images(int count, int rows, int columns) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * rows * columns);
        bytes.put(header(0x0803, count, rows, columns));
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    public static byte[] labels(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
        bytes.put(header(0x0801, labels.length));
        Arrays.stream(labels).forEach(label -> bytes.put((byte) label));
        return bytes.array();
    }

    private static byte[] header(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        Arrays.stream(numbers).forEach(bytes::putInt);
        return bytes.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
