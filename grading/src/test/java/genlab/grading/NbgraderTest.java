package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nbgrader reads. */
class NbgraderTest {
    /** Computed with nbgrader's compute_checksum. */
    @Test
    void checksumsAreNbgraders() throws Exception {
        assertEquals(
                "4265ea84bea7a8c3d56682129c2ccf88",
                cell("code", "int x = 1;\n", true, false, "\"points\": 8").checksum());
        assertEquals(
                "772303de0a430b0530f8c6da9ac093e0",
                cell("code", "", false, true, "\"points\": 8").checksum());
        assertEquals(
                "cc2ae3e4e70af3846d2338d8a831915c",
                cell("markdown", "Antwort: größer", true, true, "\"points\": 2.5").checksum());
    }

    private static Notebook.Cell cell(
            String type, String source, boolean grade, boolean solution, String points)
            throws NotebookException {
        String text =
                """
                {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "%s", "source": %s,
                 "metadata": {"nbgrader": {"schema_version": 3, "grade": %s, "solution": %s,
                 "locked": %s, "task": false, "grade_id": "some-id", %s}}}]}
                """
                        .formatted(
                                type,
                                new com.google.gson.JsonPrimitive(source),
                                grade,
                                solution,
                                !solution,
                                points);
        return Notebook.parse(
                        "test",
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        true)
                .cells()
                .get(0);
    }

    @Test
    void solutionsAreReplacedWhereTheyStood() throws Exception {
        Notebook student = Sample.assignment().studentVersion();
        assertEquals(
                """
                double[] square(double[] x) {
                    // YOUR CODE HERE
                    throw new UnsupportedOperationException();
                }\
                """,
                Sample.cell(student, "square").source());
        assertEquals("YOUR ANSWER HERE", Sample.cell(student, "why").source());
        assertTrue(Sample.cell(student, "square-test").source().endsWith("(8, SquareCheck.class)"));
    }

    @Test
    void brokenAssignmentsAreRefusedWithTheCell(@TempDir Path folder) throws Exception {
        String text = Files.readString(Sample.FILE);
        refused(folder, text.replace("// END SOLUTION", "//"), "BEGIN SOLUTION");
        refused(folder, text.replace("\"square-test\"", "\"square\""), "square is there twice");
        refused(
                folder,
                text.replace("\"schema_version\": 3", "\"schema_version\": 2"),
                "must be 3");
        refused(folder, text.replace("\"language\": \"java\"", "\"language\": \"R\""), "be java");
        refused(
                folder,
                text.replace("class SquareCheck {", "// BEGIN HIDDEN TESTS"),
                "must be a class");
        refused(folder, text.replace("\"points\": 8", "\"points\": -8"), "points");
        refused(folder, text.replace("\"points\": 8", "\"point\": 8"), "point");
    }

    private static void refused(Path folder, String text, String reason) throws Exception {
        Path file = folder.resolve("broken.ipynb");
        Files.writeString(file, text);
        NotebookException refusal =
                assertThrows(NotebookException.class, () -> Assignment.read(file));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void theScoredNotebookHasThePointsAsTheValueOfItsGradeCells(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("a.ipynb");
        Notebook notebook = Sample.notebook(Sample.INCOMPLETE_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        Sample.cell(notebook, "square-test").setSource("// edited");
        notebook.write(file);
        Result result = Sample.grader().grade(file, OptionalLong.empty());
        Notebook scored = Sample.grader().scored(file, result, true);
        assertEquals("6.0", value(Sample.cell(scored, "square-test")));
        assertEquals("8.0", value(Sample.cell(scored, "mean-distance-test")));
        assertFalse(scored.json().toString().contains("// edited"));
        assertEquals(notebook.cells().get(0).source(), scored.cells().get(0).source());
        assertEquals(notebook.cells().size(), scored.cells().size());
        assertEquals(List.of(), NbgraderRules.violations(scored, false));
    }

    @Test
    void anUnreadableSubmissionBecomesANotebookOfZeros(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.ipynb");
        Files.writeString(file, "oh");
        Result result = Sample.grader().grade(file, OptionalLong.empty());
        Notebook scored = Sample.grader().scored(file, result, true);
        assertEquals("0.0", value(Sample.cell(scored, "square-test")));
        assertEquals(List.of(), NbgraderRules.violations(scored, true));
    }

    /** As nbgrader finds it: the first output of type execute_result. */
    private static String value(Notebook.Cell cell) {
        return StreamSupport.stream(cell.json().getAsJsonArray("outputs").spliterator(), false)
                .map(output -> (JsonObject) output)
                .filter(output -> output.get("output_type").getAsString().equals("execute_result"))
                .map(output -> output.getAsJsonObject("data").get("text/plain").getAsString())
                .findFirst()
                .orElseThrow();
    }
}
