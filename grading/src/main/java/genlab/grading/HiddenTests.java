package genlab.grading;

import genlab.assignment.Answers;
import genlab.assignment.Inputs;
import genlab.assignment.StandIns;
import genlab.assignment.TestRun;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The hidden tests of an assignment, compiled, in the process that is trusted. */
final class HiddenTests implements AutoCloseable {
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:final |public )*class (\\w+)");
    private static final List<String> IMPORTS =
            List.of(
                    "import static org.junit.jupiter.api.Assertions.*;",
                    "import genlab.assignment.*;",
                    "import java.util.*;",
                    "import java.util.random.*;",
                    "import org.junit.jupiter.api.*;");

    private final Path folder;
    private final URLClassLoader loader;
    private final Map<String, List<Class<?>>> classes = new LinkedHashMap<>();

    /**
     * Compiles the hidden tests.
     *
     * @param assignment the assignment
     * @throws NotebookException if they don't compile; the message is for the instructor
     * @throws IOException if the classes can't be written
     */
    HiddenTests(Assignment assignment) throws NotebookException, IOException {
        folder = Files.createTempDirectory("hidden");
        Map<String, List<String>> names = new LinkedHashMap<>();
        List<Path> sources = new ArrayList<>();
        for (Assignment.Task task : assignment.tasks()) {
            if (!task.manual()) {
                sources.add(writeSource(assignment, task, names));
            }
        }
        if (!sources.isEmpty()) {
            compile(sources);
        }
        loader = new URLClassLoader(new URL[] {url(folder)}, getClass().getClassLoader());
        for (Map.Entry<String, List<String>> task : names.entrySet()) {
            List<Class<?>> loaded = new ArrayList<>();
            for (String name : task.getValue()) {
                try {
                    loaded.add(loader.loadClass(name));
                } catch (ClassNotFoundException e) {
                    throw new NotebookException(
                            "the hidden tests of " + task.getKey() + " have no class " + name);
                }
            }
            classes.put(task.getKey(), loaded);
        }
    }

    private static URL url(Path folder) throws MalformedURLException {
        return folder.toUri().toURL();
    }

    private Path writeSource(
            Assignment assignment, Assignment.Task task, Map<String, List<String>> names)
            throws NotebookException, IOException {
        // A package each: tests of two cells may have the same name.
        String unit = "hidden_" + task.id().replaceAll("\\W", "_");
        Path source = Files.createDirectories(folder.resolve(unit)).resolve("Tests.java");
        String body =
                task.hiddenTests()
                        .lines()
                        .filter(line -> !isImport(line))
                        .collect(Collectors.joining("\n"));
        String imports =
                task.hiddenTests()
                        .lines()
                        .filter(HiddenTests::isImport)
                        .collect(Collectors.joining(" "));
        // All on the first line, so that the compiler's line numbers are those of the tests.
        Files.writeString(
                source,
                "package "
                        + unit
                        + "; "
                        + String.join(" ", IMPORTS)
                        + String.join(" ", assignment.imports())
                        + imports
                        + "\n"
                        + body);
        List<String> found = new ArrayList<>();
        Matcher matcher = CLASS.matcher(body);
        while (matcher.find()) {
            found.add(unit + "." + matcher.group(1));
        }
        if (found.isEmpty()) {
            throw new NotebookException(
                    "the hidden tests of "
                            + task.id()
                            + " must be a JUnit 5 class, but there is no line that starts with"
                            + " class");
        }
        names.put(task.id(), found);
        return source;
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    private void compile(List<Path> sources) throws NotebookException, IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-d",
                                            folder.toString(),
                                            "-proc:none",
                                            "-nowarn",
                                            "-parameters",
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            if (!compiled) {
                throw new NotebookException(
                        "the hidden tests must compile, but (line 2 is the first after // BEGIN"
                                + " HIDDEN TESTS):\n"
                                + messages.toString().replace(folder + "/hidden_", ""));
            }
        }
    }

    /**
     * Runs the hidden tests of a task.
     *
     * @param task the task's id
     * @param student answers from the sandbox
     * @param solution answers of the instructor's solution
     * @param seed where random inputs start
     * @return how each test ended
     */
    TestRun run(String task, Answers student, Answers solution, long seed) {
        return Injection.with(
                new Injection.Values(student, solution, seed),
                parameters -> TestRun.of(parameters, classes.get(task)));
    }

    /**
     * The stand-ins of a task's hidden tests.
     *
     * @param task the task's id
     * @return their code, empty if it has none
     */
    String standIns(String task) {
        return classes.get(task).stream()
                .map(test -> test.getAnnotation(StandIns.class))
                .filter(Objects::nonNull)
                .map(StandIns::value)
                .collect(Collectors.joining("\n"));
    }

    /** What a hidden test can ask for. */
    static Inputs inputs(long seed, String test) {
        return new Inputs(new java.util.SplittableRandom(seed ^ mix(test)));
    }

    private static long mix(String text) {
        long hash = 1125899906842597L;
        for (char letter : text.toCharArray()) {
            hash = 31 * hash + letter;
        }
        return hash;
    }

    @Override
    public void close() throws IOException {
        loader.close();
        SandboxImage.deleteTree(folder);
    }
}
