package genlab.kernel;

import com.google.gson.Gson;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A run of the kernel with Jupyter's side of the sockets in the same process, so that the archive
 * of classes holds what a notebook's first cells need, from the first message on.
 */
final class Rehearsal {

    /** Makes {@link Kernel#main} rehearse. */
    static final String ARGUMENT = "--rehearse";

    private static final String KEY = "rehearsal";
    private static final Gson GSON = new Gson();

    /** As notebooks begin; those that are to fail come last. */
    private static final List<String> CELLS =
            List.of(
                    "1 + 1",
                    """
                    import genlab.charts.*;
                    import genlab.data.*;
                    import genlab.models.*;
                    import genlab.nn.*;
                    import genlab.notebook.*;
                    import genlab.sampling.*;
                    import genlab.training.*;
                    import java.util.*;
                    import java.util.function.*;
                    import java.util.stream.*;
                    import tech.tablesaw.api.*;

                    Notebook.setup();
                    int number = 3;
                    System.out.println("number " + number);""",
                    "int twice(int x) {\n    return 2 * x;\n}",
                    "record Point(double x, double y) {}",
                    "var points = List.of(new Point(1, 2), new Point(3, 4));",
                    "points.stream().map(Point::x).toList()",
                    "new double[][] {{1, 2}, {3, 4}}",
                    "display(Map.of(\"a\", 1));",
                    "Table.create(DoubleColumn.create(\"x\", 1, 2))",
                    """
                    Matrix images = Digits.draw(100, 14, Randoms.seeded(1)).images();
                    Charts.imageGrid(images.rows(0, 40), 20).title("pictures")""",
                    """
                    Autoencoder model = Autoencoder.builder(images.columns(), 8).hidden(16)
                        .build(Randoms.seeded(1));
                    model.train(images, 2);
                    Check.near("error", 0, model.reconstruct(images).minus(images).mean(), 1)""",
                    "unknown",
                    "throw new IllegalStateException(\"rehearsal\");");

    private static final int FAILING = 2;
    private static final int LONGEST_MILLIS = 300_000;

    private final KernelConnectionProperties properties;
    private final HMACGenerator signer;
    private final ZMQ.Context context = ZMQ.context(1);
    private final PrintStream console = System.err; // before the kernel takes its place

    private Rehearsal(KernelConnectionProperties properties) throws Exception {
        this.properties = properties;
        this.signer = properties.createHMACGenerator();
    }

    /**
     * Lets a thread ask what Jupyter would, from the first cell to the kernel's end.
     *
     * @return the connection file
     */
    static Path begin() throws Exception {
        List<Integer> ports = IpcForwarder.freePorts(5);
        KernelConnectionProperties properties =
                new KernelConnectionProperties(
                        "127.0.0.1",
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        ports.get(3),
                        ports.get(4),
                        "tcp",
                        "hmac-sha256",
                        KEY);
        Path file = Files.createTempFile("rehearsal", ".json");
        file.toFile().deleteOnExit();
        Files.writeString(file, properties.toJsonString());
        Rehearsal rehearsal = new Rehearsal(properties);
        Thread asking = new Thread(rehearsal::run, "rehearsal");
        asking.setDaemon(true); // a kernel that doesn't start ends at once
        asking.start();
        return file;
    }

    private void run() {
        try (ZMQ.Socket published = context.socket(SocketType.SUB);
                ZMQ.Socket shell = context.socket(SocketType.DEALER);
                ZMQ.Socket control = context.socket(SocketType.DEALER)) {
            published.subscribe(ZMQ.SUBSCRIPTION_ALL);
            connect(published, properties.getIopubPort());
            connect(shell, properties.getShellPort());
            connect(control, properties.getControlPort());
            ask(shell, "kernel_info_request", Map.of());
            for (int i = 0; i < CELLS.size(); i++) {
                String answer = ask(shell, "execute_request", execution(CELLS.get(i)));
                boolean fails = i >= CELLS.size() - FAILING;
                if (!answer.contains(fails ? "\"error\"" : "\"ok\"")) {
                    throw new IllegalStateException(CELLS.get(i) + " gave " + answer);
                }
            }
            ask(shell, "is_complete_request", Map.of("code", "int half(int x) {"));
            ask(shell, "complete_request", Map.of("code", "Math.ma", "cursor_pos", 7));
            ask(control, "shutdown_request", Map.of("restart", false));
        } catch (Throwable e) { // else the kernel would wait for ever
            e.printStackTrace(console);
            System.exit(1);
        }
    }

    private static void connect(ZMQ.Socket socket, int port) {
        socket.setLinger(0);
        socket.setReceiveTimeOut(LONGEST_MILLIS);
        socket.connect("tcp://127.0.0.1:" + port);
    }

    private static Map<String, Object> execution(String code) {
        return Map.of("code", code, "silent", false, "store_history", true, "stop_on_error", true);
    }

    /** Sends a request and waits for the content of its reply. */
    private String ask(ZMQ.Socket socket, String type, Map<String, Object> content) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("msg_id", UUID.randomUUID().toString());
        header.put("username", KEY);
        header.put("session", KEY);
        header.put("date", "2026-01-01T00:00:00Z");
        header.put("msg_type", type);
        header.put("version", "5.3");
        byte[][] parts = {json(header), json(Map.of()), json(Map.of()), json(content)};
        socket.sendMore("<IDS|MSG>");
        socket.sendMore(signer.calculateSignature(parts));
        for (int i = 0; i < parts.length - 1; i++) {
            socket.sendMore(parts[i]);
        }
        socket.send(parts[parts.length - 1]);
        String last = socket.recvStr();
        if (last == null) {
            throw new IllegalStateException("no answer to " + content);
        }
        while (socket.hasReceiveMore()) {
            last = socket.recvStr();
        }
        return last;
    }

    private static byte[] json(Map<String, Object> content) {
        return GSON.toJson(content).getBytes(StandardCharsets.UTF_8);
    }
}
