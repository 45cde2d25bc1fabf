package genlab.nn;

/**
 * The shape of a picture that is a row of a batch: channel after channel, in each row after row.
 * The feature of a pixel is {@code (channel * height + row) * width + column}.
 *
 * @param channels 1 for grey, 3 for colour, more inside of a network
 * @param height in pixels
 * @param width in pixels
 */
public record PictureShape(int channels, int height, int width) {
    /** Checks the sizes. */
    public PictureShape {
        Require.atLeast("channels", 1, channels);
        Require.atLeast("height", 1, height);
        Require.atLeast("width", 1, width);
        Require.that(
                (long) channels * height * width <= 1 << 28,
                "a picture must have at most 2^28 numbers, but was asked for [%d, %d, %d]",
                channels,
                height,
                width);
    }

    /** The number of features: channels * height * width. */
    public int size() {
        return channels * positions();
    }

    /** The number of pixels of a channel. */
    public int positions() {
        return height * width;
    }

    /** The same pixels with other channels. */
    public PictureShape withChannels(int other) {
        return new PictureShape(other, height, width);
    }

    /** Checks that a batch is one of such pictures. */
    Matrix check(Matrix batch) {
        if (batch.columns() != size()) {
            throw Require.error(
                    "the layer takes pictures %s, rows of %d numbers, but the batch is %s",
                    this, size(), batch.shape());
        }
        return batch;
    }

    @Override
    public String toString() {
        return "[" + channels + ", " + height + ", " + width + "]";
    }
}
