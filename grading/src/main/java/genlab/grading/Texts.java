package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
        Path unfinished = parent.resolve("." + file.getFileName() + ".part");
        Files.writeString(unfinished, text);
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
        String printable = text.replaceAll("[\\p{Cntrl}&&[^\n]]|\\p{Cf}", " ");
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
