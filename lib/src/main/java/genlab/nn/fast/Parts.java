package genlab.nn.fast;

import java.util.function.IntConsumer;

/** Shares many independent pieces of work, such as channels, among the processors. */
public final class Parts {
    /** Numbers moved or computed from which on a second thread is worth it. */
    private static final long WORTH_A_THREAD = 50_000;

    private Parts() {}

    /**
     * Does every piece once.
     *
     * @param pieces how many
     * @param numbers that are moved or computed in all pieces together
     * @param work does the piece of a number, from 0; pieces must not write to the same numbers
     */
    public static void each(int pieces, long numbers, IntConsumer work) {
        WorkerThreads.shareRanges(
                pieces,
                1 + numbers / WORTH_A_THREAD,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        work.accept(i);
                    }
                });
    }
}
