package genlab.grading;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands of this module are all given: an assignment. */
final class AssignmentArgument {
    @Parameters(
            index = "0",
            paramLabel = "assignment",
            description =
                    "The beginning of a notebook's name in notebooks/assignments, such as A1, or"
                            + " the path of an instructor's notebook.")
    private String name;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    String name() {
        return name;
    }

    /**
     * The instructor's notebook.
     *
     * @throws NotebookException if there is none of that name
     */
    Path file() throws NotebookException {
        return Assignment.find(name, Commands.root().resolve("notebooks").resolve("assignments"));
    }

    /**
     * Reads the instructor's notebook.
     *
     * @throws NotebookException if it breaks a rule; the message names the cell
     */
    Assignment read() throws NotebookException {
        return Assignment.read(file());
    }
}
