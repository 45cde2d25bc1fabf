package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ./lab run}: every notebook runs, and its page shows everything without a network. */
class PagesTest {

    private static final long LARGEST_PAGE = 8_000_000;
    private static final Map<Path, byte[]> BEFORE = new TreeMap<>();
    private static Lab.Outcome run;

    @BeforeAll
    static void runAllNotebooks() throws IOException, InterruptedException {
        Lab.assumeSetUp();
        List<String> arguments = new ArrayList<>(List.of("run"));
        for (Path notebook : Lab.notebooks()) {
            BEFORE.put(notebook, Files.readAllBytes(notebook));
            arguments.add(notebook.toString());
        }
        run = Lab.lab(arguments.toArray(new String[0]));
        System.out.print(run.output());
    }

    static List<Path> notebooks() throws IOException {
        return Lab.notebooks();
    }

    @Test
    void noCellFails() {
        assertEquals(0, run.status(), run::toString);
    }

    @Test
    void notebooksStayAsTheyWere() throws IOException {
        for (var notebook : BEFORE.entrySet()) {
            assertEquals(
                    new String(notebook.getValue(), StandardCharsets.UTF_8),
                    Files.readString(notebook.getKey()),
                    notebook.getKey().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void pageShowsEveryChartAndFormulaWithoutNetwork(Path notebook) throws IOException {
        Path file = Lab.SITE.resolve(Lab.name(notebook) + ".html");
        String html = Files.readString(file);
        try (Browser browser = Browser.start()) {
            Page page = browser.open(file.toUri().toString());
            int expected = html.split("data-genlab=\"waiting\"", -1).length - 1;
            int drawn = Browser.drawn(page, expected);
            Browser.screenshot(page, "page-" + Lab.name(notebook));
            assertEquals(List.of(), browser.complaints);
            assertEquals(expected, drawn, "charts drawn");
            if (html.contains("window.MathJax")) {
                page.waitForFunction("() => document.querySelector('mjx-container')");
                assertEquals(0, page.locator("[data-mjx-error]").count(), "broken formulas");
            }
            System.out.println(file.getFileName() + ": " + expected + " charts drawn");
        }
        assertTrue(Files.size(file) < LARGEST_PAGE, file + " has " + Files.size(file) + " bytes");
    }

    @Test
    void indexLeadsToEveryPage() throws IOException {
        try (Browser browser = Browser.start()) {
            Page page = browser.open(Lab.SITE.resolve("index.html").toUri().toString());
            for (Path notebook : Lab.notebooks()) {
                String link = "a[href='" + Lab.name(notebook) + ".html']";
                assertEquals(1, page.locator(link).count(), link);
            }
            assertEquals(List.of(), browser.complaints);
        }
    }
}
