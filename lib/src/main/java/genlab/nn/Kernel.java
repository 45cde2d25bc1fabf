package genlab.nn;

import genlab.nn.fast.Loops;
import java.util.Arrays;

/**
 * A square window that moves over a picture, and its places: what a convolution and a transposed
 * one share.
 *
 * <p>In column order a batch of pictures is channel, row, column, <em>sample</em>: a pixel of all
 * samples is one run of floats. So the patches under the window, {@code [batch * places, channels *
 * size * size]}, are gathered by copying such runs, and scattered back by adding them; no transpose
 * is needed anywhere.
 *
 * @param picture what it moves over
 * @param size the window's height and width
 * @param stride how far it moves
 * @param padding zeros around the picture
 */
record Kernel(PictureShape picture, int size, int stride, int padding) {
    Kernel {
        Require.atLeast("kernel", 1, size);
        Require.atLeast("stride", 1, stride);
        Require.atLeast("padding", 0, padding);
        Require.that(
                padding < size && Math.min(picture.height(), picture.width()) + 2 * padding >= size,
                "a window of %d pixels with padding %d must fit into the picture %s",
                size,
                padding,
                picture);
    }

    int rows() {
        return (picture.height() + 2 * padding - size) / stride + 1;
    }

    int columns() {
        return (picture.width() + 2 * padding - size) / stride + 1;
    }

    int places() {
        return rows() * columns();
    }

    /** The numbers under the window: the inputs of its weights. */
    int inputs() {
        return picture.channels() * size * size;
    }

    /** The patches of a batch, {@code [batch * places, inputs]}. */
    Matrix gather(Matrix batch) {
        int samples = batch.rows();
        Matrix patches = Matrix.zeros(samples * places(), inputs());
        each(
                samples,
                (patch, pixel, length) ->
                        System.arraycopy(batch.values(), pixel, patches.values(), patch, length));
        return patches;
    }

    /** The way back of {@link #gather}: every number of the patches is added where it came from. */
    Matrix scatter(Matrix patches, int samples) {
        Matrix batch = Matrix.zeros(samples, picture.size());
        each(
                samples,
                (patch, pixel, length) ->
                        Loops.addTo(batch.values(), pixel, patches.values(), patch, length));
        return batch;
    }

    private interface Run {
        void take(int patch, int pixel, int length);
    }

    /** Every run of floats that patches and pictures share. */
    private void each(int samples, Run run) {
        int rows = rows();
        int columns = columns();
        int height = picture.height();
        int width = picture.width();
        int column = 0;
        for (int channel = 0; channel < picture.channels(); channel++) {
            for (int down = 0; down < size; down++) {
                for (int right = 0; right < size; right++, column++) {
                    // the places whose pixel is inside of the picture
                    int first = Math.max(0, ceiling(padding - right, stride));
                    int last = Math.min(columns - 1, (width - 1 + padding - right) / stride);
                    for (int row = 0; row < rows && first <= last; row++) {
                        int y = row * stride + down - padding;
                        if (y < 0 || y >= height) {
                            continue;
                        }
                        int patch = ((column * rows + row) * columns + first) * samples;
                        int x = first * stride + right - padding;
                        int pixel = ((channel * height + y) * width + x) * samples;
                        if (stride == 1) {
                            run.take(patch, pixel, (last - first + 1) * samples);
                            continue;
                        }
                        for (int place = first; place <= last; place++) {
                            run.take(patch, pixel, samples);
                            patch += samples;
                            pixel += stride * samples;
                        }
                    }
                }
            }
        }
    }

    private static int ceiling(int a, int b) {
        return a <= 0 ? 0 : (a + b - 1) / b;
    }

    /** A bias for each channel, added to every place and sample. */
    static void addBias(Matrix batch, Matrix bias) {
        int run = batch.values().length / bias.columns();
        for (int channel = 0; channel < bias.columns(); channel++) {
            float[] ofChannel = new float[run];
            Arrays.fill(ofChannel, bias.values()[channel]);
            Loops.addTo(batch.values(), channel * run, ofChannel, 0, run);
        }
    }
}
