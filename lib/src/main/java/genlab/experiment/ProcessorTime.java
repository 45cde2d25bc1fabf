package genlab.experiment;

import java.lang.management.ManagementFactory;

/** The processor time of a thread: what else the machine does costs a run nothing. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /** What this thread has taken since it began, in seconds. */
    public static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
