package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {

    private static final String NOTEBOOK = "{\"cells\": [], \"metadata\": {\"genlab\": {%s}}}";

    @TempDir private Path root;
    private Project project;

    @BeforeEach
    void aProject() throws IOException {
        project = new Project(root);
        Files.createDirectories(project.notebooks().resolve("assignments"));
        Files.createDirectories(project.site());
        Path template = Files.createDirectories(project.sources("web")).resolve("index.html");
        Files.writeString(template, "<ul>ITEMS</ul>");
    }

    private void executed(String notebook, String metadata) throws IOException {
        Files.writeString(project.notebooks().resolve(notebook + ".ipynb"), NOTEBOOK.formatted(""));
        Path name = Path.of(notebook + ".ipynb").getFileName();
        Files.writeString(project.site().resolve(name), NOTEBOOK.formatted(metadata));
    }

    private List<String> items() throws IOException {
        String page = Files.readString(Index.write(project));
        return page.replaceAll("</?ul>", "").lines().toList();
    }

    @Test
    void tellsTitleStoryAndTime() throws IOException {
        executed(
                "01-first",
                "\"seconds\": \"12.5\", \"title\": \"A & B\", \"story\": \"What it is.\"");
        assertEquals(
                List.of(
                        "<li><div><a href=\"01-first.html\">A &amp; B</a>"
                                + "<p>What it is.</p><small>ran in 12.5 s</small></div></li>"),
                items());
    }

    @Test
    void aFailureIsShownAsOneWithItsTime() throws IOException {
        String failure = "\"failure\": \"cell 3: <E>: no\", \"seconds\": \"1.5\"";
        executed("01-first", failure);
        String item = items().get(0);
        assertTrue(item.contains("<b>failed in cell 3: &lt;E>: no</b>, 1.5 s"), item);
        assertFalse(item.contains("ran in"), item);
    }

    @Test
    void listsTheKitsNotebooksAndAssignmentsThatWereExecutedAndNothingElse() throws IOException {
        String metadata = "\"seconds\": \"1.0\"";
        executed("assignments/A1-own", metadata);
        executed("02-second", metadata);
        executed("01-first", metadata);
        Files.writeString(project.notebooks().resolve("03-not-yet.ipynb"), NOTEBOOK.formatted(""));
        Files.writeString(project.site().resolve("of a test.ipynb"), NOTEBOOK.formatted(metadata));
        assertEquals(
                List.of("01-first", "02-second", "A1-own"),
                items().stream().map(item -> item.replaceAll(".*href=\"|\\.html.*", "")).toList());
    }
}
