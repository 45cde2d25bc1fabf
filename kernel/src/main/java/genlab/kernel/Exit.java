package genlab.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Stands in for {@code System.exit} in cells: it would end the kernel, and every variable with it,
 * so it ends the cell only.
 */
public final class Exit {

    private Exit() {}

    /**
     * Ends the cell.
     *
     * @param status what the program would have returned
     */
    public static void exit(int status) {
        throw new Called(status);
    }

    /** An error, since cells catch exceptions. */
    static final class Called extends Error {
        Called(int status) {
            super(
                    "System.exit("
                            + status
                            + ") ended this cell only, the variables are kept; to end the kernel,"
                            + " use Jupyter's menu.");
        }
    }

    /**
     * The same class, with its calls of {@code System.exit} going to {@link #exit}: two entries
     * more in the constant pool, and the method references pointing there.
     */
    static byte[] replaceIn(byte[] classFile) {
        try {
            return new Pool(classFile).replaced();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // can't happen in memory
        }
    }

    /** The constant pool of a class file (The Java Virtual Machine Specification, 4.4). */
    private static final class Pool {

        private static final int HEADER = 8;

        private final byte[] classFile;
        private final int count;
        private final int end;
        private final int[] tags;
        private final int[] positions;
        private final String[] texts;

        Pool(byte[] classFile) throws IOException {
            this.classFile = classFile;
            DataInputStream in =
                    new DataInputStream(
                            new ByteArrayInputStream(classFile, HEADER, classFile.length - HEADER));
            count = in.readUnsignedShort();
            tags = new int[count];
            positions = new int[count];
            texts = new String[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readUnsignedByte();
                positions[i] = classFile.length - in.available();
                switch (tags[i]) {
                    case 1 -> texts[i] = in.readUTF();
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // long and double take two places
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    default -> throw new IOException("constant of kind " + tags[i]);
                }
            }
            end = classFile.length - in.available();
        }

        byte[] replaced() throws IOException {
            byte[] result = classFile.clone();
            boolean found = false;
            for (int i = 1; i < count; i++) {
                if (tags[i] == 10 && isExit(positions[i])) {
                    result[positions[i]] = (byte) ((count + 1) >> 8);
                    result[positions[i] + 1] = (byte) (count + 1);
                    found = true;
                }
            }
            if (!found) {
                return classFile;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(result, 0, HEADER);
            out.writeShort(count + 2);
            out.write(result, HEADER + 2, end - HEADER - 2);
            out.writeByte(1);
            out.writeUTF(Exit.class.getName().replace('.', '/'));
            out.writeByte(7);
            out.writeShort(count);
            out.write(Arrays.copyOfRange(result, end, result.length));
            return bytes.toByteArray();
        }

        private boolean isExit(int methodReference) {
            int owner = index(methodReference);
            int signature = index(methodReference + 2);
            return "java/lang/System".equals(texts[index(positions[owner])])
                    && "exit".equals(texts[index(positions[signature])])
                    && "(I)V".equals(texts[index(positions[signature] + 2)]);
        }

        private int index(int position) {
            return (classFile[position] & 0xff) << 8 | classFile[position + 1] & 0xff;
        }
    }
}
