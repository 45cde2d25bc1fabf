package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Square grey images with what is known about them.
 *
 * @param images {@code [size, width * width]}, pixels in [0, 1], row after row of the picture
 * @param labels one label an image, from 0
 * @param factors the hidden factors by name, one number an image each; empty where nobody knows
 *     them, as with MNIST
 */
public record LabelledImages(Matrix images, int[] labels, Map<String, double[]> factors) {
    /** Images to train on, and those held out from them, as {@link LabelledImages#split} gives. */
    public record Split(LabelledImages train, LabelledImages test) {
        /** Checks that both are there. */
        public Split {
            Require.given("train", train);
            Require.given("test", test);
        }
    }

    /** Checks that all parts are of as many images, and that they are what they should be. */
    public LabelledImages {
        Pixels.width("images", images);
        Pixels.requireUnit("images", images);
        new LabelledSamples(images, labels);
        for (Map.Entry<String, double[]> factor : Require.given("factors", factors).entrySet()) {
            String name = "factor " + factor.getKey();
            Require.length(name, images.rows(), Require.finite(name, 0, factor.getValue()).length);
        }
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /** The number of images. */
    public int size() {
        return images.rows();
    }

    /** The width of each image in pixels, which is its height too. */
    public int width() {
        return Pixels.width("images", images);
    }

    /** One hidden factor of every image, for example {@code slant}. */
    public double[] factor(String name) {
        double[] values = factors.get(name);
        Require.that(
                values != null, "factor must be one of %s, but was %s", factors.keySet(), name);
        return values;
    }

    /** The labels as indicators, {@code [size, classes]}: see {@link LabelledSamples#oneHot}. */
    public Matrix oneHot(int classes) {
        return LabelledSamples.oneHot(labels, classes);
    }

    /** Copies of some of the images, in the order wanted, with labels and factors. */
    public LabelledImages rows(int... indices) {
        Require.given("indices", indices);
        Require.that(indices.length > 0, "indices must be at least 1, but were none");
        for (int index : indices) {
            Require.that(
                    index >= 0 && index < size(),
                    "indices must be in [0, %d], but one was %d",
                    size() - 1,
                    index);
        }
        Map<String, double[]> some = new LinkedHashMap<>();
        factors.forEach(
                (name, values) ->
                        some.put(
                                name,
                                Arrays.stream(indices).mapToDouble(i -> values[i]).toArray()));
        int[] someLabels = Arrays.stream(indices).map(i -> labels[i]).toArray();
        return new LabelledImages(images.select(indices), someLabels, some);
    }

    /** Copies of the first images, 1 to {@link #size()}. */
    public LabelledImages first(int count) {
        Require.between("count", 1, size(), count);
        return rows(IntStream.range(0, count).toArray());
    }

    /**
     * These images, then others of the same size: copies of both, with the factors that both have.
     */
    public LabelledImages and(LabelledImages more) {
        Require.sameColumns("images", images, "more", Require.given("more", more).images);
        Map<String, double[]> both = new LinkedHashMap<>();
        factors.forEach(
                (name, values) -> {
                    double[] others = more.factors.get(name);
                    if (others != null) {
                        both.put(
                                name,
                                DoubleStream.concat(Arrays.stream(values), Arrays.stream(others))
                                        .toArray());
                    }
                });
        int[] all = IntStream.concat(IntStream.of(labels), IntStream.of(more.labels)).toArray();
        return new LabelledImages(images.above(more.images), all, both);
    }

    /**
     * The same images, each moved at random: the simplest augmentation. What leaves the picture is
     * lost, black comes in.
     *
     * @param most how many pixels at most to the right or left, and down or up; from 0 to the width
     * @return new images with the same labels, without factors
     */
    public LabelledImages shifted(int most, RandomGenerator random) {
        int width = width();
        Require.between("most", 0, width, most);
        Require.given("random", random);
        Matrix moved = Matrix.zeros(size(), images.columns());
        for (int image = 0; image < size(); image++) {
            int right = random.nextInt(2 * most + 1) - most;
            int down = random.nextInt(2 * most + 1) - most;
            for (int y = Math.max(0, down); y < Math.min(width, width + down); y++) {
                for (int x = Math.max(0, right); x < Math.min(width, width + right); x++) {
                    int from = (y - down) * width + x - right;
                    moved.set(image, y * width + x, images.get(image, from));
                }
            }
        }
        return new LabelledImages(moved, labels, Map.of());
    }

    /** The images with their labels as an endless source, each drawn with replacement. */
    public LabelledSampler sampler(RandomGenerator random) {
        return EmpiricalSampler.of(new LabelledSamples(images, labels), random);
    }

    /**
     * Smaller images of the same things, by {@linkplain ImageScaling#average averaging}: 28 to 14
     * or 7 pixels, so that a model of them trains in a quarter of the time or less.
     *
     * @param width the new width, which divides {@link #width()}
     */
    public LabelledImages resized(int width) {
        return new LabelledImages(ImageScaling.average(images, width), labels, factors);
    }

    /** The images of some labels, in this order; there must be one. */
    public LabelledImages withLabels(int... wanted) {
        return withLabels(true, wanted);
    }

    /** The images of all other labels, as when one digit is held out; one must be left. */
    public LabelledImages withoutLabels(int... unwanted) {
        return withLabels(false, unwanted);
    }

    private LabelledImages withLabels(boolean keep, int... listed) {
        Require.given("the labels", listed);
        int[] rows =
                IntStream.range(0, size())
                        .filter(
                                row ->
                                        Arrays.stream(listed).anyMatch(l -> l == labels[row])
                                                == keep)
                        .toArray();
        Require.that(
                rows.length > 0,
                "labels must leave at least one image, but none is %s %s",
                keep ? "of" : "other than",
                Arrays.toString(listed));
        return rows(rows);
    }

    /**
     * Divides the images at random into some to train on and some held out.
     *
     * @param trainShare the share to train on, within (0, 1)
     * @return both parts, shuffled, at least one image in each
     */
    public Split split(double trainShare, RandomGenerator random) {
        boolean inside = trainShare > 0 && trainShare < 1;
        Require.that(
                inside,
                "trainShare must be within (0, 1), but was %s; both parts need images",
                trainShare);
        Require.given("random", random);
        Require.atLeast("the number of images to split", 2, size());
        int[] order = Minibatches.permutation(size(), random);
        int train = (int) Math.max(1, Math.min(size() - 1, Math.round(trainShare * size())));
        return new Split(
                rows(Arrays.copyOf(order, train)),
                rows(Arrays.copyOfRange(order, train, order.length)));
    }

    @Override
    public String toString() {
        List<String> known = new ArrayList<>(factors.keySet());
        return size()
                + " images of "
                + width()
                + "x"
                + width()
                + " pixels"
                + (known.isEmpty() ? "" : ", factors " + String.join(", ", known));
    }
}
