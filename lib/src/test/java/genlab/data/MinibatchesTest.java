package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import genlab.nn.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinibatchesTest {
    private final Matrix data = Matrix.wrap(10, 2, floats(20));
    private final int[] labels = IntStream.range(0, 10).map(i -> 100 + i).toArray();

    @Test
    void anEpochHasEverySampleOnceWithItsLabel() {
        Minibatches batches = new Minibatches(data, labels, 4, new SplittableRandom(1));
        assertEquals(3, batches.batches());
        List<Integer> sizes = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        for (Minibatches.Batch batch : batches.epoch()) {
            sizes.add(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                int row = batch.indices()[i];
                seen.add(row);
                assertEquals(row, batch.samples().get(i, 0));
                assertEquals(10 + row, batch.samples().get(i, 1));
                assertEquals(100 + row, batch.labels()[i]);
            }
        }
        assertEquals(List.of(4, 4, 2), sizes);
        assertEquals(IntStream.range(0, 10).boxed().toList(), seen.stream().sorted().toList());
    }

    @Test
    void everyEpochHasAnotherOrderAndTheSeedDecidesWhich() {
        Minibatches batches = new Minibatches(data, 10, new SplittableRandom(1));
        int[] first = batches.epoch().iterator().next().indices();
        int[] second = batches.epoch().iterator().next().indices();
        assertFalse(Arrays.equals(first, second));
        Minibatches again = new Minibatches(data, 10, new SplittableRandom(1));
        assertArrayEquals(first, again.epoch().iterator().next().indices());
    }

    @Test
    void everyPermutationIsAsLikely() {
        int[] counts = new int[6];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 6_000; i++) {
            int[] order = Minibatches.permutation(3, random);
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        for (int count : counts) {
            assertEquals(1_000, count, 4 * Math.sqrt(6_000 * 5 / 36.0));
        }
    }

    @Test
    void withoutLabelsThereAreNone() {
        Minibatches batches = new Minibatches(data, 3, new SplittableRandom(1));
        assertEquals(0, batches.epoch().iterator().next().labels().length);
    }

    @Test
    void badInputNamesTheArgument() {
        SplittableRandom random = new SplittableRandom(1);
        assertRejected(
                "batchSize must be at least 1, but was 0", () -> new Minibatches(data, 0, random));
        assertRejected(
                "labels must have 10 elements, but had 3",
                () -> new Minibatches(data, new int[3], 2, random));
        assertRejected(
                "indices must have 10 elements, but had 3",
                () -> new Minibatches.Batch(data, labels, new int[3]));
    }

    private static float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }
}
