package genlab.grading;

import genlab.grading.harness.CellRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of an assignment run as a kernel runs them, those with nbgrader's mark: what a student
 * sees of the checks.
 *
 * @param values the last value of each cell that has one
 * @param problems what the compiler complained of
 * @param output what they printed
 * @param errors what they printed on the error stream
 */
record VisibleChecks(
        Map<String, String> values, List<String> problems, String output, String errors) {

    /** Runs the cells in this process. */
    static synchronized VisibleChecks run(Notebook notebook) {
        Map<String, String> values = new HashMap<>();
        List<String> problems = new ArrayList<>();
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true));
        System.setErr(new PrintStream(errors, true));
        try (CellRunner cells = new CellRunner()) {
            for (Notebook.Cell cell : notebook.cells()) {
                if (cell.isCode() && cell.isMarked()) {
                    cells.run(cell.source())
                            .forEach(problem -> problems.add(cell.id() + ": " + problem));
                    values.put(cell.id(), cells.value());
                }
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return new VisibleChecks(
                values, problems, output.toString().replace("\r\n", "\n"), errors.toString());
    }

    String value(String cell) {
        return values.get(cell);
    }
}
