package genlab.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * What Jupyter starts: a kernel that runs cells of Java. Cells reach it as IJava's kernel, by
 * {@code IJava.getKernelInstance()}.
 */
public final class Kernel extends BaseKernel {

    static final String COMPLETE = IS_COMPLETE_YES;
    static final String INVALID = IS_COMPLETE_BAD;

    private static volatile Kernel current;

    private final Connection connection;
    private final Console console;
    private final CellIO io = new CellIO();
    private final CellThreads threads = new CellThreads();
    private final CompletableFuture<Evaluator> evaluator = new CompletableFuture<>();
    private final CompletableFuture<Assistant> assistant =
            evaluator.thenApply(started -> new Assistant(started.shell()));
    private final History history = new History();
    private final CellMagics magics = new CellMagics(this);
    private final Reserve reserve = new Reserve();
    private final WarmUp warmUp;
    private final LastRun lastRun;
    private final CountDownLatch end = new CountDownLatch(1);
    private int nextCell = 1;
    private int cell;
    private volatile Reply running;
    private List<Thread> threadsLeft = List.of();

    /** Opens the base library's way to tell where displays belong. */
    private static final class CellIO extends JupyterIO {
        void begin(ShellReplyEnvironment environment) {
            setEnv(environment);
        }
    }

    Kernel(Connection connection, LastRun lastRun) {
        this.connection = connection;
        this.lastRun = lastRun;
        warmUp = new WarmUp(connection);
        console = new Console(connection.publisher());
        renderer = new CellRenderer(console::note);
    }

    /**
     * Runs the kernel until Jupyter ends it.
     *
     * @param arguments Jupyter's connection file
     * @throws Exception if the connection can't be made
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println(
                    "Jupyter starts this program and gives it one argument, the connection file,"
                            + " but there were "
                            + arguments.length
                            + "; choose the kernel \"Java (genlab)\" in Jupyter.");
            System.exit(2);
        }
        if (arguments[0].equals(Rehearsal.ARGUMENT)) {
            Rehearsal.run();
            System.exit(0);
        }
        Path file = Path.of(arguments[0]);
        KernelConnectionProperties properties =
                KernelConnectionProperties.parse(Files.readString(file));
        Connection connection;
        try {
            connection = new Connection(properties);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Kernel kernel = new Kernel(connection, new LastRun(file));
        Runtime.getRuntime().addShutdownHook(new Thread(kernel::ended));
        kernel.start();
        kernel.end.await();
        System.exit(0);
    }

    /**
     * The kernel of this process.
     *
     * @return the kernel, or null before one starts
     */
    public static Kernel current() {
        return current;
    }

    /** Connects to Jupyter, while JShell starts. */
    void start() {
        current = this;
        console.install();
        new Thread(null, this::startEvaluator, "jshell").start();
        becomeHandlerForConnection(connection);
        connection.connect();
    }

    private void startEvaluator() {
        try {
            Evaluator started = new Evaluator(threads, console::note);
            for (String variable : List.of("GENLAB_CLASSPATH", "IJAVA_CLASSPATH")) {
                String path = System.getenv(variable);
                if (path != null && !path.isBlank()) {
                    started.addToClasspath(CellMagics.expand(path));
                }
            }
            evaluator.complete(started);
            reserve.refill(); // the first cell may take all memory, too
            warmUp.start();
        } catch (Throwable e) { // else every cell would wait for ever
            evaluator.completeExceptionally(e);
        }
    }

    Evaluator evaluator() {
        return evaluator.join();
    }

