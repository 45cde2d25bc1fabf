package genlab.training;

/** Where this program shows its progress. */
final class Displays {
    static volatile Progress.Factory factory = Progress.console();

    /** Whether this thread does a part of a task that is shown as a whole. */
    static final ThreadLocal<Boolean> SILENT = ThreadLocal.withInitial(() -> false);

    private Displays() {}

    static Progress start(String task, long total) {
        return SILENT.get() ? Progress.NONE : factory.start(task, total);
    }
}
