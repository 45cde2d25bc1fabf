package genlab.grading;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import genlab.grading.harness.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that runs a student's cells and answers calls, one at a time.
 *
 * <p>Nothing that comes out of it is a verdict. It is ended, never asked to end.
 */
final class Sandbox implements AutoCloseable {
    private static final int LONGEST_REPLY = 24_000_000;

    /** The status of a Java process with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int KEPT_OUTPUT = 4_000;

    private final Limits limits;
    private long end;
    private final Path folder;
    private final Thread endWithRun = new Thread(this::endAll, "end of a sandbox");
    private boolean ended;
    private volatile Process process;
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** How much was printed since the last request. */
    private final AtomicLong printed = new AtomicLong();

    private volatile boolean flooded;
    private double lastId;

    /**
     * Starts the process.
     *
     * @throws SandboxException if it does not start
     * @throws IOException if this side's files can't be written
     */
    Sandbox(Function<Path, List<String>> command, Limits limits, long end)
            throws SandboxException, IOException {
        this.limits = limits;
        this.end = end;
        folder = Files.createTempDirectory("genlab");
        Path socket = folder.resolve("socket");
        selector = Selector.open();
        boolean started = false;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            // The folder is private to this user; inside the sandbox the user is another.
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            Runtime.getRuntime().addShutdownHook(endWithRun);
            start(command.apply(socket));
            Thread reader = new Thread(this::drain, "output of a sandbox");
            reader.setDaemon(true);
            reader.start();
            channel = accept(server);
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private synchronized void start(List<String> command) throws SandboxException, IOException {
        if (ended) {
            throw new SandboxException("the grader ends");
        }
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
    }

    private SocketChannel accept(ServerSocketChannel server) throws SandboxException, IOException {
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        long deadline = Math.min(end, System.nanoTime() + limits.start().toNanos());
        while (true) {
            SocketChannel accepted = server.accept();
            if (accepted != null) {
                selector.keys().forEach(SelectionKey::cancel);
                selector.selectNow();
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ);
                return accepted;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !process.isAlive()) {
                throw new SandboxException("the sandbox did not start: " + output());
            }
            // The process may die without a sign on the socket: look again every now and then.
            selector.select(Math.min(left, 200));
            selector.selectedKeys().clear();
        }
    }

    /**
     * What became of a cell.
     *
     * @param problems what the compiler or the run complained of
     * @param thrown whether it was the run
     */
    record Run(List<String> problems, boolean thrown) {}

    /**
     * Runs a cell.
     *
     * @throws SandboxException if the process ended or had to be ended
     */
    Run cell(String source, Duration time) throws SandboxException {
        Map<?, ?> reply = exchange("cell", source, null, time);
        // An error is of the compiler itself, which nested code can bring to its end.
        return reply.get("problems") instanceof List<?> problems
                ? new Run(
                        problems.stream().map(String::valueOf).toList(),
                        Boolean.TRUE.equals(reply.get("thrown")))
                : new Run(List.of(String.valueOf(reply.get("error"))), true);
    }

    /**
     * Runs a cell for as long as a cell may take.
     *
     * @throws SandboxException if the process ended or had to be ended
     */
    List<String> cell(String source) throws SandboxException {
        return cell(source, limits.cell()).problems();
    }

    /**
     * Forgets all cells, in far less time than a new process would take to start.
     *
     * @throws SandboxException if the process ended or had to be ended
     */
    void beginAnew() throws SandboxException {
        if (exchange("anew", "", null, limits.start()).get("error") != null) {
            throw broken();
        }
    }

    /**
     * Takes along what a cell declares, and runs nothing of it.
     *
     * @throws SandboxException if the process ended or had to be ended
     */
    void declarations(String source) throws SandboxException {
        exchange("declarations", source, null, limits.cell());
    }

    /**
     * Calls a function.
     *
     * @throws SandboxException if the process ended or had to be ended
     */
    Map<?, ?> call(String function, List<?> arguments) throws SandboxException {
        return exchange("call", function, arguments, limits.call());
    }

    /** What the process has printed, at most its first {@value #KEPT_OUTPUT} bytes. */
    String output() {
        synchronized (output) {
            return output.toString(StandardCharsets.UTF_8).strip();
        }
    }

    /** Sets another time, of {@link System#nanoTime}, after which there are no answers. */
    void endAt(long time) {
        end = time;
    }

