package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The grader's end of the channel, when at the other end sits no harness but an enemy. */
class HostilePeerTest {
    /** For what never becomes an answer. */
    private static final Limits SHORT =
            Limits.DEFAULT.withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** For what is to be read and refused, on a busy machine too. */
    private static final Limits LONG =
            Limits.DEFAULT.withTimes(Duration.ofMinutes(10), Duration.ofMinutes(10));

    private static final int UNTIL_THE_END = 3_600_000;

    /** What the enemy sends as soon as it is called. */
    private interface Enemy {
        void answer(OutputStream out) throws IOException;
    }

    private static Enemy sends(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another id", sends("{\"id\": 2, \"value\": 1}\n"), "form of an answer"),
                lie("an id in text", sends("{\"id\": \"1\", \"value\": 1}\n"), "form of an answer"),
                lie("no id", sends("{\"value\": 1}\n"), "form of an answer"),
                lie("no object", sends("[1, 2]\n"), "form of an answer"),
                lie("no JSON", sends("passed: true\n"), "form of an answer"),
                lie("half a line", sends("{\"id\": 1, \"value\": [1, 2"), "no answer"),
                lie("an empty line", sends("\n"), "form of an answer"),
                lie("a number beyond double", sends("{\"id\":1,\"value\":1e999999999}\n"), "form"),
                lie(
                        "a number of a million digits",
                        sends("{\"id\":1,\"value\":" + "9".repeat(1_000_000) + "}\n"),
                        "form of an answer"),
                lie("NaN as such", sends("{\"id\":1,\"value\":NaN}\n"), "form of an answer"),
                lie(
                        "deep arrays",
                        sends("{\"id\":1,\"value\":" + "[".repeat(100_000) + "\n"),
                        "form of an answer"),
                lie(
                        "a text of a megabyte",
                        sends("{\"id\":1,\"value\":\"" + "x".repeat(1_000_000) + "\"}\n"),
                        "form of an answer"),
                lie(
                        "a name of a megabyte",
                        sends("{\"id\":1,\"value\":{\"" + "x".repeat(1_000_000) + "\":1}}\n"),
                        "form of an answer"),
                lie(
                        "more elements than allowed",
                        sends("{\"id\":1,\"value\":[" + "1,".repeat(1_000_001) + "1]}\n"),
                        "form of an answer"),
                lie(
                        "a line without end",
                        out -> {
                            byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
                            while (true) {
                                out.write(spaces);
                            }
                        },
                        "form of an answer"),
                lie(
                        "a byte every now and then",
                        out -> {
                            while (true) {
                                out.write(' ');
                                pause(20);
                            }
                        },
                        "no answer"),
                lie("silence", out -> pause(UNTIL_THE_END), "no answer"));
    }

    private static Arguments lie(String name, Enemy enemy, String reason) {
        return Arguments.of(name, enemy, reason);
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void isNoAnswer(String name, Enemy enemy, String reason) throws Exception {
        Limits limits = reason.equals("no answer") ? SHORT : LONG;
        try (Sandbox sandbox = facing(enemy, limits)) {
            SandboxException found =
                    assertThrows(
                            SandboxException.class, () -> sandbox.call("square", List.of(2.0)));
            assertTrue(found.getMessage().contains(reason), found.getMessage());
            assertTrue(found.getMessage().length() < 300, found.getMessage());
            assertTrue(!sandbox.handle().isAlive(), "its process lives on");
        }
    }

    /** Answers in stock are answers all the same: given before the question was known. */
    @Test
    void answersBeforeTheQuestionAreOnlyAnswers() throws Exception {
        String forged = "{\"id\":1,\"value\":7}\n{\"id\":2,\"value\":8,\"score\":8}\n";
        Limits limits = SHORT.withTimes(Duration.ofSeconds(10), Duration.ofSeconds(10));
        try (Sandbox sandbox = facing(sends(forged), limits)) {
            assertEquals(7.0, sandbox.call("square", List.of(2.0)).get("value"));
            assertThrows(SandboxException.class, () -> sandbox.call("square", List.of(3.0)));
        }
    }

    /** A request larger than the socket's buffer, which nobody takes. */
    @Test
    void nobodyReads() throws Exception {
        List<Double> large = java.util.Collections.nCopies(900_000, 1.25);
        try (Sandbox sandbox = facing(out -> pause(UNTIL_THE_END), SHORT)) {
            SandboxException late =
                    assertThrows(SandboxException.class, () -> sandbox.call("f", List.of(large)));
            assertTrue(late.getMessage().startsWith("no answer after 1 s"), late.getMessage());
        }
    }

    /** A process that does nothing, and a connection to its grader that is the enemy's. */
    private static Sandbox facing(Enemy enemy, Limits limits) throws Exception {
        return new Sandbox(
                socket -> {
                    Thread thread = new Thread(() -> connect(socket, enemy), "enemy");
                    thread.setDaemon(true);
                    thread.start();
                    return List.of("sleep", "3600");
                },
                limits,
                System.nanoTime() + limits.total().toNanos());
    }

    private static void connect(Path socket, Enemy enemy) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.read(ByteBuffer.allocate(10));
            enemy.answer(Channels.newOutputStream(channel));
            pause(UNTIL_THE_END);
        } catch (IOException e) {
            // The grader has hung up.
        }
    }
}
