package genlab.grading;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Who takes the course, and what it costs to be late. */
final class GradebookOptions {
    @Option(
            names = "--roster",
            paramLabel = "FILE",
            description =
                    "The course's students (CSV: login, name, file, email, canvas id, sis id,"
                            + " section, moodle id, late days, excused); writes gradebooks for"
                            + " Canvas, Moodle and Gradescope.")
    private Path roster;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "When submissions were due, such as 2026-11-30T23:59.")
    private LocalDateTime deadline;

    @Option(
            names = "--late-penalty",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "What each day late costs that a student has no late days for (default:"
                            + " nothing).")
    private double percentPerDay;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description =
                    "What the assignment is called in the gradebook, for Canvas with its number,"
                            + " such as \"Assignment 1 (4711)\".")
    private String title;

    /**
     * The course's students.
     *
     * @return null if no roster was named
     * @throws NotebookException if something is wrong in it
     * @throws IOException if it can't be read
     */
    Roster roster() throws NotebookException, IOException {
        return roster == null ? null : Roster.read(roster);
    }

    /**
     * Writes the gradebooks, if there is a roster.
     *
     * @return what was unclear
     */
    List<String> write(
            Assignment assignment,
            Path submissions,
            List<Path> files,
            Map<String, Result> results,
            Path folder)
            throws NotebookException, IOException {
        if (roster == null) {
            return List.of();
        }
        LatePolicy late = new LatePolicy(deadline, percentPerDay);
        Gradebook book = new Gradebook(assignment, Roster.read(roster), late, title);
        book.fill(submissions, files, results);
        book.write(folder);
        return book.notes();
    }
}
