package genlab.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Saves what a network has learned, and loads it again.
 *
 * <p>The format: the eight letters {@code GENLAB01}; the number of parameters; for each its rows,
 * its columns and its floats in column order; the CRC-32 of all that. Numbers are big-endian.
 */
public final class ParameterFile {
    private static final byte[] MAGIC =
            "GENLAB01".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + Integer.BYTES;

    private ParameterFile() {}

    /**
     * Writes the values of a layer's parameters. An older file of that name is replaced at once and
     * only when the new one is complete.
     *
     * @param file the file
     * @param layer the layer or network whose parameters are written
     * @throws IOException if the file can't be written
     */
    public static void save(Path file, Layer layer) throws IOException {
        List<Parameter> parameters = layer.parameters();
        int size = HEAD + Integer.BYTES;
        for (Parameter parameter : parameters) {
            size = Math.addExact(size, bytes(parameter));
        }
        ByteBuffer buffer = ByteBuffer.allocate(size).put(MAGIC).putInt(parameters.size());
        for (Parameter parameter : parameters) {
            buffer.putInt(parameter.value().rows()).putInt(parameter.value().columns());
            for (float value : parameter.value().values()) {
                buffer.putFloat(value);
            }
        }
        buffer.putInt(checksum(buffer.array(), buffer.position()));
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
        try {
            Files.write(part, buffer.array());
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
     * Reads the values of a layer's parameters; its gradients stay. If anything is wrong with the
     * file, the layer stays as it was.
     *
     * @param file a file that {@link #save} wrote
     * @param layer a layer or network built as the saved one was
     * @throws IOException if the file can't be read, is not such a file, is damaged, or belongs to
     *     a network of another shape
     */
    public static void load(Path file, Layer layer) throws IOException {
        byte[] all = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(all);
        for (int i = 0; i < MAGIC.length; i++) {
            if (i >= all.length || all[i] != MAGIC[i]) {
                throw new IOException(
                        file
                                + " must start with GENLAB01, but differs at byte "
                                + i
                                + "; it was not written by ParameterFile.save");
            }
        }
        if (all.length < HEAD + Integer.BYTES) {
            throw damaged(file, "ends at byte " + all.length + ", before its first parameter");
        }
        int end = all.length - Integer.BYTES;
        int expected = checksum(all, end);
        int found = buffer.getInt(end);
        if (found != expected) {
            throw damaged(
                    file,
                    String.format(
                            "has checksum %08x at byte %d, but its %d bytes before give %08x",
                            found, end, end, expected));
        }
        buffer.position(MAGIC.length);
        List<Parameter> parameters = layer.parameters();
        int count = buffer.getInt();
        if (count != parameters.size()) {
            throw new IOException(
                    file
                            + " has "
                            + count
                            + " parameters, but the network has "
                            + parameters.size()
                            + "; build the network as it was when it was saved");
        }
        float[][] values = new float[count][];
        for (int p = 0; p < count; p++) {
            Matrix value = parameters.get(p).value();
            int at = buffer.position();
            boolean complete = end - at >= 2 * Integer.BYTES;
            int rows = complete ? buffer.getInt() : 0;
            int columns = complete ? buffer.getInt() : 0;
            if (rows != value.rows() || columns != value.columns()) {
                throw new IOException(
                        file
                                + " has ["
                                + rows
                                + ", "
                                + columns
                                + "] at byte "
                                + at
                                + ", but parameter "
                                + p
                                + " ("
                                + parameters.get(p).name()
                                + ") of the network is "
                                + value.shape()
                                + "; build the network as it was when it was saved");
            }
            if ((end - buffer.position()) / Float.BYTES < value.values().length) {
                throw damaged(file, "ends at byte " + all.length + ", inside parameter " + p);
            }
            values[p] = new float[value.values().length];
            buffer.asFloatBuffer().get(values[p]);
            buffer.position(buffer.position() + values[p].length * Float.BYTES);
        }
        for (int p = 0; p < count; p++) {
            System.arraycopy(values[p], 0, parameters.get(p).value().values(), 0, values[p].length);
        }
    }

    private static int bytes(Parameter parameter) {
        return Math.addExact(
                2 * Integer.BYTES,
                Math.multiplyExact(Float.BYTES, parameter.value().values().length));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static IOException damaged(Path file, String what) {
        return new IOException(
                file + " " + what + "; it is damaged or not complete: save the network again");
    }
}
