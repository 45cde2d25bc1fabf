package genlab.nn.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopsTest {
    private final Random random = new Random(1);

    private float[] normal(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Four chains, and what is left of a length that is no multiple of four. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 4", "2, 5", "1, 5", "0, 7", "3, 12"})
    void sumsOfEveryRangeAreRight(int from, int to) {
        float[] a = normal(12);
        float[] b = normal(12);
        double sum = 0;
        double products = 0;
        for (int i = from; i < to; i++) {
            sum += a[i];
            products += (a[i] - 0.5) * (b[i] + 2.0);
        }
        assertEquals(sum, Loops.sum(a, from, to), 1e-6);
        assertEquals(products, Loops.sumOfProducts(a, 0.5f, b, -2, from, to), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "3, 6", "7, 8"})
    void functionsOfARangeLeaveTheRestAlone(int from, int to) {
        float[] x = normal(8);
        float[] expected = new float[8];
        for (int i = from; i < to; i++) {
            expected[i] = (float) Math.log1p(Math.exp(x[i]));
        }
        float[] y = new float[8];
        FastMath.softplus(x, y, from, to);
        assertArrayEquals(expected, y, 1e-5f);
    }
}
