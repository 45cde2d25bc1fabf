package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values and output of the running kernel, seen from Jupyter's side, and what it hides. */
@Tag("slow")
@Timeout(1800)
class KernelTest extends RunningKernel {

    /** How a notebook begins. */
    static final String SETUP =
            """
            import genlab.charts.*;
            import genlab.metrics.*;
            import genlab.models.*;
            import genlab.nn.*;
            import genlab.notebook.*;
            import genlab.preprocessing.*;
            import genlab.data.*;
            import genlab.sampling.*;
            import genlab.training.*;
            import java.util.function.*;
            import java.util.random.RandomGenerator;
            import java.util.stream.*;
            import org.nd4j.linalg.api.ndarray.INDArray;
            import org.nd4j.linalg.factory.Nd4j;
            import tech.tablesaw.api.*;

            Notebook.setup();

            record Student(double x) { double norm() { return x; } }
            var student = new Student(1);
            var students = List.of(student);
            var random = Randoms.seeded(1);
            int height(Student s) { return 1; }
            """;

    @Override
    String setup() {
        return SETUP;
    }

    @Override
    Path library(Path folder) throws Exception {
        return folder;
    }

    // ---- values

    @Test
    void showsValueOfLastExpression() throws Exception {
        assertEquals("42", kernel.run("int six = 6;\nsix * 7").value());
        assertNull(kernel.run("int seven = 7;").value());
        assertNull(kernel.run("six = 8").value(), "an assignment shows nothing");
        assertEquals("null", kernel.run("(String) null").value());
        assertNull(kernel.run("(String) null;").value(), "a semicolon says that it doesn't matter");
        assertEquals("hello", kernel.run("\"hello\"").value());
        assertEquals("3", kernel.run("2 + 1 // a comment").value());
    }

    @Test
    void valuesAreOfTheExpressionsOwnType() throws Exception {
        kernel.run("int one = 1, calls = 0;\nint call() { return ++calls; }");
        assertEquals("1.0", kernel.run("one == 1 ? 1 : 2.5").value());
        assertEquals("1.0", kernel.run("switch (one) { case 1 -> 1; default -> 2.5; }").value());
        assertEquals("a", kernel.run("one == 1 ? 'a' : 0").value());
        assertEquals("1.0", kernel.run("one == 1 ? Collections.max(List.of(1)) : 2.5").value());
        assertEquals("[]", kernel.run("List.of()").value());
        assertEquals("1", kernel.run("call()").value());
        assertEquals("1", kernel.run("calls").value(), "called once");
        assertEquals("null", kernel.run("null").value());
        Result nothing = kernel.run("System.out.println(call())");
        assertEquals("2\n", nothing.out());
        assertNull(nothing.value());
        assertEquals("7\n", kernel.run("Optional.of(7).ifPresent(System.out::println);").out());
        assertEquals("[3]", kernel.run("List<Integer> three = List.of(3); three").value());
        assertEquals("CompileError", kernel.run("() -> 1").errorName());
        Result wrong = kernel.run("one +\n  missing");
        String fault = "      missing\n      ^^^^^^^";
        assertTrue(wrong.traceback().endsWith(fault), wrong.traceback());
        Result failed = kernel.run("List.of(one)\n  .get(7)");
        assertEquals("IndexOutOfBoundsException", failed.errorName());
        assertTrue(failed.traceback().contains("line 2"), failed.traceback());
        assertEquals(1, failed.traceback().split("cell \\[", -1).length - 1, failed.traceback());
        failed = kernel.run("Integer none() { return null; }\nnone().intValue()");
        assertTrue(failed.errorValue().endsWith("\"none()\" is null"), failed.errorValue());
        failed = kernel.run("eval(\"1 / 0\")");
        assertEquals("ArithmeticException", failed.errorName());
        failed = kernel.run("// by zero\n1 / (one - 1)");
        assertTrue(failed.traceback().contains("line 2"), failed.traceback());
    }

