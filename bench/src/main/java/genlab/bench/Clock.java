package genlab.bench;

/** Measures time. */
final class Clock {
    private Clock() {}

    /** The seconds of the fastest of some rounds. */
    static double fastest(int rounds, Runnable round) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            round.run();
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
        }
        return fastest;
    }
}
