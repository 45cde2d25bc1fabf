package genlab.nn.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FastMathTest {
    private interface FloatFunction {
        float at(float x);
    }

    private static float softplus(float x) {
        float[] values = {x};
        FastMath.softplus(values, values, 0, values.length);
        return values[0];
    }

    /** Sweeps about a million floats of [from, to]. */
    private static void sweep(
            float from,
            float to,
            FloatFunction fast,
            DoubleUnaryOperator exact,
            double relative,
            double absolute) {
        float step = (to - from) / 1_000_003;
        for (int i = 0; i <= 1_000_003; i++) {
            float x = from + i * step;
            double expected = exact.applyAsDouble(x);
            double error = Math.abs(fast.at(x) - expected);
            assertTrue(
                    error <= relative * Math.abs(expected) + absolute,
                    () -> x + ": " + fast.at(x) + " instead of " + exact.applyAsDouble(x));
        }
    }

    @Test
    void tanhIsRightEverywhere() {
        sweep(-12, 12, FastMath::tanh, Math::tanh, 4e-7, 0);
        sweep(-1e-3f, 1e-3f, FastMath::tanh, Math::tanh, 4e-7, 0);
        sweep(-1e38f, 1e38f, FastMath::tanh, Math::tanh, 4e-7, 0);
    }

    @Test
    void sigmoidIsRightEverywhere() {
        DoubleUnaryOperator sigmoid = x -> 1 / (1 + Math.exp(-x));
        sweep(-20, 20, FastMath::sigmoid, sigmoid, 4e-6, 0);
        sweep(-2000, 2000, FastMath::sigmoid, sigmoid, 0, 1.2e-7);
        sweep(-1e-3f, 1e-3f, FastMath::sigmoid, sigmoid, 0, 1.2e-7);
    }

    @Test
    void softplusIsRightEverywhere() {
        DoubleUnaryOperator softplus = x -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
        sweep(-20, 20, FastMathTest::softplus, softplus, 5e-6, 0);
        sweep(-2000, 2000, FastMathTest::softplus, softplus, 2e-7, 2e-7);
    }

    @Test
    void neverLeavesTheRange() {
        for (float x = -40; x < 40; x += 1e-4f) {
            assertTrue(Math.abs(FastMath.tanh(x)) <= 1);
            float sigmoid = FastMath.sigmoid(x);
            assertTrue(sigmoid >= 0 && sigmoid <= 1);
            assertTrue(softplus(x) >= 0);
        }
    }

    @Test
    void notANumberStaysVisible() {
        assertTrue(Float.isNaN(FastMath.tanh(Float.NaN)));
        assertTrue(Float.isNaN(FastMath.sigmoid(Float.NaN)));
        assertTrue(Float.isNaN(softplus(Float.NaN)));
    }

    @Test
    void stepIsOneAboveZero() {
        assertEquals(0, FastMath.step(-1));
        assertEquals(0, FastMath.step(0));
        assertEquals(1, FastMath.step(1.2e-38f));
        assertEquals(1, FastMath.step(Float.POSITIVE_INFINITY));
        assertEquals(0, FastMath.step(Float.NEGATIVE_INFINITY));
    }
}
