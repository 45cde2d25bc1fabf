package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import org.junit.jupiter.api.Test;

class StrokesTest {
    /**
     * A stroke so wide, in a picture of 20 x 20, that moves to the right from row to row, upwards.
     */
    private static Matrix stroke(int thick, int perRow) {
        Matrix image = Matrix.zeros(1, 400);
        for (int y = 5; y < 15; y++) {
            for (int x = 0; x < thick; x++) {
                image.set(0, 20 * y + x + 3 + perRow * (15 - y), 1);
            }
        }
        return image;
    }

    @Test
    void aStrokeLeansAsItMoves() {
        Matrix three = stroke(2, 0).above(stroke(2, 1)).above(stroke(5, 1).times(0.5));
        assertArrayEquals(new double[] {0, 1, 1}, Strokes.leans(three), 1e-6);
    }

    @Test
    void anUprightStrokeIsAsWideAsItIs() {
        // by hand: 10 w of ink; edges of 10 on both sides and w at both ends, less the corner
        // at the lower right, where two of them are one of sqrt 2
        for (int thick = 2; thick <= 6; thick++) {
            double edges = 20 + 2 * thick - 2 + Math.sqrt(2);
            double expected = 2 * 10 * thick / edges;
            assertEquals(expected, Strokes.widths(stroke(thick, 0))[0], 1e-6);
        }
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected("images must be square", () -> Strokes.leans(Matrix.zeros(1, 5)));
        assertRejected("images must have values in", () -> Strokes.widths(Matrix.filled(1, 4, 2)));
    }
}
