package genlab.lab;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * The page that lists the kit's notebooks and assignments that were executed. How that went is in
 * the metadata that {@code execute.py} writes into the executed notebook.
 */
final class Index {

    private Index() {}

    /** Writes {@code index.html} over the pages that are there, and returns it. */
    static Path write(Project project) throws IOException {
        Path assignments = project.notebooks().resolve("assignments");
        StringBuilder items = new StringBuilder();
        for (Path folder : List.of(project.notebooks(), assignments)) {
            for (Path notebook : Notebooks.in(folder)) {
                items.append(item(project, Notebooks.name(notebook)));
            }
        }
        Path index = project.site().resolve("index.html");
        String page = Files.readString(project.sources("web").resolve("index.html"));
        WebFile.replace(page.replace("ITEMS", items).getBytes(StandardCharsets.UTF_8), index);
        return index;
    }

    /** What is said of a notebook; nothing where it was not executed or is deleted just now. */
    private static String item(Project project, String name) throws IOException {
        JsonObject notebook;
        try {
            notebook = Notebooks.read(project.site().resolve(name + ".ipynb"));
        } catch (NoSuchFileException e) {
            return "";
        }
        JsonObject run = notebook.getAsJsonObject("metadata").getAsJsonObject("genlab");
        if (run == null) {
            return ""; // written by an older build, which didn't tell
        }
        String seconds = text(run, "seconds") + " s";
        String failure = text(run, "failure");
        return String.format(
                "<li>%s<div><a href=\"%s.html\">%s</a><p>%s</p><small>%s</small></div></li>%n",
                picture(project.root().resolve("docs").resolve("pictures").resolve(name + ".png")),
                escape(name),
                text(run, "title"),
                text(run, "story"),
                failure.isEmpty()
                        ? "ran in " + seconds
                        : "<b>failed in " + failure + "</b>, " + seconds);
    }

    private static String text(JsonObject run, String key) {
        return run.has(key) ? escape(run.get(key).getAsString()) : "";
    }

    /** A picture of the notebook's name, inside of the page itself; nothing where there is none. */
    private static String picture(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        String content = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        return "<img alt=\"\" src=\"data:image/png;base64," + content + "\">";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
