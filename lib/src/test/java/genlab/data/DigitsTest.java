package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.models.Classifier;
import genlab.nn.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    @Test
    void aOneUprightIsAsBlackAsThePenIsWide() {
        // Below its flag a one is a straight line: the ink of a row is the pen's width.
        for (double thickness : new double[] {0.06, 0.1, 0.13}) {
            DigitFactors factors = DigitFactors.TYPICAL.with("thickness", thickness);
            Matrix one = Digits.image(1, factors, 28);
            double ink = 0;
            for (int column = 0; column < 28; column++) {
                ink += one.get(0, 17 * 28 + column);
            }
            assertEquals(28 * thickness, ink, 0.01);
        }
    }

    @Test
    void slantMovesTheTopAgainstTheBottom() {
        Matrix one = Digits.image(1, DigitFactors.TYPICAL.with("slant", 0.4), 28);
        double perRow = (middle(one, 16) - middle(one, 20)) / 4;
        assertEquals(0.4, perRow, 0.02);
    }

    @Test
    void rotationTurnsTheStrokesClockwise() {
        Matrix one = Digits.image(1, DigitFactors.TYPICAL.with("rotation", 10), 28);
        double perRow = (middle(one, 16) - middle(one, 20)) / 4;
        assertEquals(Math.tan(Math.toRadians(10)), perRow, 0.02);
    }

    @Test
    void shiftByAPixelMovesThePictureByAPixel() {
        Matrix still = Digits.image(5, DigitFactors.TYPICAL, 25);
        DigitFactors moved = DigitFactors.TYPICAL.with("shiftX", 0.04).with("shiftY", -0.04);
        Matrix picture = Digits.image(5, moved, 25);
        for (int row = 1; row < 25; row++) {
            for (int column = 0; column < 24; column++) {
                assertEquals(
                        still.get(0, row * 25 + column),
                        picture.get(0, (row - 1) * 25 + column + 1),
                        1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 14, 16, 28})
    void pixelsAreInkFromNoneToFullAndNeverCutOff(int width) {
        LabelledImages digits = Digits.draw(500, width, new SplittableRandom(1));
        assertEquals(width, digits.width());
        float[] pixels = digits.images().values();
        for (float pixel : pixels) {
            assertTrue(pixel >= 0 && pixel <= 1, "pixel " + pixel);
        }
        double ink = digits.images().mean();
        assertEquals(0.14, ink, 0.03, "the same ink at every size");
    }

    @Test
    void sameSeedGivesTheSameDigits() {
        LabelledImages first = Digits.draw(20, 28, new SplittableRandom(3));
        LabelledImages second = Digits.draw(20, 28, new SplittableRandom(3));
        assertArrayEquals(first.images().values(), second.images().values());
        assertArrayEquals(first.labels(), second.labels());
        assertArrayEquals(first.factor("slant"), second.factor("slant"));
    }

    @Test
    void imageWithTheReturnedFactorsIsTheReturnedImage() {
        LabelledImages digits = Digits.draw(3, 14, new SplittableRandom(3));
        DigitFactors factors = DigitFactors.TYPICAL;
        for (String name : DigitFactors.names()) {
            factors = factors.with(name, digits.factor(name)[2]);
        }
        Matrix again = Digits.image(digits.labels()[2], factors, 14);
        assertArrayEquals(digits.images().row(2).values(), again.values());
    }

    @Test
    void aLinearClassifierIsGoodButStaysBelow99Percent() {
        LabelledImages.Split split =
                Digits.draw(10_000, 28, new SplittableRandom(1))
                        .split(0.8, new SplittableRandom(2));
        LabelledImages train = split.train();
        LabelledImages test = split.test();
        Classifier linear = Classifier.mlp(10, new SplittableRandom(1), 28 * 28);
        linear.train(train.images(), train.labels(), 60);
        double accuracy = linear.accuracy(test.images(), test.labels());
        System.out.printf("softmax regression on the digits' pixels: %.2f %%%n", 100 * accuracy);
        assertTrue(accuracy > 0.85 && accuracy < 0.99, "accuracy " + accuracy);
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "digit must be in [0.0, 9.0]", () -> Digits.image(10, DigitFactors.TYPICAL, 28));
        assertRejected("width must be at least 4", () -> Digits.image(1, DigitFactors.TYPICAL, 3));
        assertRejected("slant must be in", () -> DigitFactors.TYPICAL.with("slant", 2));
        assertRejected("slant must be in", () -> DigitFactors.TYPICAL.with("slant", Double.NaN));
        assertRejected(
                "factor must be one of [slant, rotation,",
                () -> DigitFactors.TYPICAL.with("colour", 2));
    }

    /** The ink's mean column in a row of a picture of 28 x 28. */
    private static double middle(Matrix image, int row) {
        double ink = 0;
        double moment = 0;
        for (int column = 0; column < 28; column++) {
            ink += image.get(0, row * 28 + column);
            moment += column * image.get(0, row * 28 + column);
        }
        return moment / ink;
    }
}
