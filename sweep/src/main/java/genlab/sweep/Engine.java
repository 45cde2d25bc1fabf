package genlab.sweep;

import java.util.List;
import java.util.Map;

/**
 * What does the runs: processes of a class that talks through a {@link Link}.
 *
 * @param name for the user: what the runs are done on
 * @param javaOptions options of the processes' virtual machines, besides {@link #JAVA_OPTIONS}
 * @param mainClass the class of the processes
 * @param arguments the class's arguments
 * @param processes how many processes
 * @param runsAtOnce how many runs each process is given at a time
 */
public record Engine(
        String name,
        List<String> javaOptions,
        String mainClass,
        List<String> arguments,
        int processes,
        int runsAtOnce) {

    /**
     * Options of a virtual machine that does runs: one processor, so that products are computed by
     * the run's own thread, in one piece on every machine.
     */
    public static final List<String> JAVA_OPTIONS =
            List.of(
                    "-XX:ActiveProcessorCount=1",
                    "-XX:+UseSerialGC",
                    "-Xmx1g",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dsun.misc.unsafe.memory.access=allow");

    /** Processes on this machine, one run after the other in each. */
    static Engine local(int workers) {
        return new Engine(
                workers == 1 ? "1 process" : workers + " processes",
                List.of(),
                Worker.class.getName(),
                List.of(),
                workers,
                1);
    }

    /** Makes the engine of a cluster; the module {@code sweep-spark} has one. */
    @FunctionalInterface
    public interface Provider {
        /**
         * Makes an engine for the runs of one sweep.
         *
         * @param master the cluster's address; empty for this machine
         * @param workers how many runs this machine does at a time, where it does them
         * @param settings the cluster's own settings, by name
         * @return an engine that is ready to start
         * @throws SweepException if the address is wrong or nobody answers there
         */
        Engine engine(String master, int workers, Map<String, String> settings)
                throws SweepException;
    }
}
