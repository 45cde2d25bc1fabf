package genlab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands for the kernel among the lines of a cell: those that start with {@code %}. */
final class CellMagics {

    private static final Pattern LINE = Pattern.compile("(?m)^%(%?)([A-Za-z]\\w*)(.*)$");
    private static final Pattern START = Pattern.compile("(?m)^(%%?)(\\w*)\\z");
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String HELP =
            """
            %classpath PATH ...         adds jars or folders to what cells see (also %jars)
            %maven GROUP:ARTIFACT:VERSION ...
                                        adds libraries from Maven Central, with what they need
            %load FILE                  runs a file of Java, or the cells of a notebook
            %time STATEMENT             runs a statement and tells how long it took
            %%time                      as a cell's first line: the same for the cell
            %help                       this list

            display(value)              shows a value; returns an id
            updateDisplay(id, value)    shows another value in its place
            render(value, "text/html")  a value as a last expression, in the form wanted
            """;

    /** Runs one command. */
    private interface Command {
        Object run(String rest, int cell, int line) throws CellError, IOException;
    }

    private final Kernel kernel;
    private final Map<String, Command> commands = new TreeMap<>();

    CellMagics(Kernel kernel) {
        this.kernel = kernel;
        commands.put("classpath", (rest, cell, line) -> classpath(rest));
        commands.put("jars", (rest, cell, line) -> classpath(rest));
        commands.put("maven", (rest, cell, line) -> maven(rest));
        commands.put("addMavenDependencies", (rest, cell, line) -> maven(rest));
        commands.put("load", (rest, cell, line) -> load(rest, cell));
        commands.put("time", this::time);
        commands.put("help", (rest, cell, line) -> help());
    }

    /** The commands that the line at the cursor may become, or null if it is none. */
    ReplacementOptions complete(String code, int at) {
        String before = code.substring(0, code.offsetByCodePoints(0, at));
        Matcher start = START.matcher(before);
        if (!start.find()) {
            return null;
        }
        List<String> names =
                commands.keySet().stream()
                        .filter(name -> name.startsWith(start.group(2)))
                        .map(name -> start.group(1) + name)
                        .toList();
        return new ReplacementOptions(names, at - start.group().length(), at);
    }

    /** Runs a cell, its commands included. */
    Object run(String code, int cell) throws CellError {
        Matcher matcher = LINE.matcher(code);
        Object value = null;
        int done = 0;
        while (matcher.find()) {
            if (isText(code, matcher.start())) {
                continue;
            }
            int line = lineOf(code, matcher.start());
            kernel.evaluator()
                    .evaluate(code.substring(done, matcher.start()), cell, lineOf(code, done));
            if (matcher.group(1).isEmpty()) {
                value = command(matcher.group(2), matcher.group(3), cell, line);
                done = matcher.end();
            } else {
                String body = matcher.group(3) + code.substring(matcher.end());
                return command(matcher.group(2), body, cell, line);
            }
        }
        String rest = code.substring(done);
        return rest.isBlank() && done > 0
                ? value
                : kernel.evaluator().evaluate(rest, cell, lineOf(code, done));
    }

