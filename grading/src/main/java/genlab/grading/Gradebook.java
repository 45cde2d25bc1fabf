package genlab.grading;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of a course for its roster, in the forms that learning platforms take: a plain table
 * by task, Canvas's and Moodle's gradebooks, and Gradescope's results.
 */
final class Gradebook {
    private final Assignment assignment;
    private final Roster roster;
    private final LatePolicy late;
    private final String title;
    private final List<String> notes = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    /** What came of a student. */
    private record Entry(
            Roster.Student student,
            String submission,
            Result result,
            String status,
            int daysLate,
            int freeDays,
            Double points) {}

    Gradebook(Assignment assignment, Roster roster, LatePolicy late, String title) {
        this.assignment = assignment;
        this.roster = roster;
        this.late = late;
        this.title = title == null ? assignment.name() : title;
    }

    /**
     * Finds each student's submission: of several the one that was handed in last.
     *
     * @param results those that there are, marks included, by the submission's path in the folder
     * @throws NotebookException if a time stamp can't be read
     * @throws IOException if a submission can't be read
     */
    void fill(Path folder, List<Path> files, Map<String, Result> results)
            throws NotebookException, IOException {
        Map<String, TreeMap<Instant, String>> byLogin = new LinkedHashMap<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            Roster.Student owner = roster.owner(name).orElse(null);
            if (owner == null) {
                notes.add(SafeText.printable(name, 300) + " is of nobody in the roster");
                continue;
            }
            TreeMap<Instant, String> own =
                    byLogin.computeIfAbsent(owner.login(), login -> new TreeMap<>());
            own.merge(LatePolicy.handedIn(file), name, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        for (Roster.Student student : roster.students()) {
            TreeMap<Instant, String> own = byLogin.getOrDefault(student.login(), new TreeMap<>());
            if (own.size() > 1) {
                notes.add(
                        String.format(
                                "%s handed in %d notebooks; %s is the last and counts",
                                student.login(), own.size(), own.lastEntry().getValue()));
            }
            entries.add(entry(student, own, results));
        }
        long open = entries.stream().filter(e -> e.status().equals("answers to be marked")).count();
        if (open > 0) {
            notes.add(
                    open
                            + " students have written answers without marks; they are left out of"
                            + " the gradebooks: mark them on the page marking.html, and give the"
                            + " file to --marks");
        }
    }

    private Entry entry(
            Roster.Student student, TreeMap<Instant, String> own, Map<String, Result> results) {
        String submission = own.isEmpty() ? null : own.lastEntry().getValue();
        Result result = submission == null ? null : results.get(submission);
        int days = own.isEmpty() ? 0 : late.daysLate(own.lastKey());
        int free = Math.min(days, student.lateDays());
        if (student.isExcusedFrom(assignment)) {
            return new Entry(student, submission, result, "excused", 0, 0, null);
        }
        if (result == null) {
            String status = submission == null ? "nothing handed in" : "no result";
            return new Entry(student, submission, null, status, 0, 0, null);
        }
        if (result.manual() > 0) {
            String status = "answers to be marked";
            return new Entry(student, submission, result, status, days, free, null);
        }
        double points = late.points(result.score(), days - free);
        String status =
                result.reason() != null
                        ? "could not be read"
                        : result.touched() ? "graded" : "nothing done";
        return new Entry(student, submission, result, status, days, free, points);
    }

    /** What was unclear, for the instructor. */
    List<String> notes() {
        return notes;
    }

    /**
     * Writes all forms.
     *
     * @throws IOException if they can't be written
     */
    void write(Path folder) throws IOException {
        table().write(folder.resolve("grades.csv"));
        canvas().write(folder.resolve("canvas.csv"));
        moodle().write(folder.resolve("moodle.csv"));
        nextRoster().write(folder.resolve("roster.csv"));
        for (Entry entry : entries) {
            if (entry.result() != null) {
                WholeFile.write(
                        folder.resolve("gradescope").resolve(entry.student().login() + ".json"),
                        gradescope(entry.result(), entry.points()));
            }
        }
    }

    private double maximum() {
        return assignment.tasks().stream().mapToDouble(Assignment.Task::points).sum();
    }

    private Csv table() {
        List<String> header =
                new ArrayList<>(
                        List.of(
                                "login",
                                "name",
                                "section",
                                "submission",
                                "status",
                                "points",
                                "maximum",
                                "days late",
                                "late days used"));
        assignment.tasks().forEach(task -> header.add(task.id()));
        header.add("remark");
        Csv table = new Csv(header);
        for (Entry entry : entries) {
            List<Object> row = new ArrayList<>();
            row.add(entry.student().login());
            row.add(entry.student().name());
            row.add(entry.student().get("section"));
            row.add(entry.submission());
            row.add(entry.status());
            row.add(entry.points());
            row.add(maximum());
            row.add(entry.daysLate());
            row.add(entry.freeDays());
            for (Assignment.Task task : assignment.tasks()) {
                row.add(entry.result() == null ? null : entry.result().score(task.id()));
            }
            row.add(entry.result() == null ? null : entry.result().remark());
            table.row(row);
        }
        return table;
    }

    /** As Canvas exports and imports it: five columns of the student, then one an assignment. */
    private Csv canvas() {
        Csv table =
                new Csv(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section", title));
        table.row(List.of("    Points Possible", "", "", "", "", maximum()));
        for (Entry entry : entries) {
            Roster.Student student = entry.student();
            List<Object> row = new ArrayList<>();
            row.add(student.name());
            row.add(student.get("canvas id"));
            row.add(student.get("sis id"));
            row.add(student.login());
            row.add(student.get("section"));
            row.add(entry.status().equals("excused") ? "EX" : entry.points());
            table.row(row);
        }
        return table;
    }

    /**
     * For Moodle's import of grades, which maps columns to grade items: an empty grade leaves out,
     * and feedback is read as HTML.
     */
    private Csv moodle() {
        Csv table =
                new Csv(
                        List.of(
                                "Username",
                                "ID number",
                                "Email address",
                                "Full name",
                                title,
                                title + " (Feedback)"));
        for (Entry entry : entries) {
            Roster.Student student = entry.student();
            List<Object> row = new ArrayList<>();
            row.add(student.login());
            row.add(student.get("moodle id"));
            row.add(student.get("email"));
            row.add(student.name());
            row.add(entry.points());
            row.add(entry.points() == null ? null : SafeText.html(inShort(entry)));
            table.row(row);
        }
        return table;
    }

    private static String inShort(Entry entry) {
        List<String> parts = new ArrayList<>();
        for (Result.Task task : entry.result().tasks()) {
            parts.add(
                    task.id()
                            + ": "
                            + SafeText.number(task.score())
                            + " of "
                            + SafeText.number(task.maximum()));
        }
        int paid = entry.daysLate() - entry.freeDays();
        if (paid > 0) {
            parts.add("days late that cost points: " + paid);
        }
        if (!entry.result().remark().isEmpty()) {
            parts.add(entry.result().remark());
        }
        return String.join("; ", parts);
    }

    /** Late days that are left, for the next assignment. */
    private Csv nextRoster() {
        Csv table = new Csv(roster.columns());
        for (Entry entry : entries) {
            List<Object> row = new ArrayList<>();
            for (String column : roster.columns()) {
                row.add(
                        column.equalsIgnoreCase("late days")
                                ? entry.student().lateDays() - entry.freeDays()
                                : entry.student().get(column));
            }
            table.row(row);
        }
        return table;
    }

    /**
     * A result as Gradescope's autograder hands it over ({@code results.json}). Written answers
     * that nobody has marked are left to Gradescope's own graders.
     */
    static String gradescope(Result result, Double points) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (Result.Task task : result.tasks()) {
            if (task.score() != null) {
                Map<String, Object> test = new LinkedHashMap<>();
                test.put("name", task.id());
                test.put("score", task.score());
                test.put("max_score", task.maximum());
                test.put("status", task.score() >= task.maximum() ? "passed" : "failed");
                test.put("output", Feedback.text(task));
                test.put("output_format", "text");
                test.put("visibility", "visible");
                tests.add(test);
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("score", points == null ? result.score() : points);
        all.put("output", String.join("\n", Feedback.general(result)));
        all.put("output_format", "text");
        all.put("stdout_visibility", "hidden");
        all.put("tests", tests);
        return new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n";
    }
}
