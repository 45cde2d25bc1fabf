package genlab.nn.fast;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * Products of matrices in column order, by OpenBLAS.
 *
 * <p>OpenBLAS reads memory outside of Java's heap, so every thread keeps buffers there that its
 * matrices are copied through: that costs a product of [500, 5] and [5, 5] as much again as the
 * product itself, 0.3 microseconds, and one of [128, 784] and [784, 400] a fifth. The buffers grow
 * to the largest matrix and are freed with their thread.
 */
public final class Products {
    private static final ThreadLocal<Products> OF_THREAD = ThreadLocal.withInitial(Products::new);

    /** Multiplications from which on a product is worth a second thread. */
    private static final long WORTH_A_THREAD = 2_000_000;

    /** The same, if every number of the larger factor is used once. */
    private static final long WORTH_A_THREAD_ONCE = 20_000;

    static {
        // not Nd4jStart, which would start ND4J
        openblas_nolapack.blas_set_num_threads(1);
    }

    private FloatPointer input = new FloatPointer(1L);
    private FloatPointer weight = new FloatPointer(1L);
    private FloatPointer gradient = new FloatPointer(1L);
    private FloatPointer result = new FloatPointer(1L);
    private FloatPointer ones = new FloatPointer(1f);
    private float[] scratch = new float[1];
    private float[] room = new float[1];

    private Products() {}

    /**
     * Puts x w + b into y, b added to every row.
     *
     * @param x {@code [rows, inputs]}
     * @param w {@code [inputs, outputs]}
     * @param b {@code [1, outputs]}, or null for none
     * @param y {@code [rows, outputs]}
     * @param then what is done with every part of y as soon as it is there
     */
    public static void affine(
            float[] x,
            int rows,
            int inputs,
            float[] w,
            int outputs,
            float[] b,
            float[] y,
            Loops.Range then) {
        if (NarrowProducts.suit(rows, inputs, outputs)) {
            new NarrowProducts(x, rows, inputs, w, false, outputs, b, y).multiply(then);
            return;
        }
        Products own = OF_THREAD.get();
        own.input = put(x, rows * inputs, own.input);
        own.weight = put(w, inputs * outputs, own.weight);
        own.multiply(
                Block.of(own.input, rows, inputs),
                Block.of(own.weight, inputs, outputs),
                (from, to) -> {
                    at(own.result, from * rows).get(y, from * rows, (to - from) * rows);
                    for (int j = from; b != null && j < to; j++) {
                        addTo(y, j * rows, (j + 1) * rows, b[j]);
                    }
                    then.from(from * rows, to * rows);
                });
    }

    /** Room for so many numbers, or more, until this thread asks again: to spare a new array. */
    public static float[] room(int size) {
        Products own = OF_THREAD.get();
        own.room = reserve(size, own.room);
        return own.room;
    }

    /** Puts the matrix product of a {@code [rows, inner]} and b {@code [inner, columns]} into c. */
    public static void multiply(float[] a, int rows, int inner, float[] b, int columns, float[] c) {
        affine(a, rows, inner, b, columns, null, c, (from, to) -> {});
    }

    /**
     * The way back of x w + b: adds xᵀ g to w's sum and g's rows to b's, and puts g wᵀ into x's
     * gradient, each unless it is null.
     *
     * @param first makes every part of g before it is read
     */
    public static void back(
            float[] x,
            float[] g,
            float[] w,
            int rows,
            int inputs,
            int outputs,
            float[] sumOfW,
            float[] sumOfB,
            float[] gradientOfX,
            Loops.Range first) {
        boolean narrow = NarrowProducts.suit(rows, inputs, outputs);
        boolean copied = sumOfW != null || sumOfB != null || !narrow;
        Products own = OF_THREAD.get();
        own.gradient = reserve(copied ? rows * outputs : 1, own.gradient);
        Loops.over(
                rows * outputs,
                (from, to) -> {
                    first.from(from, to);
                    if (copied) {
                        at(own.gradient, from).put(g, from, to - from);
                    }
                });
        if (sumOfW != null) {
            own.addToWeight(x, rows, inputs, outputs, sumOfW, narrow);
        }
        if (sumOfB != null) {
            own.sumOfRows(rows, outputs);
            own.scratch = reserve(outputs, own.scratch);
            own.result.get(own.scratch, 0, outputs);
            addTo(sumOfB, own.scratch, 0, outputs);
        }
        if (gradientOfX != null && narrow) {
            new NarrowProducts(g, rows, outputs, w, true, inputs, null, gradientOfX)
                    .multiply((from, to) -> {});
        } else if (gradientOfX != null) {
            own.weight = put(w, inputs * outputs, own.weight);
            own.multiply(
                    Block.of(own.gradient, rows, outputs),
                    Block.of(own.weight, inputs, outputs).transpose(),
                    (from, to) ->
                            at(own.result, from * rows)
                                    .get(gradientOfX, from * rows, (to - from) * rows));
        }
    }

