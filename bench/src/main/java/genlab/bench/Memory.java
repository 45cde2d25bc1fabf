package genlab.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;

/**
 * What the steps of a workload take in memory, in bytes.
 *
 * @param peak at most in use at once on Java's heap, beside what stays between two steps
 * @param allocated by all threads for the arrays and objects of one step, or epoch
 * @param outside of the heap: buffers for OpenBLAS, which are kept, by all workloads so far
 */
record Memory(long peak, long allocated, long outside) {
    static final String HEADER =
            String.format(
                    "%-22s %10s %14s %14s",
                    "megabytes of a step", "at once", "in all", "outside heap");

    /** Nanoseconds between two collections, in which steps go on. */
    private static final int PAUSE = 5_000_000;

    /** Measures the steps or epochs that are timed otherwise, after as many that don't count. */
    static Memory of(Workload workload, boolean quick) {
        int amount = workload.amount(quick);
        workload.prepare(quick);
        workload.run(amount);
        long before = allocatedSoFar();
        workload.run(amount);
        long allocated = (allocatedSoFar() - before) / amount;
        long held = live();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Long> peak = CompletableFuture.supplyAsync(() -> largest(ended));
        workload.run(amount);
        ended.set(true);
        return new Memory(peak.join() - held, allocated, Pointer.totalBytes());
    }

    /** The largest heap that collections leave, at many moments. */
    private static long largest(AtomicBoolean ended) {
        long largest = 0;
        while (!ended.get()) {
            largest = Math.max(largest, live());
            LockSupport.parkNanos(PAUSE);
        }
        return largest;
    }

    private static long allocatedSoFar() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
    }

    /** What a collection leaves on the heap. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** A line of the table. */
    String line(Workload workload) {
        return String.format(
                Locale.ROOT,
                "%-22s %10.1f %14.1f %14.1f",
                workload.label(),
                peak / 1e6,
                allocated / 1e6,
                outside / 1e6);
    }
}