    private static int lineOf(String code, int position) {
        return 1 + (int) code.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    /** Whether this position is within a text block or a comment. */
    private static boolean isText(String code, int position) {
        String before = code.substring(0, position);
        boolean inBlock = before.split("\"\"\"", -1).length % 2 == 0;
        return inBlock || before.lastIndexOf("/*") > before.lastIndexOf("*/");
    }

    /** Runs a command by its name, as a line of a cell does. */
    Object command(String name, String rest, int cell, int line) throws CellError {
        Command command = commands.get(name);
        if (command == null) {
            throw failure("%" + name + " is unknown; %help lists the commands.");
        }
        try {
            return command.run(rest, cell, line);
        } catch (IOException e) {
            throw failure("%" + name + ": " + e.getMessage());
        }
    }

    private static CellError failure(String message) {
        return new CellError("MagicError", message, List.of(message));
    }

    private static List<String> arguments(String rest) {
        return ARGUMENT.matcher(rest)
                .results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                .toList();
    }

    private Object help() {
        System.out.print(HELP);
        return null;
    }

    // ---- class path

    private Object classpath(String rest) throws CellError {
        List<String> paths = arguments(rest);
        if (paths.isEmpty()) {
            throw failure("%classpath needs a jar or a folder, as in %classpath my.jar");
        }
        for (String path : paths) {
            String found = expand(path);
            if (found.isEmpty()) {
                throw failure(
                        "%classpath: "
                                + path
                                + " must exist, seen from "
                                + Path.of("").toAbsolutePath()
                                + "; check the path.");
            }
            kernel.addToClasspath(found);
        }
        return null;
    }

    /** The files that the patterns of a class path stand for. */
    static String expand(String classpath) {
        List<String> found = new ArrayList<>();
        for (String pattern : classpath.split(File.pathSeparator)) {
            try {
                new GlobFinder(pattern)
                        .computeMatchingPaths()
                        .forEach(path -> found.add(path.toAbsolutePath().toString()));
            } catch (IOException e) {
                // not there: as with java -cp, nothing to add
            }
        }
        return String.join(File.pathSeparator, found);
    }

    // ---- Maven

    private Object maven(String rest) throws CellError, IOException {
        List<String> coordinates = arguments(rest);
        StringBuilder dependencies = new StringBuilder();
        for (String coordinate : coordinates) {
            String[] parts = coordinate.split(":");
            if (parts.length != 3 || !coordinate.matches("[\\w.:-]+")) {
                throw failure(
                        "%maven: coordinates must be group:artifact:version, but were "
                                + coordinate
                                + ", as in %maven org.apache.commons:commons-math3:3.6.1");
            }
            dependencies.append(
                    String.format(
                            "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>"
                                    + "<version>%s</version></dependency>",
                            (Object[]) parts));
        }
        if (coordinates.isEmpty()) {
            throw failure("%maven needs coordinates, group:artifact:version");
        }
        kernel.addToClasspath(resolve(dependencies.toString()));
        return null;
    }

    /** Lets Maven find the jars; a project with nothing but these dependencies. */
    private static String resolve(String dependencies) throws CellError, IOException {
        Path folder = Files.createTempDirectory("genlab-maven");
        Path pom = folder.resolve("pom.xml");
        Path result = folder.resolve("classpath");
        Files.writeString(
                pom,
                "<project><modelVersion>4.0.0</modelVersion><groupId>notebook</groupId>"
                        + "<artifactId>notebook</artifactId><version>1</version><dependencies>"
                        + dependencies
                        + "</dependencies></project>");
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        String mvn = System.getenv().getOrDefault("GENLAB_MVN", windows ? "mvn.cmd" : "mvn");
        try {
            Process process =
                    new ProcessBuilder(
                                    mvn,
                                    "-q",
                                    "-B",
                                    "-f",
                                    pom.toString(),
                                    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                                    "-Dmdep.outputFile=" + result)
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failure("%maven: " + reason(output));
            }
            return Files.readString(result).strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("%maven was interrupted");
        } finally {
            Files.deleteIfExists(result);
            Files.deleteIfExists(pom);
            Files.deleteIfExists(folder);
        }
    }

    private static String reason(String output) {
        return output.lines()
                .filter(line -> line.contains("ERROR"))
                .findFirst()
                .orElse("Maven failed: " + output)
                .replaceAll("\u001b\\[[;\\d]*m", "");
    }

    // ---- files

    private Object load(String rest, int cell) throws CellError, IOException {
        List<String> names = arguments(rest);
        if (names.size() != 1) {
            throw failure("%load needs one file, as in %load helpers.java");
        }
        Path file = Path.of(names.get(0));
        for (String extension : List.of("", ".java", ".jshell", ".jsh", ".ipynb")) {
            Path candidate = file.resolveSibling(file.getFileName() + extension);
            if (Files.isRegularFile(candidate)) {
                Object value = null;
                for (String code : cells(candidate)) {
                    value = run(code, cell);
                }
                return value;
            }
        }
        throw failure(
                "%load: "
                        + file.toAbsolutePath()
                        + " must be a file of Java or a notebook; check"
                        + " the path.");
    }

    private static List<String> cells(Path file) throws CellError, IOException {
        String text = Files.readString(file);
        if (!file.toString().endsWith(".ipynb")) {
            return List.of(text);
        }
        try {
            List<String> cells = new ArrayList<>();
            for (JsonElement element :
                    JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    cells.add(source(cell.get("source")));
                }
            }
            return cells;
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw failure("%load: " + file + " is not a notebook: " + e.getMessage());
        }
    }

    private static String source(JsonElement source) {
        if (source instanceof JsonArray lines) {
            return lines.asList().stream()
                    .map(JsonElement::getAsString)
                    .collect(Collectors.joining());
        }
        return source.getAsString();
    }

    // ---- time

    private Object time(String code, int cell, int line) throws CellError {
        long start = System.nanoTime();
        try {
            return kernel.evaluator().evaluate(code, cell, line);
        } finally {
            System.out.printf("took %,.1f ms%n", (System.nanoTime() - start) / 1e6);
        }
    }
}
