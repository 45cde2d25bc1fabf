package genlab.notebook;

import genlab.charts.Charts;
import genlab.charts.Rendered;
import genlab.nn.Require;
import genlab.training.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import tech.tablesaw.plotly.components.Figure;

/**
 * What a notebook says to the page it is read in. It works under the kit's kernel, IJava and JJava;
 * on a console everything is printed as text.
 *
 * <pre>{@code
 * Notebook.setup();                                  // in the first cell
 * Notebook.show(left, right);                        // charts side by side
 * Notebook.show(table);                              // from the middle of a cell
 * Notebook.markdown("**" + wins + " of 10** seeds succeed");
 *
 * try (Progress live = Notebook.live("training", 5000, () -> Charts.losses(gan.history().table()))) {
 *     gan.train(real, live);                         // a chart that grows while the GAN trains
 * }
 * }</pre>
 */
public final class Notebook {
    /** Names the file of plotly.js; the kit's kernel sets it. */
    private static final String PLOTLY = "GENLAB_PLOTLY";

    private Notebook() {}

    /**
     * Prepares the running kernel: charts, tables and arrays show themselves, and long tasks show
     * how far they are. The first cell of a notebook calls it.
     */
    public static void setup() {
        RichDisplay.install();
    }

    /**
     * Shows a value now, not only at the end of the cell.
     *
     * @param value a chart, a table, an array, or anything else
     */
    public static void show(Object value) {
        Require.given("value", value);
        RichDisplay.install();
        JupyterKernel.find()
                .ifPresentOrElse(
                        kernel -> kernel.display(value), () -> System.out.println(text(value)));
    }

    /**
     * Shows charts side by side; where the page is narrow, one below the other.
     *
     * @param figures charts, or other figures of Tablesaw's
     */
    public static void show(Figure... figures) {
        show((Object) Charts.beside(figures));
    }

    /** Shows text with Markdown's marks and formulas between dollar signs. */
    public static void markdown(String markdown) {
        show(Rich.markdown(Require.given("markdown", markdown)));
    }

    /**
     * Shows a piece of a page: a drawing in SVG, say.
     *
     * @param html HTML or SVG
     * @param text the same in words, for those who can't see it
     */
    public static void html(String html, String text) {
        show(Rich.html(Require.given("html", html), Require.given("text", text)));
    }

    /**
     * Progress with a chart of what is trained, four times a second at most. What it shows last
     * stays in the page. On a console it is one line.
     *
     * @param task what is done, for example {@code "training"}
     * @param total how many steps it takes, at least 1
     * @return a display; close it, best with {@code try (...)}
     */
    public static Progress live(String task, long total, Supplier<? extends Rendered> chart) {
        Require.given("task", task);
        Require.given("chart", chart);
        Require.that(total >= 1, "total must be at least 1 step, but was %d", total);
        RichDisplay.install();
        return JupyterKernel.find()
                .<Progress>map(kernel -> new NotebookProgress(kernel, task, total, chart))
                .orElseGet(() -> Progress.of(task, total));
    }

    /**
     * Puts plotly.js (1.4 MB) into this notebook, so that charts are drawn without a network also
     * when it is exported with {@code jupyter nbconvert} by hand. {@code ./lab run} needs no such
     * cell: its pages hold plotly.js once anyway.
     *
     * @throws IllegalStateException if the file is not there
     */
    public static void embedPlotly() {
        html(
                plotlyScript()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                PLOTLY
                                                        + " must name the file of plotly.js, but was "
                                                        + System.getenv(PLOTLY)
                                                        + "; run ./lab once, it brings the file to"
                                                        + " .lab/kernels/java/plotly.min.js")),
                "plotly.js for this notebook");
    }

    /**
     * plotly.js for a page outside of notebooks, which then draws its charts without a network.
     *
     * @return an element for the page, before or after its charts; none where {@code ./lab} did not
     *     start this process
     */
    public static Optional<String> plotlyScript() {
        String file = System.getenv(PLOTLY);
        if (file == null || !Files.isReadable(Path.of(file))) {
            return Optional.empty();
        }
        try {
            return Optional.of(plotlyScript(Files.readString(Path.of(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** plotly.js, hidden from a require.js in the page, which then tells the charts that wait. */
    private static String plotlyScript(String plotly) {
        return "<script id=\"genlab-plotly\">(function(define,module,exports,require){"
                + plotly
                + "\n}).call(window);document.dispatchEvent(new Event(\"genlab-plotly\"));</script>";
    }

    private static String text(Object value) {
        return value instanceof Figure figure ? Charts.text(figure) : String.valueOf(value);
    }
}
