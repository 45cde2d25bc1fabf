package genlab.lab;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds notebooks by the names that people give them. */
final class Notebooks {

    private static final String ENDING = ".ipynb";

    private Notebooks() {}

    /** The notebooks of a folder in their order. */
    static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /**
     * The notebooks of these names: a path, or the name of one of the kit's notebooks or how it
     * begins ({@code 04}). No name means all.
     */
    static List<Path> named(Project project, List<String> names) throws IOException {
        List<Path> all = in(project.notebooks());
        List<Path> found = new ArrayList<>(names.isEmpty() ? all : List.of());
        for (String name : names) {
            found.add(named(name, project.notebooks(), all));
        }
        for (Path notebook : found) {
            read(notebook);
        }
        return found.stream().map(file -> file.toAbsolutePath().normalize()).distinct().toList();
    }

    private static Path named(String name, Path folder, List<Path> all) {
        Path path = folder.getFileSystem().getPath(name);
        for (Path file : List.of(path, folder.resolve(name + ENDING), folder.resolve(name))) {
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        List<Path> alike =
                all.stream()
                        .filter(file -> file.getFileName().toString().startsWith(name))
                        .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        String known = all.stream().map(Notebooks::name).collect(Collectors.joining(", "));
        throw new Failure(
                "notebook must be a file or the name of one in %s, but was '%s'; there %s.",
                folder, name, all.isEmpty() ? "is none" : "are: " + known);
    }

    /** The file's name without its ending. */
    static String name(Path notebook) {
        String file = notebook.getFileName().toString();
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
    }

    /** What its first cell says. */
    static String text(Path notebook) throws IOException {
        JsonArray cells = read(notebook).getAsJsonArray("cells");
        JsonElement source = cells.isEmpty() ? null : cells.get(0).getAsJsonObject().get("source");
        if (source instanceof JsonArray lines) {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line.getAsString()));
            return text.toString();
        }
        return source == null ? "" : source.getAsString();
    }

    /** The notebook's content. */
    static JsonObject read(Path notebook) throws IOException {
        String problem;
        try {
            JsonElement content = JsonParser.parseString(Files.readString(notebook));
            if (content.isJsonObject()
                    && content.getAsJsonObject().get("cells") instanceof JsonArray) {
                return content.getAsJsonObject();
            }
            problem = "has no list of cells (nbformat 4)";
        } catch (JsonParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            problem = "is not valid JSON (" + why + ")";
        } catch (CharacterCodingException e) {
            problem = "is not text in UTF-8";
        }
        throw new Failure(
                "%s must be a Jupyter notebook, but %s; get an unbroken copy, for instance with"
                        + " 'git checkout %s'.",
                notebook, problem, notebook.getFileName());
    }
}
