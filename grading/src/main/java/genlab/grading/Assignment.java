package genlab.grading;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An instructor's notebook: the tasks and their solutions. */
final class Assignment {
    /** What a student finds in place of a solution. */
    private static final String[] STUB = {
        "// YOUR CODE HERE", "throw new UnsupportedOperationException();"
    };

    private static final Pattern CODE_AFTER_SOLUTION =
            Pattern.compile("END SOLUTION[^\\n]*\\s+[^\\s}]");
    private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.*?)(?: \\(\\d+ points.*)?$");
    private static final Pattern SELF_CHECK =
            Pattern.compile("(?m)^SelfCheck\\.points\\(\\s*([0-9]+(?:\\.[0-9]+)?)\\s*,");

    private final String name;
    private final Notebook notebook;
    private final byte[] digest;
    private final List<Task> tasks;

    /**
     * Something that points are given for.
     *
     * @param id the grade_id of the cell
     * @param points what it is worth
     * @param manual whether a person grades it
     * @param solutions the grade_ids of the solution cells that it looks at: those since the task
     *     before
     */
    record Task(String id, double points, boolean manual, List<String> solutions) {}

    /**
     * A cell that runs when a submission is graded.
     *
     * @param id its grade_id
     * @param source its code
     * @param kind whose it is
     */
    record Step(String id, String source, Kind kind) {}

    /** Whose code a step is. */
    enum Kind {
        /** The assignment's own, the same for everyone. */
        OWN,
        /** In a solution cell. */
        SOLUTION,
        /** In a cell of the student's own: its declarations are taken along. */
        DECLARATIONS,
        /** In place of the student's own methods, see {@link genlab.assignment.StandIns}. */
        STAND_INS
    }

    private Assignment(String name, Notebook notebook, byte[] digest, List<Task> tasks) {
        this.name = name;
        this.notebook = notebook;
        this.digest = digest;
        this.tasks = tasks;
    }

    /**
     * Finds an assignment by its name.
     *
     * @throws NotebookException if there is none or more than one
     */
    static Path find(String name, Path folder) throws NotebookException {
        if (name.endsWith(".ipynb")) {
            return Path.of(name);
        }
        String end = "([^A-Za-z0-9].*)?\\.ipynb";
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".ipynb")).toList();
            List<Path> found =
                    all.stream()
                            .filter(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .matches(Pattern.quote(name) + end))
                            .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new NotebookException(
                    "the assignment must be the name of one notebook in "
                            + folder
                            + ", but "
                            + name
                            + " fits "
                            + found.size()
                            + " of "
                            + all.stream()
                                    .map(file -> file.getFileName().toString())
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + "; give its path instead");
        } catch (IOException e) {
            throw new NotebookException(
                    "there is no folder of assignments at " + folder + "; give a notebook's path");
        }
    }

    /**
     * Reads an instructor's notebook.
     *
     * @throws NotebookException if it breaks a rule; the message names the cell
     */
    static Assignment read(Path file) throws NotebookException {
        Notebook notebook = Notebook.read(file);
        List<String> violations = NbgraderRules.violations(notebook, false);
        if (!violations.isEmpty()) {
            throw new NotebookException(file.getFileName() + ": " + String.join("; ", violations));
        }
        List<Task> tasks = new ArrayList<>();
        List<String> solutions = new ArrayList<>();
        for (Notebook.Cell cell : notebook.cells()) {
            check(
                    cell.isSolution() || !Region.SOLUTION.isIn(cell.source()),
                    "a cell with a SOLUTION region must be marked as a solution cell (\"solution\": true)",
                    cell);
            check(
                    !cell.source().contains("BEGIN HIDDEN"),
                    "hidden tests must be a class in grading/src/main/hidden, not in the notebook",
                    cell);
            check(
                    !Draws.isIn(cell.source())
                            || isStep(cell) && !cell.isSolution() && Draws.isRight(cell.source()),
                    "what is drawn must stand in a read-only cell, in lines like \"double beta = 0.5;"
                            + " // DRAWN 0.25 to 4\" or \"double[] x = {1, 2}; // DRAWN 2 numbers"
                            + " from -1 to 1\"",
                    cell);
            if (cell.isSolution()) {
                solutions.add(cell.id());
                check(
                        !cell.isCode() || Region.SOLUTION.isIn(cell.source()),
                        "a solution cell must have its solution between // BEGIN SOLUTION and"
                                + " // END SOLUTION",
                        cell);
                Region.SOLUTION.replace(cell.source());
                check(
                        !cell.isCode() || !CODE_AFTER_SOLUTION.matcher(cell.source()).find(),
                        "the lines between the SOLUTION markers must be the last of their method,"
                                + " since the student's stub throws there",
                        cell);
            }
            if (cell.isGrade()) {
                boolean manual = cell.isSolution() || !cell.isCode();
                check(
                        manual || !solutions.isEmpty(),
                        "a test cell must come after the solution cells that it grades, but there is none"
                                + " since the test cell before",
                        cell);
                check(
                        manual || selfCheckPoints(cell) == cell.points(),
                        "a test cell must end with the points of its mark, SelfCheck.points("
                                + SafeText.number(cell.points())
                                + ", ...Check.class)",
                        cell);
                tasks.add(new Task(cell.id(), cell.points(), manual, List.copyOf(solutions)));
                solutions.clear();
            }
        }
        if (!solutions.isEmpty()) {
            throw new NotebookException(
                    "each solution cell must have a test cell after it, but "
                            + String.join(", ", solutions)
                            + " has none");
        }
        String fileName = file.getFileName().toString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return new Assignment(
                    fileName.substring(0, fileName.length() - ".ipynb".length()),
                    notebook,
                    digest,
                    tasks);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new NotebookException(fileName + " can't be read: " + e.getMessage());
        }
    }

    private static double selfCheckPoints(Notebook.Cell cell) {
        Matcher points = SELF_CHECK.matcher(cell.source());
        return points.find() ? Double.parseDouble(points.group(1)) : -1;
    }

    private static void check(boolean condition, String rule, Notebook.Cell cell)
            throws NotebookException {
        if (!condition) {
            throw new NotebookException(
                    (cell.id().isEmpty()
                                    ? "the cell that starts with '"
                                            + cell.source().lines().findFirst().orElse("")
                                            + "'"
                                    : "cell " + cell.id())
                            + ": "
                            + rule);
        }
    }

    String name() {
        return name;
    }

    /**
     * Whether this assignment goes by a name: its own, or the beginning of it, as {@code A1} for
     * {@code A1-autoencoder-and-vae}.
     */
    boolean isCalled(String other) {
        return name.startsWith(other)
                && (name.length() == other.length()
                        || !Character.isLetterOrDigit(name.charAt(other.length())));
    }

    List<Task> tasks() {
        return tasks;
    }

    /** Whether each student has numbers of one's own, see {@link Draws}. */
    boolean isDrawn() {
        return notebook.cells().stream().anyMatch(cell -> Draws.isIn(cell.source()));
    }

    /** This assignment with the numbers of one student, or with those of the notebook for null. */
    Assignment of(String login) {
        Notebook own = notebook.copy();
        for (Notebook.Cell cell : own.cells()) {
            String text = cell.source();
            if (Draws.isIn(text)) {
                cell.setSource(login == null ? Draws.plain(text) : Draws.of(login, name, text));
            }
        }
        MessageDigest both = JarStore.sha256();
        both.update(digest);
        return new Assignment(
                name,
                own,
                login == null ? digest : both.digest(login.getBytes(StandardCharsets.UTF_8)),
                tasks);
    }

    /** What a task is called in the notebook: the last heading before its cell, or its id. */
    String title(String task) {
        String title = task;
        for (Notebook.Cell cell : notebook.cells()) {
            if (cell.id().equals(task)) {
                break;
            }
            Matcher heading = HEADING.matcher(cell.isCode() ? "" : cell.source());
            title = heading.find() ? heading.group(1) : title;
        }
        return title;
    }

    /** A digest of the notebook, which nobody without it can compute. */
    byte[] digest() {
        return digest.clone();
    }

    /**
     * What runs when a submission is graded: the solution cells and the instructor's read-only
     * cells. Cells without nbgrader's mark (figures, long runs) and test cells do not.
     */
    List<Step> steps() {
        return notebook.cells().stream()
                .filter(Assignment::isStep)
                .map(
                        cell ->
                                new Step(
                                        cell.id(),
                                        cell.source(),
                                        cell.isSolution() ? Kind.SOLUTION : Kind.OWN))
                .toList();
    }

    private static boolean isStep(Notebook.Cell cell) {
        return cell.isCode() && (cell.isSolution() || cell.isLocked() && !cell.isGrade());
    }

    /** Whether a cell is the instructor's own. */
    boolean isOwn(Notebook.Cell cell) {
        return notebook.cells().stream()
                .anyMatch(
                        own ->
                                own.id().equals(cell.id())
                                        && Draws.plain(own.normalized())
                                                .equals(Draws.plain(cell.normalized())));
    }

    /** The instructor's notebook itself. */
    Notebook notebook() {
        return notebook;
    }

    /**
     * What is not there when this assignment is graded, so that nobody hands in the library's
     * answer: the notebook's metadata name it, {@code "genlab": {"absent": {"genlab.models.Vae":
     * "why"}}}.
     */
    SortedMap<String, String> absent() {
        SortedMap<String, String> reasons = new TreeMap<>();
        JsonObject named = notebook.object("metadata", "genlab", "absent");
        named.keySet().forEach(name -> reasons.put(name, named.get(name).getAsString()));
        return reasons;
    }

    /**
     * The student version, in the order in which nbgrader makes it: cells locked, solutions and
     * outputs cleared, hidden tests taken out, checksums computed.
     *
     * @throws NotebookException if a region is broken
     */
    Notebook studentVersion() throws NotebookException {
        Notebook student = notebook.copy();
        student.json().getAsJsonObject("metadata").remove("celltoolbar");
        for (Notebook.Cell cell : student.cells()) {
            if (cell.isCode()) {
                cell.json().add("outputs", new JsonArray());
                cell.json().add("execution_count", JsonNull.INSTANCE);
            }
            if (Draws.isIn(cell.source())) {
                cell.setSource(Draws.plain(cell.source()));
            }
            if (cell.isSolution()) {
                cell.metadata().addProperty("deletable", false);
                boolean region = Region.SOLUTION.isIn(cell.source());
                cell.setSource(
                        cell.isCode()
                                ? Region.SOLUTION.replace(cell.source(), STUB)
                                : region
                                        ? Region.SOLUTION.replace(cell.source(), "YOUR ANSWER HERE")
                                        : "YOUR ANSWER HERE");
            } else if (cell.isLocked()) {
                cell.metadata().addProperty("deletable", false);
                cell.metadata().addProperty("editable", false);
            }
            if (cell.isGrade() || cell.isSolution() || cell.isLocked()) {
                cell.mark().addProperty("checksum", cell.checksum());
                cell.mark().addProperty("cell_type", cell.type());
            }
        }
        return student;
    }
}
