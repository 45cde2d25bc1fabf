package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

    private static final String NOTEBOOK = "{\"cells\": [], \"metadata\": {\"genlab\": {%s}}}";
    private static final Path WEB = Path.of("src", "main", "web").toAbsolutePath();
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir private Path root;
    private Project project;

    @BeforeEach
    void aProject() throws IOException {
        project = new Project(root);
        Files.createDirectories(project.assignments());
        Files.createDirectories(project.site());
        Archive.copy(WEB, project.sources("web"));
        write("pom.xml", "<genlab.repository></genlab.repository>");
        write(
                "README.md",
                "# Kit\n\n## The course\n\n| | hours |\n|---|---|\n"
                        + "| [01 First](notebooks/01-first.ipynb) | 3 |\n"
                        + "| [02 Second](notebooks/02-second.ipynb) | 2 |\n\n"
                        + "**Not covered:** text.\n\n## Else\n\nno\n");
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void executed(String notebook, String metadata) throws IOException {
        write("notebooks/" + notebook + ".ipynb", NOTEBOOK.formatted(""));
        String name = notebook.replaceAll(".*/", "");
        write("target/site/" + name + ".ipynb", NOTEBOOK.formatted(metadata));
        write(
                "target/site/sections/" + name + ".json",
                "[{\"page\": \"" + name + "\", \"title\": \"T\", \"text\": \"words\"}]");
    }

    private String written(String repository, String file) throws IOException {
        Site.of(project, repository).write();
        return Files.readString(project.site().resolve(file));
    }

    private static JsonObject assigned(String script) {
        return JsonParser.parseString(script.replaceAll("(?s)^[^=]*= |;\\s*$", ""))
                .getAsJsonObject();
    }

    @Test
    void tellsTitleStoryAndTime() throws IOException {
        executed(
                "01-first",
                "\"seconds\": \"12.5\", \"title\": \"A & B\", \"story\": \"What it is.\"");
        String index = written("", "index.html");
        assertTrue(
                index.contains(
                        "<a href=\"01-first.html\">A &amp; B</a><p>What it is.</p>"
                                + "<small>ran in 12.5 s</small>"),
                index);
    }

    @Test
    void aFailureIsShownAsOneWithItsTime() throws IOException {
        executed("01-first", "\"failure\": \"cell 3: <E>: no\", \"seconds\": \"1.5\"");
        String index = written("", "index.html");
        assertTrue(index.contains("<b>failed in cell 3: &lt;E>: no</b>, 1.5 s"), index);
        assertFalse(index.contains("ran in"), index);
    }

    @Test
    void listsTheKitsNotebooksAndAssignmentsThatWereExecutedAndNothingElse() throws IOException {
        String metadata = "\"seconds\": \"1.0\", \"title\": \"T\"";
        executed("assignments/A1-own", metadata);
        executed("02-second", metadata);
        executed("01-first", metadata);
        write("notebooks/03-not-yet.ipynb", NOTEBOOK.formatted(""));
        write("target/site/of a test.ipynb", NOTEBOOK.formatted(metadata));
        JsonArray pages = assigned(written("", "assets/pages.js")).getAsJsonArray("pages");
        assertEquals(
                List.of("01-first", "02-second", "A1-own"),
                Stream.iterate(0, i -> i + 1)
                        .limit(pages.size())
                        .map(i -> pages.get(i).getAsJsonObject().get("name").getAsString())
                        .toList());
        String path = pages.get(2).getAsJsonObject().get("path").getAsString();
        assertEquals("notebooks/assignments/A1-own.ipynb", path);
        String search = written("", "assets/search.js");
        assertEquals(3, search.split("\"words\"", -1).length - 1, search);
    }

    @Test
    void anAssignmentThatWasNotExecutedHasACardWithoutAPage() throws IOException {
        write(
                "notebooks/assignments/A1-own.ipynb",
                "{\"cells\": [{\"source\": [\"# One & all\\n\", \"\\n\", \"**Goal.** Build it.\"]}]}");
        write("notebooks/assignments/A2-empty.ipynb", NOTEBOOK.formatted(""));
        String index = written("", "index.html");
        assertTrue(index.contains("<strong>One &amp; all</strong><p>Goal. Build it.</p>"), index);
        assertTrue(index.contains("<strong>A2-empty</strong>"), index);
        assertFalse(index.contains("A1-own.html"), index);
    }

    @Test
    void theCoursePlanIsTheReadmesAndLeadsToWhatWasExecuted() throws IOException {
        executed("01-first", "\"seconds\": \"1.0\"");
        String index = written("", "index.html");
        assertTrue(index.contains("<td><a href=\"01-first.html\">01 First</a></td><td>3</td>"));
        assertTrue(index.contains("<td>02 Second</td><td>2</td>"), index);
        assertTrue(index.contains("<p><b>Not covered:</b> text.</p>"), index);
        assertFalse(index.contains("<p>no</p>"), index);
    }

    @Test
    void withoutARepositoryThereIsNoLinkToOneAndNoSiteMap() throws IOException {
        executed("01-first", "\"seconds\": \"1.0\"");
        assertFalse(assigned(written(null, "assets/pages.js")).has("binder"));
        assertFalse(Files.exists(project.site().resolve("sitemap.xml")));
        assertTrue(written(null, "404.html").contains("<base href=\"./\">"));
    }

    @Test
    void oneSettingGivesBinderCodespacesAndTheSiteMap() throws IOException {
        executed("01-first", "\"seconds\": \"1.0\"");
        String repository = "https://github.com/School/gans";
        write("pom.xml", "<genlab.repository>" + repository + "</genlab.repository>");
        JsonObject about = assigned(written(null, "assets/pages.js"));
        assertEquals(
                "https://mybinder.org/v2/gh/School/gans/HEAD?labpath=",
                about.get("binder").getAsString());
        assertEquals(
                "https://codespaces.new/School/gans?quickstart=1",
                about.get("codespaces").getAsString());
        String map = written(null, "sitemap.xml");
        assertTrue(map.contains("<loc>https://school.github.io/gans/01-first.html</loc>"), map);
        String missing = written(null, "404.html");
        assertTrue(missing.contains("<base href=\"https://school.github.io/gans/\">"), missing);
        assertThrows(Failure.class, () -> Site.of(project, "git@example.org:a/b"));
    }

    @Test
    void everyNotebookAndAssignmentStandsInTheCoursePlanWithItsHours() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Project kit = new Project(ROOT);
        for (Path folder : List.of(kit.notebooks(), kit.assignments())) {
            for (Path notebook : Notebooks.in(folder)) {
                String path = ROOT.relativize(notebook).toString().replace('\\', '/');
                String row = ".*\\Q](" + path + ")\\E \\|[^|]+\\| [0-9.]+ \\|[^|]+\\|";
                assertTrue(
                        readme.lines().anyMatch(line -> line.matches(row)),
                        "README.md, 'The course', needs a line with hours for " + path);
            }
        }
    }
}
