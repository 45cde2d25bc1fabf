package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import genlab.sampling.LabelledSamples;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
    private final LabelledImages digits = Digits.draw(50, 8, new SplittableRandom(1));

    @Test
    void splitKeepsEveryImageOnceWithItsLabelAndFactors() {
        LabelledImages.Split split = digits.split(0.8, new SplittableRandom(2));
        assertEquals(40, split.train().size());
        assertEquals(10, split.test().size());
        double[] slants =
                DoubleStream.concat(
                                Arrays.stream(split.train().factor("slant")),
                                Arrays.stream(split.test().factor("slant")))
                        .sorted()
                        .toArray();
        assertArrayEquals(Arrays.stream(digits.factor("slant")).sorted().toArray(), slants);
        int original = indexOf(digits.factor("slant"), split.test().factor("slant")[3]);
        assertEquals(digits.labels()[original], split.test().labels()[3]);
        assertArrayEquals(
                digits.images().row(original).values(), split.test().images().row(3).values());
    }

    @Test
    void aLabelCanBeKeptOrHeldOut() {
        LabelledImages threes = digits.withLabels(3);
        LabelledImages others = digits.withoutLabels(3);
        assertEquals(50, threes.size() + others.size());
        assertEquals(true, Arrays.stream(threes.labels()).allMatch(label -> label == 3));
        assertEquals(true, Arrays.stream(others.labels()).noneMatch(label -> label == 3));
        assertRejected(
                "labels must leave at least one image, but none is of [11]",
                () -> digits.withLabels(11));
    }

    @Test
    void oneHotHasASingleOneInTheLabelsColumn() {
        LabelledImages two = new LabelledImages(Matrix.zeros(2, 4), new int[] {2, 0}, Map.of());
        assertArrayEquals(new float[] {0, 1, 0, 0, 1, 0}, two.oneHot(3).values());
        assertRejected("label 0 must be in", () -> two.oneHot(2));
    }

    @Test
    void smallerImagesKeepLabelsFactorsAndTheirMean() {
        LabelledImages smaller = digits.resized(digits.width() / 2);
        assertEquals(digits.width() / 2, smaller.width());
        assertArrayEquals(digits.labels(), smaller.labels());
        assertArrayEquals(digits.factor("slant"), smaller.factor("slant"));
        assertEquals(digits.images().mean(), smaller.images().mean(), 1e-5);
    }

    @Test
    void whiteStaysWhiteInAnySize() {
        LabelledImages white =
                new LabelledImages(Matrix.filled(1, 28 * 28, 1), new int[1], Map.of());
        for (int width : new int[] {1, 2, 4, 7, 14}) {
            assertEquals(1, white.resized(width).images().mean(), 1e-6);
        }
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "labels must have 2 elements, but had 3",
                () -> new LabelledImages(Matrix.zeros(2, 4), new int[3], Map.of()));
        assertRejected(
                "images must be square",
                () -> new LabelledImages(Matrix.zeros(2, 5), new int[2], Map.of()));
        assertRejected(
                "factor slant must have 2",
                () ->
                        new LabelledImages(
                                Matrix.zeros(2, 4), new int[2], Map.of("slant", new double[1])));
        assertRejected("factor must be one of [slant, ", () -> digits.factor("colour"));
        assertRejected("count must be in [1", () -> digits.first(51));
        assertRejected(
                "trainShare must be within (0, 1), but was 1.0; both parts need images",
                () -> digits.split(1, new SplittableRandom(1)));
        assertRejected("indices must be in [0, 49], but one was 50", () -> digits.rows(3, 50));
        assertRejected(
                "label 1 must be at least 0, but was -3",
                () -> new LabelledImages(Matrix.zeros(2, 4), new int[] {0, -3}, Map.of()));
        assertRejected(
                "images must be finite, but was NaN in row 0, column 0", () -> images(Double.NaN));
    }

    @Test
    void pixelsOfAnotherRangeTellHowToGetThemIntoIt() {
        assertRejected(
                "images must have values in [0, 1], but they were in [255.0, 255.0]; divide them"
                        + " by 255",
                () -> images(255));
        assertRejected(
                "images must have values in [0, 1], but they were in [-1.0, -1.0]; take (pixel + 1)"
                        + " / 2",
                () -> images(-1));
        assertRejected(
                "images must have values in [0, 1], but they were in [1000.0, 1000.0]; scale them",
                () -> images(1000));
        assertEquals(2, images(1).size());
    }

    private static LabelledImages images(double pixel) {
        return new LabelledImages(Matrix.filled(2, 4, pixel), new int[2], Map.of());
    }

    @Test
    void asASamplerTheyAreDrawnWithTheirOwnLabels() {
        LabelledSamples drawn = digits.sampler(new SplittableRandom(3)).drawLabelled(200);
        for (int row = 0; row < 200; row++) {
            float[] image = drawn.samples().row(row).values();
            int own =
                    IntStream.range(0, 50)
                            .filter(i -> Arrays.equals(digits.images().row(i).values(), image))
                            .findFirst()
                            .orElseThrow();
            assertEquals(digits.labels()[own], drawn.labels()[row]);
        }
    }

    private static int indexOf(double[] values, double wanted) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == wanted)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void andHasBothWithTheFactorsOfBoth() {
        LabelledImages first = Digits.draw(3, 6, new SplittableRandom(1));
        LabelledImages second = Digits.draw(2, 6, new SplittableRandom(2));
        LabelledImages both = first.and(second);
        assertEquals(5, both.size());
        assertArrayEquals(second.images().row(1).values(), both.images().row(4).values());
        assertEquals(second.labels()[0], both.labels()[3]);
        assertEquals(second.factor("slant")[1], both.factor("slant")[4]);
        LabelledImages without = new LabelledImages(second.images(), second.labels(), Map.of());
        assertEquals(Map.of(), first.and(without).factors());
    }

    @Test
    void shiftedMovesEachImageByAsMuchAsIsAllowed() {
        Matrix dots = Matrix.zeros(200, 49);
        for (int row = 0; row < 200; row++) {
            dots.set(row, 3 * 7 + 3, 1);
        }
        LabelledImages moved =
                new LabelledImages(dots, new int[200], Map.of())
                        .shifted(1, new SplittableRandom(1));
        Matrix sums = moved.images().columnSums();
        for (int pixel = 0; pixel < 49; pixel++) {
            boolean near = Math.abs(pixel % 7 - 3) <= 1 && Math.abs(pixel / 7 - 3) <= 1;
            // 200 / 9 = 22 each
            assertEquals(near ? 22.2 : 0, sums.get(0, pixel), near ? 15 : 0);
        }
        LabelledImages digits = Digits.draw(3, 6, new SplittableRandom(1));
        Matrix same = digits.shifted(0, new SplittableRandom(1)).images();
        assertArrayEquals(digits.images().values(), same.values());
    }
}
