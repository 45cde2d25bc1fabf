package genlab.lab;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
        sortOptions = false)
final class OpenCommand implements Callable<Integer> {

    private static final int FIRST_PORT = 8888;
    private static final int PORTS_TO_TRY = 50;
    private static final int LINES_OF_TROUBLE = 5;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/]+:\\d+/\\S*");

    private static final Pattern TROUBLE = Pattern.compile("^\\[[EC] [^]]*\\] *\\S");

    /**
     * Jupyter drops what a cell shows beyond 1 MB a second; the kernel itself says where it cuts.
     * The classic Notebook and Jupyter's newer server each read the options of their own name.
     */
    private static final List<String> OUTPUT_LIMITS =
            Stream.of("NotebookApp", "ServerApp", "ZMQChannelsWebsocketConnection")
                    .flatMap(
                            owner ->
                                    Stream.of(
                                            "--" + owner + ".iopub_data_rate_limit=1e10",
                                            "--" + owner + ".iopub_msg_rate_limit=1e6"))
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
            description = "Shows this text.")
    private boolean help;

    private final Project project;

    OpenCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Path shown = folder == null ? project.notebooks() : folder;
        if (!Files.isDirectory(shown)) {
            throw new Build.Failure(
                    "the folder to open must be there, but "
                            + shown
                            + " is not a folder; name another with --folder.");
        }
        int free = port == null ? firstFreePort() : checked(port);
        Setup setup = Setup.of(project);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                setup.jupyter().python().toString(),
                                "-m",
                                setup.jupyter().server(),
                                "--no-browser",
                                "--port=" + free));
        command.addAll(OUTPUT_LIMITS);
        if (System.getProperty("user.name").equals("root")) {
            command.add("--allow-root");
        }
        Path log = project.state().resolve("jupyter.log");
        Server server = new Server();
        int status;
        try (Writer writer = Files.newBufferedWriter(log)) {
            status = setup.program(command).in(shown).run(line -> server.read(line, writer));
        }
        if (server.address == null) {
            throw new Build.Failure(
                    "Jupyter must start, but ended with status "
                            + status
                            + " and said: "
                            + String.join(System.lineSeparator(), server.last));
        }
        return status;
    }

    private static int firstFreePort() {
        for (int candidate = FIRST_PORT; candidate < FIRST_PORT + PORTS_TO_TRY; candidate++) {
            if (free(candidate)) {
                return candidate;
            }
        }
        throw new Build.Failure(
                "one of the ports "
                        + FIRST_PORT
                        + " to "
                        + (FIRST_PORT + PORTS_TO_TRY - 1)
                        + " must be free, but all are busy; name a free one with --port.");
    }

    private static int checked(int port) {
        if (port < 1 || port > 65_535) {
            throw new Build.Failure("--port must be from 1 to 65535, but was " + port + ".");
        }
        if (!free(port)) {
            throw new Build.Failure(
                    "--port must be free, but "
                            + port
                            + " is busy (or may not be used by you); name another or leave --port"
                            + " out.");
        }
        return port;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads what Jupyter says: the address once, errors always. */
    private final class Server {
        private final Deque<String> last = new ArrayDeque<>();
        private final Build.Progress progress = new Build.Progress("Starting Jupyter");
        private String address;
        private boolean addressFollows;

        private void read(String line, Writer log) {
            try {
                log.write(line.replaceAll("token=\\w+", "token=...") + System.lineSeparator());
                log.flush();
            } catch (IOException e) {
                // A full disk must not end the student's session.
            }
            last.add(line);
            if (last.size() > LINES_OF_TROUBLE) {
                last.remove();
            }
            addressFollows |= line.contains("running at");
            Matcher matcher = ADDRESS.matcher(line);
            if (address == null && addressFollows && matcher.find()) {
                address = matcher.group();
                progress.close();
                System.out.println("Notebooks: " + address);
                System.out.println("Ctrl-C ends Jupyter.");
                if (!noBrowser) {
                    browse(address);
                }
            } else if (address != null && TROUBLE.matcher(line).find()) {
                System.out.println(line);
            }
        }
    }

    /** Opens the desktop's browser; where there is no desktop, the printed address has to do. */
    private static void browse(String address) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command;
        if (File.separatorChar == '\\') {
            command = List.of("rundll32", "url.dll,FileProtocolHandler", address);
        } else if (system.contains("mac")) {
            command = List.of("open", address);
        } else if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
            command = List.of("xdg-open", address);
        } else {
            return;
        }
        Thread browser = new Thread(() -> Program.of(command).succeeds(), "browser");
        browser.setDaemon(true);
        browser.start();
    }
}
