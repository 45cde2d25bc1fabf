package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of cells by itself. */
@Timeout(1800)
class CellThreadsTest {

    private final CellThreads threads =
            new CellThreads(getClass().getClassLoader(), stopLoops -> {});

    @BeforeEach
    void begin() {
        threads.beginCell();
    }

    private Thread thread() throws Exception {
        return (Thread) threads.run(Thread::currentThread);
    }

    @Test
    void oneThreadRunsAllPieces() throws Exception {
        assertSame(thread(), thread());
    }

    /** What stops a piece by force may come late, when it has ended and the next one begins. */
    @Test
    @SuppressWarnings({"deprecation", "removal"}) // as the kernel does where the JDK still can
    void aPieceWhoseThreadWasStoppedBeforeItBeganRunsInAnother() throws Exception {
        assumeTrue(ThreadStop.isPossible(), "this JDK can't stop threads");
        for (int i = 0; i < 200; i++) {
            int piece = i;
            Thread before = thread();
            before.stop();
            assertEquals(piece, threads.run(() -> piece));
            assertNotSame(before, thread());
        }
    }
}
