package genlab.grading;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Tries from inside the sandbox what must not be possible, before any submission is let in. The
 * code is ours, so here the answer can be believed.
 */
final class Canary {
    private static final String CELL =
            """
            import java.io.*;
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;

            String[] breaches(String secret, int port, int megabytes) {
                List<String> found = new ArrayList<>();
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                    found.add("it could reach a port of this machine");
                } catch (IOException e) {
                }
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("192.0.2.1", 80), 300);
                    found.add("it could open a connection to the network");
                } catch (SocketTimeoutException e) {
                    found.add("it could send to the network");
                } catch (IOException e) {
                }
                for (String file : new String[] {secret, "/etc/passwd", "/root", "/home"}) {
                    if (new File(file).exists()) {
                        found.add("it could see " + file);
                    }
                }
                for (String file : new String[] {
                        "/usr/lib/canary", "/lab/canary", "/lab/state/canary", "/canary", "/dev/canary",
                        "/dev/shm/canary", "/proc/canary"}) {
                    try {
                        Files.writeString(Path.of(file), "x");
                        found.add("it could write " + file);
                    } catch (IOException e) {
                    }
                }
                try {
                    new ProcessBuilder("/lab/prlimit", "--version").start();
                    found.add("it could start a process");
                } catch (IOException e) {
                }
                try (OutputStream file = Files.newOutputStream(Path.of("/tmp/canary"))) {
                    for (int i = 0; i < megabytes + 1; i++) {
                        file.write(new byte[1 << 20]);
                    }
                    found.add("it could write more than its share of the disk");
                } catch (IOException e) {
                }
                new File("/tmp/canary").delete();
                return found.toArray(new String[0]);
            }
            """;

    private Canary() {}

    /**
     * Tries the walls.
     *
     * @throws SandboxException if there is no sandbox or it has a hole; the message says which
     * @throws IOException if this side can't prepare the try
     */
    static void run(SandboxImage image) throws SandboxException, IOException {
        // Our own code: only a machine that does nothing at all may end it.
        Limits limits = Limits.DEFAULT.withTimes(Duration.ofSeconds(120), Duration.ofSeconds(120));
        Path secret = Files.createTempFile("canary", ".txt");
        long end = System.nanoTime() + limits.total().toNanos();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Sandbox sandbox =
                        new Sandbox(socket -> image.command(socket, limits), limits, end)) {
            List<?> problems = sandbox.cell(CELL);
            Map<?, ?> reply =
                    sandbox.call(
                            "breaches",
                            List.of(
                                    secret.toString(),
                                    (double) listener.getLocalPort(),
                                    (double) limits.diskMegabytes()));
            if (!(reply.get("value") instanceof List<?> list)) {
                throw new SandboxException("the canary did not answer: " + problems + reply);
            }
            if (!list.isEmpty()) {
                throw new SandboxException(
                        "the sandbox has a hole: "
                                + String.join(", ", list.stream().map(String::valueOf).toList()));
            }
        } finally {
            Files.delete(secret);
        }
    }
}
