package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as a student sees them: opened in the classic Notebook, run cell by cell. */
class ClassicNotebookTest {

    private static final double MILLISECONDS_A_NOTEBOOK = 600_000;

    @TempDir private static Path folder;
    private static Lab.Server server;

    @BeforeAll
    static void startJupyter() throws IOException {
        Lab.assumeSetUp();
        for (Path notebook : Lab.notebooks()) {
            Files.copy(notebook, folder.resolve(notebook.getFileName()));
        }
        server = new Lab.Server(folder);
    }

    @AfterAll
    static void stopJupyter() throws InterruptedException {
        if (server != null) {
            assertTrue(server.stop(), "Jupyter and its kernels end with ./lab");
        }
    }

    static List<Path> notebooks() throws IOException {
        return Lab.notebooks();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellRunsAndEveryChartIsDrawnWithoutNetwork(Path notebook) throws IOException {
        try (Browser browser = Browser.start()) {
            Page page = browser.open(server.page(notebook.getFileName().toString()));
            boolean classic = (boolean) page.evaluate("() => 'Jupyter' in window");
            if (!classic) {
                System.out.println(
                        "Skipped: the Jupyter here has no classic Notebook (version 6).");
            }
            Assumptions.assumeTrue(classic, "the classic Notebook is there");
            wait(page, "Jupyter.notebook && Jupyter.notebook._fully_loaded");
            wait(page, "Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()");
            page.evaluate("Jupyter.notebook.execute_all_cells()");
            wait(
                    page,
                    "Jupyter.notebook.get_cells().every(cell => cell.cell_type !== 'code'"
                            + " || !cell.get_text().trim()"
                            + " || typeof cell.input_prompt_number === 'number')");
            assertEquals(List.of(), page.locator(".output_error").allInnerTexts());
            int expected =
                    ((Number)
                                    page.evaluate(
                                            """
                                            () => Jupyter.notebook.get_cells()
                                              .filter(cell => cell.cell_type === 'code')
                                              .flatMap(cell => cell.output_area.outputs)
                                              .map(output => ((output.data || {})['text/html']) || '')
                                              .map(html => html.split('data-genlab="waiting"').length - 1)
                                              .reduce((sum, charts) => sum + charts, 0)
                                            """))
                            .intValue();
            int drawn = Browser.drawn(page, expected);
            Browser.screenshot(page, "classic-" + Lab.name(notebook));
            assertEquals(List.of(), browser.complaints);
            assertEquals(expected, drawn, "charts drawn");
            System.out.println(notebook.getFileName() + ": " + expected + " charts drawn");
            page.evaluate("Jupyter.notebook.session.delete()");
        }
    }

    private static void wait(Page page, String condition) {
        page.waitForFunction(
                "() => " + condition,
                null,
                new Page.WaitForFunctionOptions()
                        .setTimeout(MILLISECONDS_A_NOTEBOOK)
                        .setPollingInterval(200));
    }
}
