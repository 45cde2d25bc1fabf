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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Headless Chromium that reaches nothing outside of this machine and notes every complaint. */
final class Browser implements AutoCloseable {

    private static final int WIDTH = 1100;
    private static final int HEIGHT = 900;
    private static final int TALLEST = 16_000;
    private static final double MILLISECONDS_TO_DRAW = 600_000;

    /**
     * What Jupyter alone complains of: a font that the classic Notebook's MathJax tries in vain,
     * the widgets of Python that it looks for where they are not installed, and in what is made of
     * JupyterLab settings that it reads too early, a debugger that Java has not got, a file browser
     * that Notebook 7 has not got, and old fonts of its own that its server doesn't hand out. And
     * JupyterLab asks for kernels that another page has just ended, and the server for its list of
     * kernels may stumble over one that is just ending; without one of its own no cell would run.
     */
    private static final Pattern OF_JUPYTER_ITSELF =
            Pattern.compile(
                    "about:blank|/nbextensions/widgets/|(reading 'schema'\\)|No active debugger"
                            + " session|'filebrowser:open-path' not registered\\.)\\s[^)]*/static/"
                            + "(notebook|lab)/|/static/(notebook|lab)/\\w+\\.woff\\b"
                            + "|/api/kernels/\\S+' failed: Error during WebSocket handshake:"
                            + " Unexpected response code: 404"
                            + "|404 \\(Not Found\\) \\S*/api/kernels/"
                            + "|500 \\(Internal Server Error\\) \\S*/api/kernels\\?");

    private static final String NOTHING_OUTSIDE =
            "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1";

    /** A page is looked at once: what makes it faster later costs more than it brings. */
    private static final String FOR_SHORT = "--no-opt --no-maglev --single-threaded-gc";

    /** Notes when the first chart of a page was drawn, in milliseconds from its start. */
    private static final String FIRST_CHART =
            """
            new MutationObserver((changes, observer) => {
              if (document.querySelector('[data-genlab=drawn]')) {
                window.firstChart = Math.round(performance.now());
                observer.disconnect();
              }
            }).observe(document, { subtree: true, childList: true, attributes: true });
            """;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** One a thread, as Playwright wants it; it ends with the tests. */
    private static final ThreadLocal<com.microsoft.playwright.Browser> CHROMIUM =
            new ThreadLocal<>();

    private final BrowserContext context;
    private Page page;

    /** What the browser complained of, and where a page wanted to go. */
    final List<String> complaints = new ArrayList<>();

    private Browser(com.microsoft.playwright.Browser chromium, int width, double scale) {
        context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setDeviceScaleFactor(scale)
                                .setViewportSize(width, HEIGHT));
        context.addInitScript(FIRST_CHART);
        context.onRequest(
                request -> {
                    if (!isLocal(request.url())) {
                        complaints.add("request to the outside: " + request.url());
                    }
                });
    }

    static Browser start() {
        return start(WIDTH, 1);
    }

    /** The system's Chromium; the test is skipped where there is none. */
    static Browser start(int width, double scale) {
        Optional<Path> program =
                Stream.of(System.getenv("GENLAB_CHROMIUM"), "/usr/bin/chromium")
                        .filter(path -> path != null && Files.isExecutable(Path.of(path)))
                        .map(Path::of)
                        .findFirst();
        Lab.assume(
                program.isPresent(),
                "there is no Chromium (on Debian and Ubuntu: apt-get install chromium)");
        if (CHROMIUM.get() == null) {
            CHROMIUM.set(launch(program.get()));
        }
        return new Browser(CHROMIUM.get(), width, scale);
    }

    private static com.microsoft.playwright.Browser launch(Path program) {
        return Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setTimeout(MILLISECONDS_TO_DRAW)
                                .setArgs(
                                        List.of(
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--disable-quic",
                                                "--no-proxy-server",
                                                "--num-raster-threads=1",
                                                "--disable-smooth-scrolling",
                                                "--js-flags=" + FOR_SHORT,
                                                "--host-resolver-rules=" + NOTHING_OUTSIDE)));
    }

    private static boolean isLocal(String url) {
        URI uri = URI.create(url.replaceAll("[?#].*", "").replace(" ", "%20"));
        return List.of("about", "blob", "data", "file").contains(uri.getScheme())
                || List.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()));
    }

    /** The page that was opened last, if any. */
    Page page() {
        return page;
    }

    Page open(String url) {
        page = context.newPage();
        page.setDefaultTimeout(MILLISECONDS_TO_DRAW);
        page.onConsoleMessage(
                message -> {
                    String text = message.text() + " " + message.location();
                    if (message.type().equals("error")) {
                        complain("console: " + text);
                    }
                });
        page.onPageError(error -> complain("script: " + error));
        page.navigate(url);
        return page;
    }

    private void complain(String complaint) {
        if (!OF_JUPYTER_ITSELF.matcher(complaint).find()) {
            complaints.add(complaint);
        }
    }

    /** How many charts of a page show something, an SVG or a canvas of some size, when all did. */
    static int drawn(Page page, int expected) {
        try {
            page.waitForFunction(
                    "n => document.querySelectorAll('[data-genlab=drawn]').length >= n",
                    expected,
                    new Page.WaitForFunctionOptions().setPollingInterval(50));
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

    /**
     * The whole page, also where only a part of it scrolls, as in Jupyter; where all is well, only
     * if {@code -Dgenlab.screenshots} asks for it, as the pages are long.
     */
    static void screenshot(Page page, String name, boolean well) {
        screenshot(page, name, well, WIDTH);
    }

    static void screenshot(Page page, String name, boolean well, int width) {
        if (well && System.getProperty("genlab.screenshots") == null) {
            return;
        }
        int height =
                ((Number)
                                page.evaluate(
                                        """
                                        () => Math.max(...['#site', '#notebook', '.jp-WindowedPanel-outer']
                                          .map(part => document.querySelector(part))
                                          .map(e => e ? e.scrollHeight + 160 : 0))
                                        """))
                        .intValue();
        page.setViewportSize(width, Math.min(Math.max(height, HEIGHT), TALLEST));
        page.evaluate(
                "() => document.querySelectorAll('.jp-WindowedPanel-outer')"
                        + ".forEach(panel => panel.scrollTo(0, 0))");
        page.waitForTimeout(500);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
