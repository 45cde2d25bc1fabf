package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import genlab.kernel.KernelProcess.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Help while a cell is written, and other requests. */
@Tag("slow")
@Timeout(1800)
@TestMethodOrder(OrderAnnotation.class)
class HelpTest extends RunningKernel {

    @Override
    String setup() {
        return KernelTest.SETUP;
    }

    // ---- help while writing

    @Test
    void completes() throws Exception {
        kernel.run("String greeting = \"hello\";");
        JsonObject reply =
                kernel.ask("complete_request", "{code: 'greeting.subS', cursor_pos: 13}");
        assertEquals("ok", reply.get("status").getAsString());
        reply =
                kernel.ask(
                        "complete_request", "{code: 'int a = 1;\\ngreeting.subs', cursor_pos: 24}");
        assertTrue(
                strings(reply.getAsJsonArray("matches")).contains("substring("), reply.toString());
        assertEquals(20, reply.get("cursor_start").getAsInt());
        assertEquals(24, reply.get("cursor_end").getAsInt());
        reply =
                kernel.ask(
                        "complete_request",
                        "{code: 'var list = List.of(1);\\nlist.strea', cursor_pos: 33}");
        assertTrue(strings(reply.getAsJsonArray("matches")).contains("stream()"), reply.toString());
        reply = kernel.ask("complete_request", "{code: 'Math.nothingLikeIt', cursor_pos: 18}");
        assertEquals(0, reply.getAsJsonArray("matches").size());
        reply = kernel.ask("complete_request", "{code: '%ti', cursor_pos: 3}");
        assertEquals(List.of("%time"), strings(reply.getAsJsonArray("matches")));
    }

    /**
     * JShell's list of all classes takes a second of processor time, and is for completion only;
     * this is the first test, so that nobody has completed anything yet.
     */
    @Test
    @Order(1)
    void namesOfClassesAreReadOnceSomeoneCompletes() throws Exception {
        String read =
                """
                {
                    var field = Class.forName("jdk.jshell.SourceCodeAnalysisImpl")
                            .getDeclaredField("INDEXER");
                    field.setAccessible(true);
                    var indexer = (ThreadPoolExecutor) field.get(null);
                    System.out.print(indexer.getCompletedTaskCount() + indexer.getActiveCount() > 0);
                }
                """;
        assertEquals("false", ok(read).out());
        kernel.ask("complete_request", "{code: 'Math.m', cursor_pos: 6}");
        assertEquals("true", ok(read).out());
    }

