package genlab.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A kernel in its own process, started as its kernelspec says, and Jupyter's side of the sockets.
 */
final class KernelProcess implements AutoCloseable {

    /** Only against hanging: for a machine that is far busier than one with nothing else to do. */
    static final int PATIENCE_MILLIS = 300_000;

    private static final List<String> PORTS =
            List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port");

    /** The JVM's second compiler takes as long as all that short cells do themselves. */
    static final List<String> ONE_COMPILER = List.of("-XX:TieredStopAtLevel=1");

    /** How the tests reach their kernels: {@code -Dgenlab.transport=ipc} tries the other way. */
    private static final String TRANSPORT = System.getProperty("genlab.transport", "tcp");

    final Path connectionFile;
    final String key = UUID.randomUUID().toString();
    final Map<String, Integer> ports;
    final Process process;
    private final ZMQ.Context context = ZMQ.context(1);
    private final HMACGenerator signer;
    final ZMQ.Socket shell;
    final ZMQ.Socket control;
    final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;

    record Message(String type, JsonObject header, JsonObject parent, JsonObject content) {}

    /** What a cell gave. */
    record Result(JsonObject reply, List<Message> outputs) {

        String status() {
            return reply.get("status").getAsString();
        }

        String stream(String name) {
            return outputs.stream()
                    .filter(m -> m.type.equals("stream"))
                    .map(Message::content)
                    .filter(content -> content.get("name").getAsString().equals(name))
                    .map(content -> content.get("text").getAsString())
                    .collect(Collectors.joining());
        }

        String out() {
            return stream("stdout");
        }

        String err() {
            return stream("stderr");
        }

        List<Message> of(String type) {
            return outputs.stream().filter(m -> m.type.equals(type)).toList();
        }

        /** The value's form of a MIME type, or null. */
        String value(String mime) {
            return of("execute_result").stream()
                    .map(m -> m.content.getAsJsonObject("data"))
                    .filter(data -> data.has(mime))
                    .map(data -> data.get(mime).getAsString())
                    .findFirst()
                    .orElse(null);
        }

        String value() {
            return value("text/plain");
        }

        String errorName() {
            return reply.get("ename").getAsString();
        }

        String errorValue() {
            return reply.get("evalue").getAsString();
        }

        /** The traceback without colours. */
        String traceback() {
            return plain(reply.getAsJsonArray("traceback"));
        }
    }

    static String plain(String text) {
        return text.replaceAll("\u001b\\[[;\\d]*m", "");
    }

    static String plain(JsonArray lines) {
        return lines.asList().stream()
                .map(line -> plain(line.getAsString()))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Starts a kernel.
     *
     * @param folder takes its connection file and its log
     * @param connection the connection file's name, which Jupyter's restart keeps
     */
    KernelProcess(KernelSpec spec, Path folder, String connection) throws Exception {
        this(spec, folder, connection, Map.of());
    }

    /** The same with environment variables. */
    KernelProcess(KernelSpec spec, Path folder, String connection, Map<String, String> environment)
            throws Exception {
        this(spec, folder, connection, environment, ONE_COMPILER);
    }

    /** The same with options of the JVM besides those of the kernelspec. */
    KernelProcess(
            KernelSpec spec,
            Path folder,
            String connection,
            Map<String, String> environment,
            List<String> jvmOptions)
            throws Exception {
        List<Integer> free = RunningKernel.freePorts(PORTS.size());
        ports = PORTS.stream().collect(Collectors.toMap(n -> n, n -> free.get(PORTS.indexOf(n))));
        signer = new HMACGenerator("hmac-sha256", key);
        connectionFile = folder.resolve(connection);
        JsonObject file = new JsonObject();
        ports.forEach(file::addProperty);
        boolean ipc = TRANSPORT.equals("ipc");
        Path sockets = folder.resolve("ipc");
        file.addProperty("ip", ipc ? sockets.toString() : "127.0.0.1");
        file.addProperty("transport", TRANSPORT);
        file.addProperty("signature_scheme", "hmac-sha256");
        file.addProperty("key", key);
        Files.writeString(connectionFile, file.toString());
        for (int port : ipc ? ports.values() : List.<Integer>of()) {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress("127.0.0.1", port));
            IpcForwarder.forward(server, UnixDomainSocketAddress.of(sockets + "-" + port));
        }
        process = start(spec, connectionFile, environment, jvmOptions);
        shell = socket(SocketType.DEALER, "shell_port");
        control = socket(SocketType.DEALER, "control_port");
        stdin = socket(SocketType.DEALER, "stdin_port");
        iopub = socket(SocketType.SUB, "iopub_port");
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        iopub.setHWM(0);
        ready();
    }

