package genlab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/** Shows whether memory stays flat while the workloads train one after the other. */
final class Soak {
    private static final int LINES = 20;

    private Soak() {}

    /**
     * Trains for so many minutes, two rounds at least, and prints some twenty lines: the time, what
     * the process holds of the machine's memory, what Java's heap has in use after a collection,
     * and what native memory JavaCPP has handed out.
     *
     * @return the native bytes after the first round and at the end
     */
    static long[] run(double minutes, PrintStream out) throws IOException {
        for (Workload workload : Workload.values()) {
            workload.prepare(true);
        }
        out.println("minutes  resident MB  heap MB  native MB");
        long start = System.nanoTime();
        double printed = Double.NEGATIVE_INFINITY;
        long first = -1;
        double passed = 0;
        for (int round = 1; round <= 2 || passed < minutes; round++) {
            for (Workload workload : Workload.values()) {
                workload.run(workload.amount(true));
            }
            passed = (System.nanoTime() - start) / 60e9;
            if (passed >= printed + minutes / LINES || passed >= minutes) {
                printed = passed;
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                out.printf(
                        "%7.2f %12d %8d %10.1f%n",
                        passed,
                        residentMegabytes(),
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                        Pointer.totalBytes() / 1048576.0);
            }
            first = round == 1 ? Pointer.totalBytes() : first;
        }
        return new long[] {first, Pointer.totalBytes()};
    }

    /** From the system where it tells (Linux), otherwise JavaCPP's estimate. */
    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Pointer.physicalBytes() >> 20;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
