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

    /** The kit's notebooks in their order. */
    static List<Path> all(Project project) throws IOException {
        if (!Files.isDirectory(project.notebooks())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(project.notebooks())) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /**
     * The notebooks of these names: a path, or the name of one of the kit's notebooks or how it
     * begins ({@code 04}). No name means all.
     */
    static List<Path> named(Project project, List<String> names) throws IOException {
        List<Path> all = all(project);
        List<Path> found = new ArrayList<>(names.isEmpty() ? all : List.of());
        for (String name : names) {
            Path path = Path.of(name);
            List<Path> alike =
                    all.stream()
                            .filter(file -> file.getFileName().toString().startsWith(name))
                            .toList();
            if (Files.isRegularFile(path)) {
                found.add(path);
            } else if (Files.isRegularFile(project.notebooks().resolve(name + ENDING))) {
                found.add(project.notebooks().resolve(name + ENDING));
            } else if (Files.isRegularFile(project.notebooks().resolve(name))) {
                found.add(project.notebooks().resolve(name));
            } else if (alike.size() == 1) {
                found.add(alike.get(0));
            } else {
                throw new Build.Failure(
                        "notebook must be a file or the name of one in "
                                + project.notebooks()
                                + ", but was '"
                                + name
                                + "'; there "
                                + (all.isEmpty()
                                        ? "is none."
                                        : "are: "
                                                + all.stream()
                                                        .map(Notebooks::name)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
            }
        }
        for (Path notebook : found) {
            read(notebook);
        }
        return found.stream().map(file -> file.toAbsolutePath().normalize()).distinct().toList();
    }

    /** The file's name without its ending. */
    static String name(Path notebook) {
        String file = notebook.getFileName().toString();
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
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
            problem = "is not valid JSON (" + firstLine(e) + ")";
        } catch (CharacterCodingException e) {
            problem = "is not text in UTF-8";
        }
        throw new Build.Failure(
                notebook
                        + " must be a Jupyter notebook, but "
                        + problem
                        + "; get an unbroken copy, for instance with 'git checkout "
                        + notebook.getFileName()
                        + "'.");
    }

    private static String firstLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