    @Test
    void showsArraysByContent() throws Exception {
        assertEquals("[1.0, 2.5]", kernel.run("new double[] {1, 2.5}").value());
        Result matrix = kernel.run("new int[][] {{1, 2}, {3, 4}}");
        assertEquals("[[1, 2],\n [3, 4]]", matrix.value());
        assertTrue(matrix.value("text/html").contains("<td>4</td>"));
        assertTrue(kernel.run("new int[1000]").value().endsWith("... 900 more]"));
    }

    @Test
    void showsMapsAndImages() throws Exception {
        Result map = kernel.run("Map.of(\"a<b\", new int[] {1, 2})");
        assertTrue(map.value("text/html").contains("<th>a&lt;b</th><td>[1, 2]</td>"));
        Result image =
                kernel.run(
                        "new java.awt.image.BufferedImage(2, 2,"
                                + " java.awt.image.BufferedImage.TYPE_INT_RGB)");
        assertTrue(image.value("image/png").startsWith("iVBOR"));
    }

    @Test
    void showsValuesOfTheLibraries() throws Exception {
        Result table = kernel.run("Table.create(\"t\", DoubleColumn.create(\"x<y\", 1, 2.5))");
        assertTrue(table.value("text/html").contains("<th>x&lt;y</th>"), table.value("text/html"));
        assertTrue(table.value("text/html").contains("<td>2.5</td>"), table.value("text/html"));
        assertTrue(table.value().contains("2.5"), table.value());

        Result array = kernel.run("Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4.5f}})");
        assertTrue(array.value("text/html").contains("<td>4.5</td>"), array.value("text/html"));
        assertTrue(array.value().startsWith("INDArray [2, 2]"), array.value());

        Result matrix = kernel.run("Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4.5})");
        assertTrue(matrix.value("text/html").contains("<td>4.5</td>"), matrix.value("text/html"));
        assertTrue(matrix.value().contains("4.5"), matrix.value());

        for (String chart :
                List.of(
                        "Charts.histogram(Series.of(\"numbers\", Matrix.ofRows(new double[] {1},"
                                + " new double[] {2})))",
                        "tech.tablesaw.plotly.api.LinePlot.create(\"line\", Table.create("
                                + "DoubleColumn.create(\"x\", 1, 2), DoubleColumn.create(\"y\", 3,"
                                + " 4)), \"x\", \"y\")")) {
            Result figure = kernel.run(chart);
            assertEquals("ok", figure.status(), () -> chart + figure.reply());
            assertTrue(figure.value("text/html").contains("Plotly"), chart);
            assertFalse(figure.value().isBlank(), chart);
            assertFalse(figure.value().contains("<script"), "the text form is for reading");
        }
    }

    @Test
    void displaysAndUpdates() throws Exception {
        Result result =
                kernel.run(
                        "System.out.println(\"before\");\n"
                                + "String id = display(\"<b>1</b>\", \"text/html\");\n"
                                + "updateDisplay(id, \"<b>2</b>\", \"text/html\");\n"
                                + "System.out.println(\"after\");");
        List<String> types =
                result.outputs().stream()
                        .map(Message::type)
                        .filter(type -> !type.equals("status"))
                        .toList();
        assertEquals(
                List.of("execute_input", "stream", "display_data", "update_display_data", "stream"),
                types);
        JsonObject shown = result.of("display_data").get(0).content();
        JsonObject updated = result.of("update_display_data").get(0).content();
        assertEquals("<b>1</b>", shown.getAsJsonObject("data").get("text/html").getAsString());
        assertEquals("<b>2</b>", updated.getAsJsonObject("data").get("text/html").getAsString());
        assertEquals(shown.get("transient"), updated.get("transient"));
    }

    @Test
    void rendersInWantedForm() throws Exception {
        assertEquals(
                "<i>x</i>", kernel.run("render(\"<i>x</i>\", \"text/html\")").value("text/html"));
        assertEquals("x", kernel.run("render(\"x\")").value());
    }

    // ---- output

    @Test
    void allOf100000LinesArriveInOrderInFewMessages() throws Exception {
        String expected =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "line " + i + "\n")
                        .collect(Collectors.joining());
        Result result =
                kernel.run("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
        assertEquals(expected, result.out());
        assertTrue(result.of("stream").size() < 10_000, result.of("stream").size() + " messages");
    }

