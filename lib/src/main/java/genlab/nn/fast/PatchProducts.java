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
 * Each processor has parts of its own: rows of places where patches are multiplied, channels where
 * they are scattered or belong to the weights, so that no two write to the same numbers.
 *
 * <p>Weights are {@code [inputs, n]}, with the taps of all channels as inputs (a convolution's), or
 * the other way round {@code [n, inputs]} (a transposed one's).
 */
public final class PatchProducts {
    /** Floats of a part: half a megabyte. */
    private static final int PART = 1 << 17;

    /** Columns of a part at most, if they are several channels'. */
    private static final int COLUMNS = 256;

    private final Patches patches;
    private final boolean inputsFirst;
    private final int n;
    private final int rows;
    private final int inputs;
    private final int blockChannels;
    private final int blockRows;

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
        rows = patches.placeRows() * patches.rowLength();
        inputs = patches.channels() * patches.taps();
        int share = (patches.channels() + Partners.most() - 1) / Partners.most();
        blockChannels = Math.max(1, Math.min(share, COLUMNS / patches.taps()));
        int columns = blockChannels * patches.taps();
        blockRows =
                Math.max(1, Math.min(PART / columns / patches.rowLength(), patches.placeRows()));
    }

    private interface Work {
        void on(Part part, Products own, int height, int columns);
    }

    private void eachChannels(int fromRow, int toRow, Work work) {
        int blocks = (patches.channels() + blockChannels - 1) / blockChannels;
        Parts.each(blocks, (long) rows * inputs, block -> eachRows(block, fromRow, toRow, work));
    }

    private void eachRows(int block, int fromRow, int toRow, Work work) {
        int from = block * blockChannels;
        int to = Math.min(patches.channels(), from + blockChannels);
        for (int row = fromRow; row < toRow; row += blockRows) {
            Part part = new Part(from, to, row, Math.min(toRow, row + blockRows));
            int height = (part.toRow() - row) * patches.rowLength();
            work.on(part, Products.ofThread(), height, (to - from) * patches.taps());
        }
    }

    /** Puts patches W + b into y {@code [rows, n]}; b may be null. */
    public void gathered(float[] pictures, float[] w, float[] b, float[] y) {
        FloatPointer weight = Products.ofThread().weight(w);
        int tiles = (patches.placeRows() + blockRows - 1) / blockRows;
        Parts.each(
                tiles,
                (long) rows * inputs,
                tile -> {
                    int row = tile * blockRows;
                    int to = Math.min(patches.placeRows(), row + blockRows);
                    int blocks = (patches.channels() + blockChannels - 1) / blockChannels;
                    for (int block = 0; block < blocks; block++) {
                        eachRows(
                                block,
                                row,
                                to,
                                (part, own, height, columns) ->
                                        addProduct(pictures, weight, part, own, height, columns));
                    }
                    int height = (to - row) * patches.rowLength();
                    Products.ofThread()
                            .takeResult(height, n, b, y, row * patches.rowLength(), rows);
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
        float[] values = own.scratch(floats);
        patches.gather(pictures, part, values);
        return own.input(values, floats);
    }

    /** Adds a Wᵀ, as patches, to the pixels that they came from; a is {@code [rows, n]}. */
    public void scattered(float[] a, float[] w, float[] pictures) {
        FloatPointer weight = Products.ofThread().weight(w);
        FloatPointer left = Products.ofThread().gradient(a);
        eachChannels(
                0,
                patches.placeRows(),
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
                            Products.at(left, part.fromRow() * patches.rowLength()),
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
                0,
                patches.placeRows(),
                (part, own, height, columns) -> {
                    FloatPointer p = gather(pictures, part, own, height * columns);
                    FloatPointer q = Products.at(right, part.fromRow() * patches.rowLength());
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
                            part.fromRow() == 0 ? 0f : 1f,
                            own.result(columns * n),
                            inputsFirst ? columns : n);
                    if (part.toRow() == patches.placeRows()) {
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
