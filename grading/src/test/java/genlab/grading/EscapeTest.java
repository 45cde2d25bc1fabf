package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What native code can do that has taken over the process, and what values can do. */
@org.junit.jupiter.api.Tag("slow")
class EscapeTest {

    @Test
    void nativeCodeFindsTheKernelsDoorsShut() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "numbers are x86-64's");
        try (Sandbox sandbox = Sample.sandbox()) {
            assertEquals(
                    List.of(),
                    sandbox.cell(
                            """
                            import com.sun.jna.*;
                            import java.util.*;
                            long call(long... numbers) {
                                Object[] arguments = new Object[7];
                                Arrays.fill(arguments, 0L);
                                for (int i = 0; i < numbers.length; i++) arguments[i] = numbers[i];
                                return NativeLibrary.getProcess().getFunction("syscall")
                                        .invokeLong(arguments);
                            }
                            List<String> open() {
                                Map<String, long[]> doors = new LinkedHashMap<>();
                                doors.put("getpid (allowed)", new long[] {39});
                                doors.put("socket of Unix (allowed)", new long[] {41, 1, 1});
                                doors.put("fork", new long[] {57});
                                doors.put("clone", new long[] {56, 17});
                                doors.put("clone3", new long[] {435});
                                doors.put("ptrace", new long[] {101});
                                doors.put("unshare of user", new long[] {272, 0x10000000L});
                                doors.put("setns", new long[] {308, 0});
                                doors.put("mount", new long[] {165});
                                doors.put("memfd_create", new long[] {319});
                                doors.put("io_uring_setup", new long[] {425, 8});
                                doors.put("io_setup", new long[] {206, 64});
                                doors.put("bpf", new long[] {321});
                                doors.put("perf_event_open", new long[] {298});
                                doors.put("userfaultfd", new long[] {323, 1});
                                doors.put("keyctl", new long[] {250});
                                doors.put("process_vm_readv of init", new long[] {310, 1});
                                doors.put("kernel's log", new long[] {103, 10});
                                doors.put("pidfd_open of init", new long[] {434, 1});
                                doors.put("kcmp", new long[] {312, 1, 1});
                                doors.put("open_tree", new long[] {428});
                                doors.put("fsopen", new long[] {430});
                                doors.put("shmget", new long[] {29, 0, 1 << 30, 01600});
                                doors.put("socket of netlink", new long[] {41, 16, 3});
                                doors.put("socket of packets", new long[] {41, 17, 3});
                                doors.put("socket of the kernel's ciphers", new long[] {41, 38, 5});
                                doors.put("socket of a virtual machine", new long[] {41, 40, 1});
                                List<String> open = new ArrayList<>();
                                doors.forEach((name, numbers) -> {
                                    if (call(numbers) >= 0) open.add(name);
                                });
                                return open;
                            }
                            /** Megabytes of shared memory, which no limit on data counts. */
                            double shared() {
                                double sum = 0;
                                while (sum < 16_384 && call(9, 0, 1L << 28, 3, 0x21, -1, 0) != -1) {
                                    sum += 256;
                                }
                                return sum;
                            }
                            """));
            assertEquals(
                    List.of("getpid (allowed)", "socket of Unix (allowed)"),
                    sandbox.call("open", List.of()).get("value"));
            Object shared = sandbox.call("shared", List.of()).get("value");
            assertTrue((Double) shared <= 2048, "MB of shared memory: " + shared);
        }
    }

    @Test
    void theProcessSeesNothingOfItsGrader(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = Sample.sandbox()) {
            assertEquals(
                    List.of(),
                    sandbox.cell(
                            """
                            import java.nio.file.*;
                            import java.util.*;
                            List<String> files() throws Exception {
                                List<String> files = new ArrayList<>();
                                try (var all = Files.list(Path.of("/proc/self/fd"))) {
                                    for (Path each : all.toList()) {
                                        try {
                                            files.add(Files.readSymbolicLink(each).toString());
                                        } catch (NoSuchFileException e) {
                                        }
                                    }
                                }
                                return files;
                            }
                            String firstToGo() throws Exception {
                                return Files.readString(Path.of("/proc/self/oom_score_adj")).strip();
                            }
                            List<String> breaches() {
                                List<String> found = new ArrayList<>();
                                for (String file : List.of("/proc/1/environ", "/proc/1/mem",
                                        "/proc/1/root/etc/passwd", "/proc/1/cwd/etc/passwd")) {
                                    try {
                                        if (Files.readAllBytes(Path.of(file)).length > 0) found.add(file);
                                    } catch (java.io.IOException | SecurityException e) {
                                    }
                                }
                                for (String file : List.of("/proc/self/oom_score_adj", "/proc/self/uid_map",
                                        "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger",
                                        "/proc/sys/vm/overcommit_memory")) {
                                    try {
                                        Files.writeString(Path.of(file), "-900");
                                        found.add("wrote " + file);
                                    } catch (java.io.IOException e) {
                                    }
                                }
                                try {
                                    Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
                                    machine.getMethod("attach", String.class)
                                            .invoke(null, "" + ProcessHandle.current().pid());
                                    found.add("attached to itself");
                                } catch (ReflectiveOperationException | LinkageError e) {
                                }
                                return found;
                            }
                            """));
            assertEquals(List.of(), sandbox.call("breaches", List.of()).get("value"));
            // When memory ends, the kernel ends this process, not the grader or a neighbour.
            assertEquals("1000", sandbox.call("firstToGo", List.of()).get("value"));
            for (Object file : (List<?>) sandbox.call("files", List.of()).get("value")) {
                assertTrue(
                        file.toString()
                                .matches(
                                        "/dev/(null|u?random)|(pipe|socket|anon_inode):.*|/lab/.*"
                                                + "|/usr/lib/.*|/proc/.*|/tmp/.*|.*/system-calls\\.bpf"),
                        file.toString());
            }
        }
    }

    /** A value is read once; whatever it turns into is judged as that. */
    @Test
    void valuesThatLieAreReadOnce() throws Exception {
        try (Sandbox sandbox = Sample.sandbox()) {
            assertEquals(
                    List.of(),
                    sandbox.cell(
                            """
                            import java.math.*;
                            import java.util.*;
                            class Liar extends AbstractList<Double> {
                                int reads;
                                public Double get(int i) { return (double) ++reads; }
                                public int size() { return 2 + Math.min(reads, 3); }
                            }
                            List<Double> list() { return new Liar(); }
                            record Twice(double first) {
                                static int reads;
                                public double first() { return ++reads; }
                            }
                            Twice twice() { return new Twice(4); }
                            class Odd extends Number {
                                public int intValue() { return 4; }
                                public long longValue() { return 4; }
                                public float floatValue() { return 4; }
                                public double doubleValue() { return Double.NaN; }
                                public String toString() { return "4"; }
                            }
                            Object odd() { return new Odd(); }
                            Object large() { return new BigDecimal("1e999999999"); }
                            Object forgedInfinity() { return Map.of("nonfinite", "4"); }
                            Object longName() { return Map.of("x".repeat(300), 4); }
                            Object bad() {
                                return new AbstractList<Object>() {
                                    public int size() { return 1; }
                                    public Object get(int i) { throw new Error("no"); }
                                };
                            }
                            Object text() { return "\\ud83d".repeat(3) + "\\u0000"; }
                            """));
            Object list = sandbox.call("list", List.of()).get("value");
            assertEquals(List.of(1.0, 2.0), ((List<?>) list).subList(0, 2));
            assertEquals(Map.of("first", 1.0), sandbox.call("twice", List.of()).get("value"));
            assertEquals(Double.NaN, sandbox.call("odd", List.of()).get("value"));
            assertEquals(Double.POSITIVE_INFINITY, sandbox.call("large", List.of()).get("value"));
            assertEquals(Double.NaN, sandbox.call("forgedInfinity", List.of()).get("value"));
            assertEquals("java.lang.Error: no", sandbox.call("bad", List.of()).get("error"));
            assertTrue(sandbox.call("text", List.of()).get("value") instanceof String);
            assertThrows(SandboxException.class, () -> sandbox.call("longName", List.of()));
        }
    }

    @Test
    void valuesWithoutEndAreLate() throws Exception {
        Limits limits = Limits.DEFAULT.withTimes(Duration.ofSeconds(60), Duration.ofSeconds(2));
        SandboxImage image = Images.isolated();
        for (String method : List.of("size() { while (true) { } }", "size() { return 1 << 30; }")) {
            try (Sandbox sandbox =
                    new Sandbox(
                            socket -> image.command(socket, limits),
                            limits,
                            System.nanoTime() + limits.total().toNanos())) {
                sandbox.cell(
                        "Object endless() { return new java.util.AbstractList<Double>() {"
                                + " public Double get(int i) { return 1.0; } public int "
                                + method
                                + " }; }");
                SandboxException end =
                        assertThrows(
                                SandboxException.class, () -> sandbox.call("endless", List.of()));
                assertTrue(
                        end.getMessage().matches("(?s).*(no answer after|out of memory|ended).*"),
                        end.getMessage());
            }
        }
    }

    /** Answers remembered from earlier calls, counters and constants earn nothing. */
    @Test
    void rememberedAnswersEarnNothing() throws Exception {
        Result result =
                Sample.grade(
                        Sample.notebook(
                                """
                                double[] last = {};
                                double[] square(double[] x) {
                                    boolean fits = x.length > 0 && last.length == x.length;
                                    double[] before = fits ? last : new double[x.length + 1];
                                    last = x.clone();
                                    return before;
                                }
                                """,
                                """
                                double remembered = 1;
                                double meanDistance(Matrix batch, double[] centre) {
                                    return remembered *= 10;
                                }
                                """));
        assertEquals(0, result.score(), result.report());
    }

    /** A helper may overload the method that is asked for, before or after it. */
    @Test
    void anOverloadedHelperDoesNoHarm() throws Exception {
        String helper = "double square(double x) { return x * x; }\n";
        for (String cell : List.of(helper + Sample.RIGHT_SQUARE, Sample.RIGHT_SQUARE + helper)) {
            Result result = Sample.grade(Sample.notebook(cell, Sample.RIGHT_MEAN_DISTANCE));
            assertEquals(16, result.score(), result.report());
        }
    }

    /** A submission that keeps all processors busy costs its neighbour time, and no points. */
    @Test
    void aGreedyNeighbourCostsNoPoints(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("honest.ipynb");
        Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE).write(file);
        try (Sandbox greedy = Sample.sandbox();
                Grader grader =
                        new Grader(Sample.assignment(), Images.isolated(), Limits.DEFAULT)) {
            greedy.cell(
                    """
                    int greed() {
                        int started = 0;
                        try {
                            for (; started < 90; started++) {
                                new Thread(() -> { while (true) Math.sin(1); }).start();
                            }
                        } catch (OutOfMemoryError e) {
                        }
                        return started;
                    }
                    """);
            CompletableFuture<Object> threads =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return greedy.call("greed", List.of()).get("value");
                                } catch (SandboxException e) {
                                    return e.getMessage();
                                }
                            });
            Result result = grader.grade(file, OptionalLong.empty());
            assertEquals(16, result.score(), threads.getNow("?") + "\n" + result.report());
            assertFalse(result.report().contains("no answer after"), result.report());
        }
    }
}
