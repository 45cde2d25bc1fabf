package genlab.training;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** One line that is written over again and again. */
final class ConsoleProgress implements Progress {
    private static final double FIRST_SECONDS = 2;
    private static final double SECONDS_BETWEEN = 0.25;

    private final String task;
    private final long total;
    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long start;
    private double nextSeconds = FIRST_SECONDS;
    private String shown = "";
    private long done;
    private String detail = "";

    ConsoleProgress(String task, long total, PrintStream out, LongSupplier nanoTime) {
        this.task = task;
        this.total = total;
        this.out = out;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public synchronized void update(long done, String detail) {
        if (done < this.done) {
            return; // told by a thread that another one has overtaken
        }
        this.done = done;
        this.detail = detail;
        if (seconds() >= nextSeconds) {
            nextSeconds = seconds() + SECONDS_BETWEEN;
            show();
        }
    }

    @Override
    public synchronized void print(String line) {
        String old = shown;
        write("");
        out.println(line);
        write(old);
    }

    @Override
    public synchronized void close() {
        if (!shown.isEmpty()) {
            show();
            out.println();
            shown = "";
        }
    }

    private double seconds() {
        return (nanoTime.getAsLong() - start) / 1e9;
    }

    private void show() {
        write(Progress.describe(task, done, total, seconds(), detail));
    }

    /** Writes over what is shown; spaces cover the rest of a longer line. */
    private void write(String text) {
        if (text.isEmpty() && shown.isEmpty()) {
            return;
        }
        String cover = " ".repeat(Math.max(0, shown.length() - text.length()));
        out.print("\r" + text + cover + (text.isEmpty() ? "\r" : ""));
        out.flush();
        shown = text;
    }
}
