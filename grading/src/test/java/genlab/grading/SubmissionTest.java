package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notebooks in a state that nobody gave them out in. */
@org.junit.jupiter.api.Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SubmissionTest {

    static Stream<Arguments> broken() throws Exception {
        String text = Sample.assignment().studentVersion().json().toString();
        byte[] latin1 = text.replace("Sample", "Übung").getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                Arguments.of("empty", new byte[0], "is empty"),
                Arguments.of("not UTF-8", latin1, "not UTF-8"),
                Arguments.of("binary", new byte[] {0, 1, 2, (byte) 0xff}, "UTF-8"),
                Arguments.of("a text", bytes("my solution"), "not a notebook"),
                Arguments.of("cut off", bytes(text.substring(0, 900)), "not a notebook"),
                Arguments.of("two notebooks", bytes(text + text), "not a notebook"),
                Arguments.of("JSON of another kind", bytes("[1, 2]"), "no cells"),
                Arguments.of(
                        "no cells",
                        bytes("{\"nbformat\": 4, \"cells\": []}"),
                        "this is not the notebook of"),
                Arguments.of("cells of numbers", bytes("{\"nbformat\":4,\"cells\":[1]}"), "broken"),
                Arguments.of("old format", bytes("{\"nbformat\":3,\"cells\":[]}"), "nbformat 4"),
                Arguments.of("deep", bytes("[".repeat(1_000_000)), "nested deeper"),
                Arguments.of(
                        "a number for the format",
                        bytes("{\"nbformat\": \"four\", \"cells\": []}"),
                        "not a notebook"),
                Arguments.of(
                        "another assignment",
                        bytes(text.replace("grade_id", "other_id")),
                        "hand in the notebook that you were given"),
                Arguments.of(
                        "another assignment with the same set-up",
                        bytes(
                                text.replace("square", "cube")
                                        .replace("mean", "median")
                                        .replace("\"why", "\"how")),
                        "this is not the notebook of"),
                Arguments.of(
                        "another assignment with a task of the same name",
                        bytes(text.replace("mean", "median").replace("\"why", "\"how")),
                        "this is not the notebook of"),
                Arguments.of("huge", new byte[200_000_001], "clear its outputs"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void isRefusedWithAReasonToActOn(String name, byte[] bytes, String reason) throws Exception {
        Result result = Sample.gradeBytes(bytes);
        assertEquals(0, result.score());
        assertEquals(20, result.maximum());
        assertTrue(result.reason().contains(reason), result.reason());
        assertTrue(result.reason().length() < 500, result.reason());
    }

    @Test
    void aLinkIsNotFollowed(@TempDir Path folder) throws Exception {
        Path link =
                Files.createSymbolicLink(folder.resolve("a.ipynb"), Sample.FILE.toAbsolutePath());
        Result result = Sample.grader().grade(link, OptionalLong.empty());
        assertEquals(0, result.score());
        assertTrue(result.reason().contains("is a link"), result.reason());
    }

    @Test
    void editedTestCellsDoNotCount() throws Exception {
        Notebook notebook =
                Sample.notebook("double[] square(double[] x) { return new double[1]; }", "");
        Sample.cell(notebook, "square-test").setSource("8.0");
        Sample.cell(notebook, "square-test").mark().addProperty("points", 100);
        Sample.cell(notebook, "setup").setSource("class SelfCheck {}");
        Result result = Sample.grade(notebook);
        assertEquals(0, result.score(), result.report());
        assertEquals(20, result.maximum());
        assertEquals(
                List.of(
                        "cell setup was edited; the assignment's own was used instead",
                        "cell square-test was edited; the assignment's own was used instead"),
                result.notes());
    }

    @Test
    void deletedTestCellsAreTheAssignmentsOwn() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        Result result = Sample.grade(without(notebook, "square-test"));
        assertEquals(16, result.score(), result.report());
        assertEquals(
                List.of("cell square-test is missing; the assignment's own was used"),
                result.notes());
    }

    @Test
    void aDeletedSolutionIsNotSolved() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        Result result = Sample.grade(without(notebook, "square"));
        assertEquals(8, result.score(), result.report());
        assertTrue(
                Sample.task(result, "square-test").report(true).contains("cell square is missing"),
                result.report());
    }

    @Test
    void ofDuplicatedCellsTheLastCounts() throws Exception {
        Notebook notebook = Sample.notebook("int wrong;", Sample.RIGHT_MEAN_DISTANCE);
        JsonObject copy = Sample.cell(notebook, "square").json().deepCopy();
        copy.addProperty("source", Sample.RIGHT_SQUARE);
        notebook.json().getAsJsonArray("cells").add(copy);
        Result result = Sample.grade(notebook);
        assertEquals(16, result.score(), result.report());
        assertTrue(
                result.notes()
                        .contains(
                                "cell square is there 2 times; all count, and of a method that they declare"
                                        + " twice the last"),
                result.report());
    }

    @Test
    void reorderedCellsRunInTheAssignmentsOrder() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        JsonArray reversed = new JsonArray();
        JsonArray cells = notebook.json().getAsJsonArray("cells");
        for (int i = cells.size() - 1; i >= 0; i--) {
            reversed.add(cells.get(i));
        }
        notebook.json().add("cells", reversed);
        Result result = Sample.grade(notebook);
        assertEquals(16, result.score(), result.report());
        assertEquals(
                List.of("the cells are in another order; the assignment's own order was used"),
                result.notes());
    }

    @Test
    void aChangedKernelspecIsReported() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        notebook.json()
                .getAsJsonObject("metadata")
                .getAsJsonObject("kernelspec")
                .addProperty("language", "python");
        Result result = Sample.grade(notebook);
        assertEquals(16, result.score(), result.report());
        assertEquals(
                List.of("the kernelspec was changed; the assignment's own was used"),
                result.notes());
    }

    @Test
    void aSolutionInAMarkdownCellIsReported() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        Sample.cell(notebook, "square").json().addProperty("cell_type", "markdown");
        Result result = Sample.grade(notebook);
        assertEquals(8, result.score(), result.report());
        assertTrue(result.notes().get(0).contains("must be a code cell"), result.report());
    }

    @Test
    void aWrittenAnswerWaitsForAPerson() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        Sample.cell(notebook, "why").setSource("The mean, because its derivative is zero.");
        Result result = Sample.grade(notebook);
        assertEquals(16, result.score());
        assertEquals(16, result.maximum());
        assertEquals(4, result.manual());
    }

    /**
     * Whatever is wrong with the first task, the second one, which calls it, is judged by itself.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[] square(double[] x) { return x; }",
                "double[] square(double[] x) { while (true) java.util.concurrent.locks.LockSupport.park(); }",
                "double[] square(double[] x) { return x * x; }",
                "int nothing;"
            })
    void aMistakeCostsItsOwnTaskOnly(String square) throws Exception {
        String distance = Sample.cell(Notebook.read(Sample.FILE), "mean-distance").source();
        Result result = Sample.grade(Sample.notebook(square, distance));
        assertEquals(0, Sample.task(result, "square-test").score(), result.report());
        assertEquals(8, Sample.task(result, "mean-distance-test").score(), result.report());
    }

    @Test
    void theSameSubmissionGivesTheSameResultToTheByte() throws Exception {
        Notebook half = Sample.notebook(Sample.INCOMPLETE_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        String first = withoutName(Sample.grade(half));
        assertEquals(first, withoutName(Sample.grade(half)));
        assertTrue(first.contains("\"score\": 14.0"), first);
    }

    private static String withoutName(Result result) {
        return result.toJson().replaceAll("submission\\d+", "submission");
    }

    @Test
    void anotherSubmissionIsJudgedOnOtherInputs() throws Exception {
        Result one = Sample.gradeBytes(bytes("one"));
        Result other = Sample.gradeBytes(bytes("other"));
        assertNotEquals(one.seed(), other.seed());
        assertArrayEquals(
                HiddenTests.inputs(one.seed(), "test").vector(3),
                HiddenTests.inputs(one.seed(), "test").vector(3));
        assertNotEquals(
                HiddenTests.inputs(one.seed(), "test").number(0, 1),
                HiddenTests.inputs(other.seed(), "test").number(0, 1));
    }

    private static Notebook without(Notebook notebook, String id) throws Exception {
        JsonArray cells = notebook.json().getAsJsonArray("cells");
        cells.remove(Sample.cell(notebook, id).json());
        return notebook;
    }
}
