package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NumpyFileTest {
    @TempDir Path folder;

    @Test
    void readsWhatNumpyWrote() throws IOException {
        // np.save of np.array([[1, 2, 3], [4, 5, 6.5]], 'f4') by numpy 2.4.6
        String text =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
                        + " ".repeat(58)
                        + "\n";
        String start = "934e554d5059" + "0100" + "7600";
        String numbers =
                "0000803f" + "00000040" + "00004040" + "00008040" + "0000a040" + "0000d040";
        ByteBuffer bytes = ByteBuffer.allocate(128 + 24);
        bytes.put(HexFormat.of().parseHex(start)).put(text.getBytes(StandardCharsets.US_ASCII));
        bytes.put(HexFormat.of().parseHex(numbers));
        Path file = Files.write(folder.resolve("numpy.npy"), bytes.array());
        Matrix matrix = NumpyFile.read(file);
        assertEquals("[2, 3]", matrix.shape());
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6.5f}, matrix.values());
        Path again = folder.resolve("new/again.npy");
        NumpyFile.write(matrix, again);
        assertArrayEquals(bytes.array(), Files.readAllBytes(again));
    }

    @Test
    void nd4jReadsWhatIsWrittenAndWritesWhatIsRead() throws IOException {
        Matrix matrix = Matrix.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Path file = folder.resolve("x.npy");
        NumpyFile.write(matrix, file);
        INDArray array = Nd4j.createFromNpyFile(file.toFile());
        assertArrayEquals(matrix.values(), Matrix.of(array).values());
        Nd4j.writeAsNumpy(array, file.toFile());
        assertArrayEquals(matrix.values(), NumpyFile.read(file).values());
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, 4", ">f4, 4", "<f8, 8", "<i8, 8", ">i4, 4", "<u4, 4", "<i2, 2", "<u2, 2", "|i1, 1",
        "|u1, 1", "|b1, 1"
    })
    void everyTypeInItsOrderOfBytes(String type, int size) throws IOException {
        Path file =
                write(
                        type,
                        "(3, )",
                        3 * size,
                        bytes -> {
                            for (int x : new int[] {1, 0, 1}) {
                                switch (type.substring(1)) {
                                    case "f4" -> bytes.putFloat(x);
                                    case "f8" -> bytes.putDouble(x);
                                    case "i8" -> bytes.putLong(x);
                                    case "i4", "u4" -> bytes.putInt(x);
                                    case "i2", "u2" -> bytes.putShort((short) x);
                                    default -> bytes.put((byte) x);
                                }
                            }
                        });
        Matrix column = NumpyFile.read(file);
        assertEquals("[3, 1]", column.shape());
        assertArrayEquals(new float[] {1, 0, 1}, column.values());
        assertArrayEquals(new int[] {1, 0, 1}, NumpyFile.readLabels(file));
    }

    @Test
    void unsignedNumbersAreNotNegative() throws IOException {
        Path bytes = write("|u1", "(1,)", 1, b -> b.put((byte) 200));
        assertEquals(200, NumpyFile.read(bytes).get(0, 0));
        Path shorts = write("<u2", "(1,)", 2, b -> b.putShort((short) 60_000));
        assertEquals(60_000, NumpyFile.read(shorts).get(0, 0));
        Path ints = write("<u4", "(1,)", 4, b -> b.putInt((int) 4_000_000_000L));
        assertEquals(4e9f, NumpyFile.read(ints).get(0, 0));
    }

    @Test
    void picturesBecomeARowEachAndFortransOrderIsHeeded() throws IOException {
        Path pictures = write("|u1", "(2, 2, 3)", 12, bytes -> fill(bytes, 12));
        assertEquals("[2, 6]", NumpyFile.read(pictures).shape());
        assertEquals(7, NumpyFile.read(pictures).get(1, 1));
        Path byColumn = writeByColumn("|u1", "(2, 3)", 6, b -> fill(b, 6));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, NumpyFile.read(byColumn).values());
    }

    @Test
    void whatIsNoArrayOfNumbersIsTold() throws IOException {
        Path text = Files.writeString(folder.resolve("x.csv"), "height,weight\n170,70\n");
        assertTold(text, " must start as np.save starts a file");
        assertTold(Files.writeString(folder.resolve("x.npy"), ""), " ends after 0 bytes");
        Path missing = folder.resolve("missing.npy");
        assertTrue(
                assertThrows(NoSuchFileException.class, () -> NumpyFile.read(missing))
                        .getMessage()
                        .contains(missing.toString()));
        assertTold(folder, " must be a file, but is a folder");
        assertTold(write("<c8", "(1,)", 8, b -> {}), " of a known type, but has c8; save x.astype");
        assertTold(write("<f2", "(1,)", 2, b -> {}), " of a known type, but has f2; save x.astype");
        assertTold(
                write("(wrong", "(1,)", 2, b -> {}), " must have an array of numbers, but has {");
        assertTold(write("|u1", "()", 1, b -> {}), " its array is of 0 dimensions");
        assertTold(
                writeByColumn("|u1", "(1, 1, 1)", 1, b -> {}),
                " its array is of 3 dimensions in Fortran's order; save np.ascontiguousarray");
    }

    @Test
    void aDamagedFileIsTold() throws IOException {
        String needed = " must have numbers of 4 bytes for the shape ";
        assertTold(
                write("<f4", "(2, 3)", 20, b -> {}), needed + "[2, 3], at least one, but has 20");
        assertTold(
                write("<f4", "(2, 3)", 28, b -> {}), needed + "[2, 3], at least one, but has 28");
        assertTold(write("<f4", "(0, 3)", 0, b -> {}), needed + "[0, 3]");
        assertTold(write("<f4", "(3, 0)", 0, b -> {}), needed + "[3, 0]");
        // Sizes whose product overflows to the number of bytes.
        assertTold(write("<f4", "(2, 2147483648, 2147483648)", 0, b -> {}), needed);
        byte[] whole = Files.readAllBytes(write("<f4", "(2, 3)", 24, b -> {}));
        Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, 30));
        assertTold(cut, " must be whole, but ends within its header");
        Path notFinite = write("<f4", "(1, 2)", 8, b -> b.putFloat(1).putFloat(Float.NaN));
        assertTold(notFinite, " must have finite numbers, but has NaN in row 0, column 1");
    }

    @Test
    void labelsAreWholeNumbersFromZero() throws IOException {
        Path half = write("<f4", "(2,)", 8, b -> b.putFloat(1).putFloat(0.5f));
        assertLabelsTold(half, " must have labels 0, 1, 2, ..., but label 1 is 0.5");
        Path negative = write("|i1", "(1,)", 1, b -> b.put((byte) -1));
        assertLabelsTold(negative, " must have labels 0, 1, 2, ..., but label 0 is -1.0");
        assertLabelsTold(
                write("|i1", "(1, 2)", 2, b -> {}),
                " must have one label a sample, but has [1, 2]");
    }

    @Test
    void whatIsWrittenMustBeFinite() {
        Path file = folder.resolve("nan.npy");
        assertRejected(
                "samples must be finite, but was NaN in row 0, column 0",
                () -> NumpyFile.write(Matrix.filled(1, 1, Double.NaN), file));
        assertTrue(Files.notExists(file));
        assertRejected(
                "file must end in .npy, but was x.txt",
                () -> NumpyFile.write(Matrix.zeros(1, 1), Path.of("x.txt")));
    }

    private static void fill(ByteBuffer bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes.put((byte) i);
        }
    }

    private void assertTold(Path file, String part) {
        String message = assertThrows(IOException.class, () -> NumpyFile.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(part), message);
    }

    private void assertLabelsTold(Path file, String part) {
        IOException error = assertThrows(IOException.class, () -> NumpyFile.readLabels(file));
        assertEquals(file + part, error.getMessage().split("; ")[0]);
    }

    /** A file of version 1 with these numbers after its header. */
    private Path write(String type, String shape, int size, Consumer<ByteBuffer> numbers)
            throws IOException {
        return write(type, "False", shape, size, numbers);
    }

    private Path writeByColumn(String type, String shape, int size, Consumer<ByteBuffer> numbers)
            throws IOException {
        return write(type, "True", shape, size, numbers);
    }

    private Path write(
            String type, String fortran, String shape, int size, Consumer<ByteBuffer> numbers)
            throws IOException {
        String header =
                String.format(
                        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n",
                        type, fortran, shape);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + size);
        bytes.put(HexFormat.of().parseHex("934e554d50590100"));
        bytes.order(ByteOrder.LITTLE_ENDIAN).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        numbers.accept(bytes);
        return Files.write(Files.createTempFile(folder, "x", ".npy"), bytes.array());
    }
}
