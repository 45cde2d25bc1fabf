package genlab.nn.fast;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that share the parts of a computation of some tens of microseconds: one for every
 * processor but the caller's.
 *
 * <p>To wake a sleeping thread takes as long as such a part, so a worker that has just worked looks
 * out for more for a moment before it sleeps: a product of [512, 128] and [128, 128] takes 177
 * microseconds alone, 103 in two of these, 150 with Java's common pool. And nobody waits for a
 * worker that has not begun: on a busy machine the caller takes the part back and does it alone.
 */
final class WorkerThreads {
    /** How long a worker without work looks out for more. */
    private static final long NANOSECONDS_AWAKE = 100_000;

    /** Looks at a worker's part before the processor is offered to others. */
    private static final int LOOKS = 10_000;

    private static final Worker[] ALL = new Worker[Runtime.getRuntime().availableProcessors() - 1];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new Worker("genlab-worker-" + (i + 1));
            ALL[i].start();
        }
    }

    private WorkerThreads() {}

    /**
     * Shares the indices below a length, so many to each thread; the same ones every time.
     *
     * @param length how many indices, at least 1
     * @param wanted the most parts that are worth it, at least 1
     * @param work does the indices of a part
     */
    static void shareRanges(int length, long wanted, Loops.Range work) {
        int parts = (int) Math.min(Math.min(most(), length), wanted);
        share(
                parts,
                part ->
                        work.from(
                                (int) ((long) length * part / parts),
                                (int) ((long) length * (part + 1) / parts)));
    }

    /** The most parts that are of use: the number of processors. */
    static int most() {
        return ALL.length + 1;
    }

    /**
     * Does every part once and returns when all are done.
     *
     * @param parts how many, at most {@link #most()}
     * @param work does the part of a number, from 0
     * @throws IllegalStateException if a part failed in another thread
     */
    static void share(int parts, IntConsumer work) {
        if (parts == 1) {
            work.accept(0);
            return;
        }
        // where all processors have work already, as in a parallel stream, nobody has time to help
        boolean alone = ForkJoinTask.inForkJoinPool();
        Part[] offered = new Part[parts];
        for (int i = 1; i < parts && !alone; i++) {
            Part part = new Part(work, i);
            offered[i] = ALL[i - 1].offer(part) ? part : null;
        }
        try {
            work.accept(0);
        } finally {
            for (int i = 1; i < parts; i++) {
                if (offered[i] == null || ALL[i - 1].takeBack(offered[i])) {
                    work.accept(i);
                } else {
                    offered[i].await();
                }
            }
        }
    }

    private static final class Part {
        private final IntConsumer work;
        private final int number;
        private Throwable failure;
        private volatile boolean done;

        Part(IntConsumer work, int number) {
            this.work = work;
            this.number = number;
        }

        void run() {
            try {
                work.accept(number);
            } catch (Throwable e) {
                failure = e;
            }
            done = true;
        }

        void await() {
            for (int look = 0; !done; look++) {
                if (look < LOOKS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            if (failure != null) {
                throw new IllegalStateException("a part failed: " + failure, failure);
            }
        }
    }

    private static final class Worker extends Thread {
        private final AtomicReference<Part> next = new AtomicReference<>();

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        boolean offer(Part part) {
            boolean free = next.compareAndSet(null, part);
            if (free) {
                LockSupport.unpark(this);
            }
            return free;
        }

        boolean takeBack(Part part) {
            return next.compareAndSet(part, null);
        }

        @Override
        public void run() {
            long idleSince = System.nanoTime();
            while (true) {
                Part part = next.get();
                if (part != null && next.compareAndSet(part, null)) {
                    part.run();
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < NANOSECONDS_AWAKE) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park();
                    Thread.interrupted(); // meant for the caller; if it stayed, nothing would park
                    idleSince = System.nanoTime();
                }
            }
        }
    }
}
