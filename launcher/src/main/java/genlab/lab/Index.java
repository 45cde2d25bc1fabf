package genlab.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page that lists the others. */
final class Index {

    private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);
    private static final Pattern SECONDS =
            Pattern.compile("<meta name=\"genlab-seconds\" content=\"(.*?)\">");
    private static final Pattern ERROR =
            Pattern.compile("<meta name=\"genlab-error\" content=\"(.*?)\">", Pattern.DOTALL);

    private Index() {}

    /** Writes {@code index.html} over the pages that are there, and returns it. */
    static Path write(Project project) throws IOException {
        List<Path> pages;
        Path index = project.site().resolve("index.html");
        try (Stream<Path> files = Files.list(project.site())) {
            pages =
                    files.filter(file -> file.toString().endsWith(".html"))
                            .filter(file -> !file.equals(index))
                            .sorted()
                            .toList();
        }
        StringBuilder items = new StringBuilder();
        for (Path page : pages) {
            try {
                items.append(item(project, page));
            } catch (NoSuchFileException e) {
                // Deleted just now: it needs no line.
            }
        }
        Path part = index.resolveSibling("index." + ProcessHandle.current().pid() + ".part");
        Files.writeString(part, PAGE.replace("ITEMS", items));
        Files.move(
                part, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return index;
    }

    private static String item(Project project, Path page) throws IOException {
        String html = Files.readString(page);
        String file = page.getFileName().toString();
        String name = file.substring(0, file.length() - ".html".length());
        String error = find(ERROR, html);
        List<String> story = story(project.notebooks().resolve(name + ".ipynb"));
        return "<li>"
                + picture(project.pictures().resolve(name + ".png"))
                + "<div><a href=\""
                + escape(file)
                + "\">"
                + (story.isEmpty() ? find(TITLE, html) : escape(story.get(0)))
                + "</a>"
                + (story.size() > 1 ? "<p>" + escape(story.get(1)) + "</p>" : "")
                + "<small>"
                + (error.isEmpty()
                        ? "ran in " + find(SECONDS, html) + " s"
                        : "<b>failed in " + error + "</b>")
                + "</small></div></li>\n";
    }

    /** A picture of the notebook's name, inside of the page itself; nothing where there is none. */
    private static String picture(Path file) throws IOException {
        return Files.exists(file)
                ? "<img alt=\"\" src=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(Files.readAllBytes(file))
                        + "\">"
                : "";
    }

    /** The notebook's title and the first paragraph under it. */
    private static List<String> story(Path notebook) throws IOException {
        List<String> story = new ArrayList<>();
        if (!Files.exists(notebook)) {
            return story;
        }
        for (JsonElement element : Notebooks.read(notebook).getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (!cell.get("cell_type").getAsString().equals("markdown")) {
                continue;
            }
            for (String paragraph : source(cell).split("\n\\s*\n")) {
                boolean heading = paragraph.startsWith("#");
                String text = paragraph.replaceAll("^#+ *|[*_`]", "").strip();
                if (story.isEmpty() && heading || story.size() == 1 && !heading) {
                    story.add(text);
                }
            }
            break;
        }
        return story;
    }

    private static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    private static String find(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>genlab notebooks</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 56em; margin: 2em auto; padding: 0 1em }
            ul { list-style: none; padding: 0 }
            li { margin: 2em 0; display: flex; flex-wrap: wrap; gap: 0.5em 1.5em }
            li div { flex: 1 1 20em }
            li a { font-size: 1.15em }
            p { margin: 0.2em 0 }
            img { flex: 0 1 auto; width: 17em; max-width: 100%; align-self: flex-start; background: white; border-radius: 6px }
            small { opacity: 0.75 }
            b { color: #b00020 }
            @media (prefers-color-scheme: dark) { b { color: #ff8a80 } }
            </style>
            </head>
            <body>
            <h1>Deep generative models in Java</h1>
            <ul>
            ITEMS</ul>
            </body>
            </html>
            """;
}
