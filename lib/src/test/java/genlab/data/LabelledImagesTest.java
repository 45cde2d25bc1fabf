package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
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
        assertRejected("trainShare", () -> digits.split(1, new SplittableRandom(1)));
    }

    private static int indexOf(double[] values, double wanted) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == wanted)
                .findFirst()
                .orElseThrow();
    }
}
