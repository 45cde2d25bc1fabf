package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.data.Digits;
import genlab.data.ImageScaling;
import genlab.nn.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImageQualityTest {
    @Test
    void psnrOfAnErrorOfATenthIsTwentyDecibels() {
        Matrix expected = Matrix.filled(2, 4, 0.5);
        assertEquals(20, ImageQuality.psnr(expected, Matrix.filled(2, 4, 0.6)), 1e-5);
        // Averaged over images, not over their errors: 20 dB and 40 dB are 30 dB.
        Matrix actual = expected.copy();
        for (int pixel = 0; pixel < 4; pixel++) {
            actual.set(0, pixel, 0.6);
            actual.set(1, pixel, 0.51);
        }
        assertEquals(30, ImageQuality.psnr(expected, actual), 1e-4);
        assertEquals(Double.POSITIVE_INFINITY, ImageQuality.psnr(expected, expected));
        // A little outside, as interpolations are, is measured as well.
        assertEquals(0, ImageQuality.psnr(expected, Matrix.filled(2, 4, 1.5)), 1e-12);
        assertEquals(0, ImageQuality.psnr(expected, Matrix.filled(2, 4, -0.5)), 1e-12);
    }

    @Test
    void aCosinesEnergyCountsOnlyAboveHalfOfTheHighestFrequency() {
        // A cosine of amplitude 1 has energy 1/2 a pixel.
        for (int frequency = 1; frequency < 8; frequency++) {
            Matrix image = Matrix.zeros(1, 64);
            for (int pixel = 0; pixel < 64; pixel++) {
                image.set(0, pixel, Math.cos(Math.PI * frequency * (pixel % 8 + 0.5) / 8));
            }
            double expected = frequency >= 4 ? 0.5 : 0;
            assertEquals(expected, ImageQuality.highFrequencyEnergy(image), 1e-6);
            assertEquals(expected, ImageQuality.highFrequencyEnergy(turned(image)), 1e-6);
        }
        assertEquals(0, ImageQuality.highFrequencyEnergy(Matrix.filled(3, 64, 1)), 1e-12);
    }

    @Test
    void whiteNoiseHasThreeQuartersOfItsEnergyThere() {
        // Of the 8 x 8 frequencies 4 x 4 are low.
        SplittableRandom random = new SplittableRandom(1);
        Matrix noise = Matrix.zeros(2_000, 64);
        for (int i = 0; i < noise.values().length; i++) {
            noise.values()[i] = (float) random.nextGaussian();
        }
        double energy = ImageQuality.highFrequencyEnergy(noise);
        assertEquals(0.75, energy, 4 * 0.75 * Math.sqrt(2 / (2_000 * 48.0)));
    }

    @Test
    void blurLosesIt() {
        Matrix digits = Digits.draw(50, 28, new SplittableRandom(1)).images();
        Matrix blurred = ImageScaling.bicubic(ImageScaling.average(digits, 14), 28);
        double sharp = ImageQuality.highFrequencyEnergy(digits);
        assertTrue(ImageQuality.highFrequencyEnergy(blurred) < 0.5 * sharp);
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "actual must have expected's shape [1, 4], but was [2, 4]",
                () -> ImageQuality.psnr(Matrix.zeros(1, 4), Matrix.zeros(2, 4)));
        assertRejected(
                "expected must have values in [0, 1], but they were in [255.0, 255.0]; divide them"
                        + " by 255",
                () -> ImageQuality.psnr(Matrix.filled(1, 4, 255), Matrix.zeros(1, 4)));
        assertRejected(
                "actual must have pixels in [0, 1] or a little outside, but one was -1.0",
                () -> ImageQuality.psnr(Matrix.zeros(1, 4), Matrix.filled(1, 4, -1)));
        assertRejected(
                "actual must be finite",
                () -> ImageQuality.psnr(Matrix.zeros(1, 4), Matrix.filled(1, 4, Double.NaN)));
        assertRejected(
                "images must be square, but had 5 pixels",
                () -> ImageQuality.highFrequencyEnergy(Matrix.zeros(1, 5)));
    }

    private static Matrix turned(Matrix image) {
        Matrix turned = image.copy();
        for (int pixel = 0; pixel < 64; pixel++) {
            turned.set(0, pixel % 8 * 8 + pixel / 8, image.get(0, pixel));
        }
        return turned;
    }

    @Test
    void realImagesBlurredByItHaveAsMuchDetail() {
        Matrix real = Digits.draw(40, 14, new SplittableRandom(3)).images();
        Matrix made =
                ImageScaling.blurred(Digits.draw(40, 14, new SplittableRandom(4)).images(), 0.7);
        double blur = ImageQuality.blurOf(real, made);
        assertEquals(0.7, blur, 0.1);
        assertEquals(0.7, ImageQuality.blurOf(real, ImageScaling.blurred(real, 0.7)), 0.01);
    }

    @Test
    void varietyIsTheVarianceWithinALabel() {
        // label 0: pixels 0 and 1, variance 1/4, and twice the same; label 5: no variance
        Matrix images = Matrix.ofRows(new double[][] {{0, 1}, {0.3, 0.7}, {1, 1}});
        assertEquals(0.25 / 2 / 2, ImageQuality.variety(images, new int[] {0, 5, 0}), 1e-6);
    }
}
