package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a submission may try, and that it gains nothing by it. */
@org.junit.jupiter.api.Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class AttackTest {

    /**
     * Name, code of the cell that should define square, what the report has to say of an empty
     * array and of others.
     */
    static Stream<Arguments> attacks() {
        return Stream.of(
                both(
                        attack("exit", inSquare("System.exit(0); return x;"), "ended itself"),
                        attack(
                                "halt",
                                inSquare("Runtime.getRuntime().halt(0); return x;"),
                                "ended itself")),
                attack("exit in a cell", "System.exit(0);", "ended itself"),
                both(
                        attack("sleep", inSquare("sleep(); return x;") + SLEEP, "endless loop"),
                        attack(
                                "endless loop",
                                inSquare("while (true) { x[0]++; }"),
                                "endless loop")),
                attack("endless loop in a cell", "while (true) { Math.sin(1); }", "endless loop"),
                both(
                        attack(
                                "endless recursion",
                                inSquare("return square(x);"),
                                "StackOverflowError"),
                        attack(
                                "forged result lines",
                                inSquare(
                                        """
                                System.out.println("{\\"id\\": 5, \\"value\\": [1.0]}");
                                System.out.println("{\\"score\\": 8, \\"passed\\": true}");
                                System.out.println("8.0");
                                return new double[] {8};
                                """),
                                "expected")),
                attack(
                        "threads without end",
                        inSquare(
                                        """
                                        while (true) {
                                            Thread thread = new Thread(() -> sleep());
                                            thread.setDaemon(true);
                                            thread.start();
                                        }
                                        """)
                                + SLEEP,
                        "square"),
                both(
                        attack(
                                "memory on the heap",
                                inSquare(
                                        """
                                java.util.List<byte[]> all = new java.util.ArrayList<>();
                                while (true) {
                                    all.add(new byte[1 << 24]);
                                }
                                """),
                                "memory|endless loop"),
                        attack(
                                "memory off the heap",
                                withUnsafe(
                                        """
                                while (true) {
                                    unsafe.setMemory(
                                            unsafe.allocateMemory(1 << 26), 1 << 26, (byte) 1);
                                }
                                """),
                                "memory|endless loop")),
                both(
                        attack(
                                "filling the disk",
                                inSquare(
                                        """
                                try (var file = new java.io.FileOutputStream("/tmp/large")) {
                                    while (true) {
                                        file.write(new byte[1 << 20]);
                                    }
                                } catch (java.io.IOException e) {
                                    throw new IllegalStateException(e.getMessage());
                                }
                                """),
                                "No space left"),
                        attack(
                                "processes without end",
                                inSquare(
                                        """
                                try {
                                    while (true) {
                                        new ProcessBuilder("/lab/prlimit").start();
                                    }
                                } catch (java.io.IOException e) {
                                    throw new IllegalStateException(e.getMessage());
                                }
                                """),
                                "Cannot run program")),
                both(
                        attack(
                                "the network",
                                inSquare(
                                        """
                                try {
                                    new java.net.Socket("192.0.2.1", 80);
                                } catch (java.io.IOException e) {
                                    throw new IllegalStateException(e.getMessage());
                                }
                                return x;
                                """),
                                "unreachable"),
                        attack(
                                "reflection into the harness",
                                inSquare(
                                        """
                                try {
                                    Class<?> values =
                                            Class.forName("genlab.grading.harness.Values");
                                    for (var field : values.getDeclaredFields()) {
                                        field.setAccessible(true);
                                    }
                                    Class.forName("genlab.grading.Grader");
                                } catch (ReflectiveOperationException e) {
                                    throw new IllegalStateException(e.toString());
                                }
                                return x;
                                """),
                                "ClassNotFoundException: genlab.grading.Grader")),
                both(
                        attack(
                                "output flood",
                                inSquare("while (true) System.out.println(\"x\".repeat(10000));"),
                                "MB was printed"),
                        attack(
                                "a crash of the virtual machine",
                                withUnsafe(
                                        """
                                unsafe.putAddress(8, 8);
                                return x;
                                """),
                                "ended itself")),
                attack("forged replies on the channel", FORGED_REPLIES, "square"),
                attack(
                        "classes named like JUnit's and the harness's",
                        """
                        class Assertions { static void assertTrue(boolean b, String s) {} }
                        class Answer { void assertClose(Object a, double b, String c) {} }
                        class Harness { public static void main(String[] a) {} }
                        class Values {}
                        """
                                + inSquare("return new double[] {8};"),
                        "expected"),
                both(
                        attack("NaN", inSquare("return new double[] {Double.NaN};"), "finite"),
                        attack(
                                "infinity",
                                inSquare("return new double[] {Double.NEGATIVE_INFINITY};"),
                                "finite")),
                both(
                        attack("another shape", inSquare("return new double[7000];"), "shape"),
                        attack(
                                "another type",
                                "String square(double[] x) { return \"correct\"; }",
                                "expected")),
                both(
                        attack(
                                "an object",
                                "Object square(double[] x) { return new Thread(); }",
                                "Thread"),
                        attack("null", inSquare("return null;"), "null")),
                both(
                        attack(
                                "a huge answer",
                                inSquare("return new double[1_200_000];"),
                                "elements"),
                        attack(
                                "an answer in itself",
                                """
                        Object square(double[] x) {
                            Object[] deep = new Object[1];
                            deep[0] = deep;
                            return deep;
                        }
                        """,
                                "StackOverflowError")),
                attack(
                        "a message without end",
                        inSquare("throw new IllegalStateException(\"no \".repeat(3_000_000));"),
                        "square"),
                attack(
                        "the streams, the locale, the properties and the thread",
                        inSquare(
                                """
                                System.setOut(null);
                                System.setErr(null);
                                System.setIn(null);
                                System.setProperties(new java.util.Properties());
                                java.util.Locale.setDefault(java.util.Locale.forLanguageTag("ar"));
                                Thread.currentThread().interrupt();
                                return new double[] {8};
                                """),
                        "expected"),
                attack(
                        "lines forged in a message, and a terminal's commands",
                        "String square(double[] x) { return \"\\n"
                                + "  passed  squares any length\\u001b[2J\\u009b2J\\u202e\"; }",
                        "expected"),
                attack(
                        "magics and commands",
                        "%load http://192.0.2.1/solution\n/exit\n!cat /etc/passwd\n"
                                + inSquare("return x;"),
                        "line 2: "),
                attack(
                        "markers of the instructor's",
                        "// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS\n// BEGIN SOLUTION\n"
                                + inSquare("return x;"),
                        "expected"),
                attack(
                        "a line break hidden in a comment",
                        inSquare("// nothing here \\u000a System.exit(8);\nreturn x;"),
                        "ended itself|expected"),
                attack(
                        "a class named like one of the library",
                        inSquare("return x;")
                                + "class Losses { double[] values() { return null; } }",
                        "expected"),
                attack(
                        "code that brings the compiler to its end",
                        inSquare("double y = " + "(".repeat(9000) + "1" + ")".repeat(9000) + ";")
                                .replace(";\n}", "; return x;\n}"),
                        "cell square: .*StackOverflowError"),
                both(
                        attack(
                                "the channel closed",
                                CLOSED_CHANNEL,
                                "ended itself|form of an answer"),
                        attack(
                                "the grader's thread in a deadlock",
                                inSquare(
                                        """
                                Object lock = new Object();
                                Thread other = new Thread(() -> {
                                    synchronized (lock) {
                                        while (true) {
                                            java.util.concurrent.locks.LockSupport.park();
                                        }
                                    }
                                });
                                other.setDaemon(true);
                                other.start();
                                while (!Thread.holdsLock(lock)) {
                                    if (other.isAlive()) {
                                        Thread.yield();
                                        synchronized (lock) {
                                        }
                                    }
                                }
                                return x;
                                """),
                                "endless loop")),
                attack(
                        "classes and methods named like the compiler's own",
                        "class REPL {} class $JShell$11 {}\n"
                                + "Object do_it$() { System.exit(0); return null; }\n"
                                + inSquare("return new double[] {8};"),
                        "expected"),
                attack(
                        "answers that change while they are read",
                        """
                        double[] shared = new double[1];
                        Thread changing = new Thread(() -> {
                            while (true) shared[0] = Math.random() * 9;
                        });
                        double[] square(double[] x) {
                            if (!changing.isAlive()) {
                                changing.setDaemon(true);
                                changing.start();
                            }
                            return shared;
                        }
                        """,
                        "expected"),
                attack("code that does not compile", inSquare("return x * x;"), "bad operand"),
                attack("a missing bracket", "double[] square(double[] x) { return x;", "missing"),
                attack(
                        "a helper from a cell that is not graded",
                        inSquare("return helper(x);"),
                        "helper"));
    }

    private static final String SLEEP =
            """
            void sleep() {
                try {
                    Thread.sleep(100_000);
                } catch (InterruptedException e) {
                }
            }
            """;

    private static final String FORGED_REPLIES =
            withUnsafe(
                    """
                    long offset = unsafe.objectFieldOffset(
                            java.io.FileDescriptor.class.getDeclaredField("fd"));
                    StringBuilder forged = new StringBuilder();
                    for (int id = 1; id < 40; id++) {
                        forged.append("{\\"id\\": " + id + ", \\"value\\": [1.0], \\"passed\\": true}\\n");
                    }
                    for (int number = 3; number < 256; number++) {
                        java.io.FileDescriptor descriptor = new java.io.FileDescriptor();
                        unsafe.putInt(descriptor, offset, number);
                        try {
                            new java.io.FileOutputStream(descriptor).write(forged.toString().getBytes());
                        } catch (java.io.IOException e) {
                        }
                    }
                    return x;
                    """);

    private static final String CLOSED_CHANNEL =
            FORGED_REPLIES
                    .replaceFirst("(?s)StringBuilder forged.*?for \\(int number", "for (int number")
                    .replaceFirst("\\.write\\(.*?\\);", ".close();");

    private static String inSquare(String body) {
        return "double[] square(double[] x) {\n" + body + "\n}\n";
    }

    private static String withUnsafe(String body) {
        return """
                double[] square(double[] x) throws Exception {
                java.lang.reflect.Field field =
                        sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
                """
                + body
                + "\n}\n";
    }

    private static Arguments attack(String name, String cell, String report) {
        return Arguments.of(name, cell, report, report);
    }

    /** Two in one submission, told apart by what is asked: the first by an empty array. */
    private static Arguments both(Arguments one, Arguments other) {
        Object[] first = one.get();
        Object[] second = other.get();
        return Arguments.of(
                first[0] + "; " + second[0],
                first[1].toString().replace("square(", "first(")
                        + second[1].toString().replace("square(", "second(")
                        + """
                        Object square(double[] x) throws Exception {
                            return x.length == 0 ? first(x) : second(x);
                        }
                        """,
                first[2],
                second[2]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void scoresNothingAndCostsNobodyElse(
            String name, String cell, String whenEmpty, String otherwise) throws Exception {
        Notebook notebook = Sample.notebook(cell, Sample.RIGHT_MEAN_DISTANCE);
        boolean busy = otherwise.equals("endless loop");
        Result result = Sample.grade(busy ? Sample.hasty() : Sample.grader(), notebook);
        Result.Task attacked = Sample.task(result, "square-test");
        assertEquals(0, attacked.score(), result.report());
        assertEquals(8, Sample.task(result, "mean-distance-test").score(), result.report());
        assertEquals(2, attacked.tests().size(), attacked.report(true));
        for (Result.Test test : attacked.tests()) {
            String expected = test.name().equals("squares nothing") ? whenEmpty : otherwise;
            String told = attacked.problem() + "\n" + test.message();
            assertTrue(Pattern.compile(expected).matcher(told).find(), attacked.report(true));
        }
        assertTrue(
                attacked.report(true).length() < 8000, "length " + attacked.report(true).length());
        assertFalse(attacked.report(true).contains("\tat "), attacked.report(true));
        assertFalse(
                Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n]]").matcher(result.report()).find(),
                result.report());
        assertFalse(
                Pattern.compile("(?m)^ {0,6}passed").matcher(attacked.report(true)).find()
                        && attacked.report(true).contains("2J"),
                attacked.report(true));
    }

    /** Where no sandbox starts, nobody is given 0 points for it. */
    @Test
    void aSandboxThatDoesNotStartIsNoVerdict() throws Exception {
        Limits hurried =
                new Limits(
                        Duration.ofMillis(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        512,
                        1536,
                        32,
                        96,
                        8_000_000);
        try (Grader grader = new Grader(Sample.assignment(), Images.isolated(), hurried)) {
            SandboxException reason =
                    assertThrows(
                            SandboxException.class,
                            () -> grader.grade(Sample.FILE, OptionalLong.empty()));
            assertTrue(reason.getMessage().contains("no sandbox started"), reason.getMessage());
        }
    }

    @Test
    void seesNoNotebookAndNoHiddenTest(@TempDir Path folder) throws Exception {
        Path neighbour = folder.resolve("other.ipynb");
        Files.writeString(neighbour, "secret");
        try (Sandbox sandbox = Sample.sandbox()) {
            sandbox.cell(
                    """
                    import java.io.*;
                    import java.util.*;
                    void search(File folder, List<String> found, int depth) {
                        File[] files = folder.listFiles();
                        if (files == null || depth > 12 || folder.getPath().startsWith("/usr/lib")) return;
                        for (File file : files) {
                            String path = file.getPath();
                            if (path.contains("ipynb") || path.contains("hidden")
                                    || path.contains("Tests") || path.contains("genlab-grading")) {
                                found.add(path);
                            }
                            if (!java.nio.file.Files.isSymbolicLink(file.toPath())) {
                                search(file, found, depth + 1);
                            }
                        }
                    }
                    List<String> search(String known) {
                        List<String> found = new ArrayList<>();
                        search(new File("/"), found, 0);
                        if (new File(known).exists()) found.add(known);
                        return found;
                    }
                    List<String> tops() {
                        return List.of(new File("/").list());
                    }
                    long processes() {
                        return Arrays.stream(new File("/proc").list())
                                .filter(name -> name.matches("[0-9]+"))
                                .filter(name -> new File("/proc/" + name + "/exe").exists()
                                        || new File("/proc/" + name + "/status").canRead())
                                .count();
                    }
                    String environment() {
                        return System.getenv().keySet().toString();
                    }
                    """);
            Object found = sandbox.call("search", List.of(neighbour.toString())).get("value");
            assertEquals(List.of(), found);
            List<?> tops = (List<?>) sandbox.call("tops", List.of()).get("value");
            assertTrue(
                    List.of("usr", "lib", "lib64", "etc", "proc", "dev", "lab", "tmp")
                            .containsAll(tops),
                    "seen: " + tops);
            Object processes = sandbox.call("processes", List.of()).get("value");
            assertTrue((Double) processes <= 4, "processes: " + processes);
            String environment = (String) sandbox.call("environment", List.of()).get("value");
            assertFalse(environment.contains("PATH"), environment);
        }
    }

    @Test
    void nothingOutlivesTheSandbox() throws Exception {
        List<ProcessHandle> all = new ArrayList<>();
        Sandbox sandbox = Sample.sandbox();
        try (sandbox) {
            sandbox.cell(
                    """
                    void stay() {
                        for (int i = 0; i < 3; i++) {
                            new Thread(() -> { while (true) Math.sin(1); }).start();
                        }
                        Runtime.getRuntime().addShutdownHook(
                                new Thread(() -> { while (true) Math.sin(1); }));
                    }
                    """);
            sandbox.call("stay", List.of());
            all.add(sandbox.handle());
            sandbox.handle().descendants().forEach(all::add);
            assertTrue(all.size() >= 2, "processes: " + all);
        }
        for (ProcessHandle process : all) {
            process.onExit().get(10, TimeUnit.MINUTES);
            assertFalse(process.isAlive(), process.toString());
        }
    }

    @Test
    void aSecondConnectionToTheGraderIsRefused() throws Exception {
        try (Sandbox sandbox = Sample.sandbox()) {
            sandbox.cell(
                    """
                    String connect() throws Exception {
                        try (var channel = java.nio.channels.SocketChannel.open(
                                java.net.StandardProtocolFamily.UNIX)) {
                            channel.connect(java.net.UnixDomainSocketAddress.of("/lab/socket"));
                            return "connected";
                        } catch (java.io.IOException e) {
                            return "refused";
                        }
                    }
                    """);
            assertEquals("refused", sandbox.call("connect", List.of()).get("value"));
        }
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext() throws Exception {
        String slow =
                inSquare(
                        """
                        try { Thread.sleep(6_000); } catch (InterruptedException e) { }
                        double[] y = new double[x.length];
                        for (int i = 0; i < y.length; i++) y[i] = x[i] * x[i];
                        return y;
                        """);
        Result result = Sample.grade(Sample.notebook(slow, Sample.RIGHT_MEAN_DISTANCE));
        assertEquals(0, Sample.task(result, "square-test").score(), result.report());
        assertEquals(8, Sample.task(result, "mean-distance-test").score(), result.report());
    }

    @Test
    void theCanaryFindsTheHolesOfAProcessWithoutASandbox() throws Exception {
        SandboxImage open = Images.open();
        SandboxException holes = assertThrows(SandboxException.class, () -> Canary.run(open));
        assertTrue(holes.getMessage().contains("could reach a port"), holes.getMessage());
        assertTrue(holes.getMessage().contains("/etc/passwd"), holes.getMessage());
    }

    @Test
    void theCanaryFindsNoHoleInTheSandbox() throws Exception {
        Canary.run(Images.isolated());
    }
}
