package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import genlab.kernel.KernelProcess.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells and requests that kernels die of, stay silent about, or are spoilt by. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class HardCellsTest extends RunningKernel {

    @Override
    String setup() {
        return """
        import java.util.concurrent.locks.*;
        import java.util.function.*;
        import java.util.stream.*;
        """;
    }

    @Override
    Path library(Path folder) {
        return folder;
    }

    private void assertSound() throws Exception {
        assertEquals("2", value("1 + 1"));
        assertEquals("runs\n", ok("System.out.println(\"runs\");").out());
    }

    // ---- code that the compiler fails on

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sizes(x -> x * 2)",
                "IntStream.range(0, 3).collect(() -> new ArrayList<Integer>(), (l, v) -> l.add(v))",
                "int kind(Object o) { return switch (o) { case Unknown u -> 1; default -> 2; }; }",
                "int part(Unknown u) { switch (u) { case A: return 1; default: return 2; } }",
                "@Repeatable(Many.class) @interface One { }"
            })
    void whatCrashesTheCompilerIsAnswered(String code) throws Exception {
        ok("int[] sizes(Function<Integer, Integer> f, int n) { return new int[n]; }");
        kernel.run(code);
        assertSound();
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.length());
        for (String request : List.of("is_complete", "complete", "inspect")) {
            JsonObject reply = kernel.ask(request + "_request", content.toString());
            assertNotNull(reply.get("status"), request);
        }
        assertSound();
    }

    @Test
    void crashOfTheCompilerIsAnError() throws Exception {
        ok("int[] count(Function<Integer, Integer> f, int n) { return new int[n]; }");
        Result result = kernel.run("count(x -> x * 2)");
        assertEquals("CompileError", result.errorName(), result.errorValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String large = \"LONG\"; | string too long",
                "\"LONG\" | string too long",
                "System.out.println(\"LONG\".length()); | string too long",
                "int large() { return \"LONG\".length(); } | string too long",
                "class Large { String s = \"LONG\"; } | string too long",
                "int LONG = 1; | too long",
                "int[] large = {MANY 1}; | too large",
                "{ int[] large = {MANY 1}; } | too large",
                "record Large(PARAMETERS int last) { } | too many parameters"
            })
    void whatIsTooLargeIsAnErrorAndSpoilsNothing(String code, String message) throws Exception {
        ok("int kept = 5;");
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            parameters.append("int p").append(i).append(", ");
        }
        String large =
                code.replace("LONG", "y".repeat(70_000))
                        .replace("MANY", "123456, ".repeat(20_000))
                        .replace("PARAMETERS", parameters);
        error(large, message);
        assertSound();
        assertEquals("5", value("kept"));
        assertEquals("CompileError", kernel.run("large").errorName(), "nothing is left of it");
    }

    @Test
    void wrongNumberOfArgumentsWithinAClassIsAnError() throws Exception {
        error("class Dog { void bark(int n) { } void twice() { bark(); } }", "method bark");
        error("new Dog()", "class Dog");
        error("void barks() { woof(1, 2); }\nvoid woof(int n) { }", "method woof");
        ok("int woofs() { return wow(1, 2); }\nint wow(int a, int b) { return a + b; }");
        assertEquals("3", value("woofs()"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Object", "Throwable", "java", "jdk"})
    void typesThatHideWhatEveryCellNeedsAreRefused(String name) throws Exception {
        error("class " + name + " { }", "a type can't be named so");
        assertSound();
    }

    // ---- what a failed cell leaves

    @Test
    void failedDeclarationLeavesWhatItWouldReplace() throws Exception {
        ok("int count = 5;\nint half() { return count / 2; }");
        ok("class Counter { int n = 1; int next() { return ++n; } }");
        ok("Counter counter = new Counter();\ncounter.next();");
        error("int count = \"a\";", "incompatible types");
        error("String count = missing;", "missing");
        error("int half() { return \"a\"; }", "incompatible types");
        error("class Counter { int n = \"a\"; }", "incompatible types");
        error("class Counter { int n = 1; void m(int k) { m(); } }", "method m");
        error("record Counter(Missing m) { }", "Missing");
        assertEquals("5 2 2", value("count + \" \" + half() + \" \" + counter.n"));
        assertEquals("3", value("counter.next()"));
        Result thrown = kernel.run("\nint count = Integer.parseInt(\"x\");");
        assertTrue(thrown.traceback().contains("line 2"), thrown.traceback());
        assertEquals("5", value("count"));
        assertEquals(
                "ArithmeticException",
                kernel.run("int half() { return 1 / 0; }\nhalf()").errorName());
    }

    @Test
    void valuesSurviveWhatNeedNotDestroyThem() throws Exception {
        ok("int train() { return 3; }\nvar trained = train();\nint typed = train();");
        assertEquals("", ok("int train() { return 4; }").err());
        assertEquals("3 3", value("trained + \" \" + typed"));
        assertEquals(
                "", ok("int train() { return IntStream.of(1, 2).map(i -> 2 * i).sum(); }").err());
        assertEquals("3 3 6", value("trained + \" \" + typed + \" \" + train()"));

        ok("double loss(double x) { return x; }");
        ok(
                "class Model { double weight = 1; double loss() { return -loss0(); }"
                        + " double loss0() { return weight; } }");
        ok("var model = new Model();\nmodel.weight = 9;");
        String edited =
                "class Model { double weight = 1; double loss() { return 2 * loss0(); }"
                        + " double loss0() { return weight; } }";
        assertEquals("", ok(edited).err());
        assertEquals("18.0", value("model.loss()"));

        ok("double scale(double x) { return x; }");
        ok("class Net { double w = 7; double out() { return scale(w); } }\nvar net = new Net();");
        ok("net.w = 8;");
        assertEquals("", ok("double scale(double x) { return 10 * x; }").err());
        assertEquals("80.0", value("net.out()"));
    }

    @Test
    void constantsOfAnEditedClassAreNew() throws Exception {
        ok("class Setting { static final int SIZE = 5; static int size = 5; }");
        ok("int sizes() { return Setting.SIZE + Setting.size; }");
        assertEquals("10", value("sizes()"));
        ok("class Setting { static final int SIZE = 6; static int size = 6; }");
        assertEquals("12", value("sizes()"));
    }

    // ---- one thread

    @Test
    void statementsShareOneThread() throws Exception {
        ok("ReentrantLock lock = new ReentrantLock();\nlock.lock();");
        ok("lock.unlock();");
        ok("ThreadLocal<String> local = ThreadLocal.withInitial(() -> \"none\");");
        ok("local.set(\"mine\");\nThread first = Thread.currentThread();");
        assertEquals("mine", value("local.get()"));
        assertEquals("true", value("first == Thread.currentThread()"));
        error("throw new IllegalStateException();", "");
        assertEquals("true", value("first == Thread.currentThread()"));
        assertEquals("true", value("eval(\"first == Thread.currentThread()\")"));
    }

    @Test
    void interruptedWaitLeavesTheThread() throws Exception {
        ok("Thread before = Thread.currentThread();");
        String id =
                kernel.send(
                        kernel.shell,
                        "execute_request",
                        KernelProcess.execution(
                                "System.out.println(\"started\"); Thread.sleep(100_000);"));
        awaitOutput();
        kernel.interrupt();
        assertEquals("Interrupted", kernel.finish(id).errorName());
        assertEquals("true", value("before == Thread.currentThread()"));
    }

    private void awaitOutput() throws Exception {
        while (!kernel.published(KernelProcess.PATIENCE_MILLIS).type().equals("stream")) {
            // until it prints
        }
    }

    @Test
    void scannerReadsOnAfterAnInterrupt() throws Exception {
        ok("Scanner scanner = new Scanner(System.in);");
        kernel.send(kernel.shell, "execute_request", input("scanner.nextLine()"));
        kernel.receive(kernel.stdin, KernelProcess.PATIENCE_MILLIS);
        kernel.interrupt();
        String id = kernel.send(kernel.shell, "execute_request", input("scanner.nextLine()"));
        kernel.receive(kernel.stdin, KernelProcess.PATIENCE_MILLIS);
        JsonObject reply = new JsonObject();
        reply.addProperty("value", "again");
        kernel.send(kernel.stdin, "input_reply", reply);
        assertEquals("again", kernel.finish(id).value());
    }

    private static JsonObject input(String code) {
        JsonObject content = KernelProcess.execution(code);
        content.addProperty("allow_stdin", true);
        content.addProperty("stop_on_error", false);
        return content;
    }

    // ---- what code of cells throws

    @Test
    void exceptionsThatMisbehaveAreToldNevertheless() throws Exception {
        error(
                "throw new RuntimeException() { public String getMessage() { throw new Error(); }"
                        + " };",
                "getMessage() failed");
        error(
                "throw new RuntimeException() { public Throwable getCause() { throw new Error(); }"
                        + " };",
                "");
        error(
                "Exception a = new Exception(\"a\"), b = new Exception(\"b\", a);\n"
                        + "a.initCause(b);\nthrow a;",
                "a");
        error(
                "Throwable deep = null;\n"
                        + "for (int i = 0; i < 100_000; i++) deep = new Error(\"e\" + i, deep);\n"
                        + "throw deep;",
                "e99999");
        error("throw new StackOverflowError();", "");
        error("throw new OutOfMemoryError(\"mine\");", "mine");
        error("throw null;", "");
        error(
                "class Mine { public String toString() { throw new Error(\"no text\"); } }\n"
                        + "new Mine()",
                "no text");
        error("class Deep { public String toString() { return \"\" + this; } }\nnew Deep()", "");
        error("Thread.currentThread().stop();", "");
        assertSound();
    }

    @Test
    void loopInGetMessageCanBeInterrupted() throws Exception {
        String id =
                kernel.send(
                        kernel.shell,
                        "execute_request",
                        KernelProcess.execution(
                                "throw new RuntimeException() { public String getMessage() {"
                                        + " System.out.println(\"started\"); while (true) { } } };"));
        awaitOutput();
        kernel.interrupt();
        assertEquals("error", kernel.finish(id).status());
        assertSound();
    }

    @Test
    void valueThatIsNotForJsonDoesNotEndTheOutput() throws Exception {
        kernel.run(
                "var data = new io.github.spencerpark.jupyter.kernel.display.DisplayData();\n"
                        + "data.putData(\"text/plain\", Thread.currentThread());\ndata");
        assertSound();
    }

    // ---- small things

    @Test
    void sealedTypesStandInOneCell() throws Exception {
        ok(
                "sealed interface Shape permits Circle, Square { }\n"
                        + "record Circle(double r) implements Shape { }\n"
                        + "record Square(double s) implements Shape { }");
        assertEquals("Circle[r=2.0]", value("Shape shape = new Circle(2);\nshape"));
        ok(
                "sealed interface Animal permits Cat, Dog, Bird { }\n"
                        + "final class Cat implements Animal { }\n"
                        + "non-sealed class Dog implements Animal { }\n"
                        + "non-sealed abstract class Bird implements Animal { abstract int wings(); }\n"
                        + "class Poodle extends Dog { }");
        assertEquals(
                "true",
                value(
                        "class Sparrow extends Bird { int wings() { return 2; } }\n"
                                + "new Sparrow() instanceof Animal && new Poodle() instanceof Animal"));
    }

    @Test
    void packageLineIsLeftOut() throws Exception {
        Result result = ok("// a file\npackage foo.bar;\n\nimport java.util.*;\nint answer = 42;");
        assertTrue(result.err().contains("package line"), result.err());
        assertEquals("42", value("answer"));
        error("package foo;\nint x = ;", "line 2");
    }

    @Test
    void finalVariablesStayAsTheyAre() throws Exception {
        ok("final int LIMIT = 5;\nint limit = 6;");
        for (String code :
                List.of(
                        "LIMIT = 6;",
                        "LIMIT++",
                        "--LIMIT;",
                        "{ if (true) LIMIT += 2; }",
                        "void raise() { LIMIT = 7; }")) {
            error(code, "final variable LIMIT");
        }
        assertEquals("true", value("LIMIT == 5 /* LIMIT = 6 */ && !\"LIMIT = 6\".isEmpty()"));
        ok("int twice(int LIMIT) { LIMIT *= 2; return LIMIT; }");
        assertEquals("8", value("twice(4)"));
        ok("limit = 7;");
        ok("final int LIMIT = 6;");
        assertEquals("6", value("LIMIT"));
    }

    @Test
    void lastDisplayShowsNoId() throws Exception {
        Result result = ok("display(\"x\");");
        assertNull(result.value());
        assertEquals(1, result.of("display_data").size());
        assertNotNull(ok("String id = display(\"x\");\nid").value());
    }

    @Test
    void listOfPicturesShowsThem() throws Exception {
        String picture = "new java.awt.image.BufferedImage(2, 2, 1)";
        String html = ok("List.of(" + picture + ", " + picture + ")").value("text/html");
        assertEquals(3, html.split("<img src=\"data:image/png;base64,iVBOR", -1).length, html);
        assertNull(ok("List.of(1, " + picture + ")").value("text/html"));
    }

    @Test
    void addressIsALink() throws Exception {
        Result result = ok("new URL(\"http://example.org/a?b=<c>&d\")");
        assertEquals("http://example.org/a?b=<c>&d", result.value());
        String address = "http://example.org/a?b=&lt;c&gt;&amp;d";
        assertEquals("<a href=\"" + address + "\">" + address + "</a>", result.value("text/html"));
    }

    @Test
    void printedStackTraceHasTheReadersLines() throws Exception {
        int cell =
                ok("void fails() {\n    throw new IllegalStateException(\"deep\");\n}")
                        .reply()
                        .get("execution_count")
                        .getAsInt();
        String err = ok("try { fails(); } catch (Exception e) { e.printStackTrace(); }").err();
        String trace =
                "java.lang.IllegalStateException: deep\n\tat fails (cell ["
                        + cell
                        + "], line 2)\n\tat the statement that runs now\n";
        assertEquals(trace, err);
        assertFalse(err.contains("genlab.kernel"), err);
    }

    @Test
    void unknownAnnotationIsToldAsOne() throws Exception {
        error("@Missing class Annotated { }", "needs annotation @Missing");
        error("@Missing void annotated() { }", "needs annotation @Missing");
    }
}
