package genlab.grading;

import java.nio.file.Path;

/**
 * By whose numbers a submission is graded: by everybody's, if it has these, or by its owner's,
 * whatever numbers are in it.
 *
 * @param assignment one that has numbers of each student's own
 * @param roster who the students are; null if nobody has numbers of one's own
 */
record Owners(Assignment assignment, Roster roster) {

    /**
     * The assignment with a submission's numbers.
     *
     * @throws IllegalStateException if it is not known whose they are
     */
    Assignment of(Path file, String name) {
        try {
            if (!Grader.isPlainFile(file) || hasCommonNumbers(Notebook.read(file))) {
                return assignment.of(null);
            }
        } catch (NotebookException e) {
            // It will get no points, whosever it is.
            return assignment.of(null);
        }
        if (roster == null) {
            throw new IllegalStateException(
                    "it has numbers of a student's own; tell with --roster whose they are");
        }
        return roster.owner(name)
                .map(student -> assignment.of(student.login()))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "it has numbers of a student's own, but is of nobody in the"
                                                + " roster"));
    }

    private boolean hasCommonNumbers(Notebook given) {
        return assignment.notebook().cells().stream()
                .filter(cell -> Draws.isIn(cell.source()))
                .allMatch(
                        cell ->
                                given.cells().stream()
                                        .filter(each -> each.id().equals(cell.id()))
                                        .reduce((first, last) -> last)
                                        .map(each -> plain(each).equals(plain(cell)))
                                        .orElse(roster == null));
    }

    private static String plain(Notebook.Cell cell) {
        return Notebook.Cell.normalized(Draws.plain(cell.source()));
    }
}
