package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.assignment.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every assignment of the kit: its author's version gets all points, the student version none. */
@org.junit.jupiter.api.Tag("slow")
class AssignmentsTest {
    static Stream<Path> assignments() throws IOException {
        return Kit.assignments();
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theInstructorsVersionGetsAllPoints(Path file) throws Exception {
        Kit kit = Kit.of(file);
        Result result = kit.grader().grade(file, OptionalLong.of(1));
        assertEquals(result.maximum(), result.score(), result.report());
        assertEquals(List.of(), result.notes());
        assertTrue(
                result.tasks().stream().allMatch(task -> task.problem() == null), result.report());
        // The same on other inputs, where no walls are needed.
        for (long seed = 2; seed <= 20; seed++) {
            for (Assignment.Task task : tested(kit)) {
                TestRun run = kit.run(task, kit.grader().solution, seed);
                assertEquals(1, run.share(), () -> task.id() + ": " + run);
            }
        }
    }

    private static List<Assignment.Task> tested(Kit kit) {
        return kit.assignment().tasks().stream().filter(task -> !task.manual()).toList();
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theStudentVersionGetsNoneAndSaysWhy(Path file, @TempDir Path folder) throws Exception {
        Kit kit = Kit.of(file);
        Path student = folder.resolve("student.ipynb");
        kit.assignment().studentVersion().write(student);
        Result result = kit.grader().grade(student, OptionalLong.empty());
        assertEquals(0, result.score(), result.report());
        assertEquals(0, result.manual(), result.report());
        assertEquals(List.of(), result.notes());
        for (Result.Task task : result.tasks()) {
            for (Result.Test test : task.tests()) {
                assertTrue(test.message().contains("is not implemented yet"), task.report());
            }
        }
    }

    /** A task with stand-ins needs no earlier one to be right, or there at all. */
    @ParameterizedTest
    @MethodSource("assignments")
    void aTaskWithStandInsStandsAlone(Path file, @TempDir Path folder) throws Exception {
        Kit kit = Kit.of(file);
        Notebook only = kit.assignment().studentVersion();
        for (Assignment.Task task : tested(kit)) {
            if (hasStandIns(task)) {
                for (String cell : task.solutions()) {
                    Sample.cell(only, cell).setSource(Sample.cell(kit.solved(), cell).source());
                }
            }
        }
        Path student = folder.resolve("student.ipynb");
        only.write(student);
        Result result = kit.grader().grade(student, OptionalLong.empty());
        for (Assignment.Task task : tested(kit)) {
            Result.Task graded = Sample.task(result, task.id());
            assertEquals(hasStandIns(task) ? task.points() : 0, graded.score(), graded.report());
        }
    }

    private static boolean hasStandIns(Assignment.Task task) {
        return task.hiddenTests().contains("@StandIns(");
    }

    private static final int GUESSES = 5;

    /** Something of the right type, without a thought: ones, zeros, huge numbers, echo, counter. */
    private static final String GUESSING =
            """
            int guess;
            double counter;
            void choose(int which) { guess = which; }
            double guessedNumber(double echo) {
                return switch (guess) {
                    case 0 -> 1;
                    case 1 -> 0;
                    case 2 -> 1e200;
                    case 3 -> echo;
                    default -> ++counter;
                };
            }
            double[] guessedArray(double[] like) {
                return java.util.Arrays.stream(like).map(x -> guessedNumber(x)).toArray();
            }
            Matrix guessedMatrix(Matrix like) {
                Matrix x = like.copy();
                for (int i = 0; i < x.values().length; i++) {
                    x.values()[i] = (float) Math.min(guessedNumber(x.values()[i]), 1e30);
                }
                return x;
            }
            """;

    private static final Pattern STUB =
            Pattern.compile(
                    "((?m)^(\\S+) \\w+\\(([^)]*)\\) \\{\\s+)// YOUR CODE HERE\\s+throw new"
                            + " UnsupportedOperationException\\(\\);");

    /** A student's notebook that guesses in place of each stub where it can. */
    private static Notebook guesses(Assignment assignment) throws Exception {
        Notebook notebook = assignment.studentVersion();
        String helpers = GUESSING;
        for (Notebook.Cell cell : notebook.cells()) {
            if (cell.isCode() && cell.isSolution()) {
                Matcher stub = STUB.matcher(cell.source());
                cell.setSource(
                        helpers
                                + stub.replaceAll(
                                        found ->
                                                Matcher.quoteReplacement(
                                                        guess(found.group(2), found.group(3))
                                                                .map(code -> found.group(1) + code)
                                                                .orElse(found.group()))));
                helpers = "";
            }
        }
        return notebook;
    }

    /** A guess from the first parameter of the result's own type. */
    private static Optional<String> guess(String type, String parameters) {
        String method =
                Map.of("double", "Number", "double[]", "Array", "Matrix", "Matrix").get(type);
        Matcher same =
                Pattern.compile("(?:^|[,\\s])" + Pattern.quote(type) + " (\\w+)")
                        .matcher(parameters);
        if (method == null) {
            return Optional.empty();
        }
        if (same.find()) {
            return Optional.of("return guessed" + method + "(" + same.group(1) + ");");
        }
        return type.equals("double") ? Optional.of("return guessedNumber(2);") : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void guessingEarnsNothing(Path file) throws Exception {
        Kit kit = Kit.of(file);
        kit.withAnswers(
                guesses(kit.assignment()),
                answers -> {
                    for (int guess = 0; guess < GUESSES; guess++) {
                        answers.call("choose", guess);
                        for (Assignment.Task task : tested(kit)) {
                            TestRun run = kit.run(task, answers, 1);
                            String what = "guess " + guess + " in " + task.id() + ": ";
                            assertEquals(0, run.share(), () -> what + run);
                            assertFalse(run.toString().contains("\tat "), () -> what + run);
                        }
                    }
                });
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
