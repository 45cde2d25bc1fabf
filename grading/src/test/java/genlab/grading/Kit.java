package genlab.grading;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * An assignment and what grades it, shared by all tests: to compile hidden tests and to run the
 * instructor's cells takes some seconds.
 */
record Kit(Path file, Assignment assignment, Grader grader) {
    static final Path FOLDER = Path.of("../notebooks/assignments");

    private static final Map<Path, Kit> ALL = new ConcurrentHashMap<>();

    /** The sample, and the project's assignments if this is the whole project. */
    static Stream<Path> assignments() throws IOException {
        Stream<Path> sample = Stream.of(Sample.FILE);
        return Files.isDirectory(FOLDER)
                ? Stream.concat(
                        sample,
                        Files.list(FOLDER)
                                .filter(file -> file.toString().endsWith(".ipynb"))
                                .sorted())
                : sample;
    }

    static Kit of(Path file) throws Exception {
        Kit known = ALL.get(file);
        if (known == null) {
            Assignment assignment = Assignment.read(file);
            known =
                    new Kit(
                            file,
                            assignment,
                            new Grader(
                                    assignment,
                                    Images.without(assignment.absent().keySet()),
                                    Limits.DEFAULT));
            ALL.put(file, known);
        }
        return known;
    }

    /** A copy of the instructor's notebook. */
    Notebook solved() throws Exception {
        return Notebook.read(file).copy();
    }

    /** A notebook with a cell of the student's own at some place. */
    static Notebook insert(Notebook notebook, int place, String code) {
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.add("metadata", new JsonObject());
        cell.addProperty("source", code);
        return insert(notebook, place, cell);
    }

    static Notebook insert(Notebook notebook, int place, JsonObject cell) {
        JsonArray cells = notebook.json().getAsJsonArray("cells");
        List<JsonElement> behind = new ArrayList<>();
        while (cells.size() > place) {
            behind.add(cells.remove(place));
        }
        cells.add(cell);
        behind.forEach(cells::add);
        return notebook.copy();
    }
}
