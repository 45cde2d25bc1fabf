package genlab.nn.fast;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

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
        FloatPointer weight = Products.ofThread().weight(w);
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
            float[] pictures, FloatPointer w, Part part, Products own, int height, int columns) {
        FloatPointer a = gather(pictures, part, own, height * columns);
        int from = part.fromChannel() * patches.taps();
        cblas_sgemm(
                CblasColMajor,
                CblasNoTrans,
                inputsFirst ? CblasNoTrans : CblasTrans,
                height,
                n,
                columns,
                1f,
                a,
                height,
                Products.at(w, inputsFirst ? from : from * n),
                inputsFirst ? inputs : n,
                from == 0 ? 0f : 1f,
                own.result(height * n),
                height);
    }

    private FloatPointer gather(float[] pictures, Part part, Products own, int floats) {
        FloatPointer values = own.input(floats);
        patches.gather(pictures, part, values.asBuffer());
        return values;
    }

    /** Adds a Wᵀ, as patches, to the pixels that they came from; a is {@code [rows, n]}. */
    public void scattered(float[] a, float[] w, float[] pictures) {
        FloatPointer weight = Products.ofThread().weight(w);
        FloatPointer left = Products.ofThread().gradient(a);
        eachChannels(
                (part, own, height, columns) -> {
                    int from = part.fromChannel() * patches.taps();
                    FloatPointer result = own.result(height * columns);
                    cblas_sgemm(
                            CblasColMajor,
                            CblasNoTrans,
                            inputsFirst ? CblasTrans : CblasNoTrans,
                            height,
                            columns,
                            n,
                            1f,
                            Products.at(left, part.fromPlace() * patches.samples()),
                            rows,
                            Products.at(weight, inputsFirst ? from : from * n),
                            inputsFirst ? inputs : n,
                            0f,
                            result,
                            height);
                    float[] values = own.scratch(height * columns);
                    result.get(values, 0, height * columns);
                    patches.scatter(values, part, pictures);
                });
    }

    /** Adds patchesᵀ a to the sum of the weights' gradients; a is {@code [rows, n]}. */
    public void addToWeight(float[] pictures, float[] a, float[] sum) {
        FloatPointer right = Products.ofThread().gradient(a);
        eachChannels(
                (part, own, height, columns) -> {
                    FloatPointer p = gather(pictures, part, own, height * columns);
                    FloatPointer q = Products.at(right, part.fromPlace() * patches.samples());
                    cblas_sgemm(
                            CblasColMajor,
                            CblasTrans,
                            CblasNoTrans,
                            inputsFirst ? columns : n,
                            inputsFirst ? n : columns,
                            height,
                            1f,
                            inputsFirst ? p : q,
                            inputsFirst ? height : rows,
                            inputsFirst ? q : p,
                            inputsFirst ? rows : height,
                            part.fromPlace() == 0 ? 0f : 1f,
                            own.result(columns * n),
                            inputsFirst ? columns : n);
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
