package genlab.kernel;

import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Compiles trivial code while no cell runs, in a JShell that no cell sees. The JVM translates the
 * JDK's compiler to machine code only after some use, and until then each cell takes two to three
 * times as long. Half of it are declarations: after expressions alone, however many, the first
 * thirty cells of a notebook were still slow.
 */
final class WarmUp {

    private static final int ROUNDS = 200;
    private static final long IDLE_MILLIS = 300;

    private boolean busy;
    private long idleSince = System.nanoTime();

    /** Starts once the kernel was idle for a moment. */
    void start() {
        resume();
        Thread thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** A cell runs: it gets all the processor. */
    synchronized void pause() {
        busy = true;
    }

    /** No cell runs any more. */
    synchronized void resume() {
        busy = false;
        idleSince = System.nanoTime();
        notifyAll();
    }

    private void run() {
        try {
            awaitIdle();
            try (JShell shell = Evaluator.shell(new DirectExecutionControl())) {
                for (int i = 0; i < ROUNDS; i++) {
                    awaitIdle();
                    compile(i % 2 == 0 ? "1 + " + i : "int x = " + i, shell);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the kernel ends
        }
    }

    private static void compile(String code, JShell shell) {
        String piece = shell.sourceCodeAnalysis().analyzeCompletion(code).source();
        for (SnippetEvent event : shell.eval(piece)) {
            shell.drop(event.snippet());
        }
    }

    private synchronized void awaitIdle() throws InterruptedException {
        while (true) {
            long idle = (System.nanoTime() - idleSince) / 1_000_000;
            if (busy) {
                wait();
            } else if (idle < IDLE_MILLIS) {
                wait(IDLE_MILLIS - idle);
            } else {
                return;
            }
        }
    }
}
