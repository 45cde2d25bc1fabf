package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.kernel.KernelProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an interrupt stops in the running kernel: everything of the cell, and nothing else. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class InterruptTest extends RunningKernel {

    /** Only against waiting for ever. */
    private static final int TRIES = 2_000;

    @Override
    List<String> jvmOptions() {
        return List.of(); // what runs long runs as both compilers have made it
    }

    @Override
    String setup() {
        return """
        import genlab.models.*;
        import genlab.nn.*;
        import genlab.data.*;
        import genlab.sampling.*;
        import org.nd4j.linalg.factory.Nd4j;
        """;
    }

    /** Code that isn't a cell's: the kernel can't look into its loops on recent JDKs. */
    @Override
    Path library(Path folder) throws Exception {
        Path source = folder.resolve("Training.java");
        Files.writeString(
                source,
                """
                package library;
                public class Training {
                    /** Obeys an interrupt, as the kit's models do. */
                    public static double train(long seed) {
                        double sum = seed;
                        while (!Thread.interrupted()) {
                            for (int i = 1; i < 1000; i++) { sum += Math.sin(sum / i); }
                        }
                        throw new java.util.concurrent.CancellationException("interrupted");
                    }
                    public static void swallow(int interrupts) {
                        while (interrupts > 0) {
                            try {
                                Thread.sleep(100_000);
                            } catch (InterruptedException e) {
                                interrupts--;
                            }
                        }
                    }
                    public static void nap(double seconds) {
                        long end = System.nanoTime() + (long) (seconds * 1e9);
                        while (System.nanoTime() < end) { Thread.onSpinWait(); }
                    }
                    /** Takes a while to load, as native libraries do. */
                    public static class Natives {
                        public static final int VERSION = load();
                        private static int load() {
                            nap(0.6);
                            return 3;
                        }
                    }
                }
                """);
        compile(source, folder);
        return folder;
    }

    /** Runs a cell, interrupts it once it has begun, and holds what the reader was promised. */
    private Result interrupted(String code) throws Exception {
        return interrupted("", code);
    }

    /** The same, once the first part of the cell is done. */
    private Result interrupted(String first, String code) throws Exception {
        kernel.run("int kept = 11;");
        String started = "{" + first + " System.out.println(\"started\");\n" + code + " }";
        String id = kernel.send(kernel.shell, "execute_request", KernelProcess.execution(started));
        while (!kernel.published(KernelProcess.PATIENCE_MILLIS).type().equals("stream")) {
            // until it prints
        }
        Thread.sleep(100);
        kernel.interrupt();
        Result result = kernel.finish(id);
        assertEquals("Interrupted", result.errorName());
        assertEquals(
                "the cell was interrupted; variables keep the values they had",
                result.errorValue());
        assertGone();
        assertEquals("11", kernel.run("kept").value());
        return result;
    }

    private void assertGone() throws Exception {
        if (KernelThread.of(kernel.process).isEmpty()) {
            System.out.println("skipped: no /proc to tell what the kernel's threads do");
            return;
        }
        // a thread that has ended in Java has a last moment in the system
        List<String> cells = threadsOfCells();
        double busy = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES && (!cells.isEmpty() || busy != 0); i++) {
            double before = KernelThread.cpuMillis(kernel.process);
            Thread.sleep(50);
            busy = Math.floor((KernelThread.cpuMillis(kernel.process) - before) / 10);
            cells = threadsOfCells();
        }
        assertEquals(List.of(), cells, "threads of the cell");
        assertEquals(0, busy, "something still computes");
    }

    /** Those beside the one that runs all cells. */
    private List<String> threadsOfCells() throws Exception {
        List<String> names =
                new ArrayList<>(
                        KernelThread.of(kernel.process).stream()
                                .map(KernelThread::name)
                                .filter(name -> name.equals("cell") || name.equals("helper"))
                                .toList());
        names.remove("cell");
        return names;
    }

    @Test
    void stopsBusyLoop() throws Exception {
        interrupted("long n = 0;\nwhile (true) { n++; }");
    }

    @Test
    void stopsSleep() throws Exception {
        Result result = interrupted("Thread.sleep(100_000);");
        assertEquals(2, result.traceback().split("line 2", -1).length, result.traceback());
    }

    @Test
    void stopsPrintingLoop() throws Exception {
        interrupted("while (true) System.out.println(\"again\");");
    }

    @Test
    void stopsLoopThatSwallowsInterrupts() throws Exception {
        interrupted("while (true) { try { Thread.sleep(5); } catch (InterruptedException e) { } }");
    }

    @Test
    void stopsLibraryThatSwallowsInterrupts() throws Exception {
        interrupted("library.Training.swallow(5); while (true) { }");
    }

    @Test
    void stopsWaitingForAnotherThread() throws Exception {
        interrupted("Object never = new Object();\nsynchronized (never) { never.wait(); }");
        interrupted("new java.util.concurrent.CountDownLatch(1).await();");
        interrupted("new ArrayBlockingQueue<String>(1).take();");
    }

    @Test
    void stopsWaitingForALock() throws Exception {
        interrupted(
                """
                Object lock = new Object();
                Thread holder = new Thread(() -> {
                    synchronized (lock) {
                        try { Thread.sleep(100_000); } catch (InterruptedException e) { }
                    }
                }, "helper");
                holder.start();
                while (holder.getState() != Thread.State.TIMED_WAITING) { Thread.sleep(1); }
                synchronized (lock) { lock.wait(100_000); }
                """);
    }

    @Test
    void stopsThreadsOfTheCell() throws Exception {
        interrupted(
                "Thread worker = new Thread(() -> { while (true) { } }, \"helper\");\n"
                        + "worker.start();\n"
                        + "worker.join();");
    }

    @Test
    void stopsTasksOfAnExecutor() throws Exception {
        interrupted(
                """
                ExecutorService pool = Executors.newFixedThreadPool(2, code -> {
                    Thread thread = new Thread(code, "pool");
                    thread.setDaemon(true);
                    return thread;
                });
                for (int i = 0; i < 10; i++) {
                    int seed = i;
                    pool.submit(() -> library.Training.train(seed));
                }
                Thread.sleep(100_000);
                """);
    }

    @Test
    void stopsParallelStreams() throws Exception {
        interrupted(
                "java.util.stream.IntStream.range(0, 40).parallel().forEach(i -> { while (true) { }"
                        + " });");
        interrupted(
                "java.util.stream.IntStream.range(0, 40).parallel()"
                        + ".mapToDouble(i -> library.Training.train(i)).sum();");
        interrupted(
                "java.util.stream.LongStream.range(0, 40).parallel()"
                        + ".mapToDouble(library.Training::train).sum();");
    }

    /** A thread that is stopped within the code of the pool would leave it unusable. */
    @Test
    void poolOfParallelStreamsStaysUsable() throws Exception {
        for (int i = 0; i < 5; i++) {
            interrupted(
                    "while (true) {"
                            + " java.util.stream.IntStream.range(0, 20_000).parallel()"
                            + ".map(i -> i * 2).sum(); }");
            Result result = kernel.run("ForkJoinPool.commonPool().submit(() -> 7).get()");
            assertEquals("7", result.value(), () -> "after interrupt: " + result.reply());
        }
    }

    /**
     * The library's own threads start with the first product, and would belong to a cell that is
     * interrupted.
     */
    @Test
    void stopsTraining() throws Exception {
        interrupted(
                "var data = Gaussian.standard(2, Randoms.seeded(1)).draw(256);"
                        + " var gan = Gan.builder(2, 2).build(Randoms.seeded(2));"
                        + " gan.train(data, 1);",
                "gan.train(data, 1_000_000);");
        interrupted(
                "var images = Matrix.filled(256, 784, 0.5);"
                        + " var vae = Vae.builder(784, 2).build(Randoms.seeded(1));"
                        + " vae.train(images, 1);",
                "vae.train(images, 1_000_000);");
        assertProductsAreRight();
    }

    @Test
    void stopsNativeProducts() throws Exception {
        interrupted(
                "var layer = new Dense(800, 800, Randoms.seeded(1));"
                        + " var x = Matrix.filled(800, 800, 0.5);",
                "while (true) { layer.forward(x); }");
        interrupted("var x = Nd4j.rand(800, 800); x.mmul(x);", "while (true) { x.mmul(x); }");
        assertProductsAreRight();
    }

    private void assertProductsAreRight() throws Exception {
        String layer = "new Dense(Matrix.filled(300, 300, 1), Matrix.zeros(1, 300))";
        String product = layer + ".forward(Matrix.filled(300, 300, 1)).matrix()";
        assertEquals("300.0", kernel.run(product + ".mean()").value());
        product = "Nd4j.ones(300, 300).mmul(Nd4j.ones(300, 300))";
        assertEquals("300.0", kernel.run(product + ".meanNumber()").value());
    }

    @Test
    void letsALibraryLoadToItsEnd() throws Exception {
        interrupted("int version = library.Training.Natives.VERSION;\nwhile (true) { }");
        assertEquals("3", kernel.run("library.Training.Natives.VERSION").value());
    }

    @Test
    void outputOfOtherThreadsReachesTheCell() throws Exception {
        Result result =
                kernel.run(
                        "java.util.stream.IntStream.range(0, 1000).parallel()"
                                + ".forEach(i -> System.out.println(\"line \" + i));");
        assertEquals(1000, result.out().lines().distinct().count());
    }

    @Test
    void stopsCellThatHasEvaluatedCode() throws Exception {
        interrupted("try { eval(\"1 + 1\"); } catch (Exception e) { }\nwhile (true) { }");
    }

    @Test
    void stopsCellThatIsDeclaring() throws Exception {
        interrupted(
                "try { for (int i = 0; i < 60; i++) { eval(\"class A\" + i + \" { }\"); } }"
                        + " catch (Exception e) { }\nwhile (true) { }");
    }

    @Test
    void stopsCellThatDeclaresForEver() throws Exception {
        interrupted("while (true) { try { eval(\"class A { }\"); } catch (Exception e) { } }");
    }

    @Test
    void stopsEvaluatedCode() throws Exception {
        interrupted("try { eval(\"while (true) { }\"); } catch (Exception e) { }");
    }

    @Test
    void reachesCellThatIsStillCompiled() throws Exception {
        String id =
                kernel.send(
                        kernel.shell,
                        "execute_request",
                        KernelProcess.execution("while (true) { }"));
        while (!kernel.published(KernelProcess.PATIENCE_MILLIS).type().equals("execute_input")) {
            // until it begins
        }
        kernel.interrupt();
        assertEquals("Interrupted", kernel.finish(id).errorName());
    }

    @Test
    void tellsOfLibraryCodeThatRunsOn() throws Exception {
        if (version(jdk()) < 20) {
            return; // there it is stopped too
        }
        String id =
                kernel.send(
                        kernel.shell,
                        "execute_request",
                        KernelProcess.execution(
                                "{ System.out.println(\"started\"); library.Training.nap(3); }"));
        while (!kernel.published(KernelProcess.PATIENCE_MILLIS).type().equals("stream")) {
            // until it prints
        }
        kernel.interrupt();
        Result result = kernel.finish(id);
        assertTrue(result.errorValue().contains("it goes on in the background"));
        assertEquals("2", kernel.run("1 + 1").value());
        assertGone();
    }

    @Test
    void tellsOfThreadsLeftRunning() throws Exception {
        Result result =
                kernel.run(
                        "Thread left = new Thread(() -> { try { Thread.sleep(60_000); } catch"
                                + " (InterruptedException e) { } }, \"counter\");\n"
                                + "left.start();");
        assertEquals(
                "still running in the background: counter (interrupting the kernel interrupts"
                        + " it)\n",
                result.err());
        assertEquals("", kernel.run("1").err());
        kernel.interrupt();
        assertEquals("false", kernel.run("left.join(); left.isAlive()").value());
    }

    @Test
    void declarationAfterAnInterruptedCellWorks() throws Exception {
        String id =
                kernel.send(
                        kernel.shell,
                        "execute_request",
                        KernelProcess.execution("Thread.sleep(100_000);"));
        while (!kernel.published(KernelProcess.PATIENCE_MILLIS).type().equals("execute_input")) {
            // until it begins
        }
        kernel.interrupt();
        assertEquals("Interrupted", kernel.finish(id).errorName());
        assertEquals("ok", kernel.run("record Declared(int i) { }").status());
    }
}
