package genlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of {@code ./lab}. A command whose code is in a module of its own is a line in
 * {@link #MODULE_COMMANDS}: its name, its class, what it does.
 */
public final class Lab {

    private static final List<ModuleCommand> MODULE_COMMANDS =
            """
            assign   grading.Assign    Makes the student version of an assignment.
            bench    bench.Bench       Measures the speed against PyTorch and plain ND4J.
            check    grading.Check     Proves an assignment before students see it.
            grade    grading.Grade     Grades submissions of an assignment in a sandbox.
            release  grading.Release   Makes the students' archive, which has no solutions.
            results  sweep.StoredRuns  Makes the stored results that notebooks load again.
            similar  grading.Similar   Shows which submissions are alike.
            sweep    sweep.Sweep       Trains GANs of many losses, data and seeds, and compares them.
            """
                    .lines()
                    .map(row -> row.split(" +", 3))
                    .map(row -> new ModuleCommand(row[0], row[1], row[2]))
                    .toList();

    private Lab() {}

    /**
     * Runs one command and ends the process with its status: 0 if all went well, 1 if not, 2 if the
     * command line is wrong.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(System.getProperty("genlab.root", ".")), arguments));
    }

    static int run(Path root, String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("help")) {
            String[] told = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
            told[told.length - 1] = "--help";
            return run(root, told);
        }
        Project project = new Project(root.toAbsolutePath().normalize());
        try {
            for (ModuleCommand command : commands(project)) {
                if (arguments.length > 0 && arguments[0].equals(command.name())) {
                    return command.run(project, List.of(arguments).subList(1, arguments.length));
                }
            }
            return commandLine(project).execute(arguments);
        } catch (Failure e) {
            return fail(e.getMessage());
        }
    }

    /** A students' copy has not got all modules. */
    private static List<ModuleCommand> commands(Project project) {
        return MODULE_COMMANDS.stream()
                .filter(command -> Files.isDirectory(project.root().resolve(command.module())))
                .toList();
    }

    private static CommandLine commandLine(Project project) {
        CommandLine line = new CommandLine(new OpenCommand(project));
        line.addSubcommand(new RunCommand(project)).addSubcommand(new TestCommand(project));
        for (ModuleCommand command : commands(project)) {
            CommandSpec spec = CommandSpec.create();
            spec.usageMessage().description(command.description());
            line.addSubcommand(command.name(), spec);
        }
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler(
                (e, wrong) -> {
                    fail(problem(e, line) + "; './lab --help' tells what there is.");
                    return CommandLine.ExitCode.USAGE;
                });
        line.setExecutionExceptionHandler((e, command, parsed) -> fail(message(e)));
        return line;
    }

    private static String problem(ParameterException e, CommandLine line) {
        if (e instanceof UnmatchedArgumentException wrong
                && e.getCommandLine() == line
                && !wrong.isUnknownOption()) {
            String known = String.join(", ", line.getSubcommands().keySet());
            String word = wrong.getUnmatched().get(0);
            return "the command must be one of " + known + ", but was '" + word + "'";
        }
        return e.getMessage();
    }

    private static String message(Exception e) {
        if (e instanceof Failure) {
            return e.getMessage();
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            return "a file must be readable and writable, but was not ("
                    + e
                    + "); check the rights and the free space of its folder.";
        }
        e.printStackTrace();
        return "this is a bug in the kit (" + e + "); please report it with the lines above.";
    }

    private static int fail(String message) {
        System.out.flush();
        System.err.println("lab: " + message);
        return 1;
    }
}
