package genlab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import genlab.kernel.Pieces.Piece;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;

/** Commands for the kernel among the lines of a cell: those that start with {@code %}. */
final class CellMagics {

    private static final Pattern START = Pattern.compile("(?m)(?:^\\s*|=\\s*)(%%?\\w*)\\z");
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Set<String> WITH_VALUES = Set.of("%time", "%%time", "%load");
    private static final String HELP =
            """
            %maven GROUP:ARTIFACT:VERSION ...
                                        adds libraries with what they need; type and classifier
                                        may stand before the version. Where the kit has another
                                        version, cells use yours; with --kit first, the kit's
            %mavenRepo NAME URL         looks for libraries there, too
            %loadFromPOM FILE           adds what a POM depends on; as %%loadFromPOM the POM, or
                                        its <dependency> and <repository> elements, stand below
            %classpath PATH ...         adds jars or folders to what cells see (also %jars)
            %load FILE                  runs a file of Java, or the cells of a notebook
            %%file NAME                 writes the lines below to a file
            %time STATEMENT             runs a statement and tells how long that took
            %%time                      as a cell's first line: the same for the cell
            %who                        the variables, methods and types of the cells
            %options                    the options of compiler and JVM, and how to set them
            %help                       this list

            x = %jars my.jar            a command's result, here the list of jars
            display(value)              shows a value; returns an id
            updateDisplay(id, value)    shows another value in its place
            render(value, "text/html")  a value as a last expression, in the form wanted
            """;

    /** Runs one command. */
    private interface Command {
        Object run(Piece rest) throws CellError, IOException;
    }

    private final Kernel kernel;
    private final Maven maven = new Maven();
    private final Map<String, Command> commands = new TreeMap<>();
    private final Deque<Path> loading = new ArrayDeque<>();

    CellMagics(Kernel kernel) {
        this.kernel = kernel;
        put(rest -> classpath(rest.source()), "%classpath", "%jars");
        put(rest -> maven(rest.source()), "%maven");
        put(rest -> maven(rest.source()), "%addMavenDependency", "%addMavenDependencies");
        put(rest -> repository(rest.source()), "%mavenRepo", "%addMavenRepo");
        put(rest -> loadPom(rest.source()), "%loadFromPOM");
        put(rest -> loadPomBelow(rest.source()), "%%loadFromPOM");
        put(this::load, "%load");
        put(rest -> write(rest.source()), "%%file", "%%writefile");
        put(this::time, "%time", "%%time");
        put(rest -> who(), "%who");
        put(rest -> print(kernel.settings().text()), "%options");
        put(rest -> print(HELP), "%help");
    }

    private void put(Command command, String... names) {
        List.of(names).forEach(name -> commands.put(name, command));
    }

    /** The commands that the line at the cursor may become, or null if it is none. */
    ReplacementOptions complete(String code, int at) {
        Matcher start = START.matcher(code.substring(0, code.offsetByCodePoints(0, at)));
        if (!start.find()) {
            return null;
        }
        String begun = start.group(1);
        List<String> names =
                commands.keySet().stream()
                        .filter(name -> name.startsWith(begun))
                        .filter(name -> begun.startsWith("%%") || !name.startsWith("%%"))
                        .toList();
        return new ReplacementOptions(names, at - begun.length(), at);
    }

    /** A cell without its commands, all else in its place. */
    String java(String code) {
        return Magic.blank(code, commands::containsKey);
    }

    /** Runs a cell, its commands included. */
    Object run(String code, int number) throws CellError {
        Piece cell = new Piece(number, 1, code, true);
        Object value = null;
        int done = 0;
        int begun = 0;
        StringBuilder java = new StringBuilder();
        for (Magic magic : Magic.in(code, commands::containsKey)) {
            java.append(code, done, magic.start());
            done = magic.end();
            if (magic.alone()) {
                evaluate(cell, begun, java);
                java.setLength(0);
                begun = done;
                int line = cell.line(magic.start());
                value = command(magic.name(), new Piece(number, line, magic.rest(), true));
                value = WITH_VALUES.contains(magic.name()) ? value : null;
            } else {
                java.append(magic.call());
            }
        }
        java.append(code, done, code.length());
        boolean isDone = java.toString().isBlank() && begun > 0;
        return isDone ? value : evaluate(cell, begun, java);
    }

