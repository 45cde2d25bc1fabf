package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Mixin private AssignmentArgument argument;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write it (default: release/<name>/<name>.ipynb); with a roster, the"
                            + " folder (default: release/<name>).")
    private Path output;

    @Option(
            names = "--roster",
            paramLabel = "FILE",
            description =
                    "Makes a notebook for each student (<login>.ipynb), with numbers of one's own"
                            + " where the assignment draws some.")
    private Path roster;

    Assign() {}

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
        Path source = argument.file();
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
        if (roster != null) {
            return assignEach(assignment, output == null ? target.getParent() : output);
        }
        assignment.studentVersion().write(target);
        double points = assignment.tasks().stream().mapToDouble(Assignment.Task::points).sum();
        System.out.printf(
                "%s: %d tasks, %s points%n",
                target, assignment.tasks().size(), SafeText.number(points));
        return 0;
    }

    private int assignEach(Assignment assignment, Path folder)
            throws NotebookException, IOException {
        Roster students = Roster.read(roster);
        for (Roster.Student student : students.students()) {
            assignment
                    .of(student.login())
                    .studentVersion()
                    .write(folder.resolve(student.login() + ".ipynb"));
        }
        System.out.printf(
                "%s: a notebook for each of %d students%s%n",
                folder,
                students.students().size(),
                assignment.isDrawn() ? "" : "; nothing is drawn in it, they are all alike");
        return 0;
    }
}
