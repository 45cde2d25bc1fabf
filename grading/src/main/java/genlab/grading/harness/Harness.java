package genlab.grading.harness;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import genlab.assignment.Plain;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process inside the sandbox: runs cells, calls their methods, sends back what they return.
 *
 * <p>It knows nothing of tests or points, and nobody trusts it: the code it runs could take it
 * over, and would still only send answers. Requests and replies are lines of JSON over a Unix
 * socket of their own: {@code {"id": 3, "cell": source}}, {@code {"id": 3, "declarations":
 * source}}, {@code {"id": 4, "call": name, "arguments": [...]}} or {@code {"id": 5, "anew": ""}},
 * which forgets all cells, answered by {@code {"id": 3, "problems": [...], "thrown": whether by the
 * cell and not the compiler}}, {@code {"id": 4, "value": ..., "changed": [positions of arguments]}}
 * or {@code {"id": 4, "error": text}}.
 */
public final class Harness {
    private CellRunner cells = new CellRunner();

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
            Harness harness = new Harness();
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                String reply = harness.reply(line) + "\n";
                // Whatever a solution did to this thread, or to System.out.
                Thread.interrupted();
                replies.write(reply.getBytes(StandardCharsets.UTF_8));
                replies.flush();
                out.flush();
            }
        }
        // Threads that the cells have left behind would keep the process alive.
        System.exit(0);
    }

    private String reply(String line) throws IOException {
        Map<?, ?> request = (Map<?, ?>) Values.readRequest(new JsonReader(new StringReader(line)));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("id", request.get("id"));
        try {
            if (request.get("cell") instanceof String source) {
                reply.put("problems", Plain.of(cells.run(source)));
                reply.put("thrown", cells.hasThrown());
            } else if (request.get("declarations") instanceof String source) {
                cells.declare(source);
                reply.put("problems", List.of());
            } else if (request.containsKey("anew")) {
                cells.close();
                cells = new CellRunner();
            } else {
                String function = (String) request.get("call");
                CellRunner.Call call = cells.call(function, (List<?>) request.get("arguments"));
                reply.put("value", call.value());
                reply.put("changed", Plain.of(call.changed()));
            }
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof VirtualMachineError error
                    && !(cause instanceof StackOverflowError)) {
                throw error;
            }
            reply.put("error", cells.explain((String) request.get("call"), cause));
        } catch (NoSuchMethodException | IllegalArgumentException e) {
            reply.put("error", e.getMessage());
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // What a value's own methods throw while it is read, or a class while it is loaded.
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            reply.put("error", root.toString());
        }
        if (Plain.size(reply) > Values.LARGEST) {
            reply.remove("value");
            reply.put("error", "an answer must have at most " + Values.LARGEST + " elements");
        }
        StringWriter text = new StringWriter();
        Values.write(new JsonWriter(text), reply);
        return text.toString();
    }
}
