package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checks of the notebooks' exercises accept different right answers and reject likely wrong
 * ones. The answers stand in {@code exercises/NN.txt}, by the notebook's number: the id of a cell
 * and the cells that it needs, then one answer a line, as what to replace in the cell by what.
 * Lines {@code shorter} replace in the same way, in the cell that they name, what is trained there
 * for charts alone, for other exercises, or longer than it takes to tell right from wrong.
 */
@Tag("slow")
class ExercisesTest {
    private static final Path ANSWERS = Path.of("src", "test", "resources", "exercises");

    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();

    /** One for all notebooks: its JVM has the library loaded and compiled already. */
    private static JShell shell;

    @BeforeAll
    static void start() {
        shell =
                JShell.builder()
                        .out(new PrintStream(SAID, true, StandardCharsets.UTF_8))
                        .remoteVMOptions(
                                "-Dstdout.encoding=UTF-8",
                                "-Dfile.encoding=UTF-8",
                                // as the kernel has it
                                "-XX:+UseSerialGC",
                                "-XX:Tier4InvocationThreshold=50000",
                                "-XX:Tier4CompileThreshold=50000")
                        .build();
        shell.addToClasspath(classPath());
    }

    @AfterAll
    static void end() {
        shell.close();
    }

    /** What depends on others goes first, so that nothing is compiled anew. */
    @AfterEach
    void forgetTheNotebook() {
        List<Snippet> snippets = new ArrayList<>(shell.snippets().toList());
        Collections.reverse(snippets);
        snippets.stream()
                .filter(
                        snippet ->
                                shell.status(snippet).isActive() && snippet.kind().isPersistent())
                .forEach(shell::drop);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ANSWERS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void acceptRightAnswersAndRejectWrongOnes(Path file) throws IOException {
        Path notebook = notebook(file.getFileName().toString().replace(".txt", ""));
        List<String> misjudged = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Map<String, String> shorter = new HashMap<>();
        String cell = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("shorter ")) {
                String[] parts = line.split(" ", 3);
                shorter.put(parts[1], answered(source(notebook, parts[1]), parts[2]));
            } else if (line.startsWith("cell ")) {
                String[] words = line.split("[ ,]+needs |[ ,]+");
                cell = shorter.getOrDefault(words[1], source(notebook, words[1]));
                for (String needed : List.of(words).subList(2, words.length)) {
                    if (!done.contains(needed)) {
                        String source = source(notebook, needed);
                        run(shorter.getOrDefault(needed, source));
                        done.add(needed);
                    }
                }
            } else if (line.startsWith("right ") || line.startsWith("wrong ")) {
                SAID.reset();
                run(answered(cell, line.substring(6)));
                String output = SAID.toString(StandardCharsets.UTF_8);
                boolean solved = output.contains("solved") && !output.contains("not solved");
                if (solved != line.startsWith("right ")) {
                    misjudged.add(line + "\n" + output);
                }
            }
        }
        assertEquals(List.of(), misjudged);
    }

    /** What cells see: without the tests, some of which pretend to be a kernel. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The cell with an answer: {@code old => new}, several of them parted by {@code |||}. */
    private static String answered(String cell, String answer) {
        String changed = cell;
        for (String replacement : answer.strip().split(" \\|\\|\\| ")) {
            String[] parts = replacement.split(" => ", 2);
            assertTrue(changed.contains(parts[0]), () -> "'" + parts[0] + "' is not in\n" + cell);
            changed = changed.replace(parts[0], parts[1]);
        }
        return changed;
    }

    private static void run(String code) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = next.source() == null ? rest : next.source();
            for (SnippetEvent event : shell.eval(source)) {
                String problems =
                        shell.diagnostics(event.snippet())
                                .map(diagnostic -> diagnostic.getMessage(null))
                                .collect(Collectors.joining("\n"));
                assertTrue(event.status() != Snippet.Status.REJECTED, source + "\n" + problems);
                assertEquals(null, event.exception(), source);
            }
            rest = next.remaining() == null ? "" : next.remaining();
        }
    }

    private static Path notebook(String number) throws IOException {
        return Lab.notebooks().stream()
                .filter(path -> Lab.name(path).startsWith(number + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no notebook has the number " + number));
    }

    private static String source(Path notebook, String id) throws IOException {
        return StreamSupport.stream(
                        JsonParser.parseString(Files.readString(notebook))
                                .getAsJsonObject()
                                .getAsJsonArray("cells")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("id").getAsString().equals(id))
                .flatMap(
                        cell ->
                                StreamSupport.stream(
                                        cell.getAsJsonArray("source").spliterator(), false))
                .map(JsonElement::getAsString)
                .collect(Collectors.joining());
    }
}
