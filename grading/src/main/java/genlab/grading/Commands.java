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
                    System.err.println("lab: " + e.getMessage());
                    return 1;
                });
        return line.execute(arguments);
    }

    /** The project's folder, which {@code ./lab} tells. */
    static Path root() {
        return Path.of(System.getProperty("genlab.root", "."));
    }

    static Path assignment(String name) throws NotebookException {
        return Assignment.find(name, root().resolve("notebooks").resolve("assignments"));
    }
}
