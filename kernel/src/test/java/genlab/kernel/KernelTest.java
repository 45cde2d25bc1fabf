package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The running kernel, seen from Jupyter's side. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(600)
class KernelTest extends RunningKernel {

    /** How a notebook begins. */
    private static final String SETUP =
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

    // ---- errors

    @Test
    void compileErrorShowsLineAndCaret() throws Exception {
        Result result = kernel.run("int good = 1;\n\nint bad = good +\n    missing;");
        assertEquals("CompileError", result.errorName());
        assertEquals("line 4: cannot find symbol: variable missing", result.errorValue());
        int cell = result.reply().get("execution_count").getAsInt();
        assertEquals(
                "cell ["
                        + cell
                        + "], line 4: cannot find symbol: variable missing\n"
                        + "        missing;\n"
                        + "        ^^^^^^^",
                result.traceback());
        Message published = result.of("error").get(0);
        assertEquals(result.reply().get("evalue"), published.content().get("evalue"));
        assertEquals(result.reply().get("traceback"), published.content().get("traceback"));
    }

    @Test
    void syntaxErrorRunsNothing() throws Exception {
        Result result = kernel.run("System.out.println(\"ran\");\nint x = ;");
        assertEquals("", result.out());
        assertEquals("line 2: illegal start of expression", result.errorValue());
        Result open = kernel.run("for (int i = 0; i < 3; i++) {");
        assertEquals("CompileError", open.errorName());
        assertTrue(open.errorValue().startsWith("line 1: reached end of file"), open.errorValue());
    }

    @Test
    void exceptionShowsCausesAndLinesOfCells() throws Exception {
        int first =
                kernel.run(
                                "void fail(int x) {\n"
                                        + "    try {\n"
                                        + "        System.out.println(1 / x);\n"
                                        + "    } catch (ArithmeticException e) {\n"
                                        + "        throw new IllegalStateException(\"outer\", e);\n"
                                        + "    }\n"
                                        + "}")
                        .reply()
                        .get("execution_count")
                        .getAsInt();
        Result result = kernel.run("int a = 0;\nfail(\n    a);");
        int second = result.reply().get("execution_count").getAsInt();
        assertEquals("IllegalStateException", result.errorName());
        assertEquals("outer", result.errorValue());
        assertEquals(
                "java.lang.IllegalStateException: outer\n"
                        + "    throw new IllegalStateException(\"outer\", e);\n"
                        + "    at fail (cell ["
                        + first
                        + "], line 5)\n"
                        + "    at cell ["
                        + second
                        + "], line 2\n"
                        + "Caused by: java.lang.ArithmeticException: / by zero\n"
                        + "    at fail (cell ["
                        + first
                        + "], line 3)\n"
                        + "    at cell ["
                        + second
                        + "], line 2",
                result.traceback());
    }