    private static Process start(
            KernelSpec spec,
            Path connectionFile,
            Map<String, String> environment,
            List<String> jvmOptions)
            throws IOException {
        JsonObject json = KernelSpecs.withOptions(spec.json(), jvmOptions);
        List<String> command =
                json.getAsJsonArray("argv").asList().stream()
                        .map(element -> element.getAsString())
                        .map(word -> word.replace("{connection_file}", connectionFile.toString()))
                        .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        json.getAsJsonObject("env")
                .asMap()
                .forEach((name, value) -> builder.environment().put(name, value.getAsString()));
        builder.environment().putAll(environment);
        Path log = connectionFile.resolveSibling("log");
        return builder.directory(connectionFile.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    ZMQ.Socket socket(SocketType type, String port) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(0);
        if (type == SocketType.DEALER) {
            socket.setIdentity(bytes(key)); // questions on stdin go to who asked on shell
        }
        socket.connect("tcp://127.0.0.1:" + ports.get(port));
        return socket;
    }

    /** Asks until both channels answer, as Jupyter's clients do. */
    private void ready() throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the kernel ended: " + log());
            }
            String id = send(shell, "kernel_info_request", new JsonObject());
            Message reply = receive(shell, 1_000);
            while (reply != null) {
                Message status = receive(iopub, 200);
                if (status != null) {
                    drain(shell);
                    Thread.sleep(50);
                    drain(iopub);
                    return;
                }
                reply = receive(shell, 10);
            }
        }
        throw new IllegalStateException("the kernel did not answer: " + log());
    }

    private void drain(ZMQ.Socket socket) throws Exception {
        while (receive(socket, 20) != null) {
            // answers to earlier questions
        }
    }

    String log() throws IOException {
        return Files.readString(connectionFile.resolveSibling("log"));
    }

    String send(ZMQ.Socket socket, String type, JsonObject content) {
        return send(socket, type, content, signer);
    }

    String send(ZMQ.Socket socket, String type, JsonObject content, HMACGenerator signer) {
        JsonObject header = new JsonObject();
        String id = UUID.randomUUID().toString();
        header.addProperty("msg_id", id);
        header.addProperty("username", "test");
        header.addProperty("session", key);
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.3");
        byte[][] parts = {
            bytes(header.toString()), bytes("{}"), bytes("{}"), bytes(content.toString())
        };
        socket.sendMore("<IDS|MSG>");
        socket.sendMore(signer.calculateSignature(parts));
        for (int i = 0; i < 3; i++) {
            socket.sendMore(parts[i]);
        }
        socket.send(parts[3]);
        return id;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The next message, or null if none comes in time. */
    Message receive(ZMQ.Socket socket, long millis) throws GeneralSecurityException {
        socket.setReceiveTimeOut((int) millis);
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv();
        if (frame == null) {
            return null;
        }
        frames.add(frame);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        int start = 0;
        while (!Arrays.equals(frames.get(start), bytes("<IDS|MSG>"))) {
            start++;
        }
        byte[][] parts = frames.subList(start + 2, start + 6).toArray(byte[][]::new);
        String signature = new String(frames.get(start + 1), StandardCharsets.US_ASCII);
        if (!signer.calculateSignature(parts).equals(signature)) {
            throw new GeneralSecurityException("the kernel signed wrongly");
        }
        JsonObject header = json(parts[0]);
        return new Message(
                header.get("msg_type").getAsString(), header, json(parts[1]), json(parts[3]));
    }

    private static JsonObject json(byte[] bytes) {
        return new Gson().fromJson(new String(bytes, StandardCharsets.UTF_8), JsonObject.class);
    }

    static JsonObject execution(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.add("user_expressions", new JsonObject());
        content.addProperty("allow_stdin", false);
        content.addProperty("stop_on_error", true);
        return content;
    }

    /** Runs a cell and waits for its end. */
    Result run(String code) throws Exception {
        return finish(send(shell, "execute_request", execution(code)));
    }

    /** Waits for the end of the cell that this message asked for. */
    Result finish(String id) throws Exception {
        List<Message> outputs = outputs(id);
        return new Result(reply(shell, id).content, outputs);
    }

    /** What is published about a request until the kernel is idle again. */
    List<Message> outputs(String id) throws Exception {
        List<Message> outputs = new ArrayList<>();
        while (true) {
            Message message = receive(iopub, PATIENCE_MILLIS);
            if (message == null) {
                throw new IllegalStateException("no answer to " + id + ": " + log());
            }
            if (message.parent.size() == 0 || !of(message).equals(id)) {
                continue;
            }
            outputs.add(message);
            if (message.type.equals("status")
                    && message.content.get("execution_state").getAsString().equals("idle")) {
                return outputs;
            }
        }
    }

    private static String of(Message message) {
        return message.parent.get("msg_id").getAsString();
    }

    Message reply(ZMQ.Socket socket, String id) throws Exception {
        while (true) {
            Message reply = receive(socket, PATIENCE_MILLIS);
            if (reply == null) {
                throw new IllegalStateException("no reply to " + id + ": " + log());
            }
            if (of(reply).equals(id)) {
                return reply;
            }
        }
    }

    /** The next message that the kernel publishes, or null if none comes in time. */
    Message published(long millis) throws GeneralSecurityException {
        return receive(iopub, millis);
    }

    /** Asks on the shell channel and returns the reply's content. */
    JsonObject ask(String type, String json) throws Exception {
        String id = send(shell, type, JsonParser.parseString(json).getAsJsonObject());
        return reply(shell, id).content;
    }

    /** Asks the kernel to interrupt; returns when it has. */
    void interrupt() throws Exception {
        reply(control, send(control, "interrupt_request", new JsonObject()));
    }

    @Override
    public void close() {
        JsonObject content = new JsonObject();
        content.addProperty("restart", false);
        send(control, "shutdown_request", content);
        try {
            process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
        for (ZMQ.Socket socket : List.of(shell, control, stdin, iopub)) {
            socket.close();
        }
        context.close();
    }
}
