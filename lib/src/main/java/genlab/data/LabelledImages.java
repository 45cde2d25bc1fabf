package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
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
    /**
     * Images and the images held out from them, as {@link LabelledImages#split} gives.
     *
     * @param train the images to train on
     * @param test the images held out
     */
    public record Split(LabelledImages train, LabelledImages test) {}

    /**
     * Checks that all parts are of as many images.
     *
     * @param images {@code [size, width * width]}
     * @param labels one an image
     * @param factors one number an image each
     * @throws IllegalArgumentException if the numbers of images, labels and factors differ, or the
     *     images aren't square
     */
    public LabelledImages {
        Require.length("labels", images.rows(), labels.length);
        int width = (int) Math.sqrt(images.columns());
        if (width * width != images.columns()) {
            throw new IllegalArgumentException(
                    "images must be square, but have " + images.columns() + " pixels");
        }
        for (Map.Entry<String, double[]> factor : factors.entrySet()) {
            Require.length("factor " + factor.getKey(), images.rows(), factor.getValue().length);
        }
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /**
     * The number of images.
     *
     * @return at least 1
     */
    public int size() {
        return images.rows();
    }

    /**
     * The width of each image, which is its height too.
     *
     * @return pixels
     */
    public int width() {
        return (int) Math.sqrt(images.columns());
    }

    /**
     * One hidden factor of every image.
     *
     * @param name for example {@code slant}
     * @return one number an image
     * @throws IllegalArgumentException if there is no such factor
     */
    public double[] factor(String name) {
        double[] values = factors.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "factor must be one of " + factors.keySet() + ", but was " + name);
        }
        return values;
    }

    /**
     * The labels as indicators: 1 in the column of the image's label, 0 elsewhere.
     *
     * @param classes the number of columns, above the largest label
     * @return {@code [size, classes]}
     * @throws IllegalArgumentException if a label has no column
     */
    public Matrix oneHot(int classes) {
        Matrix indicators = Matrix.zeros(size(), classes);
        for (int row = 0; row < size(); row++) {
            Require.between("label " + row, 0, classes - 1, labels[row]);
            indicators.set(row, labels[row], 1);
        }
        return indicators;
    }

    /**
     * Some of the images.
     *
     * @param indices the images wanted, in the order wanted
     * @return copies of them, with labels and factors
     */
    public LabelledImages rows(int... indices) {
        Map<String, double[]> some = new LinkedHashMap<>();
        factors.forEach(
                (name, values) ->
                        some.put(
                                name,
                                Arrays.stream(indices).mapToDouble(i -> values[i]).toArray()));
        int[] someLabels = Arrays.stream(indices).map(i -> labels[i]).toArray();
        return new LabelledImages(images.select(indices), someLabels, some);
    }

    /**
     * The first images.
     *
     * @param count how many, 1 to {@link #size()}
     * @return copies of them
     * @throws IllegalArgumentException if there are not as many
     */
    public LabelledImages first(int count) {
        Require.between("count", 1, size(), count);
        return rows(IntStream.range(0, count).toArray());
    }

    /**
     * Smaller images of the same things, by {@linkplain ImageScaling#average averaging}: 28 to 14
     * or 7 pixels, so that a model of them trains in a quarter of the time or less.
     *
     * @param width the new width, which divides {@link #width()}
     * @return new images with the same labels and factors
     * @throws IllegalArgumentException if the width doesn't divide the old one
     */
    public LabelledImages resized(int width) {
        return new LabelledImages(ImageScaling.average(images, width), labels, factors);
    }

    /**
     * The images of some labels.
     *
     * @param wanted the labels to keep
     * @return copies of them, in this order
     * @throws IllegalArgumentException if no image has such a label
     */
    public LabelledImages withLabels(int... wanted) {
        return withLabels(true, wanted);
    }

    /**
     * The images of all other labels, as when one digit is held out.
     *
     * @param unwanted the labels to leave out
     * @return copies of them, in this order
     * @throws IllegalArgumentException if no image is left
     */
    public LabelledImages withoutLabels(int... unwanted) {
        return withLabels(false, unwanted);
    }

    private LabelledImages withLabels(boolean keep, int... listed) {
        int[] rows =
                IntStream.range(0, size())
                        .filter(
                                row ->
                                        Arrays.stream(listed).anyMatch(l -> l == labels[row])
                                                == keep)
                        .toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "labels must leave at least one image, but none is "
                            + (keep ? "of " : "other than ")
                            + Arrays.toString(listed));
        }
        return rows(rows);
    }

    /**
     * Divides the images at random into some to train on and some held out.
     *
     * @param trainShare the share to train on, within (0, 1)
     * @param random the source of randomness
     * @return both parts, shuffled, at least one image in each
     * @throws IllegalArgumentException if the share is out of its range or there is only one image
     */
    public Split split(double trainShare, RandomGenerator random) {
        Require.between("trainShare", Double.MIN_VALUE, Math.nextDown(1.0), trainShare);
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
