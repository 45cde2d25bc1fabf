package genlab.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./lab} alone: opens the notebooks in Jupyter. */
@Command(
        name = "./lab",
        description = {
            "Sets everything up and opens the notebooks in Jupyter; Ctrl-C ends it.",
            "",
            "What it needs and does not find, it brings into the folder .lab of the project. A Jupyter"
                    + " that is installed is used as it is; GENLAB_PYTHON names the Python whose"
                    + " Jupyter to use.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        footer = {"", "'./lab COMMAND --help' tells more about a command."},
        sortOptions = false)
final class OpenCommand implements Callable<Integer> {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/]+:\\d+/\\S*");
    private static final Pattern TROUBLE = Pattern.compile("^\\[[EC] [^]]*\\] *\\S");

    /**
     * Jupyter drops what a cell shows beyond 1 MB a second; the kernel itself says where it cuts.
     * The classic Notebook and Jupyter's newer server each read the options of their own name.
     */
    private static final List<String> OUTPUT_LIMITS =
            Stream.of("NotebookApp", "ServerApp", "ZMQChannelsWebsocketConnection")
                    .map(owner -> "--" + owner + ".iopub_")
                    .flatMap(o -> Stream.of(o + "data_rate_limit=1e10", o + "msg_rate_limit=1e6"))
                    .toList();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the server (default: the first free one from 8888 on).")
    private Integer port;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Folder to open instead of the kit's notebooks.")
    private Path folder;

    @Option(names = "--no-browser", description = "Only prints the address.")
    private boolean noBrowser;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this text.")
    private boolean help;

    private final Project project;
    private String address;
    private boolean addressFollows;

    OpenCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Path shown = folder == null ? project.root().resolve("notebooks") : folder;
        Failure.unless(
                Files.isDirectory(shown),
                "the folder to open must be there, but %s is not a folder; name another with"
                        + " --folder.",
                shown);
        if (port != null) {
            check(port);
        }
        Setup setup = Setup.of(project);
        Jupyter jupyter = setup.jupyter();
        List<String> command = new ArrayList<>(OUTPUT_LIMITS);
        command.addAll(0, List.of(jupyter.python() + "", "-m", jupyter.server(), "--no-browser"));
        if (port != null) {
            command.add("--port=" + port);
        }
        if (System.getProperty("user.name").equals("root")) {
            command.add("--allow-root");
        }
        Program server = setup.with(new Program(command)).in(shown);
        Path log = project.state().resolve("jupyter.log");
        int status;
        try (Progress progress = new Progress("Starting Jupyter")) {
            status = server.run(log, line -> read(line, progress));
        }
        if (address == null) {
            List<String> said = Files.readAllLines(log);
            String end = String.join("\n", said.subList(Math.max(0, said.size() - 5), said.size()));
            throw new Failure(
                    "Jupyter must start, but ended with status %d and said: %s", status, end);
        }
        return status;
    }

    @Command(
            name = "setup",
            description = {
                "Sets everything up, as ./lab does, and opens nothing.",
                "",
                "The kernel is then in .lab/kernels/java, from where it may be copied to a folder"
                        + " that another Jupyter looks into.",
                ""
            })
    int setup() throws IOException {
        Jupyter jupyter = Setup.of(project).jupyter();
        System.out.printf(
                "Ready: the kernel in %s; %s %s of %s.%n",
                Setup.kernel(project), jupyter.server(), jupyter.version(), jupyter.python());
        return 0;
    }

    private static void check(int port) {
        Failure.unless(
                port >= 1 && port <= 65_535, "--port must be from 1 to 65535, but was %d.", port);
        try {
            new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
        } catch (IOException e) {
            throw new Failure(
                    "--port must be free, but %d is busy (or may not be used by you); name another"
                            + " or leave --port out.",
                    port);
        }
    }

    /** Reads what Jupyter says: the address once, errors always. */
    private void read(String line, Progress progress) {
        addressFollows |= line.contains("running at");
        Matcher matcher = ADDRESS.matcher(line);
        if (address == null && addressFollows && matcher.find()) {
            address = matcher.group();
            progress.close();
            System.out.println("Notebooks: " + address);
            System.out.println("Ctrl-C ends Jupyter.");
            browse(address);
        } else if (address != null && TROUBLE.matcher(line).find()) {
            System.out.println(line);
        }
    }

    private void browse(String address) {
        List<String> command = Platform.HERE.browser(address);
        if (!noBrowser && !command.isEmpty()) {
            Thread browser = new Thread(() -> new Program(command).succeeds(), "browser");
            browser.setDaemon(true);
            browser.start();
        }
    }
}
