package genlab.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
    @Test
    void givesTheNumbersOfTheJdksSplittableRandom() {
        for (long seed : new long[] {0, 1, -7, Long.MIN_VALUE, 1L << 40}) {
            RandomGenerator own = Randoms.seeded(seed);
            RandomGenerator jdks = new SplittableRandom(seed);
            for (int i = 0; i < 1_000; i++) {
                assertEquals(jdks.nextLong(), own.nextLong());
                assertEquals(jdks.nextInt(), own.nextInt());
                assertEquals(jdks.nextInt(10), own.nextInt(10));
                assertEquals(jdks.nextBoolean(), own.nextBoolean());
                assertEquals(jdks.nextFloat(), own.nextFloat());
                assertEquals(jdks.nextDouble(-3, 5), own.nextDouble(-3, 5));
                assertEquals(jdks.nextGaussian(), own.nextGaussian());
            }
        }
    }

    @Test
    void goesOnFromAnEarlierState() {
        SeededRandom random = Randoms.seeded(5);
        random.nextGaussian();
        long state = random.state();
        double next = random.nextGaussian();
        SeededRandom other = Randoms.seeded(9);
        other.restore(state);
        assertEquals(next, other.nextGaussian());
    }
}
