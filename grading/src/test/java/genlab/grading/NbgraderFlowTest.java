package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way that grading/README.md describes, with nbgrader itself: generate, release, fetch, submit,
 * collect, {@code ./lab grade}, autograde without running anything, gradebook, feedback.
 */
@org.junit.jupiter.api.Tag("slow")
class NbgraderFlowTest {
    private static final String CONFIGURATION =
            """
            c = get_config()
            c.CourseDirectory.course_id = "course"
            c.Exchange.root = "%s"
            c.ClearSolutions.code_stub = {
                "java": "// YOUR CODE HERE\\nthrow new UnsupportedOperationException();"}
            """;

    @Test
    void gradesReachTheGradebookAndTheStudents(@TempDir Path folder) throws Exception {
        assumeTrue(runs(folder, "nbgrader", "--version"), "nbgrader is not installed");
        Path exchange = Files.createDirectories(folder.resolve("exchange"));
        Files.setPosixFilePermissions(exchange, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path course = Files.createDirectories(folder.resolve("course"));
        Path student = Files.createDirectories(folder.resolve("student"));
        for (Path each : List.of(course, student)) {
            Files.writeString(
                    each.resolve("nbgrader_config.py"), CONFIGURATION.formatted(exchange));
        }
        Path source = Files.createDirectories(course.resolve("source/sample"));
        Files.copy(Sample.FILE, source.resolve("sample.ipynb"));

        nbgrader(course, "generate_assignment", "sample");
        Notebook theirs = Notebook.read(course.resolve("release/sample/sample.ipynb"));
        assertEquals(cells(theirs), cells(Sample.assignment().studentVersion()));

        nbgrader(course, "release_assignment", "sample");
        nbgrader(student, "fetch_assignment", "sample");
        Path handedOut = student.resolve("sample/sample.ipynb");
        Notebook solved = Notebook.read(handedOut);
        Sample.cell(solved, "square").setSource(Sample.RIGHT_SQUARE);
        Sample.cell(solved, "mean-distance")
                .setSource(Sample.RIGHT_MEAN_DISTANCE.replace("/ batch.rows()", ""));
        Sample.cell(solved, "why").setSource("the mean, as the derivative is 0 there");
        solved.write(handedOut);
        nbgrader(student, "submit", "sample");
        nbgrader(course, "collect", "sample");
        Path submitted = course.resolve("submitted");
        Sample.assignment().studentVersion().write(submitted.resolve("bob/sample/sample.ipynb"));
        Path broken = submitted.resolve("eve/sample/sample.ipynb");
        Files.createDirectories(broken.getParent());
        Files.writeString(broken, "my homework");

        Path results = course.resolve("results");
        FolderGrading.Outcome outcome =
                new FolderGrading(Sample.grader(), submitted, results, FolderGrading.Wishes.NONE)
                        .run(Submissions.in(submitted, results, Sample.assignment()).files(), 2);
        assertEquals(List.of(), outcome.failures());
        copy(submitted, course.resolve("scored"));
        copy(results.resolve("notebooks"), course.resolve("scored"));
        nbgrader(
                course,
                "autograde",
                "sample",
                "--no-execute",
                "--CourseDirectory.submitted_directory=scored");
        String me = System.getProperty("user.name");
        Map<String, String> scores = scores(course);
        assertEquals("12.0", scores.get(me), scores::toString);
        assertEquals("0.0", scores.get("bob"));
        assertEquals("0.0", scores.get("eve"));

        SortedMap<String, Result> marked = new TreeMap<>(outcome.results());
        marked.computeIfPresent(
                me + "/sample/sample.ipynb", (path, result) -> withMark(result, 3, "and why?"));
        Path marks = results.resolve("nbgrader.json");
        NbgraderMarks.write(marks, marked);
        assertTrue(runs(course, python(), NbgraderMarksTest.SCRIPT + "", marks + ""), read(course));
        scores = scores(course);
        assertEquals("15.0", scores.get(me), scores::toString);
        assertEquals("0.0", scores.get("bob"));
        assertTrue(Files.exists(course.resolve("autograded/" + me + "/sample/timestamp.txt")));

        nbgrader(course, "generate_feedback", "sample");
        String feedback =
                Files.readString(course.resolve("feedback/" + me + "/sample/sample.html"));
        assertTrue(feedback.contains("sum over the columns, average over the rows"), "no hint");
        assertTrue(feedback.contains("and why?"), "no remark of the marker");
        assertTrue(
                Files.readString(broken).equals("my homework"), "what was handed in has changed");
    }

    private static Map<String, String> scores(Path course) throws Exception {
        nbgrader(course, "export", "--to", "grades.csv");
        return Files.readAllLines(course.resolve("grades.csv")).stream()
                .map(line -> List.of(line.split(",", -1)))
                .collect(Collectors.toMap(row -> column(row, 3), row -> column(row, 7)));
    }

    private static Result withMark(Result result, double points, String remark) {
        return result.with(
                result.tasks().stream()
                        .map(
                                task ->
                                        task.answer() == null
                                                ? task
                                                : Results.written(
                                                        task.id(),
                                                        points,
                                                        task.maximum(),
                                                        task.answer(),
                                                        remark))
                        .toList(),
                result.version());
    }

    /** The Python behind the command, which its first line names. */
    private static String python() throws IOException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path command = Path.of(folder, "nbgrader");
            if (Files.exists(command)) {
                String line = Files.readAllLines(command).get(0);
                return line.substring("#!".length()).strip();
            }
        }
        throw new IOException("nbgrader is not on the PATH");
    }

    private static String column(List<String> row, int index) {
        return index < row.size() ? row.get(index) : "";
    }

    /** What matters of each cell: its text, its type, nbgrader's mark. */
    private static List<String> cells(Notebook notebook) {
        return notebook.cells().stream()
                .map(cell -> cell.type() + ": " + cell.source() + sorted(cell.mark().asMap()))
                .toList();
    }

    private static Map<String, JsonElement> sorted(Map<String, JsonElement> mark) {
        return new TreeMap<>(mark);
    }

    private static void nbgrader(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("nbgrader"));
        command.addAll(List.of(arguments));
        assertTrue(
                runs(folder, command.toArray(String[]::new)), () -> command + ":\n" + read(folder));
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log.txt").toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path folder) {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Path target = to.resolve(from.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
