package genlab.nn.fast;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
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
        Block[] weights = weights(w);
        Block result = Block.of(Products.ofThread().result(rows * n), rows, n);
        share(
                window.places(),
                (from, to) -> {
                    Block part = run(result, from, to - from);
                    fill(part, b);
                    window.runs(
                            from,
                            to,
                            longest(),
                            (tap, place, pixel, length) ->
                                    run(result, place, length)
                                            .product(run(x, pixel, length), weights[tap], true));
                    for (int j = 0; j < n; j++) {
                        int at = j * rows + from * window.samples();
                        part.columns(j, j + 1).values().get(y, at, part.rows());
                    }
                });
    }

    /** Puts a Wᵀ, as patches, into the pixels that they came from; a is {@code [rows, n]}. */
    public void scattered(float[] a, float[] w, float[] pictures) {
        Block left = numbers(a);
        Block[] weights = weights(w);
        Block x = pictures();
        FloatBuffer values = x.values().asBuffer();
        share(
                window.channels(),
                (from, to) -> {
                    Block part = x.columns(from, to);
                    fill(part, null);
                    window.runs(
                            0,
                            window.places(),
                            longest(),
                            (tap, place, pixel, length) ->
                                    run(part, pixel, length)
                                            .product(
                                                    run(left, place, length),
                                                    weights[tap].rows(from, to).transpose(),
                                                    true));
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
        Block[] sums = taps(result);
        share(
                window.channels(),
                (from, to) ->
                        window.runs(
                                0,
                                window.places(),
                                TERMS / window.samples(),
                                (tap, place, pixel, length) ->
                                        sums[tap]
                                                .rows(from, to)
                                                .product(
                                                        run(x.columns(from, to), pixel, length)
                                                                .transpose(),
                                                        run(right, place, length),
                                                        true)));
        float[] values = Products.ofThread().scratch(sum.length);
        result.get(values, 0, sum.length);
        eachWeight((here, there) -> sum[there] += values[here]);
    }

    private void share(int pieces, Loops.Range work) {
        long multiplications = (long) rows * window.inputs() * n;
        WorkerThreads.shareRanges(pieces, 1 + multiplications / WORTH_A_THREAD, work);
    }

    private int longest() {
        return BLOCK / Math.max(n, window.channels()) / window.samples();
    }

    /** The rows of some pixels or places. */
    private Block run(Block matrix, int from, int length) {
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

    /** The weights of every tap, {@code [channels, n]}. */
    private Block[] weights(float[] w) {
        float[] values = Products.ofThread().scratch(w.length);
        eachWeight((here, there) -> values[here] = w[there]);
        return taps(Products.ofThread().weight(w.length).put(values, 0, w.length));
    }

    private Block[] taps(FloatPointer values) {
        int size = window.channels() * n;
        return IntStream.range(0, window.taps())
                .mapToObj(tap -> Block.of(Products.at(values, tap * size), window.channels(), n))
                .toArray(Block[]::new);
    }

    private interface Move {
        void take(int here, int there);
    }

    /** Takes every weight: where it stands tap by tap, and where in the matrix of all. */
    private void eachWeight(Move move) {
        int channels = window.channels();
        share(
                window.taps(),
                (from, to) -> {
                    for (int tap = from; tap < to; tap++) {
                        for (int i = 0; i < n * channels; i++) {
                            int input = i % channels * window.taps() + tap;
                            int there =
                                    inputsFirst
                                            ? i / channels * window.inputs() + input
                                            : input * n + i / channels;
                            move.take(tap * n * channels + i, there);
                        }
                    }
                });
    }
}
