package genlab.kernel;

import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Evaluates trivial expressions while no cell runs, in a JShell that no cell sees, and sends the
 * kernel a message with each, which it drops. The JVM translates the JDK's compiler and what a
 * message passes through to machine code only after some use, and until then each cell takes two to
 * three times as long.
 */
final class WarmUp {

    private static final int ROUNDS = 600;
    private static final long IDLE_MILLIS = 300;

    private final Connection connection;
    private boolean busy;
    private long idleSince = System.nanoTime();

    WarmUp(Connection connection) {
        this.connection = connection;
    }

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
            try (JShell shell = Evaluator.shell(new DirectExecutionControl());
                    ZMQ.Context context = ZMQ.context(1);
                    ZMQ.Socket socket = context.socket(SocketType.DEALER)) {
                socket.setLinger(0);
                Consumer<String> unsigned = connection.unsigned(socket);
                Expressions expressions = new Expressions();
                for (int i = 0; i < ROUNDS; i++) {
                    awaitIdle();
                    unsigned.accept("1 + " + i);
                    evaluate(expressions.asVariable("1 + " + i), shell);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the kernel ends
        }
    }

    private static void evaluate(String code, JShell shell) {
        for (SnippetEvent event : shell.eval(code)) {
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
