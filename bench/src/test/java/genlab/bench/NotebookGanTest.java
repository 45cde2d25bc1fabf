package genlab.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is what notebook 04 runs, but for spaces, comments and {@code static}. */
class NotebookGanTest {
    private static final Path NOTEBOOK = Path.of("../notebooks/04-a-gan-in-50-lines.ipynb");
    private static final Path SOURCE = Path.of("src/main/java/genlab/bench/NotebookGan.java");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sampler realData(",
                "Network generator(",
                "record Game(",
                "record Judged(",
                "Loss trainGenerator(",
                "void train("
            })
    void cellIsInTheBenchmark(String start) throws Exception {
        String cell =
                cells().stream()
                        .filter(text -> text.startsWith(start))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no cell starts with " + start));
        assertTrue(
                normal(Files.readString(SOURCE)).contains(normal(cell)),
                () -> SOURCE + " must have this cell of " + NOTEBOOK + ":\n" + cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Criterion criterion = Losses.binaryCrossEntropy();",
                "Game game = newGame(Preprocessing.FOUR_MOMENTS, Randoms.seeded(1));",
                "History history = newHistory();"
            })
    void lineIsInBoth(String line) throws Exception {
        String notebook =
                cells().stream().map(NotebookGanTest::normal).collect(Collectors.joining());
        assertTrue(notebook.contains(normal(line)), line);
        assertTrue(normal(Files.readString(SOURCE)).contains(normal(line)), line);
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
