package genlab.grading;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What the commands of this module have in common. */
final class Commands {
    private Commands() {}

    /** Runs a command: 0 if it did what it was asked to, 1 if not, 2 if it was asked wrongly. */
    static int run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setExecutionExceptionHandler(
                (e, failed, parsed) -> {
                    boolean expected =
                            e instanceof NotebookException
                                    || e instanceof SandboxException
                                    || e instanceof IOException
                                    || e instanceof IllegalStateException;
                    if (!expected) {
                        e.printStackTrace();
                    }
                    System.err.println("lab: " + message(e));
                    return 1;
                });
        return line.execute(arguments);
    }

    private static String message(Exception e) {
        return e instanceof IOException
                ? "a file must be readable and writable, but was not ("
                        + e
                        + "); check the rights and the free space of its folder"
                : e.getMessage();
    }

    /** The project's folder, which {@code ./lab} tells. */
    static Path root() {
        return Path.of(System.getProperty("genlab.root", "."));
    }

    /**
     * The sandbox for submissions of an assignment.
     *
     * @throws SandboxException if this machine does not allow one
     * @throws IOException if the cache can't be written
     */
    static SandboxImage image(Path cache, Assignment assignment, boolean unsafe)
            throws SandboxException, IOException {
        Path folder = cache == null ? root().resolve(".lab").resolve("grading") : cache;
        var absent = assignment.absent().keySet();
        if (unsafe) {
            System.err.println(
                    "--unsafe: submissions run with your rights on this machine; results are marked"
                            + " \"not isolated\"");
            return new SandboxImage(folder, absent, false);
        }
        try {
            SandboxImage image = new SandboxImage(folder, absent, true);
            Canary.run(image);
            return image;
        } catch (SandboxException | IOException | IllegalStateException e) {
            throw new SandboxException(
                    "submissions must be isolated, but this machine does not allow it: "
                            + e.getMessage()
                            + "\nInstall bubblewrap and allow user namespaces (grading/README.md,"
                            + " \"Isolation\"), or grade code that you trust with --unsafe.");
        }
    }
}
