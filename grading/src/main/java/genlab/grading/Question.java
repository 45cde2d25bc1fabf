package genlab.grading;

import java.util.ArrayList;
import java.util.List;

/**
 * A written task, for whoever marks its answers.
 *
 * @param text the question, as Markdown: what stands before its cell
 * @param model the instructor's answer
 * @param rubric what points are given for, from {@code rubric.txt} beside the hidden tests, a line
 *     each: {@code cell | points | what}; empty if nothing is listed
 */
record Question(String text, String model, List<Criterion> rubric) {

    /** What an answer is given points for. */
    record Criterion(double points, String text) {}

    static Question of(Assignment assignment, String task) throws NotebookException {
        StringBuilder text = new StringBuilder();
        for (Notebook.Cell cell : assignment.notebook().cells()) {
            if (cell.id().equals(task)) {
                return new Question(
                        text.toString().strip(), cell.source(), rubric(assignment, task));
            }
            if (cell.isMarked() || cell.isCode()) {
                text.setLength(0);
            } else {
                text.append(cell.source()).append("\n\n");
            }
        }
        throw new IllegalArgumentException("there is no task " + task);
    }

    private static List<Criterion> rubric(Assignment assignment, String task)
            throws NotebookException {
        List<Criterion> rubric = new ArrayList<>();
        for (String[] line : HiddenTests.table(assignment.name(), "rubric.txt")) {
            try {
                if (line[0].equals(task)) {
                    rubric.add(new Criterion(Double.parseDouble(line[1]), line[2]));
                }
            } catch (NumberFormatException e) {
                throw new NotebookException(
                        "rubric.txt: the points must be a number, but were " + line[1]);
            }
        }
        return rubric;
    }

    double rubricPoints() {
        return rubric.stream().mapToDouble(Criterion::points).sum();
    }
}
