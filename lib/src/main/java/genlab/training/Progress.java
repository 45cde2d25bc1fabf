package genlab.training;

import genlab.nn.Require;
import java.util.function.Supplier;

/**
 * Shows how far a long task has come.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("training", epochs)) {
 *     for (int epoch = 1; epoch <= epochs; epoch++) {
 *         ...
 *         progress.update(epoch);
 *     }
 * }
 * }</pre>
 *
 * <p>On a console it is one line. A notebook replaces that through {@link #use}. Several threads
 * may tell of the same task.
 */
public interface Progress extends AutoCloseable {
    /** Makes the progress displays of one environment: console, notebook. */
    @FunctionalInterface
    interface Factory {
        /** Starts the display of a task, as {@link Progress#of} does. */
        Progress start(String task, long total);
    }

    /** Shows nothing. */
    Progress NONE =
            new Progress() {
                @Override
                public void update(long done, String detail) {
                    // nothing to show
                }

                @Override
                public void print(String line) {
                    // nothing to show
                }

                @Override
                public void close() {
                    // nothing to end
                }
            };

    /**
     * Tells how far the task has come. Cheap enough for every step: the display changes a few times
     * a second at most. Threads that share a task may overtake each other, so a number smaller than
     * one told before is passed over.
     *
     * @param done how many steps are done
     * @param detail what else to show, for example the loss; may be empty
     */
    void update(long done, String detail);

    /** Tells how many steps are done. */
    default void update(long done) {
        update(done, "");
    }

    /** Prints a line that stays, without disturbing the display. */
    void print(String line);

    /** Ends the display, whether the task was completed or not. */
    @Override
    void close();

    /**
     * Starts the display of a task, where this program shows its progress. The task can be stopped:
     * {@code update} throws a {@link java.util.concurrent.CancellationException} in a thread that
     * was interrupted.
     *
     * @param task what is done, for example {@code "training"}
     * @param total how many steps it takes, at least 1
     * @return a display at step 0
     */
    static Progress of(String task, long total) {
        checkTask(task, total);
        return new Stoppable(task, Displays.start(task, total));
    }

    /**
     * Does a part of a task that is shown as a whole, such as one of many runs: what it starts in
     * this thread is not shown.
     */
    static <T> T silently(Supplier<T> part) {
        Require.given("part", part);
        boolean before = Displays.SILENT.get();
        Displays.SILENT.set(true);
        try {
            return part.get();
        } finally {
            Displays.SILENT.set(before);
        }
    }

    /**
     * Sets what makes the displays of this program from now on; {@link #console()} is the first
     * one.
     */
    static void use(Factory factory) {
        Displays.factory = Require.given("factory", factory);
    }

    /**
     * Progress as one line on {@code System.out}, from the third second on, with the time that
     * remains.
     */
    static Factory console() {
        return (task, total) -> new ConsoleProgress(task, total, System.out, System::nanoTime);
    }

    /**
     * How far, and how long still: for displays.
     *
     * @param task what is done
     * @param done how many steps are done
     * @param total how many there are
     * @param seconds how long it took so far
     * @param detail what else to show; may be empty
     * @return for example {@code "training: 1200 of 5000 (24%), 3 s to go; loss 0.69"}
     */
    static String describe(String task, long done, long total, double seconds, String detail) {
        checkTask(task, total);
        Require.that(done >= 0, "done must be at least 0, but was %d", done);
        Require.notNegative("seconds", seconds);
        Require.given("detail", detail);
        StringBuilder text = new StringBuilder(task + ": " + done + " of " + total);
        text.append(" (").append(100 * done / total).append("%)");
        if (done >= total) {
            text.append(String.format(java.util.Locale.ROOT, ", took %.1f s", seconds));
        } else if (done > 0) {
            long left = Math.round(Math.ceil(seconds * (total - done) / done));
            text.append(
                    left < 120
                            ? ", " + left + " s to go"
                            : ", " + Math.round(left / 60.0) + " min to go");
        }
        return text.append(detail.isEmpty() ? "" : "; " + detail).toString();
    }

    private static void checkTask(String task, long total) {
        Require.given("task", task);
        Require.that(total >= 1, "total must be at least 1, but was %d", total);
    }
}