    private Object evaluate(Piece cell, int begun, CharSequence java) throws CellError {
        Piece part = new Piece(cell.cell(), cell.line(begun), java.toString(), true);
        return kernel.evaluator().evaluate(part);
    }

    /** Runs a command by its name with percent signs, as a line of a cell does. */
    Object command(String name, Piece rest) throws CellError {
        Command command = commands.get(name);
        if (command == null) {
            throw failure(name + " is unknown; %help lists the commands.");
        }
        try {
            return command.run(rest);
        } catch (IOException e) {
            throw failure(name + ": " + e.getMessage());
        }
    }

    static CellError failure(String message) {
        return new CellError("MagicError", message, List.of(message));
    }

    private static List<String> arguments(String rest) {
        return ARGUMENT.matcher(rest)
                .results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                .toList();
    }

    private static Object print(String text) {
        System.out.print(text);
        return null;
    }

    private Object who() {
        JShell shell = kernel.evaluator().shell();
        shell.variables()
                .filter(variable -> shell.status(variable).isActive())
                .filter(variable -> !variable.name().startsWith("genlab$"))
                .forEach(found -> System.out.println(found.typeName() + " " + found.name()));
        Stream.concat(shell.methods(), shell.types())
                .filter(declared -> shell.status(declared).isActive())
                .forEach(declared -> System.out.println(Evaluator.name(declared)));
        return null;
    }

    // ---- libraries

    private Object classpath(String rest) throws IOException {
        List<String> paths = arguments(rest);
        if (paths.isEmpty()) {
            throw new IOException("needs a jar or a folder, as in %classpath my.jar");
        }
        List<Path> found = new ArrayList<>();
        for (String path : paths) {
            List<Path> files = expand(path);
            if (files.isEmpty()) {
                throw new IOException(
                        path
                                + " must exist, seen from "
                                + Path.of("").toAbsolutePath()
                                + "; check the path.");
            }
            found.addAll(files);
        }
        kernel.evaluator().add(found, false);
        return found.stream().map(Path::toString).toList();
    }

    /** The files that the patterns of a class path stand for. */
    static List<Path> expand(String classpath) {
        List<Path> found = new ArrayList<>();
        for (String pattern : classpath.split(File.pathSeparator)) {
            try {
                if (!pattern.isBlank()) {
                    new GlobFinder(pattern)
                            .computeMatchingPaths()
                            .forEach(path -> found.add(path.toAbsolutePath()));
                }
            } catch (IOException e) {
                // not there: as with java -cp, nothing to add
            }
        }
        return found;
    }

    private Object repository(String rest) throws IOException {
        List<String> words = arguments(rest);
        if (words.size() != 2) {
            throw new IOException("needs a name and a URL, as in %mavenRepo mine https://...");
        }
        maven.addRepository(words.get(0), words.get(1));
        return null;
    }

    private Object maven(String rest) throws CellError, IOException {
        List<String> coordinates = new ArrayList<>(arguments(rest));
        boolean keep = coordinates.remove("--kit");
        StringBuilder dependencies = new StringBuilder();
        for (String coordinate : coordinates) {
            dependencies.append(Maven.dependency(coordinate));
        }
        if (coordinates.isEmpty()) {
            throw new IOException("needs coordinates, group:artifact:version");
        }
        return resolve(maven.project(dependencies.toString()), keep);
    }

