package genlab.grading;

import java.time.Duration;

/**
 * What a submission may use.
 *
 * @param start the longest that the sandbox may take to start, before any of the student's code
 *     runs; long, since a neighbour may keep the processors busy
 * @param cell the longest that one cell may run
 * @param call the longest that one call may take
 * @param total the longest that one submission may take in all, without the starts of its sandboxes
 * @param heapMegabytes the Java heap
 * @param memoryMegabytes all memory that is written to, heap included
 * @param diskMegabytes the private folder
 * @param threads the threads of the process, the Java runtime's own (some 20) included
 * @param outputBytes what may be printed before the process is ended
 */
record Limits(
        Duration start,
        Duration cell,
        Duration call,
        Duration total,
        int heapMegabytes,
        int memoryMegabytes,
        int diskMegabytes,
        int threads,
        long outputBytes) {

    /** What an ordinary assignment needs, with room to spare. */
    static final Limits DEFAULT =
            new Limits(
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(240),
                    512,
                    1536,
                    32,
                    96,
                    8_000_000);

    /** The same limits, with other times for a cell and a call. */
    Limits withTimes(Duration cell, Duration call) {
        return new Limits(
                start,
                cell,
                call,
                total,
                heapMegabytes,
                memoryMegabytes,
                diskMegabytes,
                threads,
                outputBytes);
    }

    /** What is told when a submission's time is over. */
    String tooLong() {
        return "the submission took longer than " + total.toSeconds() + " s in all";
    }

    /** How much memory there is, for people. */
    String memory() {
        return heapMegabytes + " MB of Java heap, " + memoryMegabytes + " MB in all";
    }
}
