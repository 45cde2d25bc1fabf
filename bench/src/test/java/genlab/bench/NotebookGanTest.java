package genlab.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is what notebook 04 runs, but for spaces, comments and {@code static}. */
class NotebookGanTest {
    private static final Path NOTEBOOK = Path.of("../notebooks/04-a-gan-in-50-lines.ipynb");
    private static final Path SOURCE = Path.of("src/main/java/genlab/bench/NotebookGan.java");

    /** How the cells of the program begin. */
    private static final List<String> PROGRAM =
            List.of(
                    "Sampler realData(",
                    "Network generator(",
                    "Pass getMoments(",
                    "Criterion criterion =",
                    "record Game(",
                    "void trainDiscriminator(",
                    "void trainGenerator(",
                    "void train(");

    static List<String> starts() {
        return Stream.concat(PROGRAM.stream(), Stream.of("History newHistory(")).toList();
    }

    @ParameterizedTest
    @MethodSource("starts")
    void cellIsInTheBenchmark(String start) throws Exception {
        String cell = cellThatStartsWith(start);
        assertTrue(
                normal(Files.readString(SOURCE)).contains(normal(cell)),
                () -> SOURCE + " must have this cell of " + NOTEBOOK + ":\n" + cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Game game = newGame(x -> getMoments(x), 4, Randoms.seeded(1));",
                "History history = newHistory();"
            })
    void lineIsInBoth(String line) throws Exception {
        String notebook =
                cells().stream().map(NotebookGanTest::normal).collect(Collectors.joining());
        assertTrue(notebook.contains(normal(line)), line);
        assertTrue(normal(Files.readString(SOURCE)).contains(normal(line)), line);
    }

    /** The title says so: what follows {@code void train(} only looks on. */
    @Test
    void theProgramHasAtMost50Lines() throws Exception {
        long lines = 0;
        for (String start : PROGRAM) {
            lines +=
                    cellThatStartsWith(start)
                            .replaceAll("(?s)/\\*.*?\\*/", "")
                            .lines()
                            .filter(line -> !line.replaceAll("//.*", "").isBlank())
                            .count();
        }
        long counted = lines;
        assertTrue(counted <= 50, () -> "the program must have 50 lines, but has " + counted);
    }

    private static String cellThatStartsWith(String start) throws Exception {
        return cells().stream()
                .filter(text -> text.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cell starts with " + start));
    }

    private static List<String> cells() throws Exception {
        return StreamSupport.stream(
                        JsonParser.parseString(Files.readString(NOTEBOOK))
                                .getAsJsonObject()
                                .getAsJsonArray("cells")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
                .map(
                        cell ->
                                StreamSupport.stream(
                                                cell.getAsJsonArray("source").spliterator(), false)
                                        .map(JsonElement::getAsString)
                                        .collect(Collectors.joining()))
                .toList();
    }

    private static String normal(String code) {
        return code.replaceAll("//[^\n]*", "").replaceAll("\\bstatic\\b", "").replaceAll("\\s", "");
    }
}
