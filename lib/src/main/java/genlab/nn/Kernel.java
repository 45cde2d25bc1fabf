package genlab.nn;

import genlab.nn.fast.Loops;
import genlab.nn.fast.Parts;
import genlab.nn.fast.Patches;
import java.nio.FloatBuffer;

/**
 * A square window that moves over a picture, and its places: what a convolution and a transposed
 * one share.
 *
 * <p>In column order a batch of pictures is channel, row, column, <em>sample</em>: a pixel of all
 * samples is one run of floats. So the patches under the window, {@code [batch * places, channels *
 * size * size]}, are gathered by copying such runs, and scattered back by adding them; no transpose
 * is needed anywhere. They are never there all at once: see {@link genlab.nn.fast.PatchProducts}.
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

    /** The patches of a batch of so many samples, {@code [batch * places, inputs]}. */
    Patches patches(int samples) {
        return new OfBatch(this, samples, new float[columns() * samples]);
    }

    private interface Run {
        void take(int patch, int pixel, int length);
    }

    private interface Outside {
        void take(int patch, int length);
    }

    /**
     * Those of a batch.
     *
     * @param zeros as many as a row of places has: what stands outside of the picture
     */
    private record OfBatch(Kernel kernel, int samples, float[] zeros) implements Patches {
        @Override
        public int channels() {
            return kernel.picture.channels();
        }

        @Override
        public int taps() {
            return kernel.size * kernel.size;
        }

        @Override
        public int places() {
            return kernel.places();
        }

        @Override
        public void gather(float[] pictures, Part part, FloatBuffer into) {
            each(
                    part,
                    (patch, pixel, n) -> into.put(patch, pictures, pixel, n),
                    (patch, n) -> into.put(patch, zeros, 0, n));
        }

        @Override
        public void scatter(float[] patches, Part part, float[] pictures) {
            each(
                    part,
                    (patch, pixel, n) -> Loops.addTo(pictures, pixel, patches, patch, n),
                    (patch, n) -> {});
        }

        /** Every run of floats that a part of the patches and the pictures share, or don't. */
        private void each(Part part, Run run, Outside outside) {
            int columns = kernel.columns();
            int firstRow = part.fromPlace() / columns;
            int lastRow = (part.toPlace() - 1) / columns;
            int patch = 0;
            for (int channel = part.fromChannel(); channel < part.toChannel(); channel++) {
                for (int tap = 0; tap < taps(); tap++) {
                    int down = tap / kernel.size - kernel.padding;
                    int right = tap % kernel.size - kernel.padding;
                    for (int row = firstRow; row <= lastRow; row++) {
                        int from = Math.max(0, part.fromPlace() - row * columns);
                        int to = Math.min(columns, part.toPlace() - row * columns);
                        int y = row * kernel.stride + down;
                        if (y >= 0 && y < kernel.picture.height()) {
                            int line = channel * kernel.picture.height() + y;
                            eachOfRow(from, to, right, patch, line, run, outside);
                        } else {
                            outside.take(patch, (to - from) * samples);
                        }
                        patch += (to - from) * samples;
                    }
                }
            }
        }

        /** The runs of one tap and some places of a row, in one line of pixels. */
        private void eachOfRow(
                int from, int to, int right, int patch, int line, Run run, Outside outside) {
            int stride = kernel.stride;
            int width = kernel.picture.width();
            // the places whose pixel is inside of the picture
            int first = Math.min(to, Math.max(from, ceiling(-right, stride)));
            int end = Math.min(to, Math.floorDiv(width - 1 - right, stride) + 1);
            int last = Math.max(first, end);
            outside.take(patch, (first - from) * samples);
            outside.take(patch + (last - from) * samples, (to - last) * samples);
            int at = patch + (first - from) * samples;
            int pixel = (line * width + first * stride + right) * samples;
            if (stride == 1 && first < last) {
                run.take(at, pixel, (last - first) * samples);
                return;
            }
            for (int place = first; place < last; place++) {
                run.take(at, pixel, samples);
                at += samples;
                pixel += stride * samples;
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
            float term = bias.values()[channel];
            if (term != 0) {
                int from = channel * run;
                Loops.line(batch.values(), 0, 1, term, batch.values(), from, from + run);
            }
        }
    }

    /** The way back of {@link #addBias}: {@code [1, channels]}. */
    static Matrix sumOfChannels(Matrix g, int channels) {
        int run = g.values().length / channels;
        Matrix sums = Matrix.zeros(1, channels);
        Parts.each(
                channels,
                g.values().length,
                c -> sums.values()[c] = (float) Loops.sum(g.values(), c * run, (c + 1) * run));
        return sums;
    }
}
