package genlab.grading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A plausible wrong solution: in a cell of the right one, one text in place of another. They stand
 * in {@code mistakes.txt} beside the hidden tests, a line each: {@code cell | right | wrong}.
 *
 * @param cell the solution cell
 * @param right a text of the solution
 * @param wrong what stands there instead
 */
record Mistake(String cell, String right, String wrong) {

    /** The mistakes that are listed for an assignment. */
    static List<Mistake> of(Assignment assignment) throws NotebookException {
        String file =
                "/"
                        + HiddenTests.packageName(assignment.name()).replace('.', '/')
                        + "/mistakes.txt";
        try (InputStream in = Mistake.class.getResourceAsStream(file)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ?", 3))
                    .map(parts -> new Mistake(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            throw new NotebookException(
                    file + " must have lines of the form cell | right | wrong, but: " + e);
        }
    }

    /** A cell with this mistake in it. */
    String in(String source) throws NotebookException {
        if (!source.contains(right)) {
            throw new NotebookException(
                    "cell " + cell + ": mistakes.txt says '" + right + "', which is not in it");
        }
        return source.replace(right, wrong);
    }
}
