package genlab.nn.fast;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Products of the patches of a batch of pictures under a {@link Window} with weights, without the
 * patches: what a tap of the window sees along a row of places, of all samples and channels, is a
 * block of the batch as it lies in memory, {@code [places * samples, channels]}. So a convolution
 * is a sum of products of such blocks with the weights of their taps, {@code [channels, n]}
 * (Anderson, Vasudevan, Keane and Gregg, Low-memory GEMM-based convolution algorithms for deep
 * neural networks, 2017).
 *
 * <p>A matrix of all patches would be nine times as large as the pictures under a window of 3 x 3,
 * and to copy it costs as much again as to multiply it.
 *
 * <p>Weights are {@code [inputs, n]}, with the taps of all channels as inputs (a convolution's), or
 * the other way round {@code [n, inputs]} (a transposed one's). Each processor has places of its
 * own, or channels, so that no two write to the same numbers.
 */
public final class WindowProducts {
    /** Multiplications from which on a second thread is worth it. */
    private static final long WORTH_A_THREAD = 500_000;

    /** Numbers in a block of pictures or of places at most, so that both stay in a cache. */
    private static final int BLOCK = 1 << 14;

    /** Rows of a block at most, if the product is a sum over them. */
    private static final int TERMS = 1000;

    private final Window window;
    private final boolean inputsFirst;
    private final int n;
    private final int rows;

    /**
     * Products of the patches under a window.
     *
     * @param inputsFirst whether weights are {@code [inputs, n]}
     * @param n the other size of the weights
     */
    public WindowProducts(Window window, boolean inputsFirst, int n) {
        this.window = window;
        this.inputsFirst = inputsFirst;
        this.n = n;
        rows = window.places() * window.samples();
    }

    /** Puts patches W + b into y {@code [rows, n]}; b may be null. */
    public void gathered(float[] pictures, float[] w, float[] b, float[] y) {
        Block x = pictures(pictures);
        FloatPointer weights = weights(w);
        Block result = Block.of(Products.ofThread().result(rows * n), rows, n);
        share(
                window.places(),
                (from, to) -> {
                    Block part = places(result, from, to - from);
                    fill(part, b);
                    runs(
                            new Runs(from, to, 0, window.channels(), longest()),
                            x,
                            weights,
                            (pixels, weight, place, length) ->
                                    places(result, place, length).product(pixels, weight, true));
                    for (int j = 0; j < n; j++) {
                        int at = j * rows + from * window.samples();
                        part.columns(j, j + 1).values().get(y, at, part.rows());
                    }
                });
    }

    /** Puts a Wᵀ, as patches, into the pixels that they came from; a is {@code [rows, n]}. */
    public void scattered(float[] a, float[] w, float[] pictures) {
        Block left = numbers(a);
        FloatPointer weights = weights(w);
        Block x = pictures();
        FloatBuffer values = x.values().asBuffer();
        share(
                window.channels(),
                (from, to) -> {
                    fill(x.columns(from, to), null);
                    runs(
                            new Runs(0, window.places(), from, to, longest()),
                            x,
                            weights,
                            (pixels, weight, place, length) ->
                                    pixels.product(
                                            places(left, place, length), weight.transpose(), true));
                    window.copies(
                            from, to, (here, there, n) -> values.get(here, pictures, there, n));
                });
    }

    /** Adds patchesᵀ a to the sum of the weights' gradients; a is {@code [rows, n]}. */
    public void addToWeight(float[] pictures, float[] a, float[] sum) {
        Block x = pictures(pictures);
        Block right = numbers(a);
        FloatPointer result = Products.ofThread().result(sum.length);
        Pointer.memset(result, 0, (long) Float.BYTES * sum.length);
        share(
                window.channels(),
                (from, to) ->
                        runs(
                                new Runs(0, window.places(), from, to, TERMS / window.samples()),
                                x,
                                result,
                                (pixels, weight, place, length) ->
                                        weight.product(
                                                pixels.transpose(),
                                                places(right, place, length),
                                                true)));
        float[] values = Products.ofThread().scratch(sum.length);
        result.get(values, 0, sum.length);
        eachWeight((here, there) -> sum[there] += values[here]);
    }

    /** The runs of some places, in some channels, of so many places at most. */
    private record Runs(int from, int to, int fromChannel, int toChannel, int most) {}

    private interface Work {
        void on(Block pixels, Block weight, int place, int length);
    }

    /** Does something with the pixels of every run and their weights. */
    private void runs(Runs runs, Block x, FloatPointer weights, Work work) {
        int channels = window.channels();
        int samples = window.samples();
        window.runs(
                runs.from,
                runs.to,
                runs.most,
                (tap, taps, place, pixel, length) -> {
                    Block pixels = x.rows(pixel * samples, (pixel + length) * samples);
                    FloatPointer w = Products.at(weights, tap * channels * n);
                    if (channels == 1) {
                        // a line of pixels below the other, as if they were channels
                        int line = window.width() * samples;
                        pixels = new Block(pixels.values(), line, pixels.rows(), taps, false);
                        work.on(pixels, Block.of(w, n, taps).transpose(), place, length);
                    } else {
                        Block weight =
                                inputsFirst
                                        ? Block.of(w, channels, n)
                                        : Block.of(w, n, channels).transpose();
                        work.on(
                                pixels.columns(runs.fromChannel, runs.toChannel),
                                weight.rows(runs.fromChannel, runs.toChannel),
                                place,
                                length);
                    }
                });
    }

    private void share(int pieces, Loops.Range work) {
        long multiplications = (long) rows * window.inputs() * n;
        WorkerThreads.shareRanges(pieces, 1 + multiplications / WORTH_A_THREAD, work);
    }

    private int longest() {
        return BLOCK / Math.max(n, window.channels()) / window.samples();
    }

    private Block places(Block matrix, int from, int length) {
        return matrix.rows(from * window.samples(), (from + length) * window.samples());
    }

    /** Puts b, or zeros, into every row. */
    private static void fill(Block matrix, float[] b) {
        float[] column = new float[matrix.rows()];
        for (int j = 0; j < matrix.columns(); j++) {
            if (b != null) {
                Arrays.fill(column, b[j]);
            }
            matrix.columns(j, j + 1).values().put(column);
        }
    }

    /** Numbers {@code [rows, n]} outside of the heap. */
    private Block numbers(float[] values) {
        FloatPointer room = Products.ofThread().gradient(values.length);
        share(
                n,
                (from, to) ->
                        Products.at(room, from * rows)
                                .put(values, from * rows, (to - from) * rows));
        return Block.of(room, rows, n);
    }

    /** Room for the pictures, {@code [pixels * samples, channels]}. */
    private Block pictures() {
        int height = window.pixels() * window.samples();
        FloatPointer room = Products.ofThread().input(height * window.channels());
        return Block.of(room, height, window.channels());
    }

    private Block pictures(float[] pictures) {
        Block x = pictures();
        FloatBuffer values = x.values().asBuffer();
        share(
                window.channels(),
                (from, to) ->
                        window.copies(
                                from,
                                to,
                                (here, there, n) -> values.put(here, pictures, there, n)));
        return x;
    }

    /** The weights outside of the heap, tap by tap, each tap in the order of the matrix. */
    private FloatPointer weights(float[] w) {
        float[] values = Products.ofThread().scratch(w.length);
        eachWeight((here, there) -> values[here] = w[there]);
        return Products.ofThread().weight(w.length).put(values, 0, w.length);
    }

    private interface Move {
        void take(int here, int there);
    }

    /** Takes every weight: where it stands tap by tap, and where in the matrix of all. */
    private void eachWeight(Move move) {
        int inner = inputsFirst ? window.channels() : n;
        int outer = inputsFirst ? n : window.channels();
        int taps = window.taps();
        share(
                taps,
                (from, to) -> {
                    for (int tap = from; tap < to; tap++) {
                        int there = tap % window.size() * window.size() + tap / window.size();
                        for (int i = 0; i < outer; i++) {
                            for (int j = 0; j < inner; j++) {
                                move.take(
                                        (tap * outer + i) * inner + j,
                                        inputsFirst
                                                ? (i * inner + j) * taps + there
                                                : (i * taps + there) * inner + j);
                            }
                        }
                    }
                });
    }
}
