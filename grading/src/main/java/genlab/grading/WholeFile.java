package genlab.grading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that are written in one step: whoever reads one sees the old text or the new one. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a file.
     *
     * @throws IOException if it can't be written; nothing is left of the attempt
     */
    static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        // Short: a submission's name may be as long as the file system allows.
        Path unfinished = parent.resolve("." + UUID.randomUUID() + ".part");
        try {
            // Half a surrogate pair is legal in JSON and can't be written: it becomes "?".
            Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
