package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImageScalingTest {
    @Test
    void averageIsTheMeanOfEachBlock() {
        Matrix image = Matrix.zeros(1, 16);
        for (int pixel = 0; pixel < 16; pixel++) {
            image.set(0, pixel, pixel);
        }
        assertArrayEquals(
                new float[] {2.5f, 4.5f, 10.5f, 12.5f}, ImageScaling.average(image, 2).values());
        assertEquals(7.5, ImageScaling.average(image, 1).get(0, 0));
    }

    @Test
    void bicubicTakesTheWeightsOfKeysKernel() {
        // One bright column; twice the width puts new pixels 1/4 and 3/4 of the way.
        Matrix image = Matrix.zeros(1, 64);
        for (int row = 0; row < 8; row++) {
            image.set(0, row * 8 + 4, 1);
        }
        Matrix doubled = ImageScaling.bicubic(image, 16);
        double[] expected = {
            -0.0234375,
            -0.0703125,
            0.2265625,
            0.8671875,
            0.8671875,
            0.2265625,
            -0.0703125,
            -0.0234375
        };
        for (int i = 0; i < 8; i++) {
            assertEquals(expected[i], doubled.get(0, 7 * 16 + 5 + i), 1e-6);
        }
    }

    @Test
    void bicubicIsExactForAQuadraticAwayFromTheBorder() {
        Matrix image = Matrix.zeros(1, 144);
        for (int row = 0; row < 12; row++) {
            for (int column = 0; column < 12; column++) {
                image.set(0, row * 12 + column, value(row + 0.5, column + 0.5));
            }
        }
        Matrix big = ImageScaling.bicubic(image, 36);
        for (int row = 6; row < 30; row++) {
            for (int column = 6; column < 30; column++) {
                double expected = value((row + 0.5) / 3, (column + 0.5) / 3);
                assertEquals(expected, big.get(0, row * 36 + column), 1e-4);
            }
        }
    }

    @Test
    void aConstantStaysAndTheSameWidthChangesNothing() {
        Matrix constant = ImageScaling.bicubic(Matrix.filled(2, 49, 0.7), 28);
        for (float pixel : constant.values()) {
            assertEquals(0.7, pixel, 1e-6);
        }
        Matrix digits = Digits.draw(3, 7, new SplittableRandom(1)).images();
        assertArrayEquals(digits.values(), ImageScaling.bicubic(digits, 7).values());
    }

    @Test
    void nearestRepeatsPixelsAndBilinearDrawsLines() {
        Matrix image = Matrix.ofRows(new double[][] {{0, 1, 0, 1}});
        float[] repeated = {0, 0, 1, 1};
        float[] lines = {0, 0.25f, 0.75f, 1};
        for (int i = 0; i < 16; i++) {
            assertEquals(repeated[i % 4], ImageScaling.nearest(image, 4).get(0, i), 1e-6);
            assertEquals(lines[i % 4], ImageScaling.bilinear(image, 4).get(0, i), 1e-6);
        }
    }

    @Test
    void blurSpreadsAPixelAsAGaussianAndKeepsAConstant() {
        Matrix image = Matrix.zeros(1, 225);
        image.set(0, 7 * 15 + 7, 1);
        Matrix blurred = ImageScaling.blurred(image, 1.5);
        double middle = blurred.get(0, 7 * 15 + 7);
        assertEquals(1 / (2 * Math.PI * 1.5 * 1.5), middle, 1e-4);
        // two to the right and one down: five square pixels away
        double away = blurred.get(0, 8 * 15 + 9);
        assertEquals(middle * Math.exp(-5 / (2 * 1.5 * 1.5)), away, 1e-5);
        for (float pixel : ImageScaling.blurred(Matrix.filled(1, 49, 0.7), 2).values()) {
            assertEquals(0.7, pixel, 1e-6);
        }
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "width must divide the images' width 4",
                () -> ImageScaling.average(Matrix.zeros(1, 16), 3));
        assertRejected(
                "width must be at least 4", () -> ImageScaling.bicubic(Matrix.zeros(1, 16), 2));
        assertRejected("deviation", () -> ImageScaling.blurred(Matrix.zeros(1, 16), 0));
        assertRejected("images must be square", () -> ImageScaling.average(Matrix.zeros(1, 5), 1));
    }

    private static double value(double y, double x) {
        return 0.5 + 0.1 * x - 0.02 * y + 0.01 * x * x - 0.005 * x * y + 0.003 * y * y;
    }
}
