package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import genlab.charts.Gallery;
import genlab.charts.Rendered;
import genlab.nn.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of each chart, in every kind of page, without a network. */
@Tag("slow")
class ChartsTest {
    private static final int NARROW = 480;

    private static Map<String, Rendered> charts;
    private static int expected;

    private ChartPage server;
    private Browser browser;

    @BeforeAll
    static void drawAll() {
        charts = Gallery.charts();
        expected = ChartPage.html(charts.values()).split("data-genlab=\"waiting\"", -1).length - 1;
    }

    @BeforeEach
    void start() throws IOException {
        ChartPage.plotly();
        browser = Browser.start();
        server = new ChartPage();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            browser.close();
        }
    }

    private Page open() {
        return browser.open(server.address());
    }

    private void assertAllDrawn(Page page) {
        assertEquals(expected, Browser.drawn(page, expected), "charts drawn");
        assertEquals(List.of(), browser.complaints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void exportedPageOfAnyTheme(String theme) throws IOException {
        server.put("/", ChartPage.page(theme, ChartPage.bundle(), ChartPage.html(charts.values())));
        Page page = open();
        assertAllDrawn(page);
        String ink =
                (String)
                        page.evaluate(
                                "() => getComputedStyle(document.querySelector('.xtick text')).fill");
        assertEquals(theme.equals("dark") ? "rgb(212, 212, 212)" : "rgb(51, 51, 51)", ink);
        Browser.screenshot(page, "charts-" + theme, true);
        page.setViewportSize(NARROW, 900);
        page.waitForFunction(
                "width => [...document.querySelectorAll('.main-svg')].every("
                        + "s => s.getBoundingClientRect().right <= width + 2)",
                NARROW);
        Browser.screenshot(page, "charts-" + theme + "-narrow", true, NARROW);
        assertEquals(List.of(), browser.complaints);
    }

    @Test
    void classicPageWithRequireBeforeAndThePlotlyAfterTheCharts()
            throws IOException, InterruptedException {
        server.put(
                "/",
                ChartPage.page(
                        "light",
                        ChartPage.require(),
                        ChartPage.html(charts.values()),
                        ChartPage.bundle()));
        assertAllDrawn(open());
    }

    @Test
    void classicPageWithRequireAndThePlotlyBeforeTheCharts()
            throws IOException, InterruptedException {
        server.put(
                "/",
                ChartPage.page(
                        "light",
                        ChartPage.bundle(),
                        ChartPage.require(),
                        ChartPage.html(charts.values())));
        assertAllDrawn(open());
    }

    @Test
    void jupyterLabsRendererWithPlotlyFromTheKernelsFolder()
            throws IOException, InterruptedException {
        server.jupyterLab(charts.values());
        Page page = open();
        assertAllDrawn(page);
        Browser.screenshot(page, "charts-jupyterlab", true);
    }

    @Test
    void withoutPlotlyThePageSaysSoAndShowsTheText() {
        Rendered chart = charts.get("histogram");
        server.put("/", ChartPage.page("light", chart.html()));
        Page page = open();
        Locator failed = page.locator("[data-genlab=failed]");
        failed.waitFor();
        assertTrue(failed.innerText().contains("plotly.js is neither in this page"));
        assertTrue(failed.innerText().contains("mean 4."), failed.innerText());
    }

    @Test
    void filmsPlayAndFollowTheSlider() throws IOException {
        server.put("/", ChartPage.page("light", ChartPage.bundle(), charts.get("film").html()));
        Page page = open();
        assertEquals(1, Browser.drawn(page, 1));
        Locator slider = page.locator("input[type=range]");
        assertEquals("10", slider.inputValue(), "a film starts at its last frame");
        String last = path(page);
        page.locator(".genlab-play").click();
        page.waitForFunction("() => +document.querySelector('input[type=range]').value < 10");
        page.waitForFunction("() => +document.querySelector('input[type=range]').value === 10");
        assertEquals(last, path(page), "played to its end");
        slider.fill("3");
        page.waitForFunction("() => document.body.innerText.includes('epoch 300')");
        assertNotEquals(last, path(page), "another frame shows other samples");
        assertEquals(List.of(), browser.complaints);
    }

    private static String path(Page page) {
        return (String)
                page.evaluate(
                        "() => [...document.querySelectorAll('.scatterlayer .trace')].pop().innerHTML");
    }

    @Test
    void explorerDecodesWhatTheModelDecodes() throws IOException {
        server.put("/", ChartPage.page("light", charts.get("latent explorer").html()));
        Page page = open();
        assertEquals(1, Browser.drawn(page, 1));
        assertPicture(page, 0, 0);
        Locator plane = page.locator("canvas").first();
        BoundingBox box = plane.boundingBox();
        page.mouse().move(box.x + box.width * 0.5, box.y + box.height * 0.5);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.7, box.y + box.height * 0.4);
        page.mouse().up();
        String[] z = page.locator(".genlab-explorer").innerText().split("z = \\(")[1].split("[,)]");
        double first = Double.parseDouble(z[0]);
        double second = Double.parseDouble(z[1].trim());
        assertTrue(first > 0.5 && second > 0.2, first + ", " + second);
        assertPicture(page, first, second);
        plane.press("ArrowLeft");
        assertTrue(page.locator(".genlab-explorer").innerText().contains("z = ("));
        assertEquals(List.of(), browser.complaints, "no plotly and no network is needed");
    }

    private static void assertPicture(Page page, double first, double second) {
        List<?> levels =
                (List<?>)
                        page.evaluate(
                                """
                                () => { const c = document.querySelectorAll('canvas')[1];
                                  return [...c.getContext('2d').getImageData(0, 0, 28, 28).data]
                                    .filter((value, i) => i % 4 === 0); }
                                """);
        Matrix image =
                Gallery.decoder(2).forward(Matrix.ofRows(new double[] {first, second})).matrix();
        for (int pixel = 0; pixel < 784; pixel++) {
            // One step in 255 from the weights' bytes, and the printed z has two digits.
            assertEquals(
                    255 * image.get(0, pixel), ((Number) levels.get(pixel)).doubleValue(), 2.5);
        }
    }
}
