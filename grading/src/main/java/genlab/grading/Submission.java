package genlab.grading;

import genlab.grading.Assignment.Kind;
import genlab.grading.Assignment.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a student handed in, put into the instructor's notebook: the text of the solution cells,
 * found by their ids or by the methods they declare, and the declarations of cells of the student's
 * own.
 */
final class Submission {
    private static final int LONGEST_ANSWER = 50_000;
    private static final Pattern METHOD =
            Pattern.compile("(?m)^[\\w<>\\[\\], .]+\\s(\\w+)\\s*\\([^;{}()]*\\)[^;{}()]*\\{");
    private static final Pattern SYMBOL =
            Pattern.compile("(?:variable|method|class|not defined: \\w+) (\\w+)");

    private final Assignment assignment;
    private final Notebook notebook;
    private final Notebook given;

    /** Texts of each solution cell and written answer: of a cell that was split all its parts. */
    private final Map<String, List<String>> solutions = new LinkedHashMap<>();

    /** Texts of cells of the student's own, by the assignment's step that they come before. */
    private final Map<String, List<String>> declarations = new HashMap<>();

    private final List<Notebook.Cell> ownCells = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Submission(Assignment assignment, Notebook notebook) throws NotebookException {
        this.assignment = assignment;
        this.notebook = notebook;
        given = assignment.studentVersion();
    }

    /**
     * Compares a notebook with what was given out.
     *
     * @throws NotebookException if none of the assignment's solutions is in it, or more of
     *     another's tests than of its own
     */
    static Submission of(Assignment assignment, Notebook notebook) throws NotebookException {
        Submission submission = new Submission(assignment, notebook);
        Map<String, List<Notebook.Cell>> handedIn = submission.sort();
        submission.compare(handedIn);
        return submission;
    }

    /** The assignment's cells by their id, in their order; the others are the student's own. */
    private Map<String, List<Notebook.Cell>> sort() {
        Set<String> ids = given.cells().stream().map(Notebook.Cell::id).collect(Collectors.toSet());
        Set<String> texts =
                given.cells().stream().map(Notebook.Cell::normalized).collect(Collectors.toSet());
        Map<String, List<Notebook.Cell>> handedIn = new LinkedHashMap<>();
        List<String> waiting = new ArrayList<>();
        for (Notebook.Cell cell : notebook.cells()) {
            if (!cell.id().isEmpty() && ids.contains(cell.id())) {
                handedIn.computeIfAbsent(cell.id(), id -> new ArrayList<>()).add(cell);
                declarations.computeIfAbsent(cell.id(), id -> new ArrayList<>()).addAll(waiting);
                waiting.clear();
            } else if (cell.isCode() && !texts.contains(cell.normalized())) {
                ownCells.add(cell);
                waiting.add(cell.source());
            }
        }
        return handedIn;
    }

    private void compare(Map<String, List<Notebook.Cell>> handedIn) throws NotebookException {
        List<String> order = new ArrayList<>();
        for (Notebook.Cell cell : given.cells()) {
            if (cell.id().isEmpty()) {
                continue;
            }
            List<Notebook.Cell> found = handedIn.getOrDefault(cell.id(), List.of());
            if (found.isEmpty()) {
                missing(cell);
                continue;
            }
            order.add(cell.id());
            Notebook.Cell last = found.get(found.size() - 1);
            if (!last.type().equals(cell.type())) {
                notes.add(
                        String.format(
                                "cell %s must be a %s cell, but is a %s cell: change it back",
                                cell.id(), cell.type(), SafeText.printable(last.type(), 20)));
            } else if (cell.isSolution()) {
                solved(cell, found);
            } else if (!assignment.isOwn(last)) {
                notes.add(
                        "cell " + cell.id() + " was edited; the assignment's own was used instead");
                if (!cell.isGrade()) {
                    ownCells.add(last);
                    declarations.get(cell.id()).add(last.source());
                }
            }
        }
        if (solutions.isEmpty() || isAnothers(handedIn)) {
            throw new NotebookException(
                    "this is not the notebook of assignment "
                            + assignment.name()
                            + "; hand in the notebook that you were given, with your solutions in"
                            + " its cells");
        }
        List<String> orderHandedIn = new ArrayList<>(handedIn.keySet());
        orderHandedIn.retainAll(order);
        if (!orderHandedIn.equals(order)) {
            notes.add("the cells are in another order; the assignment's own order was used");
        }
        if (!given.object("metadata", "kernelspec")
                .equals(notebook.object("metadata", "kernelspec"))) {
            notes.add("the kernelspec was changed; the assignment's own was used");
        }
    }

    /** Two assignments may have cells of one name. */
    private boolean isAnothers(Map<String, List<Notebook.Cell>> handedIn) {
        long own =
                given.cells().stream()
                        .filter(cell -> cell.isGrade() && handedIn.containsKey(cell.id()))
                        .count();
        long others =
                notebook.cells().stream()
                        .filter(cell -> cell.isGrade() && !handedIn.containsKey(cell.id()))
                        .count();
        return others > own;
    }

    private void missing(Notebook.Cell cell) {
        boolean elsewhere = cell.isSolution() && cell.isCode() && takeFromOwnCells(cell);
        if (!elsewhere) {
            notes.add(
                    cell.isSolution()
                            ? "cell " + cell.id() + " is missing: it counts as not solved"
                            : "cell " + cell.id() + " is missing; the assignment's own was used");
        }
    }

