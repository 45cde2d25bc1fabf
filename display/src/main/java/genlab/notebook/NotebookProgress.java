package genlab.notebook;

import genlab.charts.Rendered;
import genlab.charts.Text;
import genlab.training.Progress;
import java.util.function.Supplier;

/**
 * A progress bar below the cell, with a chart of what is trained if one is wanted.
 *
 * <p>It appears once a task takes longer than a moment and changes four times a second at most;
 * what it shows last stays. Charts that take long to draw come less often: they get a fifth of the
 * time. Threads that train at the same time may share one.
 */
final class NotebookProgress implements Progress {
    private static final double FIRST_SECONDS = 0.5;
    private static final double SECONDS_BETWEEN = 0.25;
    private static final double SHARE = 0.2;

    private final JupyterKernel kernel;
    private final String task;
    private final long total;
    private final Supplier<? extends Rendered> chart;
    private final long start = System.nanoTime();
    private double nextSeconds = FIRST_SECONDS;
    private String display;
    private long done;
    private String detail = "";

    /** With a chart, or null for none. */
    NotebookProgress(
            JupyterKernel kernel, String task, long total, Supplier<? extends Rendered> chart) {
        this.kernel = kernel;
        this.task = task;
        this.total = total;
        this.chart = chart;
    }

    @Override
    public synchronized void update(long newDone, String newDetail) {
        if (newDone < done) {
            return; // told by a thread that another one has overtaken
        }
        done = newDone;
        detail = newDetail;
        double now = seconds();
        if (now >= nextSeconds) {
            show();
            double took = seconds() - now;
            nextSeconds = now + Math.max(SECONDS_BETWEEN, took / SHARE);
        }
    }

    @Override
    public void print(String line) {
        System.out.println(line);
    }

    @Override
    public synchronized void close() {
        if (display != null || chart != null) {
            show();
        }
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void show() {
        String words = Progress.describe(task, done, total, seconds(), detail);
        String html = bar(words, done, total);
        String text = words;
        // A run of no steps yet has nothing to draw.
        if (chart != null && done > 0) {
            Rendered drawn = chart.get();
            html += drawn.html();
            text += "\n" + drawn.text();
        }
        Rich rich = Rich.html(html, text);
        if (display == null) {
            display = kernel.display(rich);
        } else {
            kernel.update(display, rich);
        }
    }

    static String bar(String words, long done, long total) {
        return "<div style=\"max-width:640px;margin:4px\"><div style=\"font:13px system-ui,sans-serif\">"
                + Text.escape(words)
                + "</div><div role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\""
                + total
                + "\" aria-valuenow=\""
                + done
                + "\" style=\"height:6px;margin-top:3px;border-radius:3px;background:rgba(128,128,128,0.3)\">"
                + "<div style=\"height:100%;border-radius:3px;background:#0072b2;width:"
                + 100 * done / Math.max(1, total)
                + "%\"></div></div></div>";
    }
}
