package genlab.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    /** Processor time is this thread's own: a busy machine changes neither side. */
    @Test
    void whatIsLeftOutDoesNotCount() {
        ProcessorTime all = new ProcessorTime();
        ProcessorTime some = new ProcessorTime();
        some.leaveOut(() -> work(0.1));
        assertTrue(some.seconds() < 0.05, "counted " + some.seconds());
        work(0.1);
        assertTrue(some.seconds() >= 0.1, "counted only " + some.seconds());
        assertTrue(all.seconds() >= 0.2, "counted only " + all.seconds());
    }

    private static void work(double seconds) {
        ProcessorTime time = new ProcessorTime();
        while (time.seconds() < seconds) {
            Thread.onSpinWait();
        }
    }
}
