package genlab.grading;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a student handed in, put into the instructor's notebook: only the text of solution cells is
 * taken, found by their ids.
 *
 * @param notebook the student's notebook
 * @param solutions the text of each solution cell that is there
 * @param notes what is unusual about the notebook, for the student and the instructor
 */
record Submission(Notebook notebook, Map<String, String> solutions, List<String> notes) {

    /**
     * Compares a notebook with what was given out.
     *
     * @param assignment the assignment
     * @param notebook the student's notebook
     * @return the submission
     * @throws NotebookException if no cell of the assignment is in it
     */
    static Submission of(Assignment assignment, Notebook notebook) throws NotebookException {
        Notebook given = assignment.studentVersion();
        Map<String, Notebook.Cell> handedIn = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (Notebook.Cell cell : notebook.cells()) {
            if (!cell.id().isEmpty() && handedIn.put(cell.id(), cell) != null) {
                notes.add(
                        "cell "
                                + Texts.clean(cell.id(), 60)
                                + " is there more than once; the last one counts");
            }
        }
        Map<String, String> solutions = new LinkedHashMap<>();
        List<String> order = new ArrayList<>();
        for (Notebook.Cell cell : given.cells()) {
            if (cell.id().isEmpty()) {
                continue;
            }
            Notebook.Cell found = handedIn.get(cell.id());
            if (found == null) {
                notes.add(
                        cell.isSolution()
                                ? "cell " + cell.id() + " is missing: it counts as not solved"
                                : "cell "
                                        + cell.id()
                                        + " is missing; the assignment's own was used");
                continue;
            }
            order.add(cell.id());
            if (!found.type().equals(cell.type())) {
                notes.add(
                        "cell "
                                + cell.id()
                                + " must be a "
                                + cell.type()
                                + " cell, but is a "
                                + Texts.clean(found.type(), 20)
                                + " cell: change it back");
            } else if (cell.isSolution()) {
                solutions.put(cell.id(), found.source());
            } else if (!found.source().strip().equals(cell.source().strip())
                    && !assignment.isOwn(found)) {
                notes.add(
                        "cell " + cell.id() + " was edited; the assignment's own was used instead");
            }
        }
        if (order.isEmpty()) {
            throw new NotebookException(
                    "no cell of assignment "
                            + assignment.name()
                            + " is in this notebook; hand in the notebook that you were given, with"
                            + " your solutions in its cells");
        }
        List<String> orderHandedIn = new ArrayList<>(handedIn.keySet());
        orderHandedIn.retainAll(order);
        if (!orderHandedIn.equals(order)) {
            notes.add("the cells are in another order; the assignment's own order was used");
        }
        JsonObject metadata = notebook.json().getAsJsonObject("metadata");
        JsonObject original = given.json().getAsJsonObject("metadata");
        if (metadata == null
                || !String.valueOf(original.get("kernelspec"))
                        .equals(String.valueOf(metadata.get("kernelspec")))) {
            notes.add("the kernelspec was changed; the assignment's own was used");
        }
        return new Submission(notebook, solutions, List.copyOf(notes));
    }
}
