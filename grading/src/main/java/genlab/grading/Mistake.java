package genlab.grading;

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
        return HiddenTests.table(assignment.name(), "mistakes.txt").stream()
                .map(parts -> new Mistake(parts[0], parts[1], parts[2]))
                .toList();
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
