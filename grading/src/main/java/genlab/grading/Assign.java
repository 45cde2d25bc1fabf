package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab assign}: the student version of an assignment. */
@Command(
        name = "lab assign",
        description = {
            "Makes the student version of an assignment: solutions and hidden tests taken out, test"
                    + " cells locked, checksums as nbgrader computes them.",
            ""
        },
        sortOptions = false)
public final class Assign implements Callable<Integer> {
    @Parameters(
            paramLabel = "assignment",
            description =
                    "The beginning of a notebook's name in notebooks/assignments, such as A1, or"
                            + " the path of an instructor's notebook.")
    private String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: release/<name>/<name>.ipynb).")
    private Path output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    private Assign() {}

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments what follows {@code ./lab assign}
     */
    public static void main(String[] arguments) {
        System.exit(Commands.run(new Assign(), arguments));
    }

    @Override
    public Integer call() throws NotebookException, IOException {
        Path source = Commands.assignment(name);
        Assignment assignment = Assignment.read(source);
        Path target =
                output == null
                        ? Path.of("release", assignment.name(), assignment.name() + ".ipynb")
                        : output;
        if (Files.exists(target) && Files.isSameFile(target, source)) {
            throw new NotebookException(
                    "the student version must not replace the instructor's notebook, but both are "
                            + source
                            + "; name another file with -o");
        }
        Proof.requireFullPoints(assignment);
        assignment.studentVersion().write(target);
        double points = assignment.tasks().stream().mapToDouble(Assignment.Task::points).sum();
        System.out.printf(
                "%s: %d tasks, %s points%n",
                target, assignment.tasks().size(), SafeText.number(points));
        return 0;
    }
}
