package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebooksTest {

    private static final String EMPTY = "{\"cells\": [], \"nbformat\": 4}";

    @TempDir private Path root;
    private Project project;
    private Path first;
    private Path second;

    @BeforeEach
    void twoNotebooks() throws IOException {
        project = new Project(root);
        Files.createDirectories(project.notebooks().resolve("assignments"));
        first = Files.writeString(project.notebooks().resolve("01-first.ipynb"), EMPTY);
        second = Files.writeString(project.notebooks().resolve("02-second.ipynb"), EMPTY);
        Files.writeString(project.notebooks().resolve("notes.txt"), "");
    }

    @Test
    void withoutNamesAllInTheirOrder() throws IOException {
        assertEquals(List.of(first, second), Notebooks.named(project, List.of()));
    }

    @Test
    void aNameMayBeWhatItBeginsWithTheNameOrAPath() throws IOException {
        for (String name :
                List.of("02", "02-second", "02-second.ipynb", second.toString(), "02-sec")) {
            assertEquals(List.of(second), Notebooks.named(project, List.of(name)), name);
        }
    }

    @Test
    void unknownAndAmbiguousNamesListWhatThereIs() {
        for (String name : List.of("03", "0", "")) {
            assertEquals(
                    "notebook must be a file or the name of one in "
                            + project.notebooks()
                            + ", but was '"
                            + name
                            + "'; there are: 01-first, 02-second.",
                    failure(name));
        }
    }

    @Test
    void brokenFilesAreNamedWithWhatIsWrong() throws IOException {
        Path file = root.resolve("broken.ipynb");
        Files.writeString(file, "{\"cells\": [");
        assertTrue(failure(file.toString()).contains("is not valid JSON"));
        Files.writeString(file, "");
        assertTrue(failure(file.toString()).contains("has no list of cells"));
        Files.writeString(file, "{\"cells\": 3}");
        assertTrue(failure(file.toString()).contains("has no list of cells"));
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
        assertTrue(failure(file.toString()).contains("is not text in UTF-8"));
    }

    private String failure(String name) {
        return assertThrows(Failure.class, () -> Notebooks.named(project, List.of(name)))
                .getMessage();
    }
}
