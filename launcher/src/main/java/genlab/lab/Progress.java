package genlab.lab;

/**
 * Says what is going on while something takes longer than two seconds: in a terminal one line that
 * changes, elsewhere a line every ten seconds and, after the first minute, one a minute.
 */
final class Progress implements AutoCloseable {

    private static final boolean TERMINAL = Boolean.getBoolean("genlab.terminal");
    private static final int COLUMNS = 79;

    /** Whether the line that changes is there; several that go on take turns with it. */
    private static boolean visible;

    private final long start = System.nanoTime();
    private final Thread thread = new Thread(this::tick, "progress");
    private volatile String stage;
    private boolean closed;

    Progress(String stage) {
        this.stage = stage;
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on this is what is going on. */
    void stage(String newStage) {
        stage = newStage;
    }

    /** Prints a line that stays. */
    static void say(String line) {
        show(line, false);
    }

    private static synchronized void show(String line, boolean changes) {
        System.out.print(visible ? "\r\033[K" : "");
        visible = changes && TERMINAL;
        if (visible) {
            System.out.print(line.substring(0, Math.min(line.length(), COLUMNS)));
            System.out.flush();
        } else {
            System.out.println(line);
        }
    }

    private void tick() {
        try {
            Thread.sleep(2_000);
            while (true) {
                long seconds = (System.nanoTime() - start) / 1_000_000_000L;
                synchronized (Progress.class) {
                    if (closed) {
                        return;
                    }
                    show(stage + ", " + seconds + " s", true);
                }
                Thread.sleep(TERMINAL ? 1_000 : seconds < 60 ? 10_000 : 60_000);
            }
        } catch (InterruptedException e) {
            // Closed: there is no more to say.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        synchronized (Progress.class) {
            closed = true;
            System.out.print(visible ? "\r\033[K" : "");
            visible = false;
        }
    }
}
