package genlab.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * What Jupyter starts: a kernel that runs cells of Java. Cells reach it as IJava's kernel, by
 * {@code IJava.getKernelInstance()}.
 */
public final class Kernel extends BaseKernel {

    private static volatile Kernel current;

    private final Connection connection;
    private final Settings settings;
    private final Console console;
    private final CellIO io = new CellIO();
    private final CellControl control = new CellControl();
    private final CompletableFuture<Evaluator> evaluator = new CompletableFuture<>();
    private final CompletableFuture<Assistant> assistant =
            evaluator.thenApply(e -> new Assistant(e.shell().sourceCodeAnalysis()));
    private final CellMagics magics = new CellMagics(this);
    private final Cells cells;
    private final Widgets widgets;
    private final LastRun lastRun;
    private final CountDownLatch end = new CountDownLatch(1);

    Kernel(Connection connection, Settings settings, LastRun lastRun) {
        this.connection = connection;
        this.settings = settings;
        this.lastRun = lastRun;
        console = new Console(connection.publisher());
        cells = new Cells(this, connection, control.threads(), lastRun);
        widgets = new Widgets(commManager, connection.publisher());
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
            System.err.printf(
                    "Jupyter starts this program and gives it one argument, the connection file,"
                            + " but there were %d; choose the kernel \"Java (genlab)\" in"
                            + " Jupyter.%n",
                    arguments.length);
            System.exit(2);
        }
        Settings settings = Settings.ofEnvironment();
        boolean rehearses = arguments[0].equals(Rehearsal.ARGUMENT);
        if (!rehearses && settings.startAgain(arguments)) {
            return;
        }
        Settings.endWithStarter();
        Path file = rehearses ? Rehearsal.begin() : Path.of(arguments[0]);
        Connection connection;
        try {
            connection = new Connection(IpcForwarder.open(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Kernel kernel = new Kernel(connection, settings, new LastRun(file));
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
            Evaluator started = new Evaluator(control, settings, console::note);
            started.add(CellMagics.expand(Settings.classpath()), false);
            console.translate(started.errors().traces()::printed);
            cells.takeReserve();
            evaluator.complete(started);
        } catch (Throwable e) { // else every cell would wait for ever
            evaluator.completeExceptionally(e);
        }
    }

    Evaluator evaluator() {
        return evaluator.join();
    }

    Settings settings() {
        return settings;
    }

    Console console() {
        return console;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (r, m) -> execute((Reply) r, m));
        connection.setHandler(MessageType.COMM_MSG_COMMAND, (r, m) -> changed((Reply) r, m));
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, (r, m) -> shutdown((Reply) r, m));
        answer(MessageType.KERNEL_INFO_REQUEST, request -> Answers.info());
        answer(MessageType.COMM_INFO_REQUEST, request -> Answers.comms(commManager));
        answer(MessageType.HISTORY_REQUEST, request -> cells.history().answer(request));
        answer(
                MessageType.INTERRUPT_REQUEST,
                request -> {
                    control.threads().interrupt();
                    return Map.of();
                });
    }

    private <T> void answer(MessageType<T> type, Function<T, Map<String, Object>> content) {
        connection.setHandler(
                type,
                (reply, message) -> {
                    reply.setBusyDeferIdle();
                    ((Reply) reply).answer("ok", content.apply(message.getContent()));
                });
    }

    private void shutdown(Reply reply, Message<ShutdownRequest> message) {
        reply.setBusyDeferIdle();
        reply.answer("ok", Map.of("restart", message.getContent().isRestart()));
        reply.resolveDeferrals();
        end.countDown();
    }

    // ---- what cells reach

    void execute(Reply reply, Message<ExecuteRequest> message) {
        widgets.begin(message);
        io.begin(reply);
        cells.execute(reply, message);
    }

    private void changed(Reply reply, Message<CommMsgCommand> message) {
        widgets.begin(message);
        io.begin(reply);
        cells.call(reply, () -> widgets.receive(reply, message));
    }

    /**
     * Controls in the page.
     *
     * @return what makes them
     */
    public Widgets widgets() {
        return widgets;
    }

    /** What precedes the first cell. */
    void begin() {
        settings.problems().forEach(console::note);
        for (String code : Settings.startup()) {
            try {
                magics.run(code, 0);
            } catch (CellError e) {
                console.note("IJAVA_STARTUP_SCRIPT or JJAVA_STARTUP_SCRIPT: " + e.getMessage());
            }
        }
    }

    Object evaluate(String code) throws CellError {
        return magics.run(code, cells.number());
    }

    /**
     * Evaluates code, as {@code eval("...")} in a cell does.
     *
     * @param code code of a cell
     * @return the last expression's value, or null
     * @throws Exception if the code fails
     */
    public Object evalRaw(String code) throws Exception {
        Object value = evaluate(code);
        return value == Evaluator.NULL ? null : value;
    }

    /**
     * Runs one of the kernel's commands, as a line of a cell that starts with a percent sign does.
     *
     * @param name the command's name, with its percent signs
     * @param rest the rest of the line
     * @return its result, or null
     * @throws Exception if it fails
     */
    public Object command(String name, String rest) throws Exception {
        return magics.command(name, new Pieces.Piece(cells.number(), 1, rest, true));
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        return cells.run(code);
    }

    /**
     * Adds jars or folders to what cells see.
     *
     * @param path a class path
     */
    public void addToClasspath(String path) {
        evaluator().add(CellMagics.expand(path), false);
    }

    @Override
    public void display(DisplayData data) {
        cells.displays(data.getDisplayId());
        io.display.display(data);
    }

    /** Clears what the cell has shown so far, once something new is shown. */
    public void clearOutput() {
        Reply reply = cells.running();
        if (reply != null) {
            reply.publish(PublishClearOutput.BEFORE_NEXT_OUTPUT);
        }
    }

    @Override
    public JupyterIO getIO() {
        return io;
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return Answers.LANGUAGE;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean detail) {
        return Assistant.help(() -> assistant.join().inspect(magics.java(code), at), null);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        ReplacementOptions commands = magics.complete(code, at);
        return commands != null
                ? commands
                : Assistant.help(() -> assistant.join().complete(magics.java(code), at), null);
    }

    @Override
    public String isComplete(String code) {
        return Assistant.help(
                () -> assistant.join().isComplete(magics.java(code)), IS_COMPLETE_MAYBE);
    }

    /** The JVM ends: because Jupyter asked for it, or because something called exit. */
    private void ended() {
        if (end.getCount() > 0) {
            cells.end();
        }
        lastRun.endedWell();
        connection.close();
    }
}