    @Test
    void outputWithoutEndIsCutAndSaysSo() throws Exception {
        Result result =
                kernel.run(
                        "for (int i = 0; i < 1_000_000; i++) System.out.println(\"line \" + i);");
        assertEquals(Console.LINE_LIMIT, result.out().lines().count());
        assertTrue(result.err().contains("[output cut: a cell shows at most 200,000 lines"));
        assertEquals("next\n", kernel.run("System.out.println(\"next\");").out());
    }

    @Test
    void keepsStreamsApartAndInOrder() throws Exception {
        Result result =
                kernel.run(
                        "System.out.print(\"a\"); System.err.print(\"b\");"
                                + " System.out.print(\"c\");");
        List<String> texts =
                result.of("stream").stream()
                        .map(Message::content)
                        .map(c -> c.get("name").getAsString() + " " + c.get("text").getAsString())
                        .toList();
        assertEquals(List.of("stdout a", "stderr b", "stdout c"), texts);
    }

    @Test
    void outputIsUtf8() throws Exception {
        assertEquals("π 生成 😀\n", kernel.run("System.out.println(\"π 生成 😀\");").out());
    }

    @Test
    void asksForInput() throws Exception {
        JsonObject content =
                KernelProcess.execution(
                        "String answer = new Scanner(System.in).nextLine();\nanswer");
        content.addProperty("allow_stdin", true);
        String id = kernel.send(kernel.shell, "execute_request", content);
        Message question = kernel.receive(kernel.stdin, KernelProcess.PATIENCE_MILLIS);
        assertEquals("input_request", question.type());
        JsonObject reply = new JsonObject();
        reply.addProperty("value", "forty-two");
        kernel.send(kernel.stdin, "input_reply", reply);
        assertEquals("forty-two", kernel.finish(id).value());
        Result refused = kernel.run("System.in.read()");
        assertEquals("IOException", refused.errorName());
    }

    // ---- security

    @Test
    void ignoresMessagesWithWrongSignature() throws Exception {
        HMACGenerator wrong = new HMACGenerator("hmac-sha256", "not the key");
        kernel.send(
                kernel.shell, "execute_request", KernelProcess.execution("int stolen = 1;"), wrong);
        kernel.shell.send("not a message at all");
        kernel.shell.sendMore("<IDS|MSG>");
        kernel.shell.send("too short");
        assertNull(kernel.receive(kernel.shell, 300));
        assertEquals("CompileError", kernel.run("stolen").errorName());
    }

    @Test
    void listensOnThisMachineOnly() throws Exception {
        if (!Files.exists(Path.of("/proc/net/tcp"))) {
            System.out.println("skipped: no /proc/net/tcp to look at");
            return;
        }
        List<String> sockets = Files.readAllLines(Path.of("/proc/net/tcp"));
        List<String> wide = Files.readAllLines(Path.of("/proc/net/tcp6"));
        for (int port : kernel.ports.values()) {
            String hex = String.format(":%04X", port);
            List<String> listening =
                    java.util.stream.Stream.concat(sockets.stream(), wide.stream())
                            .map(String::strip)
                            .filter(line -> line.split("\\s+")[1].endsWith(hex))
                            .filter(line -> line.split("\\s+")[3].equals("0A"))
                            .map(line -> line.split("\\s+")[1])
                            .toList();
            assertFalse(listening.isEmpty(), "port " + port);
            for (String address : listening) {
                assertTrue(
                        address.equals("0100007F" + hex)
                                || address.equals("0000000000000000FFFF00000100007F" + hex),
                        address);
            }
        }
    }

    @Test
    void keyAppearsInNoLog() throws Exception {
        assertFalse(kernel.log().contains(kernel.key));
    }

    /** The value of a cell's last expression is not kept for the compiler, nor in memory. */
    @Test
    void valuesOfExpressionsAreForgotten() throws Exception {
        for (int i = 0; i < 9; i++) { // of 200 MB each, in a heap of 1.5 GB
            Result result = kernel.run("new byte[200 << 20]");
            assertEquals("ok", result.status(), () -> "in round " + result.reply());
            assertTrue(result.value().startsWith("[0, 0"));
        }
        assertEquals("CompileError", kernel.run("$1").errorName());
    }
}
