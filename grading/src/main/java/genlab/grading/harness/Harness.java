package genlab.grading.harness;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import genlab.assignment.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The process inside the sandbox: runs cells, calls their methods, sends back what they return.
 *
 * <p>It knows nothing of tests or points, and nobody trusts it: the code it runs could take it
 * over, and would still only send answers. Requests and replies are lines of JSON over a Unix
 * socket of their own: {@code {"id": 3, "cell": source}} or {@code {"id": 4, "call": name,
 * "arguments": [...]}}, answered by {@code {"id": 3, "problems": [...]}}, {@code {"id": 4, "value":
 * ...}} or {@code {"id": 4, "error": text}}.
 */
public final class Harness {
    private Harness() {}

    /**
     * Serves requests until the other side hangs up.
     *
     * @param arguments the path of the Unix socket
     * @throws IOException if the socket can't be used
     */
    public static void main(String[] arguments) throws IOException {
        System.setIn(InputStream.nullInputStream());
        PrintStream out = System.out;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(arguments[0]));
            BufferedReader requests =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(channel), StandardCharsets.UTF_8));
            OutputStream replies = Channels.newOutputStream(channel);
            try (CellRunner cells = new CellRunner()) {
                for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                    String reply = reply(cells, line) + "\n";
                    // Whatever a solution did to this thread, or to System.out.
                    Thread.interrupted();
                    replies.write(reply.getBytes(StandardCharsets.UTF_8));
                    replies.flush();
                    out.flush();
                }
            }
        }
        // Threads that the cells have left behind would keep the process alive.
        System.exit(0);
    }

    private static String reply(CellRunner cells, String line) throws IOException {
        Map<?, ?> request = (Map<?, ?>) Values.read(new JsonReader(new StringReader(line)));
        String key;
        Object value;
        try {
            if (request.get("cell") instanceof String source) {
                key = "problems";
                value = Answer.of("", cells.run(source)).value();
            } else {
                key = "value";
                value =
                        Answer.of(
                                        "",
                                        cells.call(
                                                (String) request.get("call"),
                                                (List<?>) request.get("arguments")))
                                .value();
            }
        } catch (InvocationTargetException e) {
            key = "error";
            value = thrown(cells, (String) request.get("call"), e.getCause());
        } catch (NoSuchMethodException | IllegalArgumentException e) {
            key = "error";
            value = e.getMessage();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // What a value's own methods throw while it is read, or a class while it is loaded.
            key = "error";
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            value = root.toString();
        }
        if (Values.size(value) > Values.LARGEST) {
            key = "error";
            value = "an answer must have at most " + Values.LARGEST + " elements";
        }
        StringWriter reply = new StringWriter();
        JsonWriter json = new JsonWriter(reply);
        json.beginObject().name("id");
        Values.write(json, request.get("id"));
        json.name(key);
        Values.write(json, value);
        json.endObject();
        return reply.toString();
    }

    private static String thrown(CellRunner cells, String function, Throwable cause) {
        if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
            throw (VirtualMachineError) cause;
        }
        if (cause instanceof UnsupportedOperationException && cause.getMessage() == null) {
            // The instructor's adapter was called, it may be the student's method below it.
            return Arrays.stream(cause.getStackTrace())
                            .filter(frame -> frame.getClassName().startsWith("REPL.$JShell$"))
                            .map(StackTraceElement::getMethodName)
                            .filter(method -> !method.contains("$"))
                            .findFirst()
                            .orElse(function)
                    + " is not implemented yet: replace `throw new"
                    + " UnsupportedOperationException()` with your code";
        }
        if (cause.getClass().getName().startsWith("jdk.jshell.")) {
            return function
                    + " uses something that is not defined: "
                    + String.join(", ", cells.unresolved(function))
                    + "; only the cells of the assignment are graded, so put your own helpers into"
                    + " them";
        }
        return function
                + " threw "
                + cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
