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

    private final Kernel kernel;
    private final Connection connection;
    private final CellThreads threads;
    private final LastRun lastRun;
    private final History history;
    private final Reserve reserve = new Reserve();
    private boolean begun;
    private int nextCell = 1;
    private int cell;
    private volatile Reply running;
    private volatile String displayed;
    private List<Thread> threadsLeft = List.of();

    Cells(
            Kernel kernel,
            Connection connection,
            CellThreads threads,
            LastRun lastRun,
            History history) {
        this.kernel = kernel;
        this.connection = connection;
        this.threads = threads;
        this.lastRun = lastRun;
        this.history = history;
    }

    /** The number of the cell that runs, or ran last. */
    int number() {
        return cell;
    }

    /** The answer to the cell that runs, or null. */
    Reply running() {
        return running;
    }

    /** A cell has shown something by this id. */
    void displays(String id) {
        displayed = id;
    }

    /** The kernel is ready for the first cell, which may take all memory. */
    void prepare() {
        reserve.refill();
    }

    void execute(Reply reply, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean stored = request.shouldStoreHistory() && !request.isSilent();
        cell = stored ? nextCell++ : nextCell;
        running = reply;
        threads.beginCell();
        reply.setBusyDeferIdle();
        if (!request.isSilent()) {
            reply.publish(new PublishExecuteInput(request.getCode(), cell));
        }
        kernel.console().begin(reply, request.isSilent(), request.isStdinEnabled());
        String output = "";
        try {
            lastRun.warning().ifPresent(kernel.console()::note);
            if (!begun) {
                begun = true;
                kernel.begin();
            }
            DisplayData result = run(request.getCode());
            if (result != null && !request.isSilent()) {
                reply.publish(new PublishExecuteResult(cell, result));
            }
            output = text(result);
            tellThreads();
            Map<String, Object> content = content("ok");
            content.put("user_expressions", evaluateExpressions(request.getUserExpr()));
            content.put("payload", List.of());
            reply.defer().reply(reply.message(MessageType.EXECUTE_REPLY, content));
        } catch (CellError e) {
            if (!request.isSilent()) {
                reply.publish(reply.message(MessageType.PUBLISH_ERROR, e.content()));
            }
            answer(reply, e, request.shouldStopOnError());
        } finally {
            if (stored) {
                history.add(cell, request.getCode(), output);
            }
            running = null;
            threads.endCell();
            reserve.refill();
        }
    }

    /** Runs what a control in the page calls, as a cell; what it shows belongs to the request. */
    void call(Reply reply, Runnable code) {
        reply.setBusyDeferIdle();
        running = reply;
        threads.beginCell();
        kernel.console().begin(reply, false, false);
        try {
            kernel.evaluator().call(Executors.callable(code));
        } catch (CellError e) {
            kernel.console().note(String.join("\n", e.traceback()));
        } finally {
            running = null;
            threads.endCell();
        }
    }

    private static String text(DisplayData data) {
        return data != null && data.getData(MIMEType.TEXT_PLAIN) instanceof String text ? text : "";
    }

    private void answer(Reply reply, CellError error, boolean stop) {
        Map<String, Object> content = content("error");
        content.putAll(error.content());
        List<Message<?>> waiting =
                stop
                        ? connection.takeWaiting(
                                m -> m.getHeader().getType() == MessageType.EXECUTE_REQUEST)
                        : List.of();
        reply.reply(reply.message(MessageType.EXECUTE_REPLY, content));
        reply.resolveDeferrals();
        for (Message<?> message : waiting) {
            Reply aborted = connection.prepareReplyEnv(reply.channel(), message);
            aborted.setBusyDeferIdle();
            aborted.reply(aborted.message(MessageType.EXECUTE_REPLY, content("aborted")));
            aborted.resolveDeferrals();
        }
    }

    private Map<String, Object> content(String status) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", status);
        content.put("execution_count", cell);
        return content;
    }

    private Map<String, Object> evaluateExpressions(Map<String, String> expressions) {
        Map<String, Object> results = new LinkedHashMap<>();
        if (expressions != null) {
            expressions.forEach((name, code) -> results.put(name, evaluateExpression(code)));
        }
        return results;
    }

    private Object evaluateExpression(String code) {
        Map<String, Object> result = new LinkedHashMap<>();
        try {
            DisplayData data = run(code);
            result.put("status", "ok");
            result.put("data", data == null ? Map.of() : Map.of("text/plain", text(data)));
            result.put("metadata", Map.of());
        } catch (CellError e) {
            result.put("status", "error");
            result.putAll(e.content());
        }
        return result;
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
                reserve.release();
            }
            throw e;
        } catch (CompletionException e) {
            throw CellError.ofKernel("JShell didn't start: " + e.getCause(), e.getCause());
        } catch (OutOfMemoryError | StackOverflowError e) {
            reserve.release();
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
            Map<String, Object> content = content("error");
            content.putAll(error.content());
            last.reply(last.message(MessageType.EXECUTE_REPLY, content));
            last.setStatusIdle();
        }
    }
}
