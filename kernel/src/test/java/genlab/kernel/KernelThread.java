package genlab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A thread of a kernel, and how long it computed. */
record KernelThread(String name, double cpuMillis) {

    /** One that no cell uses: the JVM's that translate code or collect garbage. */
    private boolean isBeside() {
        return name.matches("(C[12] CompilerThre|VM |GC |Serial|G1 ).*");
    }

    /** The kernel's threads, by their first 15 characters; none if this system doesn't tell. */
    static List<KernelThread> of(Process process) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        List<KernelThread> threads = new ArrayList<>();
        if (!Files.isDirectory(tasks)) {
            return threads;
        }
        try (Stream<Path> folders = Files.list(tasks)) {
            for (Path folder : folders.toList()) {
                try {
                    String name = Files.readString(folder.resolve("comm")).strip();
                    String[] nanos = Files.readString(folder.resolve("schedstat")).split(" ");
                    threads.add(new KernelThread(name, Long.parseLong(nanos[0]) / 1e6));
                } catch (IOException e) {
                    // the thread has just ended
                }
            }
        }
        return threads;
    }

    /**
     * Processor time of the threads that run code of cells, which leaves out those of the JVM that
     * translate it or collect garbage, for they go on a little after every cell.
     */
    static double cpuMillis(Process process) throws IOException {
        return of(process).stream()
                .filter(thread -> !thread.isBeside())
                .mapToDouble(KernelThread::cpuMillis)
                .sum();
    }
}
