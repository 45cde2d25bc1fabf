package genlab.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for {@code System.exit} in cells: it would end the kernel, and every variable with it,
 * so it ends the cell only.
 */
public final class Exit {

    private static final int COUNT = 8; // where a class file tells how many constants it has
    private static final int TEXT = 1; // tags of constants
    private static final int CLASS = 7;
    private static final int METHOD = 10;

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
     * more in the constant pool (The Java Virtual Machine Specification, 4.4), and the method
     * references pointing there.
     */
    static byte[] replaceIn(byte[] classFile) {
        ByteBuffer pool = ByteBuffer.wrap(classFile);
        int count = unsigned(pool, COUNT);
        int[] entries = new int[count]; // where each begins, with its tag
        int end = COUNT + 2;
        for (int i = 1; i < count; i++) {
            entries[i] = end;
            int tag = pool.get(end);
            end += size(pool, end);
            i += tag == 5 || tag == 6 ? 1 : 0; // long and double take two places
        }
        byte[] result = classFile.clone();
        boolean found = false;
        for (int entry : entries) {
            if (entry > 0 && pool.get(entry) == METHOD && isExit(pool, entries, entry)) {
                ByteBuffer.wrap(result).putShort(entry + 1, (short) (count + 1));
                found = true;
            }
        }
        if (!found) {
            return classFile;
        }
        byte[] name = Exit.class.getName().replace('.', '/').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(classFile.length + name.length + 6)
                .put(result, 0, end)
                .putShort(COUNT, (short) (count + 2))
                .put((byte) TEXT)
                .putShort((short) name.length)
                .put(name)
                .put((byte) CLASS)
                .putShort((short) count)
                .put(result, end, result.length - end)
                .array();
    }

    /** That of an entry of the constant pool, in bytes. */
    private static int size(ByteBuffer pool, int entry) {
        int tag = pool.get(entry);
        return switch (tag) {
            case TEXT -> 3 + unsigned(pool, entry + 1);
            case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            case CLASS, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> throw new IllegalArgumentException("constant of kind " + tag);
        };
    }

    private static boolean isExit(ByteBuffer pool, int[] entries, int method) {
        int owner = entries[unsigned(pool, method + 1)];
        int signature = entries[unsigned(pool, method + 3)];
        return text(pool, entries[unsigned(pool, owner + 1)]).equals("java/lang/System")
                && text(pool, entries[unsigned(pool, signature + 1)]).equals("exit")
                && text(pool, entries[unsigned(pool, signature + 3)]).equals("(I)V");
    }

    private static String text(ByteBuffer pool, int entry) {
        int length = unsigned(pool, entry + 1);
        return new String(pool.array(), entry + 3, length, StandardCharsets.UTF_8);
    }

    private static int unsigned(ByteBuffer pool, int at) {
        return Short.toUnsignedInt(pool.getShort(at));
    }
}
