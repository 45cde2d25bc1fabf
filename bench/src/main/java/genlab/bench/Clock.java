package genlab.bench;

/** Measures time. */
final class Clock {
    private Clock() {}

    /** The seconds of the fastest of some rounds, after one that does not count. */
    static double fastest(int rounds, Runnable round) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= rounds; i++) {
            long start = System.nanoTime();
            round.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            fastest = i == 0 ? fastest : Math.min(fastest, seconds);
        }
        return fastest;
    }
}
