package genlab.nn;

import genlab.nn.fast.Loops;
import genlab.nn.fast.Parts;
import genlab.nn.fast.Window;

/**
 * A square window that moves over a picture, and its places: what a convolution and a transposed
 * one share.
 *
 * <p>In column order a batch of pictures is channel, row, column, <em>sample</em>: a pixel of all
 * samples is one run of floats, and so is a row of pixels. Products read such runs where they are;
 * no transpose is needed anywhere: see {@link genlab.nn.fast.WindowProducts}.
 *
 * @param picture what it moves over; for the others see {@link Window}
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
        return over(1).rows();
    }

    int columns() {
        return over(1).columns();
    }

    /** The window over a batch of so many samples. */
    Window over(int samples) {
        return new Window(
                picture.channels(),
                picture.height(),
                picture.width(),
                size,
                stride,
                padding,
                samples);
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

    /** The sizes and whether there is a bias, to compare two layers by. */
    String text(Parameter bias) {
        return size + ", " + stride + (bias == null ? ", no bias" : "");
    }

    /** Takes the gradient with respect to the output, and gives that of an input. */
    interface Back {
        void run(float[] gradient, float[] result);
    }

    /** What products made of pictures x and weights w, with their ways back; b was added. */
    static Pass pass(Matrix y, Pass x, Back toX, Pass w, Back toW, Pass b) {
        return Pass.of(
                y,
                g -> {
                    if (w.needsGradient()) {
                        Dense.Sum ofWeight = Dense.Sum.of(w);
                        toW.run(g.values(), ofWeight.values());
                        ofWeight.handOn();
                    }
                    if (x.needsGradient()) {
                        Matrix ofX = Matrix.zeros(x.matrix().rows(), x.matrix().columns());
                        toX.run(g.values(), ofX.values());
                        x.addGradient(ofX);
                    }
                    if (b.needsGradient()) {
                        b.addGradient(sumOfChannels(g, b.matrix().columns()));
                    }
                },
                x,
                w,
                b);
    }

    /** The way back of a bias: {@code [1, channels]}. */
    private static Matrix sumOfChannels(Matrix g, int channels) {
        int run = g.values().length / channels;
        Matrix sums = Matrix.zeros(1, channels);
        Parts.each(
                channels,
                g.values().length,
                c -> sums.values()[c] = (float) Loops.sum(g.values(), c * run, (c + 1) * run));
        return sums;
    }
}
