package genlab.training;

import genlab.nn.Require;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * A file with all that a training needs to go on as if it had never been interrupted.
 *
 * <p>The format: the eight letters {@code GENLAB02}; for each part its name, the number of its
 * bytes and the bytes; the CRC-32 of all that. Numbers are big-endian.
 */
public final class Checkpoint {
    private static final byte[] MAGIC = "GENLAB02".getBytes(StandardCharsets.US_ASCII);

    private Checkpoint() {}

    /** Something that can be saved. It tells its parts in the same order each time. */
    @FunctionalInterface
    public interface Saved {
        /** Tells every part. */
        void tell(Parts parts) throws IOException;
    }

    /** What is told of the parts, whether they are written or read. */
    public interface Parts {
        /** What must be the same in the file, such as an architecture; name says of what. */
        void same(String name, String text) throws IOException;

        /** Numbers that are saved, and changed by loading. */
        void numbers(String name, float[] values) throws IOException;

        /** A number that is saved, and handed over by loading. */
        void number(String name, long value, LongConsumer set) throws IOException;

        /** Rows of numbers of any count, handed over by loading. */
        void rows(String name, double[][] rows, Consumer<double[][]> set) throws IOException;
    }

    /**
     * Writes a checkpoint. An older file of that name is replaced at once and only when the new one
     * is complete.
     *
     * @throws IOException if the file can't be written
     */
    public static void save(Path file, Saved saved) throws IOException {
        Require.given("file", file);
        Require.given("saved", saved);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(MAGIC);
        saved.tell(new Writer(new DataOutputStream(bytes)));
        byte[] content = bytes.toByteArray();
        Path folder = file.toAbsolutePath().getParent();
        Require.inFile(
                Files.isDirectory(folder),
                "%s can't be written, because there is no folder %s",
                file,
                folder);
        Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
        try {
            ByteBuffer checksum = ByteBuffer.allocate(Long.BYTES).putLong(checksum(content));
            Files.write(part, content);
            Files.write(part, checksum.array(), java.nio.file.StandardOpenOption.APPEND);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Reads a checkpoint. If anything is wrong with it, all stays as it was.
     *
     * @throws IOException if the file can't be read, is not a checkpoint, is damaged, or belongs to
     *     something else; the message says what differs
     */
    public static void load(Path file, Saved saved) throws IOException {
        Require.given("file", file);
        Require.given("saved", saved);
        Require.inFile(
                Files.isRegularFile(file), "there is no file %s; save the model first", file);
        Reader reader = new Reader(file, parts(file));
        saved.tell(reader);
        reader.finish();
    }

    private static Map<String, byte[]> parts(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Require.inFile(
                all.length >= MAGIC.length && Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, 8),
                "%s must start with GENLAB02, but doesn't; it is no checkpoint",
                file);
        int end = all.length - Long.BYTES;
        byte[] content = Arrays.copyOf(all, Math.max(end, 0));
        Require.inFile(
                end >= MAGIC.length && ByteBuffer.wrap(all).getLong(end) == checksum(content),
                "%s is damaged or not complete: its %d bytes don't have the checksum that they end"
                        + " with; save it again",
                file,
                all.length);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        DataInputStream in =
                new DataInputStream(
                        new ByteArrayInputStream(content, MAGIC.length, end - MAGIC.length));
        while (in.available() > 0) {
            String name = in.readUTF();
            parts.put(name, in.readNBytes(in.readInt()));
        }
        return parts;
    }

    private static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private record Writer(DataOutputStream out) implements Parts {
        private void part(String name, ByteBuffer bytes) throws IOException {
            out.writeUTF(name);
            out.writeInt(bytes.capacity());
            out.write(bytes.array());
        }

        @Override
        public void same(String name, String text) throws IOException {
            part(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void numbers(String name, float[] values) throws IOException {
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    String message =
                            "%s must be finite to be saved, but was %s at %s; the training has"
                                    + " diverged, load an earlier checkpoint";
                    throw new IOException(message.formatted(name, values[i], i));
                }
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
            bytes.asFloatBuffer().put(values);
            part(name, bytes);
        }

        @Override
        public void number(String name, long value, LongConsumer set) throws IOException {
            part(name, ByteBuffer.allocate(Long.BYTES).putLong(0, value));
        }

        @Override
        public void rows(String name, double[][] rows, Consumer<double[][]> set)
                throws IOException {
            int columns = rows.length == 0 ? 0 : rows[0].length;
            ByteBuffer bytes =
                    ByteBuffer.allocate(
                            2 * Integer.BYTES
                                    + Math.multiplyExact(rows.length * columns, Double.BYTES));
            bytes.putInt(rows.length).putInt(columns);
            for (double[] row : rows) {
                for (double number : row) {
                    bytes.putDouble(number);
                }
            }
            part(name, bytes);
        }
    }

    private record Reader(Path file, Map<String, byte[]> parts, List<Runnable> changes)
            implements Parts {
        Reader(Path file, Map<String, byte[]> parts) {
            this(file, parts, new ArrayList<>());
        }

        private ByteBuffer part(String name) throws IOException {
            byte[] bytes = parts.remove(name);
            check(bytes != null, "has no %s", name);
            return ByteBuffer.wrap(bytes);
        }

        private void check(boolean right, String message, Object... values) throws IOException {
            Require.inFile(
                    right,
                    "%s %s; build the model as it was when it was saved",
                    file,
                    message.formatted(values));
        }

        @Override
        public void same(String name, String text) throws IOException {
            String found = new String(part(name).array(), StandardCharsets.UTF_8);
            check(found.equals(text), "has the %s %s, but here it is %s", name, found, text);
        }

        @Override
        public void numbers(String name, float[] values) throws IOException {
            ByteBuffer bytes = part(name);
            int count = bytes.capacity() / Float.BYTES;
            check(
                    count == values.length,
                    "has the %s of %s numbers, but here it is of %s",
                    name,
                    count,
                    values.length);
            changes.add(() -> bytes.asFloatBuffer().get(values));
        }

        @Override
        public void number(String name, long value, LongConsumer set) throws IOException {
            long found = part(name).getLong();
            changes.add(() -> set.accept(found));
        }

        @Override
        public void rows(String name, double[][] rows, Consumer<double[][]> set)
                throws IOException {
            ByteBuffer bytes = part(name);
            double[][] found = new double[bytes.getInt()][bytes.getInt()];
            for (double[] row : found) {
                bytes.asDoubleBuffer().get(row);
                bytes.position(bytes.position() + row.length * Double.BYTES);
            }
            changes.add(() -> set.accept(found));
        }

        void finish() throws IOException {
            check(
                    parts.isEmpty(),
                    "also has %s, which is not here",
                    String.join(", ", parts.keySet()));
            changes.forEach(Runnable::run);
        }
    }
}
