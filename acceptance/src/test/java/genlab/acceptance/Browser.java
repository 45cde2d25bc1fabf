package genlab.acceptance;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Headless Chromium that reaches nothing outside of this machine and notes every complaint. */
final class Browser implements AutoCloseable {

    private static final int WIDTH = 1100;
    private static final int HEIGHT = 900;
    private static final int TALLEST = 16_000;
    private static final double MILLISECONDS_TO_DRAW = 15_000;

    /**
     * What the classic Notebook alone complains of: a font that its MathJax tries in vain, and the
     * widgets of Python that it looks for where they are not installed.
     */
    private static final List<String> OF_NOTEBOOK_ITSELF =
            List.of("about:blank", "/nbextensions/widgets/");

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final BrowserContext context;

    /** What the browser complained of, and where a page wanted to go. */
    final List<String> complaints = new ArrayList<>();

    private Browser(Path chromium) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        context =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic")))
                        .newContext(
                                new com.microsoft.playwright.Browser.NewContextOptions()
                                        .setViewportSize(WIDTH, HEIGHT));
        context.route(
                "**",
                route -> {
                    String url = route.request().url();
                    if (isLocal(url)) {
                        route.resume();
                    } else {
                        complaints.add("request to the outside: " + url);
                        route.abort();
                    }
                });
    }

    /** The system's Chromium; the test is skipped where there is none. */
    static Browser start() {
        Optional<Path> chromium =
                Stream.of(System.getenv("GENLAB_CHROMIUM"), "/usr/bin/chromium")
                        .filter(path -> path != null && Files.isExecutable(Path.of(path)))
                        .map(Path::of)
                        .findFirst();
        if (chromium.isEmpty()) {
            System.out.println("Skipped: there is no Chromium; './lab test' says how to get it.");
        }
        Assumptions.assumeTrue(chromium.isPresent(), "Chromium is installed");
        return new Browser(chromium.get());
    }

    private static boolean isLocal(String url) {
        URI uri = URI.create(url.replaceAll("[?#].*", "").replace(" ", "%20"));
        return List.of("file", "data", "blob").contains(uri.getScheme())
                || List.of("localhost", "127.0.0.1").contains(uri.getHost());
    }

    Page open(String url) {
        Page page = context.newPage();
        page.setDefaultTimeout(MILLISECONDS_TO_DRAW);
        page.onConsoleMessage(
                message -> {
                    String text = message.text() + " " + message.location();
                    boolean own = OF_NOTEBOOK_ITSELF.stream().anyMatch(text::contains);
                    if (message.type().equals("error") && !own) {
                        complaints.add("console: " + text);
                    }
                });
        page.onPageError(error -> complaints.add("script: " + error));
        page.navigate(url);
        return page;
    }

    /** How many charts of a page show something, an SVG or a canvas of some size, when all did. */
    static int drawn(Page page, int expected) {
        try {
            page.waitForFunction(
                    "n => document.querySelectorAll('[data-genlab=drawn]').length >= n", expected);
        } catch (TimeoutError e) {
            System.out.println("Not all charts were drawn in time.");
        }
        return ((Number)
                        page.evaluate(
                                """
                                () => [...document.querySelectorAll('[data-genlab=drawn]')].filter(
                                  chart => [...chart.querySelectorAll('svg, canvas')].some(
                                    drawing => drawing.getBoundingClientRect().width > 100
                                      && drawing.getBoundingClientRect().height > 50)).length
                                """))
                .intValue();
    }

    /** The whole page, also where only a part of it scrolls, as in the classic Notebook. */
    static void screenshot(Page page, String name) {
        int height =
                ((Number)
                                page.evaluate(
                                        "() => Math.max(...['site', 'notebook'].map(id =>"
                                                + " document.getElementById(id))"
                                                + ".map(e => e ? e.scrollHeight + 120 : 0))"))
                        .intValue();
        page.setViewportSize(WIDTH, Math.min(Math.max(height, HEIGHT), TALLEST));
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
