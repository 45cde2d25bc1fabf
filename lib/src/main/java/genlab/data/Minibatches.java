package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.Iterator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Data in small parts, shuffled anew in each epoch, so that every sample is seen once an epoch.
 *
 * <p>{@code for (var batch : batches.epoch()) { ... batch.samples() ... }}
 */
public final class Minibatches {
    /**
     * Some samples of the data.
     *
     * @param samples {@code [size, features]}
     * @param labels one label a sample; empty if the data came without
     * @param indices which rows of the data these are; empty if they are fresh ones
     */
    public record Batch(Matrix samples, int[] labels, int[] indices) {
        /** Checks that the parts belong together. */
        public Batch {
            int rows = Require.given("samples", samples).rows();
            checkLabels(rows, labels);
            if (Require.given("indices", indices).length > 0) {
                Require.length("indices", rows, indices.length);
            }
        }

        /** The number of samples. */
        public int size() {
            return samples.rows();
        }
    }

    private final Matrix data;
    private final int[] labels;
    private final int batchSize;
    private final RandomGenerator random;

    /** Batches of data {@code [samples, features]} without labels. */
    public Minibatches(Matrix data, int batchSize, RandomGenerator random) {
        this(data, new int[0], batchSize, random);
    }

    /** Batches of images with their labels. */
    public Minibatches(LabelledImages images, int batchSize, RandomGenerator random) {
        this(Require.given("images", images).images(), images.labels(), batchSize, random);
    }

    /**
     * Batches of data with labels.
     *
     * @param data {@code [samples, features]}, not copied
     * @param labels one a sample, or none at all
     * @param batchSize the samples in a batch, at least 1; an epoch's last batch may be smaller
     */
    public Minibatches(Matrix data, int[] labels, int batchSize, RandomGenerator random) {
        this.data = Require.finite("data", 1, data);
        this.labels = checkLabels(data.rows(), labels);
        this.batchSize = Require.atLeast("batchSize", 1, batchSize);
        this.random = Require.given("random", random);
    }

    private static int[] checkLabels(int rows, int[] labels) {
        if (Require.given("labels", labels).length > 0) {
            Require.length("labels", rows, labels.length);
        }
        for (int label : labels) {
            Require.that(label >= 0, "labels must be at least 0, but one was %d", label);
        }
        return labels;
    }

    /** The number of batches in an epoch. */
    public int batches() {
        return (data.rows() - 1) / batchSize + 1;
    }

    /** Shuffles the data, and gives the batches of one epoch, each made when it is asked for. */
    public Iterable<Batch> epoch() {
        int[] order = permutation(data.rows(), random);
        // all at once: a batch's rows lie far apart in the data, which the cache does not like
        Matrix shuffled = data.select(order);
        return () -> iterator(order, shuffled);
    }

    private Iterator<Batch> iterator(int[] order, Matrix shuffled) {
        return IntStream.range(0, batches())
                .mapToObj(
                        batch -> {
                            int from = batch * batchSize;
                            int to = Math.min(from + batchSize, order.length);
                            int[] indices = Arrays.copyOfRange(order, from, to);
                            return batch(indices, shuffled.rows(from, to));
                        })
                .iterator();
    }

    private Batch batch(int[] indices, Matrix samples) {
        int[] own =
                labels.length == 0
                        ? labels
                        : Arrays.stream(indices).map(row -> labels[row]).toArray();
        return new Batch(samples, own, indices);
    }

    /** The numbers from 0 to size - 1 in random order, by Fisher and Yates. */
    static int[] permutation(int size, RandomGenerator random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
