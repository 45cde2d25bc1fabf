package genlab.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Evaluates trivial cells while none of the reader's runs, in a JShell that no cell sees, answers
 * them to nobody, and sends the kernel a message with each, which it drops. The JVM translates the
 * JDK's compiler and what a message passes through to machine code only after some use, and until
 * then each cell takes two to three times as long.
 */
final class WarmUp {

    private static final int ROUNDS = 600;
    private static final long LIMIT_NANOS = 30_000_000_000L; // on a machine that is busy

    /** An expression and a call without a value, each with a place for a number. */
    private static final List<String> CELLS =
            List.of("1 + %d", "new PrintStream(OutputStream.nullOutputStream()).println(%d);");

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
            try (JShell shell =
                            Evaluator.shell(new DirectExecutionControl(), List.of(), files -> {});
                    ZMQ.Context context = ZMQ.context(1);
                    ZMQ.Socket socket = context.socket(SocketType.DEALER);
                    Connection toNobody = Connection.toNobody()) {
                socket.setLinger(0);
                toNobody.publisher().start();
                Consumer<String> unsigned = connection.unsigned(socket);
                Expressions expressions = new Expressions();
                long spent = 0;
                for (int i = 0; i < ROUNDS && spent < LIMIT_NANOS; i++) {
                    awaitIdle();
                    long start = System.nanoTime();
                    String code = String.format(Locale.ROOT, CELLS.get(i % CELLS.size()), i);
                    unsigned.accept(code);
                    evaluate(expressions.asVariable(code), shell);
                    answer(code, toNobody);
                    spent += System.nanoTime() - start;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the kernel ends
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the kernel's own connection uses the same
        }
    }

    private static void evaluate(String code, JShell shell) {
        for (SnippetEvent event : shell.eval(code)) {
            shell.drop(event.snippet());
        }
    }

    private static void answer(String code, Connection connection) {
        Reply reply = connection.onShell(new Message<>(null, MessageType.EXECUTE_REQUEST, null));
        reply.setBusyDeferIdle();
        reply.publish(new PublishExecuteInput(code, 1));
        reply.publish(new PublishExecuteResult(1, new DisplayData(code)));
        Map<String, Object> content = Map.of("status", "ok", "execution_count", 1);
        reply.defer().reply(reply.message(MessageType.EXECUTE_REPLY, content));
        reply.resolveDeferrals();
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
