package genlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of {@code ./lab}. A command written here is a class in {@link #COMMANDS}; one
 * whose code is in a module of its own is a line in {@link #MODULE_COMMANDS}.
 */
public final class Lab {

    private static final List<Class<?>> COMMANDS = List.of(RunCommand.class, TestCommand.class);

    private static final List<ModuleCommand> MODULE_COMMANDS =
            List.of(
                    new ModuleCommand(
                            "bench",
                            "bench",
                            "genlab.bench.Bench",
                            "Measures the speed against PyTorch and plain ND4J."),
                    new ModuleCommand(
                            "assign",
                            "grading",
                            "genlab.grading.Assign",
                            "Makes the student version of an assignment."),
                    new ModuleCommand(
                            "grade",
                            "grading",
                            "genlab.grading.Grade",
                            "Grades submissions of an assignment in a sandbox."),
                    new ModuleCommand(
                            "check",
                            "grading",
                            "genlab.grading.Check",
                            "Proves an assignment before students see it."),
                    new ModuleCommand(
                            "sweep",
                            "sweep",
                            "genlab.sweep.Sweep",
                            "Trains GANs with many losses, data sets and seeds, and compares them.",
                            Map.of("--master", "sweep-spark"),
                            true));

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
        List<ModuleCommand> moduleCommands =
                MODULE_COMMANDS.stream()
                        .filter(command -> Files.exists(project.pom(command.module())))
                        .toList();
        try {
            for (ModuleCommand command : moduleCommands) {
                if (arguments.length > 0 && arguments[0].equals(command.name())) {
                    return command.run(project, List.of(arguments).subList(1, arguments.length));
                }
            }
            return commandLine(project, moduleCommands).execute(arguments);
        } catch (Build.Failure e) {
            return fail(e.getMessage());
        }
    }

    private static CommandLine commandLine(Project project, List<ModuleCommand> moduleCommands) {
        CommandLine line = new CommandLine(OpenCommand.class, factory(project));
        COMMANDS.forEach(line::addSubcommand);
        for (ModuleCommand command : moduleCommands) {
            CommandSpec spec = CommandSpec.create();
            spec.usageMessage().description(command.description());
            line.addSubcommand(command.name(), spec);
        }
        line.getCommandSpec()
                .usageMessage()
                .footer("", "'./lab COMMAND --help' tells more about a command.");
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler(
                (e, wrong) -> {
                    String first = wrong.length == 0 ? "" : wrong[0];
                    boolean command =
                            e instanceof UnmatchedArgumentException
                                    && !first.startsWith("-")
                                    && !line.getSubcommands().containsKey(first);
                    fail(
                            (command
                                            ? "the command must be one of "
                                                    + String.join(
                                                            ", ", line.getSubcommands().keySet())
                                                    + ", but was '"
                                                    + first
                                                    + "'"
                                            : e.getMessage())
                                    + "; './lab --help' tells what there is.");
                    return CommandLine.ExitCode.USAGE;
                });
        line.setExecutionExceptionHandler((e, command, parsed) -> fail(message(e)));
        return line;
    }

    /** Commands get the project in their constructor. */
    private static CommandLine.IFactory factory(Project project) {
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type.isAnnotationPresent(Command.class)
                        ? type.getDeclaredConstructor(Project.class).newInstance(project)
                        : CommandLine.defaultFactory().create(type);
            }
        };
    }

    private static String message(Exception e) {
        if (e instanceof Build.Failure) {
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
