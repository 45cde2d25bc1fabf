package genlab.sampling;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void moonsAreHalfCirclesThatCoverEachOtherTurnedByHalfATurn() {
        Matrix samples = Shapes.twoMoons(0, random).draw(10_000);
        int upper = 0;
        for (int row = 0; row < samples.rows(); row++) {
            double x = samples.get(row, 0);
            double y = samples.get(row, 1);
            boolean onUpper = Math.abs(Math.hypot(x + 0.5, y + 0.25) - 1) < 1e-6 && y >= -0.2501;
            boolean onLower = Math.abs(Math.hypot(x - 0.5, y - 0.25) - 1) < 1e-6 && y <= 0.2501;
            assertEquals(true, onUpper || onLower, x + ", " + y);
            upper += onUpper ? 1 : 0;
        }
        assertEquals(5_000, upper, 4 * 50);
    }

    @Test
    void moonsNoiseIsThatOfTheGaussian() {
        Matrix far = Shapes.twoMoons(1e4, random).draw(50_000);
        assertEquals(1e4, far.standardDeviation(), 4 * 1e4 / Math.sqrt(2 * 100_000));
    }

    @Test
    void spiralsRadiusGrowsEvenlyWithItsAngle() {
        Matrix samples = Shapes.spiral(1.5, 0, random).draw(1_000);
        for (int row = 0; row < samples.rows(); row++) {
            double radius = Math.hypot(samples.get(row, 0), samples.get(row, 1));
            double angle = 2 * Math.PI * 1.5 * radius / 2;
            assertEquals(radius * Math.cos(angle), samples.get(row, 0), 1e-5);
            assertEquals(radius * Math.sin(angle), samples.get(row, 1), 1e-5);
        }
    }

    @Test
    void noiseIsThatOfTheGaussian() {
        Matrix samples = Shapes.spiral(1, 0.1, random).draw(1);
        assertEquals(2, samples.columns());
        // With next to no spiral left, what is left is noise.
        Matrix far = Shapes.spiral(1, 1e4, random).draw(50_000);
        assertEquals(1e4, far.standardDeviation(), 4 * 1e4 / Math.sqrt(2 * 100_000));
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected("noise", () -> Shapes.twoMoons(-1, random));
        assertRejected("noise", () -> Shapes.spiral(1, Double.NaN, random));
        assertRejected("turns", () -> Shapes.spiral(0, 0.1, random));
    }
}
