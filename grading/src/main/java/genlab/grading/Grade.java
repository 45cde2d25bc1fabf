package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab grade}: the scores of submissions. */
@Command(
        name = "lab grade",
        description = {
            "Grades a submission, or a folder of them, in a sandbox.",
            "",
            "The status is 0 if grading was possible, whatever the scores.",
            ""
        },
        sortOptions = false)
public final class Grade implements Callable<Integer> {
    @Mixin private AssignmentArgument argument;

    @Parameters(
            index = "1",
            paramLabel = "submission",
            description = "A student's notebook, or a folder of them.")
    private Path submission;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write the result (JSON); for a folder of submissions, the"
                            + " folder for results and summary (default: results).")
    private Path output;

    @Option(
            names = "--notebook",
            paramLabel = "FILE",
            description =
                    "Writes the submission with the scores in its grade cells, for nbgrader"
                            + " autograde --no-execute.")
    private Path scoredNotebook;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description =
                    "Draws the random inputs from this seed. Without it the seed follows from the"
                            + " submission and the instructor's notebook.")
    private Long seed;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many submissions are graded at a time (default: one a core).")
    private Integer jobs;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Keeps what lets sandboxes start fast (default: .lab/grading).")
    private Path cache;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description =
                    "Grades nothing, but writes which notebooks of the folder would be, a path a"
                            + " line, for grading/cluster.")
    private Path list;

    @Option(names = "--force", description = "Grades again what has a result already.")
    private boolean force;

    @Option(
            names = "--task",
            paramLabel = "ID",
            description =
                    "Of a folder, grades one task again (the grade_id of its test cell) and leaves"
                            + " the points of the others as they are.")
    private String task;

    @Option(
            names = "--hide-expected",
            description =
                    "Leaves out what was expected wherever students may read it: before the"
                            + " deadline.")
    private boolean hideExpected;

    @Option(
            names = "--marks",
            paramLabel = "FILE",
            description =
                    "Merges the marks for written answers that the page marking.html saved; may be"
                            + " given more than once.")
    private List<Path> markFiles = List.of();

    @Mixin private GradebookOptions gradebook;

    @Option(
            names = "--gradescope",
            paramLabel = "FILE",
            description = "Of one submission, writes the results.json of Gradescope.")
    private Path gradescope;

    @Option(
            names = "--unsafe",
            description = "Grades without a sandbox; every result is marked \"not isolated\".")
    private boolean unsafe;

    private Grade() {}

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments what follows {@code ./lab grade}
     */
    public static void main(String[] arguments) {
        System.exit(Commands.run(new Grade(), arguments));
    }

    @Override
    public Integer call() throws NotebookException, SandboxException, IOException {
        Assignment assignment = argument.read();
        if (!Files.exists(submission)) {
            throw new NotebookException(
                    "the submission must be a notebook or a folder, but "
                            + submission
                            + " is not there");
        }
        if (list != null) {
            StringBuilder lines = new StringBuilder();
            for (Path file : submissions(assignment).files()) {
                lines.append(submission.relativize(file)).append('\n');
            }
            WholeFile.write(list, lines.toString());
            return 0;
        }
        OptionalLong chosenSeed = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        if (task != null && assignment.tasks().stream().noneMatch(each -> each.id().equals(task))) {
            throw new NotebookException(
                    "--task must be one of "
                            + assignment.tasks().stream().map(Assignment.Task::id).toList()
                            + ", but was "
                            + task);
        }
        SandboxImage image = Commands.image(cache, assignment, unsafe);
        try (Grader grader = new Grader(assignment, image, Limits.DEFAULT, gradebook.roster())) {
            grader.requireFullPoints(argument.file());
            if (Files.isDirectory(submission)) {
                return gradeFolder(assignment, grader, chosenSeed);
            }
            gradeOne(grader, chosenSeed);
        }
        return 0;
    }

    private Path results() {
        return output == null ? Path.of("results") : output;
    }

    private Submissions submissions(Assignment assignment) throws NotebookException, IOException {
        Submissions found = Submissions.in(submission, results(), assignment);
        found.notes()
                .forEach(note -> System.err.println("lab: " + SafeText.printable(note, 2_000)));
        if (found.files().isEmpty()) {
            throw new NotebookException(
                    "the folder must have notebooks (.ipynb), but " + submission + " has none");
        }
        return found;
    }

    private void gradeOne(Grader grader, OptionalLong chosenSeed)
            throws NotebookException, SandboxException, IOException {
        Result result = grader.grade(submission, chosenSeed);
        System.out.print(result.report(!hideExpected));
        if (output != null) {
            WholeFile.write(output, result.toJson());
        }
        if (gradescope != null) {
            WholeFile.write(gradescope, Gradebook.gradescope(result, null));
        }
        if (scoredNotebook != null) {
            grader.scored(submission, result, !hideExpected).write(scoredNotebook);
        }
    }

    private int gradeFolder(Assignment assignment, Grader grader, OptionalLong chosenSeed)
            throws NotebookException, IOException {
        int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        if (threads < 1) {
            throw new IllegalStateException("--jobs must be at least 1, but was " + threads);
        }
        List<Path> files = submissions(assignment).files();
        FolderGrading.Outcome outcome =
                new FolderGrading(
                                grader,
                                submission,
                                results(),
                                new FolderGrading.Wishes(chosenSeed, force, task, !hideExpected))
                        .run(files, threads);
        List<String> problems = new ArrayList<>();
        outcome.failures().forEach(failure -> problems.add("not graded: " + failure));
        if (!outcome.results().isEmpty()) {
            problems.addAll(giveBack(assignment, files, outcome.results()));
        }
        problems.forEach(problem -> System.err.println("lab: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    /** Merges marks and writes what students, markers and gradebooks get; tells what is wrong. */
    private List<String> giveBack(
            Assignment assignment, List<Path> files, SortedMap<String, Result> graded)
            throws NotebookException, IOException {
        Marks marks = new Marks(assignment);
        List<String> problems = new ArrayList<>();
        Path kept = results().resolve("marks.json");
        if (Files.exists(kept)) {
            marks.add(kept);
        }
        for (Path file : markFiles) {
            problems.addAll(marks.add(file));
        }
        SortedMap<String, Result> results = new TreeMap<>();
        graded.forEach((name, result) -> results.put(name, marks.apply(name, result)));
        problems.addAll(marks.outdated(results));
        if (!markFiles.isEmpty()) {
            marks.write(kept);
        }
        if (assignment.tasks().stream().anyMatch(Assignment.Task::manual)) {
            WholeFile.write(results().resolve("marking.html"), marks.page(results));
        }
        NbgraderMarks.write(results().resolve("nbgrader.json"), results);
        for (var entry : results.entrySet()) {
            String page = FolderGrading.stem(entry.getKey()) + ".html";
            WholeFile.write(
                    results().resolve("feedback").resolve(page),
                    Feedback.page(assignment, entry.getValue()));
        }
        Summary summary = new Summary(results);
        summary.write(results());
        Path books = results().resolve("gradebook");
        gradebook
                .write(assignment, submission, files, results, books)
                .forEach(note -> System.err.println("lab: " + SafeText.printable(note, 2_000)));
        System.out.println(summary.line());
        System.out.println(
                "Results, the page summary.html and pages for students (feedback) are in "
                        + results());
        return problems;
    }
}
