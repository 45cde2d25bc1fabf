package genlab.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
    @Test
    void itsNumbersAreThoseOfSplittableRandom() {
        for (long seed : new long[] {0, 1, -7, Long.MIN_VALUE}) {
            SplittableRandom expected = new SplittableRandom(seed);
            SeededRandom actual = new SeededRandom(seed);
            for (int i = 0; i < 1000; i++) {
                assertEquals(expected.nextLong(), actual.nextLong());
                assertEquals(expected.nextInt(), actual.nextInt());
                assertEquals(expected.nextInt(17), actual.nextInt(17));
                assertEquals(expected.nextDouble(), actual.nextDouble());
                assertEquals(expected.nextGaussian(), actual.nextGaussian());
            }
        }
    }

    @Test
    void aRestoredStateGivesTheSameNumbers() {
        SeededRandom random = new SeededRandom(5);
        random.nextGaussian();
        long state = random.state();
        double next = random.nextGaussian();
        random.restore(state);
        assertEquals(next, random.nextGaussian());
    }
}
