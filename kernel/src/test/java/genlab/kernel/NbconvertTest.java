package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees of an error in a notebook that nbconvert executes. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class NbconvertTest {

    private static final String PYTHON = System.getenv("GENLAB_PYTHON");

    @TempDir private Path folder;
    private String output;

    @BeforeEach
    void writeNotebook() throws Exception {
        if (PYTHON == null) {
            System.out.println("skipped: GENLAB_PYTHON, which ./lab test sets, names no Python");
        }
        assumeTrue(PYTHON != null);
        KernelSpecs.install(folder);
        Files.writeString(
                folder.resolve("errors.ipynb"),
                """
                {"cells": [%s, %s],
                 "metadata": {"kernelspec": {"display_name": "Java", "language": "java",
                                             "name": "java"}},
                 "nbformat": 4, "nbformat_minor": 5}
                """
                        .formatted(
                                cell("a", "int good = 1;\\nint bad = missing;"),
                                cell(
                                        "b",
                                        "throw new IllegalStateException(\\\"outer\\\","
                                                + " new RuntimeException(\\\"inner\\\"));")));
    }

    private static String cell(String id, String code) {
        return String.format(
                "{\"cell_type\": \"code\", \"id\": \"%s\", \"execution_count\": null,"
                        + " \"metadata\": {}, \"outputs\": [], \"source\": \"%s\"}",
                id, code);
    }

    private int nbconvert(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-m", "nbconvert", "--to"));
        command.addAll(List.of("markdown", "--execute", "--stdout"));
        command.add("--ExecutePreprocessor.startup_timeout=600"); // for a busy machine
        command.add("--ExecutePreprocessor.iopub_timeout=600");
        command.addAll(List.of(options));
        command.add(folder.resolve("errors.ipynb").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JUPYTER_PATH", folder.toString());
        Process process = builder.start();
        output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll("\u001b\\[[;\\d]*m", "");
        return process.waitFor();
    }

    private void assertOfTheCellOnly() {
        assertTrue(output.contains("line 2: cannot find symbol: variable missing"), output);
        assertTrue(output.contains("    int bad = missing;"), output);
        assertTrue(output.contains("              ^^^^^^^"), output);
        assertFalse(output.contains("jdk.jshell"), output);
        assertFalse(output.contains("genlab.kernel"), output);
    }

    @Test
    void showsLineCaretAndCauses() throws Exception {
        assertEquals(0, nbconvert("--allow-errors"), () -> output);
        assertOfTheCellOnly();
        assertTrue(output.contains("java.lang.IllegalStateException: outer"), output);
        assertTrue(output.contains("Caused by: java.lang.RuntimeException: inner"), output);
    }

    @Test
    void stopsWithTheErrorOfTheCell() throws Exception {
        assertNotEquals(0, nbconvert());
        assertOfTheCellOnly();
    }
}
