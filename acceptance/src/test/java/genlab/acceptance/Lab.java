package genlab.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The command {@code ./lab} of this project, used as a person uses it. */
final class Lab {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final Path NOTEBOOKS = ROOT.resolve("notebooks");
    static final Path ASSIGNMENTS = NOTEBOOKS.resolve("assignments");
    static final Path SITE = ROOT.resolve("target").resolve("site");

    /** As on a machine where nobody has chosen a language. */
    static final Map<String, String> WITHOUT_LOCALE =
            Map.of("LANG", "", "LC_ALL", "", "LC_CTYPE", "");

    /** Nothing takes so long, not even all notebooks on a busy machine: it hangs. */
    private static final long HOURS = 3;

    private static Outcome run;

    /** What stands for a project in a test is made of links, and JUnit tells of each. */
    private static final Logger LINKS = Logger.getLogger("org.junit.jupiter.engine.extension");

    static {
        LINKS.setLevel(Level.SEVERE);
    }

    private Lab() {}

    /** What a command left behind: its status and all that it said. */
    record Outcome(int status, String output, String errors) {
        @Override
        public String toString() {
            return "status " + status + "\n" + output + errors;
        }
    }

    /**
     * Skips the test where it was not {@code ./lab test} that started it, and that built the
     * modules which the tests' own {@code ./lab} would otherwise build beside Maven.
     */
    static void assumeSetUp() {
        assume(System.getenv("GENLAB_LAB") != null, "only './lab test' sets up what it needs");
    }

    /** Skips the test unless a condition holds, and says why, also where it is a whole class. */
    static void assume(boolean condition, String otherwise) {
        if (!condition) {
            System.out.println("Not checked, because " + otherwise);
        }
        Assumptions.assumeTrue(condition, otherwise);
    }

    /** What {@code ./lab run} says of all notebooks; it runs once, whichever test asks first. */
    static synchronized Outcome run() throws IOException, InterruptedException {
        assumeSetUp();
        if (run == null) {
            List<String> arguments =
                    new ArrayList<>(List.of("run", "--jobs", "3", "--timeout", "7200"));
            // The longest ones are the last, and would run alone at the end.
            List<Path> notebooks = notebooks();
            Collections.reverse(notebooks);
            notebooks.forEach(notebook -> arguments.add(notebook.toString()));
            run = lab(arguments.toArray(new String[0]));
            System.out.print(run.output());
        }
        return run;
    }

    static Outcome lab(String... arguments) throws IOException, InterruptedException {
        return lab(ROOT, Map.of(), arguments);
    }

    static Outcome lab(Path root, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = builder(root, arguments);
        builder.environment().putAll(environment);
        return outcome(builder);
    }

    /** Starts {@code ./lab} and doesn't wait for it. */
    static Process start(Path root, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder builder = builder(root, arguments);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs a program to its end. */
    static Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("lab", ".out");
        Path errors = Files.createTempFile("lab", ".err");
        Process process =
                builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        if (!process.waitFor(HOURS, TimeUnit.HOURS)) {
            process.destroy();
            throw new IOException("still running after " + HOURS + " hours: " + builder.command());
        }
        Outcome outcome =
                new Outcome(
                        process.exitValue(), Files.readString(output), Files.readString(errors));
        Files.delete(output);
        Files.delete(errors);
        return outcome;
    }

    private static ProcessBuilder builder(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("lab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** The kit's notebooks and the small ones of these tests. */
    static List<Path> notebooks() throws IOException {
        List<Path> notebooks =
                new ArrayList<>(List.of(resource("small.ipynb"), resource("charts.ipynb")));
        notebooks.addAll(notebooks(NOTEBOOKS));
        return notebooks;
    }

    /** The notebooks of a folder; none where there is no such folder. */
    static List<Path> notebooks(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    /** The Pythons whose Jupyter the notebooks are opened in; {@link #python} comes first. */
    static List<Path> pythons() throws IOException {
        return Stream.concat(Stream.of(python()), otherPython().stream()).toList();
    }

    /** The Python whose Jupyter the kit uses here. */
    static Path python() throws IOException {
        String used = System.getenv("GENLAB_PYTHON");
        return Path.of(
                used == null
                        ? Files.readString(ROOT.resolve(".lab").resolve("python")).strip()
                        : used);
    }

    /** That with the other kind of Jupyter, which {@code ./lab test} may still be installing. */
    static Optional<Path> otherPython() throws IOException {
        String named = System.getenv("GENLAB_OTHER_PYTHON");
        if (named == null) {
            return Optional.empty();
        }
        Path file = Path.of(named);
        long end = System.nanoTime() + TimeUnit.HOURS.toNanos(HOURS);
        while (!Files.exists(file)) {
            if (System.nanoTime() > end) {
                throw new IOException(file + " must be written, but is not there");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return Optional.of(Files.readString(file)).filter(path -> !path.isEmpty()).map(Path::of);
    }

    static Path resource(String name) {
        return Path.of("src", "test", "resources", "notebooks", name).toAbsolutePath();
    }

    static String name(Path notebook) {
        return notebook.getFileName().toString().replace(".ipynb", "");
    }

    /** A running Jupyter, started by {@code ./lab} over a folder of notebooks. */
    static final class Server {
        private static final String ADDRESS = "Notebooks: ";

        final String address;
        private final Process process;

        Server(Path folder, Map<String, String> environment) throws IOException {
            ProcessBuilder builder = builder(ROOT, "--no-browser", "--folder", folder.toString());
            builder.environment().putAll(environment);
            process = builder.redirectErrorStream(true).start();
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder();
            String found = null;
            while (found == null) {
                String line = reader.readLine();
                if (line == null) {
                    throw new IOException("./lab ended and said: " + said);
                }
                said.append(line).append('\n');
                if (line.startsWith(ADDRESS)) {
                    found = line.substring(ADDRESS.length());
                }
            }
            address = found;
            awaitListening();
            Thread rest = new Thread(() -> reader.lines().forEach(System.out::println));
            rest.setDaemon(true);
            rest.start();
        }

        /** Jupyter tells its address a moment before it can be reached there. */
        private void awaitListening() throws IOException {
            URI uri = URI.create(address);
            boolean listens = false;
            while (!listens && process.isAlive()) {
                try (Socket connected = new Socket(uri.getHost(), uri.getPort())) {
                    listens = connected.isConnected();
                } catch (ConnectException e) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }

        /** The address of a page of this server. */
        String page(String path) {
            int query = address.indexOf('?');
            String base = address.substring(0, query).replaceAll("/(tree|lab)/?$", "/");
            return base + path + address.substring(query);
        }

        /** Ends it as Ctrl-C does; whether nothing is left running. */
        boolean stop() throws InterruptedException {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            return process.waitFor(10, TimeUnit.MINUTES)
                    && children.stream().noneMatch(ProcessHandle::isAlive);
        }
    }
}
