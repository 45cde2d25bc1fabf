package genlab.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Consumer;

/**
 * Stops a piece of a cell that was interrupted, which sleeping, waiting and well-behaved library
 * code obeys, and else by force, as far as the JDK can: any code up to JDK 19, from then on the
 * loops of cells. Threads that the cell has started and those that work for its parallel streams
 * are stopped with it.
 */
final class Interruption {

    private static final long OBEY_MILLIS = 100;
    private static final long LONG_MILLIS = 500;
    private static final long STOP_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 20;

    private final CellThreads threads;
    private final Consumer<Boolean> stopLoops;

    Interruption(CellThreads threads, Consumer<Boolean> stopLoops) {
        this.threads = threads;
        this.stopLoops = stopLoops;
    }

    /**
     * Returns when it is gone or can't be stopped.
     *
     * @param run null if none runs: then the threads of earlier cells are stopped
     */
    void stop(CellThreads.Run run, List<Thread> others) throws InterruptedException {
        if (run != null) {
            stop(run);
        } else {
            for (Thread other : others) {
                other.join(OBEY_MILLIS);
                stop(other);
            }
        }
    }

    private void stop(CellThreads.Run run) throws InterruptedException {
        Thread own = run.thread();
        long interrupted = System.nanoTime();
        long ownRan = interrupted;
        long anyRan = interrupted;
        boolean told = false;
        int quiet = 0;
        while (quiet < 2) { // a helper may be between two tasks
            List<Thread> helpers = helpers(own);
            helpers.forEach(Thread::interrupt);
            boolean ownRuns = !run.endsWithin(0);
            if (ownRuns && millisSince(interrupted) >= OBEY_MILLIS) {
                if (told) {
                    own.interrupt(); // some swallow the first
                } else if (stop(own)) {
                    told = true;
                    if (ThreadStop.isPossible()) {
                        run.retire(); // it may hit late
                    }
                }
            }
            // Short tasks end without the cell that made them; within one the JVM may stop a thread
            // late, in the pool's own code.
            if (millisSince(ownRan) >= OBEY_MILLIS || millisSince(interrupted) >= LONG_MILLIS) {
                helpers.forEach(this::stop);
            }
            if (millisSince(interrupted) >= STOP_MILLIS
                    && !CellThreads.isCompiling(own.getStackTrace())) {
                if (ownRuns) {
                    run.abandon();
                }
                return;
            }
            ownRuns = !run.endsWithin(LOOK_MILLIS);
            if (ownRuns) {
                ownRan = System.nanoTime();
            }
            boolean anyRuns = ownRuns || !helpers.isEmpty();
            if (anyRuns) {
                anyRan = System.nanoTime();
            }
            // The pool may count a worker for ever that was stopped, so its word counts for a
            // while.
            boolean idle =
                    ForkJoinPool.commonPool().isQuiescent() || millisSince(anyRan) >= OBEY_MILLIS;
            quiet = anyRuns || !idle ? 0 : quiet + 1;
            Thread.sleep(1);
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /**
     * The threads that work for the cell besides its own: they execute a task of its parallel
     * streams, which may be library code alone, or it started them and they execute code of it.
     */
    private List<Thread> helpers(Thread own) {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return CellThreads.all(root).stream()
                .filter(thread -> thread != own)
                .filter(
                        thread ->
                                isWorker(thread)
                                        ? executes(thread, ForkJoinTask.class.getName())
                                        : threads.isNew(thread)
                                                && executes(thread, CellThreads.PIECES))
                .toList();
    }

    /** Whether a thread is in a method of a class whose name begins so. */
    private static boolean executes(Thread thread, String name) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(name));
    }

    private static boolean isWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }

    /**
     * Stops a thread that doesn't obey.
     *
     * @return whether it was told to stop
     */
    private boolean stop(Thread thread) {
        if (ThreadStop.isPossible()) {
            return ThreadStop.stop(thread);
        }
        if (CellThreads.isInKernelsCode(thread.getStackTrace())) {
            return false;
        }
        stopLoops.accept(true);
        thread.interrupt();
        return true;
    }
}
