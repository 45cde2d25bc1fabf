package genlab.grading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writing and cleaning of texts. */
final class Texts {
    private Texts() {}

    /**
     * Writes a file in one step: whoever reads it sees the old text or the new one.
     *
     * @param file where to write
     * @param text what to write
     * @throws IOException if it can't be written
     */
    static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        // Short: a submission's name may be as long as the file system allows.
        Path unfinished = parent.resolve("." + UUID.randomUUID() + ".part");
        // Half a surrogate pair is legal in JSON and can't be written: it becomes a question mark.
        Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
        Files.move(
                unfinished,
                file,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * A text from inside the sandbox, fit to be shown: without control characters, not too long.
     *
     * @param text any text
     * @param longest the most characters that are kept
     * @return a text of printable characters and line breaks
     */
    static String clean(String text, int longest) {
        String printable = text.replaceAll("[\\p{Cc}&&[^\n]]|[\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return printable.length() <= longest ? printable : printable.substring(0, longest) + " ...";
    }

    /**
     * A number as people write it: 5, not 5.0.
     *
     * @param number a number
     * @return its shortest text
     */
    static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