    /** The buffers of the calling thread. */
    static Products ofThread() {
        return OF_THREAD.get();
    }

    FloatPointer weight(int floats) {
        return weight = reserve(floats, weight);
    }

    FloatPointer gradient(int floats) {
        return gradient = reserve(floats, gradient);
    }

    FloatPointer input(int floats) {
        return input = reserve(floats, input);
    }

    FloatPointer result(int floats) {
        return result = reserve(floats, result);
    }

    float[] scratch(int floats) {
        return scratch = reserve(floats, scratch);
    }

    private void addToWeight(
            float[] x, int rows, int inputs, int outputs, float[] sum, boolean narrow) {
        input = put(x, rows * inputs, input);
        scratch = reserve(sum.length, scratch);
        Loops.Range add =
                (from, to) -> {
                    int start = from * inputs;
                    at(result, start).get(scratch, start, (to - from) * inputs);
                    addTo(sum, scratch, start, to * inputs);
                };
        if (narrow) {
            columnByColumn(rows, inputs, outputs);
            add.from(0, outputs);
        } else {
            multiply(
                    Block.of(input, rows, inputs).transpose(),
                    Block.of(gradient, rows, outputs),
                    add);
        }
    }

    /** Leaves xᵀ g in the result: the wider one times every column of the narrower one. */
    private void columnByColumn(int rows, int inputs, int outputs) {
        result = reserve(inputs * outputs, result);
        boolean narrowGradient = outputs < inputs;
        for (int j = 0; j < Math.min(inputs, outputs); j++) {
            productWithColumn(
                    narrowGradient ? input : gradient,
                    rows,
                    Math.max(inputs, outputs),
                    at(narrowGradient ? gradient : input, j * rows),
                    at(result, narrowGradient ? j * inputs : j),
                    narrowGradient ? 1 : inputs);
        }
    }

    /**
     * Puts aᵀ column into every step-th number of y. OpenBLAS takes four columns of a together, and
     * so do the threads: that leaves the bits as they are.
     */
    private static void productWithColumn(
            FloatPointer a, int rows, int columns, FloatPointer column, FloatPointer y, int step) {
        WorkerThreads.shareRanges(
                (columns + 3) / 4,
                1 + (long) rows * columns / WORTH_A_THREAD_ONCE,
                (from, to) ->
                        cblas_sgemv(
                                CblasColMajor,
                                CblasTrans,
                                rows,
                                Math.min(columns, 4 * to) - 4 * from,
                                1f,
                                at(a, 4 * from * rows),
                                rows,
                                column,
                                1,
                                0f,
                                at(y, 4 * from * step),
                                step));
    }

    /**
     * Leaves a b in the result. Each thread computes some of its columns; the same ones every time,
     * so that the same bits come out.
     *
     * @param whenDone what is done with some columns as soon as they are in the result
     */
    private void multiply(Block a, Block b, Loops.Range whenDone) {
        int rows = a.rows();
        int columns = b.columns();
        result = reserve(rows * columns, result);
        Block c = Block.of(result, rows, columns);
        long multiplications = (long) rows * columns * a.columns();
        WorkerThreads.shareRanges(
                columns,
                1 + multiplications / WORTH_A_THREAD,
                (from, to) -> {
                    c.columns(from, to).product(a, b.columns(from, to), false);
                    whenDone.from(from, to);
                });
    }

    static FloatPointer at(FloatPointer buffer, int offset) {
        return offset == 0 ? buffer : buffer.getPointer(offset);
    }

    /** Leaves the sums of the gradient's columns in the result. */
    private void sumOfRows(int rows, int columns) {
        if (ones.capacity() < rows) {
            float[] values = new float[rows];
            Arrays.fill(values, 1f);
            ones.close();
            ones = new FloatPointer(values);
        }
        result = reserve(columns, result);
        productWithColumn(gradient, rows, columns, ones, result, 1);
    }

    private static FloatPointer put(float[] values, int size, FloatPointer buffer) {
        FloatPointer room = reserve(size, buffer);
        Loops.over(size, (from, to) -> at(room, from).put(values, from, to - from));
        return room;
    }

    private static FloatPointer reserve(int size, FloatPointer buffer) {
        if (buffer.capacity() >= size) {
            return buffer;
        }
        buffer.close();
        return new FloatPointer((long) size);
    }

    private static float[] reserve(int size, float[] array) {
        return array.length >= size ? array : new float[size];
    }

    private static void addTo(float[] values, int from, int to, float term) {
        for (int i = from; i < to; i++) {
            values[i] += term;
        }
    }

    private static void addTo(float[] sum, float[] terms, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += terms[i];
        }
    }
}
