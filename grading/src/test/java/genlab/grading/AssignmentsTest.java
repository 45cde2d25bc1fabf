package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every assignment of the kit: its author's version gets all points, the student version none. */
class AssignmentsTest {
    private static final Path FOLDER = Path.of("../notebooks/assignments");

    static Stream<Path> assignments() throws IOException {
        Stream<Path> sample = Stream.of(Path.of("src/test/resources/sample.ipynb"));
        if (!Files.isDirectory(FOLDER)) {
            return sample;
        }
        return Stream.concat(
                sample,
                Files.list(FOLDER).filter(file -> file.toString().endsWith(".ipynb")).sorted());
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theInstructorsVersionGetsAllPoints(Path file) throws Exception {
        Assignment assignment = Assignment.read(file);
        try (Grader grader = new Grader(assignment, Images.isolated(), Limits.DEFAULT)) {
            for (long seed = 1; seed <= 3; seed++) {
                Result result = grader.grade(file, OptionalLong.of(seed));
                assertEquals(result.maximum(), result.score(), result.report());
                assertEquals(List.of(), result.notes());
                assertTrue(
                        result.tasks().stream().allMatch(task -> task.problem() == null),
                        result.report());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theStudentVersionGetsNoneAndSaysWhy(Path file, @TempDir Path folder) throws Exception {
        Assignment assignment = Assignment.read(file);
        Path student = folder.resolve("student.ipynb");
        assignment.studentVersion().write(student);
        try (Grader grader = new Grader(assignment, Images.isolated(), Limits.DEFAULT)) {
            Result result = grader.grade(student, OptionalLong.empty());
            assertEquals(0, result.score(), result.report());
            assertEquals(0, result.manual(), result.report());
            assertEquals(List.of(), result.notes());
            for (Result.Task task : result.tasks()) {
                assertAll(
                        task.tests().stream()
                                .map(
                                        test ->
                                                () ->
                                                        assertTrue(
                                                                test.message()
                                                                        .contains(
                                                                                "is not implemented"
                                                                                        + " yet"),
                                                                task.report())));
            }
        }
    }

    /** Code that answers something of the right type, without a thought, for each kind of value. */
    private enum Guess {
        ONES("1", "Matrix.filled(%1$s.rows(), %1$s.columns(), 1)", "ones(%s.length)"),
        ECHO("%s", "%s", "%s"),
        COUNTER("count()", "Matrix.filled(%1$s.rows(), %1$s.columns(), count())", "counts(%s)");

        private static final String HELPERS =
                """
                int counter;
                double count() { return ++counter; }
                double[] ones(int n) {
                    double[] x = new double[n];
                    java.util.Arrays.fill(x, 1);
                    return x;
                }
                double[] counts(double[] like) {
                    double[] x = like.clone();
                    for (int i = 0; i < x.length; i++) x[i] = count();
                    return x;
                }
                """;

        private final String number;
        private final String matrix;
        private final String array;

        Guess(String number, String matrix, String array) {
            this.number = number;
            this.matrix = matrix;
            this.array = array;
        }

        /** The value of a method with these parameters, or null if there is no such guess. */
        String value(String type, String parameters) {
            String form =
                    switch (type) {
                        case "double" -> number;
                        case "Matrix" -> matrix;
                        case "double[]" -> array;
                        default -> null;
                    };
            if (form == null || !form.contains("%")) {
                return form;
            }
            Matcher same =
                    Pattern.compile("(?:^|, *|\\s)" + Pattern.quote(type) + " (\\w+)")
                            .matcher(parameters);
            return same.find() ? form.formatted(same.group(1)) : null;
        }

        /** A student's notebook with a guess in place of each stub that has one. */
        Notebook submission(Assignment assignment) throws Exception {
            Notebook notebook = assignment.studentVersion();
            String helpers = HELPERS;
            for (Notebook.Cell cell : notebook.cells()) {
                if (cell.isCode() && cell.isSolution()) {
                    Matcher stub = STUB.matcher(cell.source());
                    cell.setSource(
                            helpers
                                    + stub.replaceAll(
                                            found -> {
                                                String value =
                                                        value(found.group(2), found.group(3));
                                                return Matcher.quoteReplacement(
                                                        value == null
                                                                ? found.group()
                                                                : found.group(1)
                                                                        + "return "
                                                                        + value
                                                                        + ";");
                                            }));
                    helpers = "";
                }
            }
            return notebook;
        }
    }

    private static final Pattern STUB =
            Pattern.compile(
                    "((?m)^(\\S+) \\w+\\(([^)]*)\\) \\{\\s+)// YOUR CODE HERE\\s+throw new"
                            + " UnsupportedOperationException\\(\\);");

    @ParameterizedTest
    @MethodSource("assignments")
    void guessingEarnsNothing(Path file, @TempDir Path folder) throws Exception {
        Assignment assignment = Assignment.read(file);
        try (Grader grader = new Grader(assignment, Images.isolated(), Limits.DEFAULT)) {
            for (Guess guess : Guess.values()) {
                Path student = folder.resolve(guess + ".ipynb");
                guess.submission(assignment).write(student);
                Result result = grader.grade(student, OptionalLong.empty());
                for (Result.Task task : result.tasks()) {
                    assertEquals(0, task.score(), guess + "\n" + task.report());
                    assertFalse(task.report().contains("\tat "), task.report());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theStudentVersionKeepsNbgradersRulesAndNoSecret(Path file) throws Exception {
        Assignment assignment = Assignment.read(file);
        Notebook student = assignment.studentVersion();
        assertEquals(List.of(), NbgraderRules.violations(student, true));
        String text = student.json().toString();
        for (String marker : List.of("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS")) {
            assertFalse(text.contains(marker), marker);
        }
        for (Assignment.Task task : assignment.tasks()) {
            task.hiddenTests()
                    .lines()
                    .filter(line -> line.strip().length() > 30)
                    .forEach(line -> assertFalse(student.json().toString().contains(line), line));
        }
        for (Notebook.Cell cell : student.cells()) {
            if (cell.isLocked()) {
                assertEquals("false", cell.metadata().get("editable").toString(), cell.id());
                assertEquals("false", cell.metadata().get("deletable").toString(), cell.id());
            }
            if (cell.isCode()) {
                assertEquals("[]", cell.json().get("outputs").toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theVisibleChecksGiveTheInstructorAllPoints(Path file) throws Exception {
        Shell run = Shell.run(Notebook.read(file));
        assertEquals(List.of(), run.problems());
        assertEquals("", run.errors());
        for (Assignment.Task task : Assignment.read(file).tasks()) {
            if (!task.manual()) {
                assertEquals(Double.toString(task.points()), run.value(task.id()), run.output());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theVisibleChecksGiveTheStudentVersionNoneWithoutAWordOnTheErrorStream(Path file)
            throws Exception {
        Assignment assignment = Assignment.read(file);
        Shell run = Shell.run(assignment.studentVersion());
        assertEquals(List.of(), run.problems());
        assertEquals("", run.errors());
        for (Assignment.Task task : assignment.tasks()) {
            if (!task.manual()) {
                assertEquals("0.0", run.value(task.id()), run.output());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void isWorthAHundredPointsInEightToTwelveTasks(Path file) throws Exception {
        Assignment assignment = Assignment.read(file);
        if (assignment.name().equals("sample")) {
            return;
        }
        assertEquals(100, assignment.tasks().stream().mapToDouble(Assignment.Task::points).sum());
        int tasks = assignment.tasks().size();
        assertTrue(tasks >= 8 && tasks <= 12, "tasks: " + tasks);
    }
}
