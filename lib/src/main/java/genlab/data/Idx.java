package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Files of unsigned bytes in the IDX format of MNIST, as they are or compressed by gzip.
 *
 * <p>The format: two zero bytes, 8 for "unsigned byte", the number of dimensions, the size of each
 * as four bytes (big-endian), then the numbers, the last dimension fastest.
 */
public final class Idx {
    private static final int UNSIGNED_BYTES = 0x0800;

    private Idx() {}

    /**
     * Reads images.
     *
     * @param file three dimensions: images, rows, columns
     * @return {@code [images, rows * columns]}, pixels in [0, 1]
     * @throws IOException if the file isn't there, can't be read, is damaged or isn't one of images
     */
    public static Matrix readImages(Path file) throws IOException {
        Content content = read(file, 3);
        int count = content.sizes[0];
        int pixels = content.sizes[1] * content.sizes[2];
        Matrix images = Matrix.zeros(count, pixels);
        float[] values = images.values();
        // Some rows at a time, so that both sides of the transposition stay in the cache.
        for (int from = 0; from < count; from += 64) {
            int to = Math.min(from + 64, count);
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int row = from; row < to; row++) {
                    values[pixel * count + row] =
                            (content.bytes[row * pixels + pixel] & 0xff) / 255f;
                }
            }
        }
        return images;
    }

    /**
     * Reads labels.
     *
     * @param file one dimension
     * @return one label an image, 0 to 255
     * @throws IOException if the file isn't there, can't be read, is damaged or isn't one of labels
     */
    public static int[] readLabels(Path file) throws IOException {
        Content content = read(file, 1);
        int[] labels = new int[content.bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = content.bytes[i] & 0xff;
        }
        return labels;
    }

    private record Content(int[] sizes, byte[] bytes) {}

    private static Content read(Path file, int dimensions) throws IOException {
        try (InputStream in = open(file)) {
            int headerLength = 4 + 4 * dimensions;
            byte[] header = in.readNBytes(headerLength);
            if (header.length >= 4) {
                int mark = UNSIGNED_BYTES + dimensions;
                int magic = ByteBuffer.wrap(header).getInt();
                Require.inFile(
                        magic == mark,
                        "%s must start with 0x%08x, the mark of IDX with %d dimension(s), but starts"
                                + " with 0x%08x; take the file of %s",
                        file,
                        mark,
                        dimensions,
                        magic,
                        dimensions == 3 ? "images" : "labels");
            }
            checkLength(file, headerLength, header.length);
            int[] sizes = new int[dimensions];
            ByteBuffer.wrap(header, 4, headerLength - 4).asIntBuffer().get(sizes);
            long length = 1;
            for (int size : sizes) {
                // The first size that is wrong stops the product from overflowing.
                length = size < 1 || length > Integer.MAX_VALUE ? -1 : length * size;
                if (length < 0) {
                    break;
                }
            }
            Require.inFile(
                    length >= 1 && length <= Integer.MAX_VALUE - 64,
                    "%s must have sizes above 0 and below 2 GB in its header, but has %s; get the file"
                            + " again",
                    file,
                    Arrays.toString(sizes));
            byte[] bytes = in.readNBytes((int) length);
            checkLength(file, headerLength + length, headerLength + (long) bytes.length);
            Require.inFile(
                    in.read() < 0,
                    "%s must end after %d bytes, as its header says, but goes on; get the file again",
                    file,
                    headerLength + length);
            return new Content(sizes, bytes);
        } catch (EOFException | ZipException e) {
            String message =
                    "%s must be whole, but its compressed data is cut off or damaged (%s, after %s"
                            + " bytes); get the file again";
            throw new IOException(message.formatted(file, e.getMessage(), Files.size(file)), e);
        }
    }

    private static void checkLength(Path file, long expected, long found) throws IOException {
        Require.inFile(
                found >= expected,
                "%s must have %d bytes, but ends after %d (counted without compression); get the file"
                        + " again",
                file,
                expected,
                found);
    }

    private static InputStream open(Path file) throws IOException {
        Require.inFile(
                !Files.isDirectory(Require.given("file", file)),
                "%s must be a file, but is a folder; name a file in it",
                file);
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return compressed ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
