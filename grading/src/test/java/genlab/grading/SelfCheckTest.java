package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;

/** The visible checks of an assignment in JShell, as the notebooks' kernel runs them. */
class SelfCheckTest {

    @Test
    void aRightSolutionGetsItsPointsAsTheValueOfTheCell() throws Exception {
        Run run = run(Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE));
        assertEquals("8.0", run.value("mean-distance-test"));
        assertEquals(
                """
                passed  squares every element
                8 of 8 points
                passed  is the mean over rows
                passed  is zero at the centre
                8 of 8 points
                """,
                run.output);
        assertEquals("", run.errors);
    }

    @Test
    void aWrongSolutionReadsExpectedActualAndHint() throws Exception {
        Run run =
                run(
                        Sample.notebook(
                                "double[] square(double[] x) { return x; }",
                                Sample.RIGHT_MEAN_DISTANCE.replace("/ batch.rows()", "")));
        assertEquals("0.0", run.value("square-test"));
        assertEquals("4.0", run.value("mean-distance-test"));
        assertTrue(
                run.output.contains(
                        """
                        FAILED  squares every element
                                your value, element [0]
                                expected: 4.0
                                actual:   2.0
                                hint: multiply x by itself
                        0 of 8 points
                        """),
                run.output);
        assertFalse(run.output.contains("\tat "), run.output);
        assertEquals("", run.errors);
    }

    @Test
    void whatIsNotThereYetIsSaidInOneSentence() throws Exception {
        Run run = run(Sample.assignment().studentVersion());
        assertEquals("0.0", run.value("square-test"));
        assertTrue(run.output.contains("not implemented yet"), run.output);
        Run without = run(Sample.notebook("", ""));
        assertEquals("0.0", without.value("square-test"));
        assertTrue(without.output.contains("run the cells above"), without.output);
        assertEquals("", without.errors);
    }

    private record Run(Map<String, String> values, String output, String errors) {
        String value(String cell) {
            return values.get(cell);
        }
    }

    private static synchronized Run run(Notebook notebook) {
        Map<String, String> values = new java.util.HashMap<>();
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true));
        System.setErr(new PrintStream(errors, true));
        try (JShell shell =
                JShell.builder()
                        .executionEngine(new LocalExecutionControlProvider(), Map.of())
                        .build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            for (Notebook.Cell cell : notebook.cells()) {
                String rest = cell.isCode() ? cell.source() : "";
                while (!rest.isBlank()) {
                    CompletionInfo completion = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                    for (SnippetEvent event : shell.eval(completion.source())) {
                        if (event.value() != null) {
                            values.put(cell.id(), event.value());
                        }
                    }
                    rest = completion.remaining();
                }
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return new Run(values, output.toString().replace("\r\n", "\n"), errors.toString());
    }
}
