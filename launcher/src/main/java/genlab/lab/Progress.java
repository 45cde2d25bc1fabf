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
    private String stage;
    private boolean closed;

    Progress(String stage) {
        this.stage = stage;
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on this is what is going on. */
    synchronized void stage(String newStage) {
        stage = newStage;
    }

    /** Prints a line that stays. */
    static void say(String line) {
        synchronized (Progress.class) {
            erase();
            System.out.println(line);
        }
    }

    private void tick() {
        try {
            Thread.sleep(2_000);
            while (!Thread.interrupted()) {
                show();
                Thread.sleep(TERMINAL ? 1_000 : seconds() < 60 ? 10_000 : 60_000);
            }
        } catch (InterruptedException e) {
            // Closed: there is no more to say.
        }
    }

    private long seconds() {
        return (System.nanoTime() - start) / 1_000_000_000L;
    }

    private synchronized void show() {
        if (closed) {
            return;
        }
        String line = stage + ", " + seconds() + " s";
        synchronized (Progress.class) {
            erase();
            if (TERMINAL) {
                System.out.print(line.substring(0, Math.min(line.length(), COLUMNS)));
                System.out.flush();
                visible = true;
            } else {
                System.out.println(line);
            }
        }
    }

    private static void erase() {
        if (visible) {
            System.out.print("\r\033[K");
            visible = false;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        synchronized (Progress.class) {
            erase();
        }
        thread.interrupt();
    }
}
