package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The notebooks as a student sees them, in each Jupyter of this machine: the classic Notebook,
 * Notebook 7 and JupyterLab.
 *
 * <p>A notebook with all kinds of charts is run in each of the three, and an assignment in one.
 * Every other notebook is opened with the results of {@code ./lab run}, which spares a second run:
 * by turns in the classic Notebook and in JupyterLab, one after the other on the same page, and one
 * in all, for Notebook 7 is made of the same parts as JupyterLab.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class ServersTest {

    private static final String CHARTS = "charts.ipynb";
    private static final String PROGRAM = "04-a-gan-in-50-lines";
    private static final String ASSIGNMENT = "A1-autoencoder-and-vae.ipynb";

    @TempDir private static Path folder;
    private static final Map<Ui, Lab.Server> SERVERS = new EnumMap<>(Ui.class);
    private static boolean broughtExecuted;

    @BeforeAll
    static void startServers() throws Exception {
        Lab.assumeSetUp();
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        Files.copy(Lab.ASSIGNMENTS.resolve(ASSIGNMENT), fresh.resolve(ASSIGNMENT));
        for (Ui ui : Ui.values()) {
            Files.copy(Lab.resource(CHARTS), fresh.resolve(own(ui)));
        }
        Path configuration = Files.createDirectory(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("jupyter_server_config.json"), Ui.CONFIGURATION);
        for (Path python : Lab.pythons()) {
            Lab.Server server = new Lab.Server(folder, environment(python));
            boolean classic =
                    !send(HttpRequest.newBuilder(), server, "tree").contains("jupyter-config-data");
            Ui.of(classic).forEach(ui -> SERVERS.put(ui, server));
        }
        System.out.println("Notebooks are opened in " + SERVERS.keySet());
    }

    private static Map<String, String> environment(Path python) {
        return Map.of(
                "GENLAB_PYTHON",
                python.toString(),
                "JUPYTER_CONFIG_DIR",
                folder.resolve("configuration").toString(),
                "JUPYTER_DATA_DIR",
                folder.resolve("data").toString());
    }

    /** Brings the notebooks of {@code ./lab run}, once for all. */
    private static synchronized void bringExecuted() throws Exception {
        if (broughtExecuted) {
            return;
        }
        Lab.run();
        Path executed = Files.createDirectory(folder.resolve("executed"));
        List<String> trusted = new ArrayList<>();
        List<String> looked = new ArrayList<>();
        for (Path notebook : Lab.notebooks()) {
            Path file = notebook.getFileName();
            Files.copy(Lab.SITE.resolve(file), executed.resolve(file));
            trusted.add(executed.resolve(file).toString());
            looked.add("executed/" + file);
        }
        for (Path python : Lab.pythons()) {
            trust(python, environment(python), trusted);
        }
        for (Lab.Server server : Set.copyOf(SERVERS.values())) {
            shareKernel(server, looked);
        }
        broughtExecuted = true;
    }

    /** Pages that show one file share its kernel, and the first to be done ends it for all. */
    private static String own(Ui ui) {
        return ui + "-" + CHARTS;
    }

    /** As Jupyter itself does when its own user saves a notebook. */
    private static void trust(Path python, Map<String, String> environment, List<String> notebooks)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-c"));
        command.add("from nbformat.sign import TrustNotebookApp as app; app.launch_instance()");
        command.addAll(notebooks);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        assertEquals(0, builder.start().waitFor(), "trusting the notebooks");
    }

    /** Notebooks that are only looked at share one kernel, which spares its start. */
    private static void shareKernel(Lab.Server server, List<String> notebooks) throws Exception {
        String started = send(post("{\"name\": \"java\"}"), server, "api/kernels");
        String id = JsonParser.parseString(started).getAsJsonObject().get("id").getAsString();
        for (String path : notebooks) {
            Map<String, ?> kernel = Map.of("id", id, "name", "java");
            Map<String, ?> session =
                    Map.of("path", path, "name", path, "type", "notebook", "kernel", kernel);
            send(post(new Gson().toJson(session)), server, "api/sessions");
        }
    }

    private static HttpRequest.Builder post(String content) {
        return HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(content));
    }

    private static String send(HttpRequest.Builder request, Lab.Server server, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                request.uri(URI.create(server.page(path))).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(2, answer.statusCode() / 100, () -> path + ": " + answer + answer.body());
        return answer.body();
    }

    @AfterAll
    static void stopServers() throws InterruptedException {
        for (Lab.Server server : SERVERS.values()) {
            assertTrue(server.stop(), "Jupyter and its kernels end with ./lab");
        }
    }

    static Stream<Ui> uis() {
        return SERVERS.keySet().stream();
    }

    /** The notebooks that are opened as they were saved. */
    private static List<Path> saved(Ui ui) throws IOException {
        List<Path> notebooks = Lab.notebooks();
        List<Ui> turns = uis().filter(other -> other != Ui.NOTEBOOK).toList();
        List<Path> saved = new ArrayList<>();
        for (Path file : notebooks) {
            int turn = notebooks.indexOf(file) % turns.size();
            if (ui == turns.get(turn) || Lab.name(file).equals(PROGRAM)) {
                saved.add(file);
            }
        }
        return saved;
    }

    /** All in one browser, which then knows the files of its Jupyter. */
    @ParameterizedTest
    @MethodSource("uis")
    void everyCellRunsAndSavedNotebooksShowEveryChartWithoutNetwork(Ui ui) throws Exception {
        try (Browser browser = Browser.start()) {
            runCharts(ui, browser);
            bringExecuted();
            assertAll(saved(ui).stream().map(notebook -> () -> look(ui, browser, notebook)));
        }
    }

    private static void look(Ui ui, Browser browser, Path notebook) {
        browser.complaints.clear();
        Page page = ui.open(browser, SERVERS.get(ui), "executed/" + notebook.getFileName());
        assertAllDrawn(ui, browser, page, "saved-" + Lab.name(notebook));
        ui.close(page);
    }

    private static void runCharts(Ui ui, Browser browser) {
        Page page = ui.open(browser, SERVERS.get(ui), "fresh/" + own(ui));
        page.evaluate(
                """
                () => {
                  window.bars = new Set();
                  window.watch = new MutationObserver(() =>
                    document.querySelectorAll('[role=progressbar]')
                      .forEach(bar => bars.add(bar.ariaValueNow)));
                  watch.observe(document.body, {childList: true, subtree: true, attributes: true});
                }
                """);
        ui.runAll(page);
        page.evaluate("() => watch.disconnect()");
        assertEquals(List.of(), ui.outputs(page, "error"));
        assertAllDrawn(ui, browser, page, "run-charts");
        int bars = ((Number) page.evaluate("() => bars.size")).intValue();
        assertTrue(bars >= 2, "the live chart showed " + bars + " states");
        filmPlays(page);
        explorerFollowsThePointer(page);
        if (ui == Ui.JUPYTERLAB) {
            chartsFollowTheTheme(page);
        }
        assertEquals(List.of(), browser.complaints);
        ui.shutdown(page);
    }

    @Test
    void aWholeNotebookRuns() {
        Ui ui = SERVERS.keySet().iterator().next();
        try (Browser browser = Browser.start()) {
            Page page = ui.open(browser, SERVERS.get(ui), "fresh/" + ASSIGNMENT);
            ui.runAll(page);
            assertEquals(List.of(), ui.outputs(page, "error"));
            assertAllDrawn(ui, browser, page, "run-" + ASSIGNMENT.replace(".ipynb", ""));
            ui.shutdown(page);
        }
    }

    private static void assertAllDrawn(Ui ui, Browser browser, Page page, String name) {
        int drawn = ui.chartsDrawn(page);
        int expected = ui.chartsExpected(page);
        String what = ui.name().toLowerCase(java.util.Locale.ROOT) + "-" + name;
        boolean well = drawn == expected && browser.complaints.isEmpty();
        Browser.screenshot(page, what, well);
        assertEquals(List.of(), browser.complaints, what);
        assertTrue(expected > 0, what + " has charts");
        assertEquals(expected, drawn, what + ": charts drawn");
        System.out.println(what + ": " + expected + " charts drawn");
    }

    private static void filmPlays(Page page) {
        Locator film = page.locator(".genlab-chart:has(.genlab-play)").first();
        Locator slider = film.locator("input[type=range]");
        page.setViewportSize(1100, 900);
        film.scrollIntoViewIfNeeded();
        String last = film.locator("svg").first().innerHTML();
        // The text beside the slider changes with every frame.
        slider.evaluate(
                "bar => { window.seen = new Set(); new MutationObserver(() => seen.add(bar.value))"
                        + ".observe(bar.nextSibling, {childList: true}); }");
        film.locator(".genlab-play").click();
        page.waitForFunction(
                "bar => seen.has('0') && seen.size > 3 && bar.value === bar.max",
                slider.elementHandle());
        slider.fill("1");
        assertNotEquals(last, film.locator("svg").first().innerHTML(), "another frame");
    }

    private static void explorerFollowsThePointer(Page page) {
        Locator explorer = page.locator(".genlab-explorer");
        Locator plane = explorer.locator("canvas").first();
        plane.scrollIntoViewIfNeeded();
        String before = explorer.innerText();
        BoundingBox box = plane.boundingBox();
        page.mouse().move(box.x + box.width * 0.5, box.y + box.height * 0.5);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.7, box.y + box.height * 0.4);
        page.mouse().up();
        assertNotEquals(before, explorer.innerText(), "another point is decoded");
    }

    private static void chartsFollowTheTheme(Page page) {
        String ink =
                "() => [...document.querySelectorAll('.xtick text, .genlab-title, .genlab-explorer')]"
                        + ".every(e => [getComputedStyle(e).fill, getComputedStyle(e).color]"
                        + ".includes('%s'))";
        for (String[] theme :
                new String[][] {
                    {"JupyterLab Dark", "rgb(212, 212, 212)"},
                    {"JupyterLab Light", "rgb(51, 51, 51)"}
                }) {
            page.evaluate(
                    "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})",
                    theme[0]);
            page.waitForFunction(String.format(ink, theme[1]));
            String name = theme[0].toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
            Browser.screenshot(page, name, true);
        }
    }
}
