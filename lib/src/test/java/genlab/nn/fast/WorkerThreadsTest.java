package genlab.nn.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerThreadsTest {
    private static final int PARTS = WorkerThreads.most();

    private static int[] timesDone() {
        AtomicIntegerArray done = new AtomicIntegerArray(PARTS);
        WorkerThreads.share(PARTS, done::incrementAndGet);
        return IntStream.range(0, PARTS).map(done::get).toArray();
    }

    private static int[] once() {
        int[] once = new int[PARTS];
        Arrays.fill(once, 1);
        return once;
    }

    @Test
    void everyPartIsDoneOnceBeforeItReturns() {
        for (int i = 0; i < 20_000; i++) {
            assertArrayEquals(once(), timesDone());
        }
    }

    @Test
    void sleepingWorkersWakeUp() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Thread.sleep(2);
            assertArrayEquals(once(), timesDone());
        }
    }

    /** They belong to the thread group of the one who computed first, which may be interrupted. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void interruptedWorkersSleepOn() throws InterruptedException {
        assertArrayEquals(once(), timesDone());
        List<Thread> workers =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("genlab-worker-"))
                        .toList();
        assertEquals(PARTS - 1, workers.size());
        workers.forEach(Thread::interrupt);
        for (Thread worker : workers) {
            // One that can't sleep any more never waits.
            while (worker.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
        assertArrayEquals(once(), timesDone());
    }

    @Test
    void manyCallersShareTheWorkers() throws InterruptedException {
        AtomicIntegerArray right = new AtomicIntegerArray(4);
        Thread[] callers = new Thread[right.length()];
        for (int c = 0; c < callers.length; c++) {
            int caller = c;
            callers[c] =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 5_000; i++) {
                                    if (Arrays.equals(once(), timesDone())) {
                                        right.incrementAndGet(caller);
                                    }
                                }
                            });
            callers[c].start();
        }
        for (int c = 0; c < callers.length; c++) {
            callers[c].join();
            assertEquals(5_000, right.get(c));
        }
    }

    @Test
    void aFailureReachesTheCallerAndTheWorkersGoOn() {
        for (int i = 0; i < 100; i++) {
            RuntimeException e =
                    assertThrows(
                            RuntimeException.class,
                            () ->
                                    WorkerThreads.share(
                                            PARTS,
                                            part -> {
                                                if (part == PARTS - 1) {
                                                    throw new IllegalArgumentException("no");
                                                }
                                            }));
            assertTrue(e.getMessage().contains("no"));
        }
        assertArrayEquals(once(), timesDone());
    }

    /** Whoever catches it may use the memory that the other parts write to. */
    @Test
    void aFailureOfTheCallersPartWaitsForTheOthers() {
        for (int i = 0; i < 100; i++) {
            AtomicIntegerArray done = new AtomicIntegerArray(PARTS);
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            WorkerThreads.share(
                                    PARTS,
                                    part -> {
                                        done.incrementAndGet(part);
                                        if (part == 0) {
                                            throw new IllegalArgumentException("no");
                                        }
                                    }));
            for (int part = 0; part < PARTS; part++) {
                assertEquals(1, done.get(part));
            }
        }
    }
}
