package genlab.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Jupyter's {@code ipc} transport, which some servers use instead of {@code tcp}: sockets that are
 * files. The sockets' library in Java has none that others understand, but what goes through them
 * is the same, so bytes are handed on between each file and a port of this machine.
 */
final class IpcForwarder {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final List<String> PORTS =
            List.of("control_port", "shell_port", "stdin_port", "hb_port", "iopub_port");

    private IpcForwarder() {}

    /**
     * The connection to bind; listens at the files if they are files.
     *
     * @param connectionFile its content
     * @throws IOException if there can't be sockets at these paths
     */
    static KernelConnectionProperties open(String connectionFile) throws IOException {
        JsonObject asked = JsonParser.parseString(connectionFile).getAsJsonObject();
        if (asked.get("transport").getAsString().equals("ipc")) {
            String path = asked.get("ip").getAsString() + "-";
            asked.addProperty("transport", "tcp");
            asked.addProperty("ip", "127.0.0.1");
            List<Integer> free = freePorts(PORTS.size());
            for (int i = 0; i < free.size(); i++) {
                Path file = Path.of(path + asked.get(PORTS.get(i)).getAsInt());
                Files.deleteIfExists(file); // a kernel that died leaves it
                file.toFile().deleteOnExit();
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.bind(UnixDomainSocketAddress.of(file));
                int port = free.get(i);
                forward(server, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                asked.addProperty(PORTS.get(i), port);
            }
        }
        return KernelConnectionProperties.parse(asked.toString());
    }

    /** Ports that nobody uses; all are held until the last is found, else one might come twice. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Hands on all that comes to a server, and what is answered. */
    static void forward(ServerSocketChannel server, SocketAddress to) {
        start(
                () -> {
                    while (true) {
                        SocketChannel from = server.accept();
                        try {
                            SocketChannel target = SocketChannel.open(to);
                            start(() -> copy(from, target));
                            start(() -> copy(target, from));
                        } catch (IOException e) {
                            from.close(); // not there yet: who connects tries again
                        }
                    }
                });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Connection.start(
                "ipc",
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // one side has closed
                    }
                });
    }

    private static void copy(SocketChannel from, SocketChannel to) throws IOException {
        try (from;
                to) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }
    }
}
