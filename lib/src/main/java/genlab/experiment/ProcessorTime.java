package genlab.experiment;

import genlab.nn.Require;
import java.lang.management.ManagementFactory;

/**
 * A clock of the processor time of the thread that starts it: what else the machine does costs a
 * run nothing.
 */
public final class ProcessorTime {
    private final double start = now();
    private double leftOut;

    /** Starts the clock. */
    public ProcessorTime() {}

    /** What the thread has taken since the start, in seconds, without what was left out. */
    public double seconds() {
        return now() - start - leftOut;
    }

    /** Does something that doesn't count, such as a look at a training on its way. */
    public void leaveOut(Runnable task) {
        Require.given("task", task);
        double before = now();
        task.run();
        leftOut += now() - before;
    }

    private static double now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
