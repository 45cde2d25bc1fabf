package genlab.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import org.junit.jupiter.api.Test;

class UniformTest {
    @Test
    void samplesFillTheRange() {
        int count = 100_000;
        Matrix x = new Uniform(-1, 3, 1, Randoms.seeded(1)).draw(count);

        for (float value : x.values()) {
            assertTrue(value >= -1 && value < 3, "outside: " + value);
        }
        double deviation = 4 / Math.sqrt(12);
        assertEquals(1, x.mean(), 4 * deviation / Math.sqrt(count));
        assertEquals(deviation, x.standardDeviation(), 0.01);
    }

    @Test
    void theDefaultIsTheUnitInterval() {
        Matrix x = new Uniform(2, Randoms.seeded(1)).draw(1000);

        assertEquals("[1000, 2]", x.shape());
        assertEquals(0.5, x.mean(), 0.03);
    }

    @Test
    void rejectsAnEmptyRange() {
        var random = Randoms.seeded(1);
        assertThrows(IllegalArgumentException.class, () -> new Uniform(1, 1, 1, random));
        assertThrows(IllegalArgumentException.class, () -> new Uniform(0, Double.NaN, 1, random));
        assertThrows(IllegalArgumentException.class, () -> new Uniform(0, random));
    }
}