    @Test
    void stackOverflowIsShort() throws Exception {
        Result result = kernel.run("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
        assertEquals("StackOverflowError", result.errorName());
        assertTrue(result.traceback().lines().count() < 20);
        assertTrue(result.traceback().contains("more"));
        assertEquals("2", kernel.run("1 + 1").value());
    }

    @Test
    void systemExitEndsTheCellOnly() throws Exception {
        kernel.run("int survivor = 5;");
        Result result = kernel.run("try { System.exit(3); } catch (Exception e) { }");
        assertEquals("SystemExit", result.errorName());
        assertTrue(result.errorValue().startsWith("System.exit(3) ended this cell only"));
        assertEquals("5", kernel.run("survivor").value());
    }

    @Test
    void failureOfToStringIsTheCells() throws Exception {
        Result result =
                kernel.run(
                        "class Broken { public String toString() { throw new"
                                + " IllegalStateException(\"no text\"); } }\n"
                                + "new Broken()");
        assertEquals("IllegalStateException", result.errorName());
        assertEquals("no text", result.errorValue());
    }

    @Test
    void exceptionOfAThreadIsToldInTheReadersLines() throws Exception {
        String failing =
                "Thread failing = new Thread(() -> {\n    throw new IllegalStateException(\"no\");\n});\n"
                        + "failing.start();\nfailing.join();";
        String told = KernelProcess.plain(kernel.run(failing).err());
        assertTrue(
                told.matches(
                        "Exception in thread \"Thread-\\d+\" java.lang.IllegalStateException: no\n"
                                + "    throw new IllegalStateException\\(\"no\"\\);\n"
                                + "    at cell \\[\\d+\\], line 2\n"),
                told);
        kernel.run(
                "Thread.setDefaultUncaughtExceptionHandler((t, e) -> System.out.print(\"mine\"))");
        assertEquals("mine", kernel.run(failing).out());
        kernel.run("Thread.setDefaultUncaughtExceptionHandler(null)");
    }

    @Test
    void queuedCellsAreAbortedAfterAnError() throws Exception {
        String failing =
                kernel.send(
                        kernel.shell,
                        "execute_request",
                        KernelProcess.execution(
                                "Thread.sleep(300); throw new RuntimeException(\"stop\");"));
        String queued =
                kernel.send(
                        kernel.shell, "execute_request", KernelProcess.execution("int no = 1;"));
        assertEquals("error", kernel.finish(failing).status());
        assertEquals("aborted", kernel.finish(queued).status());
        assertEquals("CompileError", kernel.run("no").errorName());
    }

    // ---- declarations

    @Test
    void redefinesStaticMethodWithNewSignature() throws Exception {
        kernel.run("static int half(int a) { return a / 2; }");
        assertEquals("2", kernel.run("half(5)").value());
        kernel.run("static double half(double a) { return a / 2; }");
        kernel.run("static double half(int a) { return a / 2.0; }");
        assertEquals("2.5", kernel.run("half(5)").value());
    }

    @Test
    void redefinesClassesThatDependOnEachOther() throws Exception {
        assertEquals(
                "ok",
                kernel.run("record Edge(Node to) { }\nrecord Node(List<Edge> edges) { }").status());
        kernel.run("Node node = new Node(List.of(new Edge(null)));");
        assertEquals("1", kernel.run("node.edges().size()").value());
        Result changed = kernel.run("record Edge(Node to, int weight) { }");
        assertEquals("ok", changed.status());
        assertEquals(
                "3",
                kernel.run("new Node(List.of(new Edge(null, 3))).edges().get(0).weight()").value());
        kernel.run("int use(int x) { return helper(x); }");
        kernel.run("int helper(int x) { return x + 1; }");
        assertEquals("3", kernel.run("use(2)").value());
        kernel.run("int helper(int x) { return x + 10; }");
        assertEquals("12", kernel.run("use(2)").value());
    }

    @Test
    void tellsWhatADeclarationLacks() throws Exception {
        Result method = kernel.run("int later() { return notYet; }");
        assertEquals("later() can be used once there is a variable notYet.\n", method.err());
        assertTrue(kernel.run("later()").errorValue().contains("needs variable notYet"));
        Result type = kernel.run("record Wrapper(NoSuchType value) { }");
        assertTrue(type.errorValue().contains("Wrapper needs class NoSuchType"), type.errorValue());
    }

    @Test
    void variablesOfARedefinedClassSayThatTheyLostTheirValues() throws Exception {
        kernel.run("class Shape { int corners = 3; }\nShape shape = new Shape();");
        kernel.run("var inferred = new Shape();");
        String told = kernel.run("class Shape { int corners = 4; int sides = 4; }").err();
        for (String name : List.of("shape", "inferred")) {
            String line =
                    " has lost its value, because Shape was declared anew; run its cell again.";
            assertTrue(told.contains(name + line + "\n"), told);
        }
    }

    @Test
    void variableDeclaredAgainWithItsTypeLeavesTheOthersAlone() throws Exception {
        kernel.run("int rate = 1;\nclass Model { int trained = 7; int rate() { return rate; } }");
        kernel.run("var model = new Model();\nmodel.trained = 8;");
        assertEquals("", kernel.run("int rate = 5; // more").err());
        assertEquals("8 5", kernel.run("model.trained + \" \" + model.rate()").value());
        Result failed = kernel.run("\nint rate = Integer.parseInt(\"x\");");
        assertTrue(failed.traceback().contains("line 2"), failed.traceback());
        assertEquals("5", kernel.run("rate").value());
        assertEquals("6", kernel.run("int rate = rate + 1;\nrate").value(), "as in jshell");
        assertEquals("0.5", kernel.run("double rate = 0.5;\nrate").value());
    }

    @Test
    void suppressedExceptionsAreNamed() throws Exception {
        String failing =
                "var first = new Exception(\"a\");\n"
                        + "first.addSuppressed(new RuntimeException(\"b\"));\nthrow first;";
        String trace = kernel.run(failing).traceback();
        assertTrue(trace.endsWith("Suppressed: java.lang.RuntimeException: b"), trace);
        assertFalse(trace.contains("do_it$"), trace);
    }

    @Test
    void methodTellsWhyItDoesNotCompileAnyMore() throws Exception {
        kernel.run("String text = \"a\";\nint length() { return text.length(); }");
        kernel.run("int text = 3;");
        assertEquals(
                "line 2: length() doesn't compile any more: int cannot be dereferenced",
                kernel.run("length()").errorValue());
    }

    @Test
    void printfShowsNoValue() throws Exception {
        Result result = kernel.run("System.out.printf(\"%d%n\", 3);");
        assertEquals("3\n", result.out());
        assertEquals(null, result.value());
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
        // JShell reads the names of packages in the background, for a while after the start
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
