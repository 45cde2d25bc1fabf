package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genlab.kernel.KernelProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel takes of the machine's memory, at most. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class MemoryTest {

    private static final long LIMIT_MEGABYTES = 2_048;

    /** A notebook that wants more than there is: of the heap, outside of it, and of classes. */
    @Test
    void staysWithinTwoGigabytes(@TempDir Path folder) throws Exception {
        KernelSpec spec = KernelSpecs.spec(Path.of(System.getProperty("java.home")), folder);
        try (KernelProcess kernel =
                new KernelProcess(spec, folder, "kernel.json", Map.of(), List.of())) {
            Path status = Path.of("/proc", Long.toString(kernel.process.pid()), "status");
            if (!Files.exists(status)) {
                System.out.println("skipped: this system doesn't tell a process's memory");
            }
            assumeTrue(Files.exists(status));
            Result full =
                    kernel.run(
                            "List<double[]> hoard = new ArrayList<>();\n"
                                    + "while (true) hoard.add(new double[1_000_000]);");
            assertEquals("OutOfMemoryError", full.errorName());
            assertTrue(full.traceback().contains("set those that you don't need to null"));
            run(kernel, "hoard.size() > 100", "true");
            run(kernel, "hoard.subList(0, 5).clear(); hoard.size() > 10", "true");
            run(
                    kernel,
                    """
                    import org.nd4j.linalg.factory.Nd4j;
                    double sum = 0;
                    for (int i = 0; i < 12; i++) {
                        sum += Nd4j.ones(25_000_000).getDouble(7); // 100 MB, not of the heap
                    }
                    sum
                    """,
                    "12.0");
            for (int i = 0; i < 40; i++) {
                run(
                        kernel,
                        "record R" + i + "(int x) {}\nvar r" + i + " = new R" + i + "(1);",
                        null);
            }
            run(kernel, "hoard = null;", null);
            run(kernel, "new double[50_000_000].length / 50", "1000000");
            long peak =
                    Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                            .findFirst()
                            .orElseThrow();
            System.out.println("the kernel took " + peak + " MB");
            assertTrue(peak < LIMIT_MEGABYTES, peak + " MB");
        }
    }

    private static void run(KernelProcess kernel, String code, String value) throws Exception {
        Result result = kernel.run(code);
        assertEquals("ok", result.status(), () -> code + result.reply());
        assertEquals(value, result.value());
    }
}
