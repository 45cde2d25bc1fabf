package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in git: notebooks for any Java kernel, without results of a run. */
class NotebookFilesTest {

    private static final Set<String> METADATA = Set.of("kernelspec", "language_info");
    private static final Set<String> CELL_METADATA =
            Set.of("nbgrader", "tags", "editable", "deletable");

    /** The notebooks of the course and its assignments. */
    static List<Path> notebooks() throws IOException {
        if (!Files.isDirectory(Lab.NOTEBOOKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Lab.NOTEBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void holdNoOutputsCountsOrStrayMetadata() throws IOException {
        for (Path notebook : notebooks()) {
            check(notebook);
        }
    }

    private static void check(Path file) throws IOException {
        JsonObject notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject metadata = notebook.getAsJsonObject("metadata");
        JsonObject kernel = metadata.getAsJsonObject("kernelspec");
        assertEquals("java", kernel.get("name").getAsString());
        assertEquals("java", kernel.get("language").getAsString());
        Set<String> allowed = new HashSet<>(METADATA);
        if (file.getParent().endsWith("assignments")) {
            allowed.add("genlab"); // what its tasks may not use
        }
        assertTrue(allowed.containsAll(metadata.keySet()), "metadata " + metadata.keySet());
        int number = 0;
        for (JsonElement element : notebook.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            String where = "cell " + number++ + " of " + file.getFileName();
            if (cell.get("cell_type").getAsString().equals("code")) {
                assertTrue(cell.getAsJsonArray("outputs").isEmpty(), "outputs in " + where);
                assertTrue(cell.get("execution_count").isJsonNull(), "count in " + where);
            }
            Set<String> keys = cell.getAsJsonObject("metadata").keySet();
            assertTrue(CELL_METADATA.containsAll(keys), "metadata " + keys + " in " + where);
        }
    }

    @Test
    void standInTheCoursePlanWithTheirHours() throws IOException {
        String readme = Files.readString(Lab.ROOT.resolve("README.md"));
        for (Path notebook : notebooks()) {
            String path = Lab.ROOT.relativize(notebook).toString().replace('\\', '/');
            String row = ".*\\Q](" + path + ")\\E \\|[^|]+\\| [0-9.]+ \\|[^|]+\\|";
            assertTrue(
                    readme.lines().anyMatch(line -> line.matches(row)),
                    "README.md, 'The course', needs a line with hours for " + path);
        }
    }

    /** The course's notebooks: 70 cells, 3,500 words of text, 400 lines of code. */
    @Test
    void areShortEnoughForAStudent() throws IOException {
        for (Path file : Lab.notebooks(Lab.NOTEBOOKS)) {
            JsonObject notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            int cells = 0;
            int words = 0;
            int lines = 0;
            for (JsonElement element : notebook.getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                StringBuilder source = new StringBuilder();
                cell.getAsJsonArray("source").forEach(line -> source.append(line.getAsString()));
                cells++;
                if (cell.get("cell_type").getAsString().equals("code")) {
                    lines += source.toString().lines().filter(line -> !line.isBlank()).count();
                } else {
                    words += source.toString().trim().split("\\s+").length;
                }
            }
            assertTrue(cells <= 70, file + " has " + cells + " cells");
            assertTrue(words <= 3500, file + " has " + words + " words");
            assertTrue(lines <= 400, file + " has " + lines + " lines of code");
        }
    }
}
