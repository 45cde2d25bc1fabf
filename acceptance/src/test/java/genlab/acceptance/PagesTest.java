package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ./lab run}: every notebook runs, and its page shows everything without a network. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class PagesTest {

    private static final long LARGEST_PAGE = 6_000_000;
    private static final Map<Path, byte[]> BEFORE = new TreeMap<>();
    private static Lab.Outcome run;

    @BeforeAll
    static void runAllNotebooks() throws IOException, InterruptedException {
        for (Path notebook : Lab.notebooks()) {
            BEFORE.put(notebook, Files.readAllBytes(notebook));
        }
        run = Lab.run();
    }

    /** All but the one whose page is looked at when its bar is tried. */
    static List<Path> notebooks() throws IOException {
        List<Path> notebooks = new ArrayList<>(Lab.notebooks());
        notebooks.remove(ours().get(1));
        return notebooks;
    }

    private static List<Path> ours() throws IOException {
        return Lab.notebooks().stream().filter(file -> file.startsWith(Lab.NOTEBOOKS)).toList();
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
        assertPage(Lab.name(notebook));
    }

    @Test
    void theOtherJupytersPagesAreAsGood(@TempDir Path folder) throws Exception {
        for (Path python : Lab.otherPython().stream().toList()) {
            String name = "small of another Jupyter";
            Path notebook = folder.resolve(name + ".ipynb");
            Files.copy(Lab.resource("small.ipynb"), notebook);
            Map<String, String> environment = Map.of("GENLAB_PYTHON", python.toString());
            Lab.Outcome outcome = Lab.lab(Lab.ROOT, environment, "run", notebook.toString());
            assertEquals(0, outcome.status(), outcome::toString);
            assertPage(name);
            Files.delete(Lab.SITE.resolve(name + ".html"));
            Files.delete(Lab.SITE.resolve(name + ".ipynb"));
            Files.delete(Lab.SITE.resolve("sections").resolve(name + ".json"));
        }
    }

    private static void assertPage(String name) throws IOException {
        try (Browser browser = Browser.start()) {
            openAndAssert(browser, name);
        }
    }

    private static Page openAndAssert(Browser browser, String name) throws IOException {
        Path file = Lab.SITE.resolve(name + ".html");
        String html = Files.readString(file);
        Page page = browser.open(file.toUri().toString());
        int expected = html.split("data-genlab=\"waiting\"", -1).length - 1;
        int drawn = Browser.drawn(page, expected);
        boolean well = drawn == expected && browser.complaints.isEmpty();
        Browser.screenshot(page, "page-" + name, well);
        assertEquals(List.of(), browser.complaints);
        assertEquals(expected, drawn, "charts drawn");
        if (html.contains("celltag_picture")) {
            assertTrue(page.locator(PicturesTest.TAGGED).count() > 0, "a chart as its picture");
        }
        if (html.contains("window.MathJax")) {
            page.waitForFunction("() => document.querySelector('mjx-container')");
            assertEquals(0, page.locator("[data-mjx-error]").count(), "broken formulas");
        }
        System.out.println(
                file.getFileName()
                        + ": "
                        + expected
                        + " charts drawn, the first after (ms) "
                        + page.evaluate("() => window.firstChart"));
        assertTrue(Files.size(file) < LARGEST_PAGE, file + " has " + Files.size(file) + " bytes");
        return page;
    }

    @Test
    void indexLeadsToEveryNotebooksPageAndShowsPictures() throws IOException {
        try (Browser browser = Browser.start()) {
            Page page = browser.open(Lab.SITE.resolve("index.html").toUri().toString());
            int pictures = 0;
            for (Path notebook : Lab.notebooks()) {
                String link = ".cards a[href='" + Lab.name(notebook) + ".html']";
                boolean ours = notebook.startsWith(Lab.NOTEBOOKS);
                assertEquals(ours ? 1 : 0, page.locator(link).count(), link);
                pictures += Files.exists(PicturesTest.committed(notebook)) ? 1 : 0;
            }
            for (Path assignment : Lab.notebooks(Lab.ASSIGNMENTS)) {
                assertTrue(Files.exists(PicturesTest.committed(assignment)), assignment.toString());
                pictures++;
            }
            assertEquals(
                    pictures,
                    page.evaluate(
                            "() => [...document.images].filter(i => i.naturalWidth > 100).length"));
            Browser.screenshot(page, "index", true);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            Browser.screenshot(page, "index-dark", true, 550);
            assertEquals(List.of(), browser.complaints);
        }
    }

    @Test
    void aPageIsWholeAndItsBarLeadsOnSearchesAndChangesTheTheme() throws IOException {
        List<Path> ours = ours();
        try (Browser browser = Browser.start()) {
            Page page = openAndAssert(browser, Lab.name(ours.get(1)));
            page.waitForSelector("nav.genlab input");
            assertEquals(
                    Lab.name(ours.get(0)) + ".html",
                    page.locator("nav.genlab a[rel=prev]").getAttribute("href"));
            assertEquals(
                    Lab.name(ours.get(2)) + ".html",
                    page.locator("nav.genlab a[rel=next]").getAttribute("href"));

            page.fill("nav.genlab input", "minimax loss");
            page.waitForSelector("nav.genlab ol a");
            String found = page.locator("nav.genlab ol a").first().getAttribute("href");
            assertTrue(found.startsWith("03-the-gan-minimax-loss.html"), found);
            page.fill("nav.genlab input", "zzzz");
            assertEquals("Nothing found.", page.locator("nav.genlab ol").innerText());

            String background = "() => getComputedStyle(document.body).backgroundColor";
            Object light = page.evaluate(background);
            page.click("nav.genlab button");
            Object dark = page.evaluate(background);
            assertTrue(!light.equals(dark), light + " and " + dark);
            page.reload();
            page.waitForSelector("nav.genlab input");
            assertEquals(dark, page.evaluate(background), "the theme stays");
            Browser.screenshot(page, "page-dark", true);
            assertEquals(List.of(), browser.complaints);
        }
    }

    @Test
    void everyResultOfASearchLeadsToAPlaceThatIsThere() throws IOException {
        try (Browser browser = Browser.start()) {
            Page page = browser.open(Lab.SITE.resolve("index.html").toUri().toString());
            page.fill("nav.genlab input", "the");
            page.waitForSelector("nav.genlab ol a");
            @SuppressWarnings("unchecked")
            List<String> places =
                    (List<String>)
                            page.evaluate(
                                    "() => genlabSections.map(s => s.page + '.html#' + s.id)");
            assertTrue(places.size() > 50, "sections: " + places.size());
            Map<String, String> pages = new TreeMap<>();
            for (String place : places) {
                String[] parts = place.split("#", 2);
                if (!pages.containsKey(parts[0])) {
                    pages.put(parts[0], Files.readString(Lab.SITE.resolve(parts[0])));
                }
                String html = pages.get(parts[0]);
                String id = parts[1].replace("&", "&amp;");
                assertTrue(parts[1].isEmpty() || html.contains("id=\"" + id + "\""), place);
            }
        }
    }

    @Test
    void glossaryAndMissingPageAreThere() throws IOException {
        try (Browser browser = Browser.start()) {
            Page page = browser.open(Lab.SITE.resolve("glossary.html").toUri().toString());
            page.waitForFunction("() => document.querySelector('mjx-container')");
            assertEquals(0, page.locator("[data-mjx-error]").count(), "broken formulas");
            assertTrue(page.locator("li").count() > 30);
            Browser.screenshot(page, "glossary", true);
            page.navigate(Lab.SITE.resolve("404.html").toUri().toString());
            page.click("p a");
            assertTrue(page.url().endsWith("index.html"), page.url());
            assertEquals(List.of(), browser.complaints);
        }
    }
}
