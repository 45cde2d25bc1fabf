package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of numpy, {@code .npy}: what {@code np.save} writes and {@code np.load} reads.
 *
 * <pre>{@code
 * Matrix data = NumpyFile.read(Path.of("faces.npy"));      // np.save("faces.npy", faces)
 * NumpyFile.write(samples, Path.of("samples.npy"));        // np.load("samples.npy")
 * }</pre>
 *
 * <p>The format: the mark {@code \x93NUMPY}, two bytes of version, the length of the header, the
 * header (a Python dictionary of type, order and shape), then the numbers (NumPy Enhancement
 * Proposal 1). It is read here rather than by ND4J, whose native reader turns arrays in Fortran's
 * order into other numbers and ends the whole program on types that it doesn't know.
 */
public final class NumpyFile {
    private static final byte[] MARK = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final Pattern HEADER =
            Pattern.compile(
                    "(?=.*'descr': *'([<>|=])(\\w+)')(?=.*'fortran_order': *(True|False))"
                            + "(?=.*'shape': *\\(([\\d, ]*)\\)).*",
                    Pattern.DOTALL);

    private NumpyFile() {}

    /** How the numbers of a type are taken from a buffer. */
    private interface Reader {
        double next(ByteBuffer bytes);
    }

    /**
     * Reads samples. An array of more than two dimensions, such as pictures, becomes one row a
     * sample, as by numpy's {@code reshape(n, -1)}; one of a single dimension becomes a column.
     *
     * @param file floats, integers or truth values
     * @return {@code [samples, features]}
     * @throws IOException if the file isn't there, is damaged, has other types in it, no number at
     *     all, or one that isn't finite
     */
    public static Matrix read(Path file) throws IOException {
        Require.inFile(
                !Files.isDirectory(Require.given("file", file)),
                "%s must be a file, but is a folder; name a file in it",
                file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        Matcher header = header(file, bytes);
        long[] shape =
                Arrays.stream(header.group(4).split("[, ]+"))
                        .filter(size -> !size.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray();
        Reader reader = reader(file, header.group(2));
        boolean byColumn = header.group(3).equals("True") && shape.length > 1;
        Require.inFile(
                shape.length > 0 && (shape.length < 3 || !byColumn),
                "%s must have samples as rows, but its array is of %d dimensions%s; save"
                        + " np.ascontiguousarray(x.reshape(len(x), -1))",
                file,
                shape.length,
                byColumn ? " in Fortran's order" : "");
        // Sizes that don't fit the bytes stop the product from overflowing.
        long features = 1;
        for (int i = 1; i < shape.length; i++) {
            features = Math.min(features * Math.min(shape[i], 1L << 31), 1L << 31);
        }
        int size = Integer.parseInt(header.group(2).replaceAll("\\D", ""));
        boolean fits =
                shape[0] > 0
                        && features > 0
                        && shape[0] <= bytes.remaining()
                        && shape[0] * features * size == bytes.remaining();
        Require.inFile(
                fits,
                "%s must have numbers of %d bytes for the shape %s, at least one, but has %d bytes;"
                        + " save it again",
                file,
                size,
                Arrays.toString(shape),
                bytes.remaining());
        bytes.order(header.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return matrix(file, bytes, reader, (int) shape[0], (int) features, byColumn);
    }

    private static Matrix matrix(
            Path file, ByteBuffer bytes, Reader reader, int rows, int columns, boolean byColumn)
            throws IOException {
        Matrix result = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            int row = byColumn ? i % rows : i / columns;
            int column = byColumn ? i / rows : i % columns;
            float value = (float) reader.next(bytes);
            Require.inFile(
                    Float.isFinite(value),
                    "%s must have finite numbers, but has %s in row %d, column %d; leave out such"
                            + " rows, or fill them in",
                    file,
                    value,
                    row,
                    column);
            result.set(row, column, value);
        }
        return result;
    }

    /**
     * Reads labels.
     *
     * @param file whole numbers from 0, one a sample
     * @throws IOException if the file can't be read, or has other numbers in it
     */
    public static int[] readLabels(Path file) throws IOException {
        Matrix column = read(file);
        Require.inFile(
                column.columns() == 1,
                "%s must have one label a sample, but has %s; save np.argmax(labels, 1)",
                file,
                column.shape());
        int[] labels = new int[column.rows()];
        for (int row = 0; row < labels.length; row++) {
            float label = column.get(row, 0);
            labels[row] = (int) label;
            Require.inFile(
                    labels[row] == label && label >= 0,
                    "%s must have labels 0, 1, 2, ..., but label %d is %s",
                    file,
                    row,
                    label);
        }
        return labels;
    }

    /**
     * Writes samples as an array {@code [samples, features]} of float32.
     *
     * @param samples what to write
     * @param file where to; its folder is made if it isn't there
     * @throws IOException if the file can't be written
     * @throws IllegalArgumentException if a number isn't finite, or the file's name doesn't end in
     *     {@code .npy}
     */
    public static void write(Matrix samples, Path file) throws IOException {
        Require.finite("samples", 1, samples);
        Require.that(
                Require.given("file", file).toString().endsWith(".npy"),
                "file must end in .npy, but was %s",
                file);
        Path folder = file.toAbsolutePath().getParent();
        String header =
                String.format(
                        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }",
                        samples.rows(), samples.columns());
        // As numpy does: filled with spaces so that the numbers start at a multiple of 64.
        int length = (MARK.length + 4 + header.length() + 64) / 64 * 64;
        int room = length - MARK.length - 4;
        ByteBuffer bytes =
                ByteBuffer.allocate(length + Math.multiplyExact(4, samples.values().length));
        bytes.order(ByteOrder.LITTLE_ENDIAN).put(MARK).put((byte) 1).put((byte) 0);
        bytes.putShort((short) room);
        bytes.put(
                (header + " ".repeat(room - header.length() - 1) + "\n")
                        .getBytes(StandardCharsets.US_ASCII));
        for (int row = 0; row < samples.rows(); row++) {
            for (int column = 0; column < samples.columns(); column++) {
                bytes.putFloat(samples.get(row, column));
            }
        }
        Files.createDirectories(folder);
        Files.write(file, bytes.array());
    }

    private static Matcher header(Path file, ByteBuffer bytes) throws IOException {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        try {
            byte[] mark = new byte[MARK.length];
            bytes.get(mark);
            Require.inFile(
                    Arrays.equals(mark, MARK),
                    "%s must start as np.save starts a file, but doesn't; give a .npy file, not text"
                            + " and not a .npz archive",
                    file);
            int version = bytes.get();
            bytes.get();
            int length = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt();
            Require.inFile(
                    length >= 0 && length <= bytes.remaining(),
                    "%s must be whole, but ends within its header; save it again",
                    file);
            byte[] text = new byte[length];
            bytes.get(text);
            String header = new String(text, StandardCharsets.UTF_8);
            Matcher matcher = HEADER.matcher(header);
            Require.inFile(
                    matcher.matches(),
                    "%s must have an array of numbers, but has %s; save x.astype('float32')",
                    file,
                    header.strip());
            return matcher;
        } catch (BufferUnderflowException e) {
            throw new IOException(
                    file + " must be a .npy file, but ends after " + bytes.limit() + " bytes", e);
        }
    }

    private static Reader reader(Path file, String type) throws IOException {
        return switch (type) {
            case "f4" -> ByteBuffer::getFloat;
            case "f8" -> ByteBuffer::getDouble;
            case "i1" -> ByteBuffer::get;
            case "i2" -> ByteBuffer::getShort;
            case "i4" -> ByteBuffer::getInt;
            case "i8" -> ByteBuffer::getLong;
            case "u1", "b1" -> bytes -> bytes.get() & 0xff;
            case "u2" -> bytes -> bytes.getShort() & 0xffff;
            case "u4" -> bytes -> bytes.getInt() & 0xffffffffL;
            default ->
                    throw new IOException(
                            "%s must have numbers of a known type, but has %s; save x.astype('float32')"
                                    .formatted(file, type));
        };
    }
}
