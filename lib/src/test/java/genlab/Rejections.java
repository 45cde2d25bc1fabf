package genlab;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What a test expects of bad input. */
public final class Rejections {
    private Rejections() {}

    /** The call fails as an argument that can't be used, with a message that begins so. */
    public static void assertRejected(String start, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
