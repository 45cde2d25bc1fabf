package genlab.nn.fast;

import genlab.nn.fast.Patches.Part;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Products of {@link Patches} with weights. Patches are many times as large as the pictures; so a
 * part that fits into a processor's cache is gathered, multiplied and forgotten, then the next one.
 * Each processor has parts of its own: places where patches are multiplied, channels where they are
 * scattered or belong to the weights, so that no two write to the same numbers.
 *
 * <p>Weights are {@code [inputs, n]}, with the taps of all channels as inputs (a convolution's), or
 * the other way round {@code [n, inputs]} (a transposed one's).
 */
public final class PatchProducts {
    /** Floats of a part: an eighth of a megabyte. */
    private static final int PART = 1 << 15;

    /** Columns of a part at most, if they are several channels'. */
    private static final int COLUMNS = 256;

    private final Patches patches;
    private final boolean inputsFirst;
    private final int n;
    private final int rows;
    private final int inputs;
    private final int blockChannels;
    private final int blockPlaces;

    /**
     * Products of these patches.
     *
     * @param inputsFirst whether weights are {@code [inputs, n]}
     * @param n the other size of the weights
     */
    public PatchProducts(Patches patches, boolean inputsFirst, int n) {
        this.patches = patches;
        this.inputsFirst = inputsFirst;
        this.n = n;
        rows = patches.places() * patches.samples();
        inputs = patches.channels() * patches.taps();
        blockChannels = block(patches.channels(), Math.max(1, COLUMNS / patches.taps()));
        int most = PART / (blockChannels * patches.taps()) / patches.samples();
        blockPlaces = block(patches.places(), Math.max(1, most));
    }

    /** The size of equal blocks, at most so many in one, as many for each processor. */
    private static int block(int all, int most) {
        int share = (all + WorkerThreads.most() - 1) / WorkerThreads.most();
        int blocks = (share + most - 1) / most;
        return (share + blocks - 1) / blocks;
    }

    private static int blocks(int all, int block) {
        return (all + block - 1) / block;
    }

    private interface Work {
        void on(Part part, Products own, int height, int columns);
    }

    private void eachChannels(Work work) {
        Parts.each(
                blocks(patches.channels(), blockChannels),
                (long) rows * inputs,
                block -> eachPlaces(block, 0, patches.places(), work));
    }

    private void eachPlaces(int block, int fromPlace, int toPlace, Work work) {
        int from = block * blockChannels;
        int to = Math.min(patches.channels(), from + blockChannels);
        for (int place = fromPlace; place < toPlace; place += blockPlaces) {
            Part part = new Part(from, to, place, Math.min(toPlace, place + blockPlaces));
            int height = (part.toPlace() - place) * patches.samples();
            work.on(part, Products.ofThread(), height, (to - from) * patches.taps());
        }
    }

    /** Puts patches W + b into y {@code [rows, n]}; b may be null. */
    public void gathered(float[] pictures, float[] w, float[] b, float[] y) {
        Block weight = weight(w);
        Parts.each(
                blocks(patches.places(), blockPlaces),
                (long) rows * inputs,
                tile -> {
                    int from = tile * blockPlaces;
                    int to = Math.min(patches.places(), from + blockPlaces);
                    for (int block = 0;
                            block < blocks(patches.channels(), blockChannels);
                            block++) {
                        eachPlaces(
                                block,
                                from,
                                to,
                                (part, own, height, columns) ->
                                        addProduct(pictures, weight, part, own, height, columns));
                    }
                    int height = (to - from) * patches.samples();
                    Products.ofThread().takeResult(height, n, b, y, from * patches.samples(), rows);
                });
    }

    private void addProduct(
            float[] pictures, Block w, Part part, Products own, int height, int columns) {
        Block of = Block.of(own.result(height * n), height, n);
        int from = part.fromChannel() * patches.taps();
        of.product(
                gather(pictures, part, own, height, columns),
                w.rows(from, from + columns),
                from > 0);
    }

    private Block gather(float[] pictures, Part part, Products own, int height, int columns) {
        FloatPointer values = own.input(height * columns);
        patches.gather(pictures, part, values.asBuffer());
        return Block.of(values, height, columns);
    }

    /** The weights outside of the heap, as {@code [inputs, n]}. */
    private Block weight(float[] w) {
        FloatPointer values = Products.ofThread().weight(w);
        return inputsFirst ? Block.of(values, inputs, n) : Block.of(values, n, inputs).transpose();
    }

    /** Numbers {@code [rows, n]} outside of the heap. */
    private Block gradient(float[] a) {
        return Block.of(Products.ofThread().gradient(a), rows, n);
    }

    /** The rows of a part's places. */
    private Block of(Part part, Block a) {
        return a.rows(part.fromPlace() * patches.samples(), part.toPlace() * patches.samples());
    }

    /** Adds a Wᵀ, as patches, to the pixels that they came from; a is {@code [rows, n]}. */
    public void scattered(float[] a, float[] w, float[] pictures) {
        Block weight = weight(w);
        Block left = gradient(a);
        eachChannels(
                (part, own, height, columns) -> {
                    int from = part.fromChannel() * patches.taps();
                    FloatPointer result = own.result(height * columns);
                    Block.of(result, height, columns)
                            .product(
                                    of(part, left),
                                    weight.rows(from, from + columns).transpose(),
                                    false);
                    float[] values = own.scratch(height * columns);
                    result.get(values, 0, height * columns);
                    patches.scatter(values, part, pictures);
                });
    }

    /** Adds patchesᵀ a to the sum of the weights' gradients; a is {@code [rows, n]}. */
    public void addToWeight(float[] pictures, float[] a, float[] sum) {
        Block right = gradient(a);
        eachChannels(
                (part, own, height, columns) -> {
                    Block p = gather(pictures, part, own, height, columns);
                    Block q = of(part, right);
                    boolean add = part.fromPlace() > 0;
                    FloatPointer result = own.result(columns * n);
                    if (inputsFirst) {
                        Block.of(result, columns, n).product(p.transpose(), q, add);
                    } else {
                        Block.of(result, n, columns).product(q.transpose(), p, add);
                    }
                    if (part.toPlace() == patches.places()) {
                        int from = part.fromChannel() * patches.taps();
                        if (inputsFirst) {
                            own.addResult(columns, n, sum, from, inputs);
                        } else {
                            own.addResult(columns * n, 1, sum, from * n, 0);
                        }
                    }
                });
    }
}
