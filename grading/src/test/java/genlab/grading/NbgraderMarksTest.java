package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marks on their way to nbgrader's gradebook, without nbgrader: what stands for it has the part of
 * its documented interface that the script uses. {@link NbgraderFlowTest} does it with nbgrader.
 */
class NbgraderMarksTest {
    static final Path SCRIPT = Path.of("nbgrader/marks.py").toAbsolutePath();

    private static final String API =
            """
            class MissingEntry(ValueError):
                pass

            class Entry:
                needs_manual_grade = True

            class Gradebook:
                def __init__(self, url):
                    self.db = self
                    self.entries = {("grade", "ada"): Entry(), ("comment", "ada"): Entry()}

                def __enter__(self):
                    return self

                def __exit__(self, *error):
                    pass

                def find(self, kind, cell, notebook, assignment, student):
                    print(kind, cell, notebook, assignment, student)
                    if (kind, student) not in self.entries:
                        raise MissingEntry("no such entry")
                    return self.entries[kind, student]

                def find_grade(self, *cell):
                    return self.find("grade", *cell)

                def find_comment(self, *cell):
                    return self.find("comment", *cell)

                def commit(self):
                    grade, comment = self.entries["grade", "ada"], self.entries["comment", "ada"]
                    print("kept", grade.manual_score, grade.needs_manual_grade, comment.manual_comment)
            """;

    @TempDir private Path folder;
    private Path marks;

    @BeforeEach
    void putApi() throws IOException {
        Path nbgrader = Files.createDirectories(folder.resolve("nbgrader"));
        Files.writeString(nbgrader.resolve("__init__.py"), "");
        Files.writeString(nbgrader.resolve("api.py"), API);
        marks = folder.resolve("nbgrader.json");
    }

    private void mark(String path, Double points, String remark) throws IOException {
        Result.Task answer = Results.written("why", points, 4, "the \"mean\"", remark);
        NbgraderMarks.write(marks, Map.of(path, Results.of(path, answer)));
    }

    /** The script's output, and its status at the end. */
    private String run() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("python3", SCRIPT + "", marks.toString());
        builder.environment().put("PYTHONPATH", folder.toString());
        try {
            Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            return said + "status " + process.waitFor();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3");
            return null;
        }
    }

    @Test
    void aMarkWithItsRemarkReachesTheGradebook() throws Exception {
        mark("ada/A3/A3.ipynb", 3.5, "and 'why'?");
        Files.writeString(folder.resolve("gradebook.db"), "");
        assertEquals(
                List.of(
                        "grade why A3 A3 ada",
                        "comment why A3 A3 ada",
                        "kept 3.5 False and 'why'?",
                        "1 marks are in sqlite:///gradebook.db",
                        "status 0"),
                run().lines().toList());
    }

    @Test
    void whomNbgraderDoesNotKnowYetIsNamed() throws Exception {
        Result ada = Results.of("ada", Results.written("why", 1.0, 4, "x", null));
        Result bob = Results.of("bob", Results.written("why", 2.0, 4, "x", null));
        NbgraderMarks.write(marks, Map.of("ada/A3/A3.ipynb", ada, "bob/A3/A3.ipynb", bob));
        Files.writeString(folder.resolve("gradebook.db"), "");
        String said = run();
        assertTrue(said.contains("kept 1.0 False None"), said);
        assertTrue(said.contains("why of A3 of A3 of bob"), said);
        assertTrue(said.endsWith("status 1"), said);
    }

    @Test
    void noGradebookIsMadeWhereThereIsNone() throws Exception {
        mark("ada/A3/A3.ipynb", 3.0, null);
        String said = run();
        assertTrue(said.startsWith("there must be a gradebook"), said);
        assertFalse(Files.exists(folder.resolve("gradebook.db")));
    }

    @Test
    void onlyMarksAreWrittenAndOnlyWhereNbgraderKnowsTheStudent() throws Exception {
        mark("ada/A3/A3.ipynb", null, null);
        mark("ada.ipynb", 3.0, null);
        assertFalse(Files.exists(marks));
    }
}
