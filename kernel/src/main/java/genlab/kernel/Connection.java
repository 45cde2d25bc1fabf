package genlab.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.adapters.HeaderAdapter;
import io.github.spencerpark.jupyter.messages.adapters.HistoryRequestAdapter;
import io.github.spencerpark.jupyter.messages.adapters.KernelTimestampAdapter;
import io.github.spencerpark.jupyter.messages.adapters.MessageTypeAdapter;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/**
 * The five sockets to Jupyter. The base library looks for messages every 50 ms; here threads wait
 * on the sockets, so that a message is answered as soon as it arrives. A message that is broken or
 * wrongly signed is dropped without a trace.
 */
final class Connection extends JupyterConnection implements AutoCloseable {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final Gson GSON =
            new GsonBuilder()
                    .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
                    .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
                    .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
                    .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
                    .create();

    private static final int STACK_BYTES = 16 << 20; // the compiler's recursion runs here

    private final KernelConnectionProperties properties;
    private final HMACGenerator signer;
    private final Publisher publisher;
    private final Deque<Message<?>> postponed = new ArrayDeque<>();

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        requireLoopback(properties);
        this.properties = properties;
        this.signer = properties.createHMACGenerator();
        this.publisher = new Publisher(ZMQ.context(1), properties.createHMACGenerator());
    }

    private static void requireLoopback(KernelConnectionProperties properties) {
        String ip = properties.getIp();
        try {
            if (properties.getTransport().equals("tcp")
                    && InetAddress.getByName(ip).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            // Not an address of this machine: refused below.
        }
        throw new IllegalArgumentException(
                String.format(
                        "ip in the connection file must be this machine's own, tcp://127.0.0.1, but"
                                + " was %s://%s; start Jupyter with its default address.",
                        properties.getTransport(), ip));
    }

    @Override
    public void connect() {
        bind(heartbeat, properties.getHbPort());
        bind(shell, properties.getShellPort());
        bind(control, properties.getControlPort());
        bind(stdin, properties.getStdinPort());
        bind(publisher, properties.getIopubPort());
        publisher.start();
        publisher.sendMessage(
                new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        start("heartbeat", this::echo);
        start("control", () -> serve(control));
        start("shell", () -> serve(shell));
    }

    private void bind(ZMQ.Socket socket, int port) {
        socket.bind("tcp://" + properties.getIp() + ":" + port);
    }

    static Thread start(String name, Runnable loop) {
        Thread thread = new Thread(null, loop, "jupyter-" + name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void echo() {
        while (true) {
            heartbeat.send(heartbeat.recv());
        }
    }

    private void serve(ShellChannel channel) {
        while (true) {
            Message<?> message = channel == shell ? postponed.poll() : null;
            if (message == null) {
                message = receive(channel, 0);
            }
            if (message != null) {
                handle(channel, message);
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void handle(ShellChannel channel, Message<?> message) {
        Reply reply = prepareReplyEnv(channel, message);
        try {
            ShellHandler handler = getHandler(message.getHeader().getType());
            if (handler == null) {
                reply.setBusyDeferIdle(); // a client may wait for that
            } else {
                handler.handle(reply, message);
            }
        } catch (Throwable e) { // nothing may end this thread
            reply.fail(e);
        } finally {
            reply.resolveDeferrals();
        }
    }

    /**
     * Takes the requests that already wait on the shell socket and are to be answered now; the
     * others stay in line.
     */
    List<Message<?>> takeWaiting(Predicate<Message<?>> wanted) {
        List<Message<?>> taken = new ArrayList<>();
        while (true) {
            List<byte[]> frames = frames(shell, ZMQ.DONTWAIT);
            if (frames.isEmpty()) {
                return taken;
            }
            Message<?> message = parse(frames);
            if (message != null && wanted.test(message)) {
                taken.add(message);
            } else if (message != null) {
                postponed.add(message);
            }
        }
    }

    /** Waits for one input_reply, or, if there is none yet, returns null. */
    Message<?> pollInput() {
        return receive(stdin, ZMQ.DONTWAIT);
    }

    private Message<?> receive(JupyterSocket socket, int flags) {
        List<byte[]> frames = frames(socket, flags);
        return frames.isEmpty() ? null : parse(frames);
    }

    private static List<byte[]> frames(JupyterSocket socket, int flags) {
        ZMsg message = ZMsg.recvMsg(socket, flags);
        return message == null ? List.of() : message.stream().map(ZFrame::getData).toList();
    }

    /** The message of these frames, or null if it is broken or its signature is wrong. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Message<?> parse(List<byte[]> frames) {
        int start = 0;
        while (start < frames.size() && !Arrays.equals(frames.get(start), DELIMITER)) {
            start++;
        }
        if (frames.size() < start + 6) {
            return null;
        }
        byte[][] parts = frames.subList(start + 2, start + 6).toArray(byte[][]::new);
        byte[] signature = signer.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(signature, frames.get(start + 1))) {
            return null;
        }
        try {
            Header<?> header = GSON.fromJson(text(parts[0]), Header.class);
            JsonElement parent = JsonParser.parseString(text(parts[1]));
            Header<?> parentHeader =
                    parent.isJsonObject() && parent.getAsJsonObject().size() > 0
                            ? GSON.fromJson(parent, Header.class)
                            : null;
            Map<String, Object> metadata =
                    GSON.fromJson(text(parts[2]), new TypeToken<Map<String, Object>>() {});
            Object content = content(parts[3], header.getType());
            return new Message(
                    frames.subList(0, start),
                    header,
                    parentHeader,
                    metadata,
                    content,
                    frames.subList(start + 6, frames.size()));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException e) {
            return null; // signed, but not a message of the protocol
        }
    }

    /** What is no content for such a message is none, so that it is answered by an error. */
    private static Object content(byte[] frame, MessageType<?> type) {
        try {
            return GSON.fromJson(text(frame), type.getContentType());
        } catch (RuntimeException e) { // of any adapter
            return null;
        }
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }

    @Override
    public IOPubChannel getIOPub() {
        return publisher;
    }

    Publisher publisher() {
        return publisher;
    }

    @Override
    public Reply prepareReplyEnv(ShellChannel channel, MessageContext context) {
        return new Reply(this, channel, stdin, context);
    }

    /** The way to answer a request as if it had come through the shell socket. */
    Reply onShell(MessageContext request) {
        return new Reply(this, shell, stdin, request);
    }

    /** Lets everything that was sent leave, for at most half a second. */
    @Override
    public void close() {
        publisher.awaitSent();
        Thread closing =
                start(
                        "closing",
                        () -> {
                            try {
                                publisher.close();
                                publisher.terminate();
                                super.close();
                            } catch (ZMQException e) {
                                // Another thread waits on the socket; what was sent is out.
                            }
                        });
        try {
            closing.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