    /** The process, as the system sees it. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Lets the process end by itself, as it does when nobody asks any more. */
    void hangUp() throws IOException {
        channel.close();
        try {
            process.waitFor(limits.total().toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<?, ?> exchange(String kind, String text, List<?> arguments, Duration time)
            throws SandboxException {
        lastId++;
        printed.set(0);
        long deadline = Math.min(end, System.nanoTime() + time.toNanos());
        try {
            StringWriter request = new StringWriter();
            JsonWriter json = new JsonWriter(request);
            json.beginObject().name("id").value(lastId).name(kind).value(text);
            if (arguments != null) {
                json.name("arguments");
                Values.write(json, arguments);
            }
            json.endObject();
            send((request + "\n").getBytes(StandardCharsets.UTF_8), deadline, time);
            String line = receive(deadline, time);
            if (Values.read(new JsonReader(new StringReader(line))) instanceof Map<?, ?> reply
                    && reply.get("id") instanceof Double id
                    && id == lastId) {
                return reply;
            }
            throw broken();
        } catch (IOException | IllegalStateException e) {
            // A broken line, a broken pipe: whoever is at the other end has left the protocol.
            throw process.isAlive() ? broken() : ended();
        }
    }

    /**
     * Ends what is about to become a sandbox. Once it is one, all of it goes with its first
     * process; before, a process may start another at any time, so they are all stopped first.
     */
    private synchronized void endAll() {
        ended = true;
        if (process == null) {
            return;
        }
        Set<ProcessHandle> all = Set.of();
        Set<ProcessHandle> seen = family();
        while (!seen.equals(all)) {
            all = seen;
            signal("STOP", all);
            seen = family();
        }
        signal("KILL", all);
    }

    private Set<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .collect(Collectors.toSet());
    }

    private static void signal(String signal, Set<ProcessHandle> all) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        all.forEach(each -> command.add(Long.toString(each.pid())));
        try {
            new ProcessBuilder(command).redirectError(Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SandboxException broken() {
        close();
        return new SandboxException(
                "the answer was not in the form of an answer (numbers, texts, arrays of at most "
                        + Values.LARGEST
                        + " elements)");
    }

    private void send(byte[] bytes, long deadline, Duration time)
            throws IOException, SandboxException {
        ByteBuffer request = ByteBuffer.wrap(bytes);
        while (request.hasRemaining()) {
            if (channel.write(request) == 0) {
                if (System.nanoTime() > deadline) {
                    throw late(time);
                }
                // Nobody reads: a full buffer is no reason to keep a processor busy.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private String receive(long deadline, Duration time) throws IOException, SandboxException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (flooded) {
                throw ended();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw late(time);
            }
            selector.select(Math.min(left, 500));
            selector.selectedKeys().clear();
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw ended();
            }
            line.write(buffer.array(), 0, count);
            if (line.size() > LONGEST_REPLY) {
                throw broken();
            }
            if (count > 0 && buffer.array()[count - 1] == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private SandboxException late(Duration time) {
        boolean inAll = System.nanoTime() >= end;
        close();
        return new SandboxException(
                inAll
                        ? limits.tooLong()
                        : "no answer after " + time.toSeconds() + " s; look for an endless loop");
    }

    private SandboxException ended() {
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int status = process.isAlive() ? -1 : process.exitValue();
        close();
        if (flooded) {
            return new SandboxException(
                    "more than "
                            + limits.outputBytes() / 1_000_000
                            + " MB was printed; take the print statements out of your loops");
        }
        String memory = limits.memory();
        if (status == OUT_OF_MEMORY || output().contains("OutOfMemoryError")) {
            return new SandboxException("the program ran out of memory (limit " + memory + ")");
        }
        // Java ends without a word when there is no memory left outside of its heap.
        return new SandboxException(
                "the program ended itself (exit status "
                        + status
                        + "); a solution must return, not call System.exit, and has limited memory"
                        + " ("
                        + memory
                        + ")");
    }

    private void drain() {
        byte[] bytes = new byte[1 << 14];
        try (InputStream stream = process.getInputStream()) {
            for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
                synchronized (output) {
                    output.write(bytes, 0, Math.min(count, KEPT_OUTPUT - output.size()));
                }
                if (printed.addAndGet(count) > limits.outputBytes()) {
                    flooded = true;
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The process is gone, and its output with it.
        }
    }

    /** Ends the process and all that it has started. */
    @Override
    public void close() {
        if (channel == null) {
            endAll();
        }
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(endWithRun);
        } catch (IllegalStateException e) {
            // The grader ends.
        }
        try {
            selector.close();
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(folder.resolve("socket"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // A leftover of a few bytes in the system's temporary folder.
        }
    }
}
