package genlab.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Answers the requests to execute a cell. */
final class Cells {

    private static final int RESERVE_BYTES = 32 << 20;

    private final Kernel kernel;
    private final Connection connection;
    private final CellThreads threads;
    private final LastRun lastRun;
    private final History history = new History();
    private boolean begun;
    private int nextCell = 1;
    private int cell;
    private volatile Reply running;
    private volatile String displayed;
    private volatile byte[] reserve; // given up when a cell has taken all memory
    private List<Thread> threadsLeft = List.of();

    Cells(Kernel kernel, Connection connection, CellThreads threads, LastRun lastRun) {
        this.kernel = kernel;
        this.connection = connection;
        this.threads = threads;
        this.lastRun = lastRun;
    }

    /** The number of the cell that runs, or ran last. */
    int number() {
        return cell;
    }

    History history() {
        return history;
    }

    /** The answer to the cell that runs, or null. */
    Reply running() {
        return running;
    }

    /** A cell has shown something by this id. */
    void displays(String id) {
        displayed = id;
    }

    /** Takes memory for when a cell has taken all, so that the kernel can go on. */
    void takeReserve() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (reserve == null && free > 2L * RESERVE_BYTES) {
            reserve = new byte[RESERVE_BYTES];
        }
    }

    void execute(Reply reply, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean silent = request.isSilent();
        boolean stored = request.shouldStoreHistory() && !silent;
        cell = stored ? nextCell++ : nextCell;
        begin(reply, silent, request.isStdinEnabled());
        String output = "";
        try {
            if (!silent) {
                reply.publish(new PublishExecuteInput(request.getCode(), cell));
            }
            if (!begun) {
                begun = true;
                lastRun.warning().ifPresent(kernel.console()::note);
                kernel.begin();
            }
            DisplayData result = run(request.getCode());
            if (result != null && !silent) {
                reply.publish(new PublishExecuteResult(cell, result));
            }
            output = text(result);
            tellThreads();
            Map<String, Object> values = evaluate(request.getUserExpr());
            reply.defer();
            answer(reply, "ok", Map.of("user_expressions", values, "payload", List.of()));
        } catch (CellError e) {
            if (!silent) {
                reply.publish(reply.message(MessageType.PUBLISH_ERROR, e.content()));
            }
            fail(reply, e, request.shouldStopOnError());
        } finally {
            if (stored) {
                history.add(cell, request.getCode(), output);
            }
            finish();
        }
    }

    /** Runs what a control in the page calls, as a cell; what it shows belongs to the request. */
    void call(Reply reply, Runnable code) {
        begin(reply, false, false);
        try {
            kernel.evaluator().call(Executors.callable(code));
        } catch (CellError e) {
            kernel.console().note(String.join("\n", e.traceback()));
        } finally {
            finish();
        }
    }

    private void begin(Reply reply, boolean silent, boolean input) {
        running = reply;
        threads.beginCell();
        reply.setBusyDeferIdle();
        kernel.console().begin(reply, silent, input);
    }

    private void finish() {
        running = null;
        takeReserve();
    }

    private static String text(DisplayData data) {
        return data != null && data.getData(MIMEType.TEXT_PLAIN) instanceof String text ? text : "";
    }

    private void fail(Reply reply, CellError error, boolean stop) {
        List<Message<?>> waiting =
                stop
                        ? connection.takeWaiting(
                                m -> m.getHeader().getType() == MessageType.EXECUTE_REQUEST)
                        : List.of();
        answer(reply, "error", error.content());
        reply.resolveDeferrals();
        for (Message<?> message : waiting) {
            Reply aborted = connection.onShell(message);
            aborted.setBusyDeferIdle();
            answer(aborted, "aborted", Map.of());
            aborted.resolveDeferrals();
        }
    }

    private void answer(Reply reply, String status, Map<String, Object> content) {
        Map<String, Object> all = new LinkedHashMap<>(content);
        all.put("execution_count", cell);
        reply.answer(status, all);
    }

    private Map<String, Object> evaluate(Map<String, String> expressions) {
        Map<String, Object> results = new LinkedHashMap<>();
        if (expressions != null) {
            expressions.forEach((name, code) -> results.put(name, evaluate(code)));
        }
        return results;
    }

    private Map<String, Object> evaluate(String expression) {
        try {
            DisplayData data = run(expression);
            Map<String, Object> forms = data == null ? Map.of() : Map.of("text/plain", text(data));
            return Reply.with("ok", Map.of("data", forms, "metadata", Map.of()));
        } catch (CellError e) {
            return Reply.with("error", e.content());
        }
    }

    /** Runs a cell and renders its value. Whatever happens, it ends with a value or an error. */
    DisplayData run(String code) throws CellError {
        displayed = null;
        try {
            Object value = kernel.evaluate(code);
            boolean saysNothing =
                    value == System.out // what printf returns
                            || value == System.err
                            || (value != null
                                    && value.equals(displayed)
                                    && code.matches("(?s).*\\bdisplay\\s*\\([^\n]*"));
            if (value == null || saysNothing) {
                return null;
            }
            return value instanceof DisplayData data
                    ? data
                    : kernel.evaluator().call(() -> kernel.getRenderer().render(value));
        } catch (CellError e) {
            if (e.isOutOfMemory()) {
                reserve = null;
            }
            throw e;
        } catch (CompletionException e) {
            throw CellError.ofKernel("JShell didn't start: " + e.getCause(), e.getCause());
        } catch (OutOfMemoryError | StackOverflowError e) {
            reserve = null;
            throw new CellError(
                    e.getClass().getSimpleName(),
                    "the kernel ran out of memory with this cell; set variables that you don't"
                            + " need to null",
                    List.of(e.toString()));
        } catch (Throwable e) { // the kernel's fault, or one of code that it called
            throw CellError.ofKernel("the kernel failed on this cell: " + e, e);
        }
    }

    private void tellThreads() {
        List<Thread> left = threads.left();
        String started =
                left.stream()
                        .filter(thread -> !threadsLeft.contains(thread))
                        .map(Thread::getName)
                        .collect(Collectors.joining(", "));
        threadsLeft = left;
        if (!started.isEmpty()) {
            kernel.console()
                    .note(
                            "still running in the background: "
                                    + started
                                    + " (interrupting the kernel interrupts it)");
        }
    }

    /** The JVM ends while a cell runs, because something called exit: nothing else will tell. */
    void end() {
        Reply last = running;
        if (last != null) {
            CellError error =
                    new CellError(
                            "KernelExit",
                            "code that this cell called ended the kernel; all variables are gone",
                            List.of("The kernel ends: System.exit was called, or it was killed."));
            last.publish(last.message(MessageType.PUBLISH_ERROR, error.content()));
            answer(last, "error", error.content());
            last.setStatusIdle();
        }
    }
}
