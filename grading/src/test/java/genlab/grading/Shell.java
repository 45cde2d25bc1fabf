package genlab.grading;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * The cells of an assignment run in JShell, as a kernel does: those with nbgrader's mark.
 *
 * @param values the last value of each cell that has one
 * @param problems what the compiler complained of
 * @param output what they printed
 * @param errors what they printed on the error stream
 */
record Shell(Map<String, String> values, List<String> problems, String output, String errors) {

    String value(String cell) {
        return values.get(cell);
    }

    static synchronized Shell run(Notebook notebook) {
        Map<String, String> values = new HashMap<>();
        List<String> problems = new ArrayList<>();
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
                String rest = cell.isCode() && cell.isMarked() ? cell.source() : "";
                while (!rest.isBlank()) {
                    CompletionInfo completion = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                    for (SnippetEvent event : shell.eval(completion.source())) {
                        shell.diagnostics(event.snippet())
                                .filter(Diag::isError)
                                .map(problem -> cell.id() + ": " + problem.getMessage(null))
                                .forEach(problems::add);
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
        return new Shell(
                values, problems, output.toString().replace("\r\n", "\n"), errors.toString());
    }
}
