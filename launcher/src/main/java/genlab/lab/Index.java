package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that has the course plan, which is the README's, every page, and the assignments. */
final class Index {

    private static final Pattern COURSE = Pattern.compile("(?sm)^## The course\n(.*?)(?=^## |\\z)");

    /** A notebook's title and the first paragraph under it. */
    private static final Pattern START = Pattern.compile("# (.*)\\s+([^\\n]*)");

    private Index() {}

    /** Writes {@code index.html} over these pages, and returns it. */
    static Path write(Site site, List<Site.Page> pages) throws IOException {
        StringBuilder items = new StringBuilder();
        for (Site.Page page : pages) {
            items.append(item(site, page));
        }
        for (Path assignment : Notebooks.in(site.project().assignments())) {
            String name = Notebooks.name(assignment);
            if (pages.stream().noneMatch(page -> page.name().equals(name))) {
                items.append(assignment(site, assignment));
            }
        }
        String course = "";
        Path readme = site.project().root().resolve("README.md");
        if (Files.exists(readme)) {
            Matcher found = COURSE.matcher(Files.readString(readme));
            course = found.find() ? site.markdown(pages).html(found.group(1)) : "";
        }
        String page = site.template("index.html");
        return site.keep("index.html", page.replace("COURSE", course).replace("ITEMS", items));
    }

    private static String item(Site site, Site.Page page) throws IOException {
        String seconds = Markdown.escape(page.text("seconds")) + " s";
        String failure = Markdown.escape(page.text("failure"));
        return card(
                picture(site, page.name()),
                String.format(
                        "<a href=\"%s.html\">%s</a>",
                        Markdown.escape(page.name()), Markdown.escape(page.text("title"))),
                page.text("story"),
                failure.isEmpty()
                        ? "ran in " + seconds
                        : "<b>failed in " + failure + "</b>, " + seconds);
    }

    /** An assignment that has no page: the solutions are the students' own. */
    private static String assignment(Site site, Path notebook) throws IOException {
        Matcher start = START.matcher(Notebooks.text(notebook));
        boolean found = start.find();
        return card(
                picture(site, Notebooks.name(notebook)),
                "<strong>"
                        + Markdown.escape(found ? start.group(1) : Notebooks.name(notebook))
                        + "</strong>",
                found ? start.group(2).replaceAll("[*_`]", "") : "",
                "to be solved, in <code>notebooks/assignments</code>");
    }

    private static String card(String picture, String title, String story, String state) {
        return String.format(
                "<li>%s<div class=\"text\">%s<p>%s</p><small>%s</small></div></li>%n",
                picture, title, Markdown.escape(story), state);
    }

    /** A picture of the notebook's name; nothing where there is none. */
    private static String picture(Site site, String name) throws IOException {
        String file = name + ".png";
        Path picture = site.project().root().resolve("docs").resolve("pictures").resolve(file);
        if (!Files.exists(picture)) {
            return "";
        }
        Path shown = site.project().site().resolve("assets").resolve(file);
        WebFile.replace(Files.readAllBytes(picture), shown);
        return "<div class=\"picture\"><img alt=\"\" src=\"assets/"
                + Markdown.escape(file)
                + "\"></div>";
    }
}