    private Object loadPom(String rest) throws CellError, IOException {
        List<String> words = arguments(rest);
        if (words.size() != 1 || !Files.isRegularFile(Path.of(words.get(0)))) {
            throw new IOException("needs a POM file and no more, as in %loadFromPOM pom.xml");
        }
        return resolve(Path.of(words.get(0)).toAbsolutePath(), false);
    }

    private Object loadPomBelow(String rest) throws CellError, IOException {
        String body = below(rest);
        return resolve(body.contains("<project") ? body : maven.project(body), false);
    }

    private Object resolve(String pom, boolean keep) throws CellError, IOException {
        Path file = Files.createTempFile("genlab", ".xml");
        try {
            Files.writeString(file, pom);
            return resolve(file, keep);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Object resolve(Path pom, boolean keep) throws CellError {
        Progress progress = new Progress(kernel);
        List<Path> jars = kernel.evaluator().call(() -> maven.resolve(pom, progress::show));
        List<Path> added = kernel.evaluator().add(jars, keep);
        progress.end("added " + added.size() + " of " + jars.size() + " jars");
        return jars.stream().map(Path::toString).toList();
    }

    // ---- files

    private Object load(Piece rest) throws CellError, IOException {
        List<String> names = arguments(rest.source());
        if (names.size() != 1) {
            throw new IOException("needs one file, as in %load helpers.java");
        }
        Path file = Path.of(names.get(0));
        for (String extension : List.of("", ".java", ".jshell", ".jsh", ".ipynb")) {
            Path candidate = file.resolveSibling(file.getFileName() + extension);
            if (Files.isRegularFile(candidate)) {
                return run(candidate.toRealPath(), rest.cell());
            }
        }
        throw new IOException(
                file.toAbsolutePath() + " must be a file of Java or a notebook; check the path.");
    }

    private Object run(Path file, int cell) throws CellError, IOException {
        if (loading.contains(file)) {
            throw new IOException(
                    file + " loads itself, by " + loading.peekLast() + "; take that %load out.");
        }
        loading.add(file);
        try {
            Object value = null;
            for (String code : cells(file)) {
                value = run(code, cell);
            }
            return value;
        } finally {
            loading.removeLast();
        }
    }

    /** The code of a file, or of a notebook's cells, whose sources are texts or lists of lines. */
    private static List<String> cells(Path file) throws IOException {
        String text = Files.readString(file);
        if (!file.toString().endsWith(".ipynb")) {
            return List.of(text);
        }
        List<String> found = new ArrayList<>();
        try {
            JsonObject notebook = JsonParser.parseString(text).getAsJsonObject();
            for (JsonElement cell : notebook.getAsJsonArray("cells")) {
                JsonElement source = cell.getAsJsonObject().get("source");
                if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
                    StringBuilder code = new StringBuilder();
                    (source instanceof JsonArray lines ? lines : List.of(source))
                            .forEach(line -> code.append(line.getAsString()));
                    found.add(code.toString());
                }
            }
            return found;
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NullPointerException e) {
            throw new IOException(file + " is not a notebook: " + e.getMessage());
        }
    }

    private static Object write(String rest) throws IOException {
        String body = below(rest);
        List<String> words = arguments(rest.lines().findFirst().orElse(""));
        if (words.size() != 1) {
            throw new IOException("needs one file name, as in %%file notes.txt");
        }
        Path file = Path.of(words.get(0)).toAbsolutePath();
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, body);
        return print("wrote " + file + "\n");
    }

    /** What stands below the line of the command. */
    private static String below(String rest) {
        int end = rest.indexOf('\n');
        return end < 0 ? "" : rest.substring(end + 1);
    }

    // ---- time

    private Object time(Piece code) throws CellError {
        CellThreads threads = kernel.evaluator().control().threads();
        long before = threads.nanosRun();
        try {
            return kernel.evaluator().evaluate(code);
        } finally {
            System.out.printf(Locale.ROOT, "took %,.1f ms%n", (threads.nanosRun() - before) / 1e6);
        }
    }
}