    Console console() {
        return console;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (reply, m) -> execute((Reply) reply, m));
        connection.setHandler(MessageType.HISTORY_REQUEST, (r, m) -> history((Reply) r, m));
        connection.setHandler(MessageType.KERNEL_INFO_REQUEST, (r, m) -> info((Reply) r));
        connection.setHandler(MessageType.COMM_INFO_REQUEST, (r, m) -> comms((Reply) r));
        connection.setHandler(MessageType.INTERRUPT_REQUEST, (r, m) -> interrupt((Reply) r));
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, (r, m) -> shutdown((Reply) r, m));
    }

    // ---- cells

    void execute(Reply reply, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean stored = request.shouldStoreHistory() && !request.isSilent();
        cell = stored ? nextCell++ : nextCell;
        running = reply;
        commManager.setMessageContext(message);
        threads.beginCell();
        warmUp.pause();
        reply.setBusyDeferIdle();
        if (!request.isSilent()) {
            reply.publish(new PublishExecuteInput(request.getCode(), cell));
        }
        console.begin(reply, request.isSilent(), request.isStdinEnabled());
        io.begin(reply);
        lastRun.warning().ifPresent(console::note);
        String output = "";
        try {
            DisplayData result = run(request.getCode());
            if (result != null && !request.isSilent()) {
                reply.publish(new PublishExecuteResult(cell, result));
            }
            output = result == null ? "" : String.valueOf(result.getData(MIMEType.TEXT_PLAIN));
            tellThreads();
            Map<String, Object> content = content("ok");
            content.put("user_expressions", evaluateExpressions(request.getUserExpr()));
            content.put("payload", List.of());
            reply.defer().reply(reply.message(MessageType.EXECUTE_REPLY, content));
        } catch (CellError e) {
            if (threads.thrown() instanceof OutOfMemoryError) {
                reserve.release();
            }
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
            warmUp.resume();
            reserve.refill();
        }
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
            Reply aborted = (Reply) connection.prepareReplyEnv(reply.channel(), message);
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
            result.put(
                    "data",
                    data == null
                            ? Map.of()
                            : Map.of(
                                    "text/plain",
                                    String.valueOf(data.getData(MIMEType.TEXT_PLAIN))));
            result.put("metadata", Map.of());
        } catch (CellError e) {
            result.put("status", "error");
            result.putAll(e.content());
        }
        return result;
    }

    /** Runs a cell and renders its value. */
    private DisplayData run(String code) throws CellError {
        try {
            Object value = magics.run(code, cell);
            if (value == null || value instanceof DisplayData) {
                return (DisplayData) value;
            }
            if (value == System.out || value == System.err) {
                return null; // what printf returns says nothing
            }
            return evaluator().call(() -> renderer.render(value));
        } catch (CompletionException e) {
            String problem = "JShell didn't start: " + e.getCause();
            throw new CellError("KernelError", problem, List.of(problem));
        } catch (OutOfMemoryError | StackOverflowError e) {
            reserve.release();
            throw new CellError(
                    e.getClass().getSimpleName(),
                    "the kernel ran out of memory with this cell; set variables that you don't"
                            + " need to null",
                    List.of(e.toString()));
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
            console.note(
                    "still running in the background: "
                            + started
                            + " (interrupting the kernel interrupts it)");
        }
    }

    /**
     * Evaluates code, as {@code eval("...")} in a cell does.
     *
     * @param code code of a cell
     * @return the last expression's value, or null
     * @throws Exception if the code fails
     */
    public Object evalRaw(String code) throws Exception {
        return magics.run(code, cell);
    }

    /**
     * Runs one of the kernel's commands, as a line of a cell that starts with a percent sign does.
     *
     * @param name the command's name
     * @param rest the rest of the line
     * @return its result, or null
     * @throws Exception if it fails
     */
    public Object command(String name, String rest) throws Exception {
        return magics.command(name, rest, cell, 1);
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        return run(code);
    }

    /**
     * Adds jars or folders to what cells see.
     *
     * @param path a class path
     */
    public void addToClasspath(String path) {
        evaluator().addToClasspath(path);
    }

    @Override
    public void display(DisplayData data) {
        io.display.display(data);
    }

    /** Clears what the cell has shown so far, once something new is shown. */
    public void clearOutput() {
        Reply reply = running;
        if (reply != null) {
            reply.publish(reply.message(MessageType.PUBLISH_CLEAR_OUTPUT, Map.of("wait", true)));
        }
    }

    @Override
    public JupyterIO getIO() {
        return io;
    }

    // ---- other requests

    private void info(Reply reply) {
        reply.setBusyDeferIdle();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", "ok");
        content.put("protocol_version", Header.PROTOCOL_VERISON);
        content.put("implementation", "genlab");
        content.put("implementation_version", "1.0");
        content.put("language_info", getLanguageInfo());
        content.put("banner", getBanner());
        content.put("help_links", List.of());
        reply.reply(reply.message(MessageType.KERNEL_INFO_REPLY, content));
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + " (genlab); %help lists the commands";
    }

    private void history(Reply reply, Message<HistoryRequest> message) {
        reply.setBusyDeferIdle();
        reply.reply(
                reply.message(
                        MessageType.HISTORY_REPLY,
                        Map.of("status", "ok", "history", history.answer(message.getContent()))));
    }

    private void comms(Reply reply) {
        reply.setBusyDeferIdle();
        Map<String, Object> comms = new LinkedHashMap<>();
        commManager.forEach(
                comm -> comms.put(comm.getID(), Map.of("target_name", comm.getTargetName())));
        reply.reply(
                reply.message(MessageType.COMM_INFO_REPLY, Map.of("status", "ok", "comms", comms)));
    }

    @Override
    public DisplayData inspect(String code, int at, boolean detail) {
        return assistant.join().inspect(code, at);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        ReplacementOptions commands = magics.complete(code, at);
        if (commands != null) {
            return commands;
        }
        return assistant.join().complete(code, at);
    }

    @Override
    public String isComplete(String code) {
        return assistant.join().isComplete(code);
    }

    private void interrupt(Reply reply) {
        reply.setBusyDeferIdle();
        threads.interrupt();
        reply.reply(reply.message(MessageType.INTERRUPT_REPLY, Map.of("status", "ok")));
    }

    private void shutdown(Reply reply, Message<ShutdownRequest> message) {
        reply.setStatusBusy();
        reply.reply(
                reply.message(
                        MessageType.SHUTDOWN_REPLY,
                        Map.of("status", "ok", "restart", message.getContent().isRestart())));
        reply.setStatusIdle();
        end.countDown();
    }

    /** The JVM ends: because Jupyter asked for it, or because something called exit. */
    private void ended() {
        Reply last = running;
        if (end.getCount() > 0 && last != null) {
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
        lastRun.endedWell();
        connection.close();
    }
}