    /** Of several cells with one id those count that were worked on, and all of them. */
    private void solved(Notebook.Cell stub, List<Notebook.Cell> found) {
        List<String> touched =
                found.stream()
                        .filter(cell -> !cell.normalized().equals(stub.normalized()))
                        .map(Notebook.Cell::source)
                        .toList();
        if (touched.isEmpty() && stub.isCode() && takeFromOwnCells(stub)) {
            return;
        }
        solutions.put(
                stub.id(),
                !touched.isEmpty() ? touched : List.of(found.get(found.size() - 1).source()));
        if (touched.size() > 1) {
            notes.add(
                    String.format(
                            "cell %s is there %d times; all count, and of a method that they"
                                    + " declare twice the last",
                            stub.id(), touched.size()));
        }
    }

    private boolean takeFromOwnCells(Notebook.Cell stub) {
        List<String> wanted = methods(stub.source());
        List<String> texts =
                ownCells.stream()
                        .map(Notebook.Cell::source)
                        .filter(text -> methods(text).stream().anyMatch(wanted::contains))
                        .toList();
        if (texts.isEmpty()) {
            return false;
        }
        solutions.put(stub.id(), texts);
        notes.add(
                "the solution of cell "
                        + stub.id()
                        + " was taken from a cell of your own that declares "
                        + String.join(" and ", wanted));
        return true;
    }

    private static List<String> methods(String source) {
        return METHOD.matcher(source).results().map(found -> found.group(1)).distinct().toList();
    }

    /** The solution cells that declare a method of which a text has another. */
    Set<String> replaced(String standIns) {
        List<String> others = methods(standIns);
        return given.cells().stream()
                .filter(cell -> cell.isSolution() && cell.isCode())
                .filter(cell -> methods(cell.source()).stream().anyMatch(others::contains))
                .map(Notebook.Cell::id)
                .collect(Collectors.toSet());
    }

    Notebook notebook() {
        return notebook;
    }

    /** What is unusual about the notebook, for the student and the instructor. */
    List<String> notes() {
        return notes;
    }

    /** Whether a solution cell is there, or what it declares. */
    boolean has(String cell) {
        return solutions.containsKey(cell);
    }

    /** The texts of the solution cells by their ids. */
    Map<String, String> code() {
        Map<String, String> code = new LinkedHashMap<>();
        for (Step step : assignment.steps()) {
            if (step.kind() == Kind.SOLUTION && has(step.id())) {
                code.put(step.id(), String.join("\n", solutions.get(step.id())));
            }
        }
        return code;
    }

    /** The text of a written answer. */
    String answer(Assignment.Task task) {
        String text = String.join("\n\n", solutions.getOrDefault(task.id(), List.of()));
        return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + " ...";
    }

    /** Whether somebody worked on one of a task's cells. */
    boolean isTouched(Assignment.Task task) {
        List<String> cells = task.manual() ? List.of(task.id()) : task.solutions();
        return given.cells().stream()
                .filter(cell -> cells.contains(cell.id()) && has(cell.id()))
                .anyMatch(
                        cell ->
                                solutions.get(cell.id()).stream()
                                        .map(Notebook.Cell::normalized)
                                        .anyMatch(text -> !text.equals(cell.normalized())));
    }

    /** The cells that run before a task's tests: as they were handed in. */
    List<Step> steps(Assignment.Task task) {
        return steps(task, "", false);
    }

    /** The cells that run before a task's tests, with stand-ins for what the task builds on. */
    List<Step> steps(Assignment.Task task, String standIns, boolean alone) {
        List<Step> all = new ArrayList<>();
        Step replacement = new Step("stand-ins", standIns, Kind.STAND_INS);
        Map<String, Step> own = new HashMap<>();
        assignment.steps().forEach(step -> own.put(step.id(), step));
        for (Notebook.Cell cell : given.cells()) {
            boolean ofTask = task.solutions().contains(cell.id());
            if (ofTask && !standIns.isEmpty()) {
                all.add(replacement);
            }
            if (!alone) {
                declarations
                        .getOrDefault(cell.id(), List.of())
                        .forEach(text -> all.add(new Step(cell.id(), text, Kind.DECLARATIONS)));
            }
            if (cell.id().equals(task.id())) {
                break;
            }
            Step step = own.get(cell.id());
            if (step != null && step.kind() == Kind.OWN) {
                all.add(step);
            } else if (step != null && (ofTask || !alone)) {
                solutions
                        .getOrDefault(cell.id(), List.of())
                        .forEach(text -> all.add(new Step(cell.id(), text, Kind.SOLUTION)));
            }
        }
        if (!standIns.isEmpty()) {
            all.add(replacement);
        }
        return all;
    }

    /**
     * A message with what helps against it, where that is known: what is not there when this
     * assignment is graded, and in which cell something is set that no cell declares.
     */
    String advise(String message) {
        for (Map.Entry<String, String> absent : assignment.absent().entrySet()) {
            String[] name = absent.getKey().replace(".*", "").split("#");
            String named =
                    name.length == 1
                            ? "\\b" + name[0].substring(name[0].lastIndexOf('.') + 1) + "\\b"
                            : "(method |\\b"
                                    + name[0].substring(name[0].lastIndexOf('.') + 1)
                                    + "\\.)("
                                    + name[1].replace(",", "|")
                                    + ")\\(";
            if (Pattern.compile(named).matcher(message).find()) {
                return message
                        + "; "
                        + absent.getKey()
                        + " is not there when this assignment is graded: "
                        + absent.getValue();
            }
        }
        Matcher symbol = SYMBOL.matcher(message);
        while (symbol.find()) {
            Pattern set = Pattern.compile("(?m)^.*\\b" + symbol.group(1) + "\\s*=[^=].*$");
            for (Notebook.Cell cell : ownCells) {
                Matcher line = set.matcher(cell.source());
                if (line.find()) {
                    return message
                            + "; "
                            + symbol.group(1)
                            + " is set in a cell of your own, which is not run here (\""
                            + line.group().strip()
                            + "\"): move that line into the cell of this task";
                }
            }
        }
        return message;
    }
}
