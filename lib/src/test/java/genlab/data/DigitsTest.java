package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import java.util.Arrays;
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
        double accuracy = SoftmaxRegression.train(split.train(), 30).accuracy(split.test());
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

    /** A linear classifier on pixels: ten logits, cross entropy, Adam. */
    private record SoftmaxRegression(float[][] weights) {
        static SoftmaxRegression train(LabelledImages data, int epochs) {
            int pixels = data.images().columns();
            float[][] weights = new float[10][pixels + 1];
            float[][] gradient = new float[10][pixels + 1];
            float[][] first = new float[10][pixels + 1];
            float[][] second = new float[10][pixels + 1];
            SoftmaxRegression model = new SoftmaxRegression(weights);
            Minibatches batches = new Minibatches(data, 100, new SplittableRandom(1));
            int step = 0;
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Minibatches.Batch batch : batches.epoch()) {
                    step++;
                    float[] rows = batch.samples().transpose().values();
                    for (float[] row : gradient) {
                        Arrays.fill(row, 0);
                    }
                    for (int i = 0; i < batch.size(); i++) {
                        double[] probability = model.probabilities(rows, i * pixels);
                        probability[batch.labels()[i]] -= 1;
                        for (int label = 0; label < 10; label++) {
                            float error = (float) probability[label] / batch.size();
                            for (int pixel = 0; pixel < pixels; pixel++) {
                                gradient[label][pixel] += error * rows[i * pixels + pixel];
                            }
                            gradient[label][pixels] += error;
                        }
                    }
                    double rate =
                            0.003
                                    * Math.sqrt(1 - Math.pow(0.999, step))
                                    / (1 - Math.pow(0.9, step));
                    for (int label = 0; label < 10; label++) {
                        for (int i = 0; i <= pixels; i++) {
                            float g = gradient[label][i];
                            first[label][i] += 0.1f * (g - first[label][i]);
                            second[label][i] += 0.001f * (g * g - second[label][i]);
                            weights[label][i] -=
                                    (float) (rate * first[label][i])
                                            / (float) (Math.sqrt(second[label][i]) + 1e-8);
                        }
                    }
                }
            }
            return model;
        }

        double[] probabilities(float[] rows, int from) {
            double[] logits = new double[10];
            int pixels = weights[0].length - 1;
            for (int label = 0; label < 10; label++) {
                float logit = weights[label][pixels];
                for (int pixel = 0; pixel < pixels; pixel++) {
                    logit += weights[label][pixel] * rows[from + pixel];
                }
                logits[label] = logit;
            }
            double largest = Arrays.stream(logits).max().orElseThrow();
            double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).sum();
            return Arrays.stream(logits).map(logit -> Math.exp(logit - largest) / sum).toArray();
        }

        double accuracy(LabelledImages data) {
            float[] rows = data.images().transpose().values();
            int right = 0;
            for (int i = 0; i < data.size(); i++) {
                double[] probabilities = probabilities(rows, i * data.images().columns());
                int best = 0;
                for (int label = 1; label < 10; label++) {
                    best = probabilities[label] > probabilities[best] ? label : best;
                }
                right += best == data.labels()[i] ? 1 : 0;
            }
            return (double) right / data.size();
        }
    }
}
