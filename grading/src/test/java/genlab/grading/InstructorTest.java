package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An author's mistakes are told to the author, and are no verdict on students. */
@org.junit.jupiter.api.Tag("slow")
class InstructorTest {
    @TempDir private Path folder;
    private String sample;

    @BeforeEach
    void readSample() throws Exception {
        sample = Files.readString(Sample.FILE);
    }

    private Path write(String name, String text) throws Exception {
        Path file = folder.resolve(name + ".ipynb");
        Files.writeString(file, text);
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "empty, must have a method with @Test",
        "typo, there is no method sqare",
        "none, there is none"
    })
    void brokenHiddenTestsAreRefused(String name, String reason) throws Exception {
        Assignment assignment = Assignment.read(write(name, sample));
        NotebookException refusal =
                assertThrows(NotebookException.class, () -> Proof.requireFullPoints(assignment));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("square-test"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "y[i] = x[i] * x[i];, y[i] = x[i];, your solution fails",
        "y[i] = x[i] * x[i];, throw new IllegalStateException();, threw IllegalStateException",
        "return y;, return z;, not defined: variable z"
    })
    void brokenSolutionsAreRefused(String right, String wrong, String reason) throws Exception {
        Path file = write("sample", sample.replace(right, wrong));
        Assignment assignment = Assignment.read(file);
        NotebookException refusal =
                assertThrows(NotebookException.class, () -> Proof.requireFullPoints(assignment));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    /** What runs outside of the sandbox only must not make everyone fail inside. */
    @Test
    void anAssignmentThatNeedsMoreThanTheSandboxHasIsRefused() throws Exception {
        Path secret = write("secret", "{}");
        Path file =
                write(
                        "sample",
                        sample.replace(
                                "y[i] = x[i] * x[i];",
                                "y[i] = new java.io.File(\\\""
                                        + secret
                                        + "\\\").exists() ? x[i] * x[i] : 0;"));
        try (Grader grader = new Grader(Assignment.read(file), Images.isolated(), Limits.DEFAULT)) {
            NotebookException refusal =
                    assertThrows(NotebookException.class, () -> grader.requireFullPoints(file));
            assertTrue(refusal.getMessage().contains("must get all points"), refusal.getMessage());
        }
    }

    @Test
    void aReadOnlyCellMayBeLong() throws Exception {
        String comment = "\"// a long remark, and another one\\n\",\n    ".repeat(1_500);
        Path file =
                write(
                        "sample",
                        sample.replace("\"import genlab.nn", comment + "\"import genlab.nn"));
        try (Grader grader = new Grader(Assignment.read(file), Images.isolated(), Limits.DEFAULT)) {
            Result result = grader.grade(file, OptionalLong.of(1));
            assertEquals(16, result.score(), result.report());
        }
    }

    /** Breaking off says nothing of the student: there is no result, and a new try next time. */
    @Test
    void aTestThatBreaksOffIsNoVerdict() throws Exception {
        Path file = write("rash", sample);
        Path submissions = Files.createDirectories(folder.resolve("in"));
        Sample.notebook("double[] square(double[] x) { return new double[1]; }", "")
                .write(submissions.resolve("a.ipynb"));
        Path results = folder.resolve("out");
        try (Grader grader = new Grader(Assignment.read(file), Images.isolated(), Limits.DEFAULT)) {
            FolderGrading.Outcome outcome =
                    new FolderGrading(grader, submissions, results, FolderGrading.Wishes.NONE)
                            .run(List.of(submissions.resolve("a.ipynb")), 1);
            assertEquals(0, outcome.results().size());
            assertTrue(
                    outcome.failures().get(0).contains("hidden test \"squares\""),
                    outcome.failures().toString());
            assertTrue(Files.notExists(results.resolve("results/a.json")));
        }
    }

    @Test
    void checkTellsWhatFallsShort() throws Exception {
        Notebook changed = Notebook.read(Sample.FILE);
        Sample.cell(changed, "square")
                .setSource(
                        """
                        boolean isPositive(double x) {
                            // BEGIN SOLUTION
                            return x > 0;
                            // END SOLUTION
                        }
                        """);
        Notebook.Cell check = Sample.cell(changed, "square-test");
        check.setSource(
                """
                class SquareCheck {
                    @Test
                    void two() { assertTrue(isPositive(2)); }
                }
                SelfCheck.points(8, SquareCheck.class)
                """);
        Notebook.Cell distance = Sample.cell(changed, "mean-distance");
        distance.setSource(distance.source().replace("square(difference)", "difference"));
        Path file = folder.resolve("sign.ipynb");
        changed.write(file);
        Assignment assignment = Assignment.read(file);
        try (Proof proof = new Proof(assignment)) {
            String findings = String.join("\n", proof.all());
            assertTrue(findings.contains("square-test: answering ones passes"), findings);
            assertTrue(findings.contains("mistakes.txt must list 3"), findings);
            assertTrue(findings.contains("there must be 100 points"), findings);
        }
    }

    @Test
    void aNewAssignmentBeginsAsTheSample() throws Exception {
        Path hidden = folder.resolve("grading/src/main/hidden/genlab/hidden/sample");
        Files.createDirectories(hidden);
        try (var files = Files.list(Sample.FILE.getParent())) {
            for (Path file : files.toList()) {
                Files.copy(file, hidden.resolve(file.getFileName()));
            }
        }
        Check.begin(folder, "A7-flows");
        Assignment begun = Assignment.read(folder.resolve("notebooks/assignments/A7-flows.ipynb"));
        assertEquals(3, begun.tasks().size());
        String test = Files.readString(hidden.resolveSibling("a7").resolve("SquareTest.java"));
        assertTrue(test.startsWith("package genlab.hidden.a7;"), test);
        assertThrows(NotebookException.class, () -> Check.begin(folder, "A7-other"));
    }
}