    /** What a student types, and something that must be among the answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Charts.hist | histogram(",
                "GaussianMixture. | ring(",
                "new GaussianMix | GaussianMixture(",
                "Vae.builder(784, 2). | hidden(",
                "Activation.T | TANH",
                "Network net = Network.mlp(Activation. | RELU",
                "Preprocessing. | FOUR_MOMENTS",
                "Losses.bin | binaryCrossEntropy()",
                "Table.cr | create(",
                "Nd4j.ran | rand(",
                "random.nextG | nextGaussian(",
                "student. | norm()",
                "students.get(0). | x()",
                "students.stream().map(s -> s.no | norm()",
                "students.forEach(s -> System.out.println(s. | x()",
                "students.stream().map(Student:: | norm",
                "students.stream().mapToDouble(Student::n | norm",
                "Math.max( | height(",
                "height(stu | student",
                "String.form | format(",
                "for (Student s : students) { s. | norm()",
                "double[] xs = {1, 2}; xs.len | length",
                "import java.util.str | stream."
            })
    void completesWhatStudentsWrite(String code, String expected) throws Exception {
        JsonObject request = new JsonObject();
        request.addProperty("code", code);
        request.addProperty("cursor_pos", code.length());
        List<String> matches = List.of();
        // JShell reads the names of packages in the background, from the first request on
        for (int i = 0; i < 600 && !matches.contains(expected); i++) {
            Thread.sleep(i == 0 ? 0 : 100);
            matches =
                    strings(
                            kernel.ask("complete_request", request.toString())
                                    .getAsJsonArray("matches"));
        }
        assertTrue(matches.contains(expected), matches.toString());
        assertTrue(matches.size() < 100, matches.size() + " matches help nobody");
    }

    private static List<String> strings(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    @Test
    void inspects() throws Exception {
        for (String code : List.of("Math.max(", "Math.max", "int m = Math.max(1, 2);")) {
            int cursor = code.indexOf("max") + 2;
            JsonObject reply = inspect(code, code.endsWith("(") ? code.length() : cursor);
            assertTrue(reply.get("found").getAsBoolean(), code);
            String text = reply.getAsJsonObject("data").get("text/plain").getAsString();
            assertTrue(text.contains("double Math.max(double a, double b)"), text);
        }
        assertFalse(inspect("nothingOfThisName", 5).get("found").getAsBoolean());
    }

    private JsonObject inspect(String code, int cursor) throws Exception {
        JsonObject reply =
                kernel.ask(
                        "inspect_request",
                        "{code: '" + code + "', cursor_pos: " + cursor + ", detail_level: 0}");
        assertEquals("ok", reply.get("status").getAsString());
        return reply;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Charts.histogram( | Charts.histogram(Series... series)",
                "Gan.builder( | Gan.builder(int features, int latentSize)",
                "new GaussianMixture( | GaussianMixture(Matrix centres, double standardDeviation",
                "new Gaussian(4, 1.25, | Gaussian(double mean, double standardDeviation",
                "Activation.TANH | Activation.TANH",
                "Vae | genlab.models.Vae",
                "Randoms.seeded( | Randoms.seeded(long seed)",
                "display( | display(Object value"
            })
    void explainsWhatStudentsWrite(String code, String expected) throws Exception {
        String text =
                inspect(code, code.length())
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString();
        assertTrue(text.contains(expected), text);
    }

    @Test
    void inspectionShowsJavadocOfTheJdk() throws Exception {
        if (!Files.isReadable(jdk().resolve("lib").resolve("src.zip"))) {
            System.out.println("skipped: no sources (lib/src.zip) in " + jdk());
            return;
        }
        String text =
                inspect("Math.max(", 9).getAsJsonObject("data").get("text/plain").getAsString();
        assertTrue(text.contains("Returns the greater of two"), text);
    }

    @Test
    void inspectionShowsJavadocOfLibraries() throws Exception {
        String text =
                inspect("documented.Documented.twice(", 28)
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString();
        assertTrue(text.contains("Twice a number."), text);
        assertTrue(text.contains("param x any number"), text);
    }

    /** A library as the kit's: classes, and their sources in META-INF/sources. */
    @Override
    Path library(Path folder) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("META-INF").resolve("sources"));
        Path source = sources.resolve("documented").resolve("Documented.java");
        Files.createDirectories(source.getParent());
        Files.writeString(
                source,
                "package documented;\npublic class Documented {\n"
                        + "  /** Twice a {@code number}.\n   * @param x any number\n"
                        + "   * @return 2 x */\n"
                        + "  public static int twice(int x) { return 2 * x; }\n}");
        compile(source, folder);
        Path jar = folder.resolve("documented.jar");
        java.util.spi.ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file=" + jar,
                        "-C",
                        folder.toString(),
                        "documented",
                        "-C",
                        folder.toString(),
                        "META-INF/sources");
        return jar;
    }

    @Test
    void knowsWhetherCodeIsComplete() throws Exception {
        assertAll(
                () -> assertEquals("complete", completeness("int x = 1;")),
                () -> assertEquals("complete", completeness("1 + 1")),
                () -> assertEquals("incomplete", completeness("for (int i = 0; i < 3; i++) {")),
                () -> assertEquals("incomplete", completeness("int f(int x)")),
                () -> assertEquals("invalid", completeness("int x = ;")),
                () -> assertEquals("invalid", completeness("foo bar baz;")),
                () -> assertEquals("invalid", completeness("}")));
    }

    private String completeness(String code) throws Exception {
        return kernel.ask("is_complete_request", "{code: '" + code + "'}")
                .get("status")
                .getAsString();
    }

    @Test
    void remembersCells() throws Exception {
        kernel.run("int remembered = 77;");
        kernel.run("remembered");
        JsonObject tail =
                kernel.ask(
                        "history_request",
                        "{output: true, raw: true, hist_access_type: 'tail', n: 1}");
        assertEquals("ok", tail.get("status").getAsString());
        assertEquals(
                "[\"remembered\",\"77\"]",
                tail.getAsJsonArray("history").get(0).getAsJsonArray().get(2).toString());
        JsonObject search =
                kernel.ask(
                        "history_request",
                        "{output: false, raw: true, hist_access_type: 'search', n: 10,"
                                + " pattern: '*remembered = ??;', unique: true}");
        assertEquals(1, search.getAsJsonArray("history").size());
    }

    @Test
    void kernelInfoHasStatus() throws Exception {
        JsonObject info = kernel.ask("kernel_info_request", "{}");
        assertEquals("ok", info.get("status").getAsString());
        assertEquals("java", info.getAsJsonObject("language_info").get("name").getAsString());
    }

    // ---- wrong requests

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "execute_request | {}",
                "execute_request | {code: [1]}",
                "complete_request | {}",
                "complete_request | {code: 'Math.', cursor_pos: 99}",
                "complete_request | {code: 'Math.', cursor_pos: -1}",
                "inspect_request | {code: 'x', cursor_pos: 99, detail_level: 0}",
                "inspect_request | {code: 5}",
                "is_complete_request | {}",
                "history_request | {}",
                "history_request | {output: false, raw: true, hist_access_type: 'range', session:"
                        + " 9}",
                "history_request | {hist_access_type: 'search', pattern: '[', n: -1}",
                "comm_info_request | {target_name: 3}",
                "kernel_info_request | {nothing: 'of this'}"
            })
    void requestThatIsWrongIsAnswered(String type, String content) throws Exception {
        assertNotNull(kernel.ask(type, content).get("status"), content);
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void unknownRequestLeavesTheKernelIdle() throws Exception {
        String id =
                kernel.send(
                        kernel.shell,
                        "no_such_request",
                        JsonParser.parseString("{a: 1}").getAsJsonObject());
        Message message = kernel.published(KernelProcess.PATIENCE_MILLIS);
        while (!message.parent().toString().contains(id)
                || !message.content().toString().contains("idle")) {
            message = kernel.published(KernelProcess.PATIENCE_MILLIS);
            assertNotNull(message, "no status");
        }
        assertEquals("2", value("1 + 1"));
    }
}
