package genlab.sampling;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import org.junit.jupiter.api.Test;

class LabelledSamplesTest {
    @Test
    void aMixturesLabelsAreItsComponents() {
        GaussianMixture ring = GaussianMixture.ring(8, 2, Randoms.seeded(1));
        LabelledSamples drawn = ring.drawLabelled(500);
        for (int row = 0; row < 500; row++) {
            double x = drawn.samples().get(row, 0) - ring.centres().get(drawn.labels()[row], 0);
            double y = drawn.samples().get(row, 1) - ring.centres().get(drawn.labels()[row], 1);
            assertEquals(0, Math.hypot(x, y), 0.3); // six standard deviations
        }
        Matrix without = GaussianMixture.ring(8, 2, Randoms.seeded(1)).draw(500);
        assertArrayEquals(drawn.samples().values(), without.values());
    }

    @Test
    void aMoonsLabelIsWhichOfTheTwo() {
        LabelledSamples drawn = Shapes.twoMoons(0, Randoms.seeded(1)).drawLabelled(500);
        for (int row = 0; row < 500; row++) {
            int side = drawn.labels()[row] == 0 ? 1 : -1;
            double x = side * drawn.samples().get(row, 0) + 0.5;
            double y = side * drawn.samples().get(row, 1) + 0.25;
            assertEquals(1, Math.hypot(x, y), 1e-6);
            assertEquals(true, y > -1e-6);
        }
    }

    @Test
    void labelsAsIndicators() {
        int[] labels = {2, 0};
        LabelledSamples two = new LabelledSamples(Matrix.zeros(2, 1), labels);
        assertArrayEquals(new float[] {0, 1, 0, 0, 1, 0}, two.oneHot(3).values());
        assertEquals("[2, 4]", LabelledSamples.oneHot(labels, 4).shape());
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "labels must have 2 elements, but had 1",
                () -> new LabelledSamples(Matrix.zeros(2, 1), new int[1]));
        assertRejected(
                "label 1 must be at least 0, but was -1",
                () -> new LabelledSamples(Matrix.zeros(2, 1), new int[] {0, -1}));
        assertRejected(
                "label 0 must be in [0, 1], but was 2; give more classes",
                () -> LabelledSamples.oneHot(new int[] {2}, 2));
        assertRejected(
                "the number of labels must be at least 1",
                () -> LabelledSamples.oneHot(new int[0], 2));
        assertRejected(
                "count must be at most 1073741819 for samples of 2 feature(s), but was 2000000000",
                () -> GaussianMixture.ring(8, 2, Randoms.seeded(1)).draw(2_000_000_000));
    }
}
