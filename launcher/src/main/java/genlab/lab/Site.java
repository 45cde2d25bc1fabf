package genlab.lab;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web pages of the notebooks and assignments that were executed, with what leads through them.
 * They work from files and from any server of files, and ask nothing of anybody else.
 *
 * @param project whose notebooks
 * @param repository where the kit is on GitHub, empty if nowhere
 */
record Site(Project project, String repository) {

    private static final Pattern GITHUB =
            Pattern.compile("https://github\\.com/([\\w.-]+)/([\\w.-]+?)(\\.git|/)?");

    private static final Pattern SETTING =
            Pattern.compile("<genlab.repository>(.*?)</genlab.repository>");

    /** A notebook that was executed, as {@code execute.py} tells in its metadata. */
    record Page(String name, Path notebook, JsonObject run) {

        String text(String key) {
            return run.has(key) ? run.get(key).getAsString() : "";
        }
    }

    Site {
        Failure.unless(
                repository.isEmpty() || GITHUB.matcher(repository).matches(),
                "the repository must be https://github.com/OWNER/NAME, but was '%s'; give that, or"
                        + " leave it out (--repository, or genlab.repository in pom.xml).",
                repository);
    }

    /** With the repository that pom.xml names, if no other is given. */
    static Site of(Project project, String repository) throws IOException {
        if (repository != null) {
            return new Site(project, repository);
        }
        Matcher setting = SETTING.matcher(Files.readString(project.root().resolve("pom.xml")));
        return new Site(project, setting.find() ? setting.group(1).strip() : "");
    }

    /** Writes everything but the notebooks' own pages, and returns the index. */
    Path write() throws IOException {
        List<Page> pages = pages();
        Path assets = Files.createDirectories(project.site().resolve("assets"));
        for (String file : List.of("site.css", "site.js")) {
            WebFile.replace(Files.readAllBytes(source(file)), assets.resolve(file));
        }
        for (WebFile file : WebFile.values()) {
            if (Files.exists(file.in(project))) {
                Path name = file.in(project).getFileName();
                WebFile.replace(Files.readAllBytes(file.in(project)), assets.resolve(name));
            }
        }
        keep("assets/pages.js", "window.genlabSite = " + json(about(pages)) + ";\n");
        keep("assets/search.js", "window.genlabSections = [" + sections(pages) + "];\n");
        keep("404.html", template("404.html").replace("BASE", address("")));
        Path glossary = project.root().resolve("docs").resolve("glossary.md");
        if (Files.exists(glossary)) {
            String text = markdown(pages).html(Files.readString(glossary));
            keep("glossary.html", template("glossary.html").replace("TEXT", text));
        }
        if (!repository.isEmpty()) {
            keep("sitemap.xml", sitemap(pages));
        }
        return Index.write(this, pages);
    }

    /** The kit's notebooks in their order, then the assignments, so far as they were executed. */
    private List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Path folder : List.of(project.notebooks(), project.assignments())) {
            for (Path notebook : Notebooks.in(folder)) {
                String name = Notebooks.name(notebook);
                try {
                    JsonObject executed = Notebooks.read(project.site().resolve(name + ".ipynb"));
                    JsonObject run = executed.getAsJsonObject("metadata").getAsJsonObject("genlab");
                    // An older build didn't tell; an assignment has other things to tell.
                    if (run != null && run.has("seconds")) {
                        pages.add(new Page(name, notebook, run));
                    }
                } catch (NoSuchFileException e) {
                    continue; // not executed
                }
            }
        }
        return pages;
    }

    private Map<String, Object> about(List<Page> pages) {
        List<Map<String, String>> list = new ArrayList<>();
        for (Page page : pages) {
            String path = project.root().relativize(page.notebook()).toString().replace('\\', '/');
            list.add(Map.of("name", page.name(), "title", page.text("title"), "path", path));
        }
        Map<String, Object> about = new TreeMap<>(Map.of("pages", list, "repository", repository));
        Matcher github = GITHUB.matcher(repository);
        if (github.matches()) {
            String name = github.group(1) + "/" + github.group(2);
            about.put("binder", "https://mybinder.org/v2/gh/" + name + "/HEAD?labpath=");
            about.put("codespaces", "https://codespaces.new/" + name + "?quickstart=1");
        }
        return about;
    }

    private String sections(List<Page> pages) throws IOException {
        List<String> all = new ArrayList<>();
        for (Page page : pages) {
            Path sections = project.site().resolve("sections").resolve(page.name() + ".json");
            if (Files.exists(sections)) {
                String list = Files.readString(sections).strip();
                all.add(list.substring(1, list.length() - 1));
            }
        }
        all.removeIf(String::isBlank);
        return String.join(",\n", all);
    }

    private String sitemap(List<Page> pages) {
        StringBuilder map = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        map.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        List<String> files = new ArrayList<>(List.of("", "glossary.html"));
        pages.forEach(page -> files.add(page.name() + ".html"));
        for (String file : files) {
            map.append("<url><loc>").append(address(file)).append("</loc></url>\n");
        }
        return map.append("</urlset>\n").toString();
    }

    /** A file's address on GitHub Pages; beside the page that names it, if that isn't known. */
    private String address(String file) {
        Matcher github = GITHUB.matcher(repository);
        if (!github.matches()) {
            return "./" + file;
        }
        String host = github.group(1).toLowerCase(Locale.ROOT) + ".github.io";
        boolean whole = github.group(2).equalsIgnoreCase(host);
        return "https://" + host + "/" + (whole ? "" : github.group(2) + "/") + file;
    }

    /** The kit's own texts on a page: what names a notebook leads to its page, if there is one. */
    Markdown markdown(List<Page> pages) {
        return new Markdown(
                target -> {
                    if (target.matches("https?:.*|#.*")) {
                        return target;
                    }
                    String name = Notebooks.name(Path.of(target));
                    return pages.stream().anyMatch(page -> page.name().equals(name))
                            ? Markdown.escape(name) + ".html"
                            : target.endsWith("glossary.md") ? "glossary.html" : "";
                });
    }

    String template(String name) throws IOException {
        return Files.readString(source(name));
    }

    private Path source(String name) {
        return project.sources("web").resolve(name);
    }

    /** Writes a page or script of the site. */
    Path keep(String file, String content) throws IOException {
        Path path = project.site().resolve(file);
        WebFile.replace(content.getBytes(StandardCharsets.UTF_8), path);
        return path;
    }

    // Gson writes < as an escape, so no script of a page can end early.
    private static String json(Object content) {
        return new GsonBuilder().create().toJson(content);
    }
}
