package genlab.nn.fast;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * Products of matrices in column order, by OpenBLAS.
 *
 * <p>OpenBLAS reads memory outside of Java's heap, so every thread keeps buffers there that its
 * matrices are copied through: that costs a product of [500, 5] and [5, 5] as much again as the
 * product itself, 0.3 microseconds, and one of [128, 784] and [784, 400] a fifth. Threads that
 * share a product copy what they read each for itself: a product of what another core has just
 * copied takes a sixth longer. The buffers grow to the largest matrix and are freed with their
 * thread.
 */
public final class Products {
    private static final ThreadLocal<Products> OF_THREAD = ThreadLocal.withInitial(Products::new);

    /** Multiplications from which on a product is worth a second thread. */
    private static final long WORTH_A_THREAD = 2_000_000;

    /** The same, if every number of the larger factor is used once. */
    private static final long WORTH_A_THREAD_ONCE = 20_000;

    /** The most numbers in all threads' copies of what they share. */
    private static final long MOST_COPIED = 1 << 26;

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

    /** The product that this thread had a part of last: its buffers hold what all parts read. */
    private Object shared;

    /** Whether the part is the thread's first of its product. */
    private boolean copies;

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
        share(
                1 + (long) rows * inputs * outputs / WORTH_A_THREAD,
                outputs,
                (long) rows * inputs,
                (own, part) -> {
                    int from = part.from(outputs);
                    int n = part.to(outputs) - from;
                    if (own.copies) {
                        own.input = put(x, 0, rows * inputs, own.input);
                    }
                    own.weight = put(w, from * inputs, n * inputs, own.weight);
                    Block.of(own.result(rows * n), rows, n)
                            .product(
                                    Block.of(own.input, rows, inputs),
                                    Block.of(own.weight, inputs, n),
                                    false);
                    own.result.get(y, from * rows, n * rows);
                    for (int j = from; b != null && j < from + n; j++) {
                        addTo(y, j * rows, (j + 1) * rows, b[j]);
                    }
                    then.from(from * rows, (from + n) * rows);
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
     * @param first makes every part of g before it is read, or null if g is there
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
        if (first != null) {
            Loops.over(rows * outputs, first);
        }
        boolean narrow = NarrowProducts.suit(rows, inputs, outputs);
        if (narrow && gradientOfX != null) {
            new NarrowProducts(g, rows, outputs, w, true, inputs, null, gradientOfX)
                    .multiply((from, to) -> {});
        }
        if (narrow && sumOfW == null && sumOfB == null) {
            return;
        }
        long used = narrow ? Math.max(inputs, outputs) : (long) inputs * outputs;
        share(
                1 + rows * used / (narrow ? WORTH_A_THREAD_ONCE : WORTH_A_THREAD),
                Math.max(inputs, outputs),
                (long) rows * (inputs + outputs),
                (own, part) -> {
                    if (own.copies) {
                        own.gradient = put(g, 0, rows * outputs, own.gradient);
                    }
                    if (sumOfW != null && narrow && outputs < inputs) {
                        own.addRows(part, x, rows, inputs, outputs, sumOfW);
                    } else if (sumOfW != null) {
                        own.addColumns(part, x, rows, inputs, outputs, sumOfW, narrow);
                    }
                    if (sumOfB != null) {
                        own.addToBias(part, rows, outputs, sumOfB);
                    }
                    if (gradientOfX != null && !narrow) {
                        own.backToX(part, w, rows, inputs, outputs, gradientOfX);
                    }
                });
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

    /**
     * A thread's share of the columns of any matrix, the same one every time, so that the same bits
     * come out. OpenBLAS takes four columns together, and so do the threads.
     */
    record Part(int number, int of) {
        int from(int columns) {
            return Math.min(columns, 4 * ((columns + 3) / 4 * number / of));
        }

        int to(int columns) {
            return new Part(number + 1, of).from(columns);
        }
    }

    /**
     * Shares the columns of a product among threads, if it is worth so many.
     *
     * @param copied how many numbers each thread copies; once, if it does several parts
     */
    private static void share(
            long wanted, int columns, long copied, BiConsumer<Products, Part> work) {
        long most = Math.min((columns + 3) / 4, Math.max(1, MOST_COPIED / copied));
        int parts = (int) Math.min(Math.min(WorkerThreads.most(), wanted), most);
        Object product = new Object();
        WorkerThreads.share(
                parts,
                i -> {
                    Products own = OF_THREAD.get();
                    own.copies = own.shared != product;
                    own.shared = product;
                    work.accept(own, new Part(i, parts));
                });
    }

    /** Adds some columns of xᵀ g to the sum of w. */
    private void addColumns(
            Part part,
            float[] x,
            int rows,
            int inputs,
            int outputs,
            float[] sumOfW,
            boolean narrow) {
        int from = part.from(outputs);
        int n = part.to(outputs) - from;
        if (copies) {
            input = put(x, 0, rows * inputs, input);
        }
        result = reserve(inputs * n, result);
        FloatPointer columns = at(gradient, from * rows);
        if (narrow) {
            for (int k = 0; k < inputs; k++) {
                timesColumn(columns, rows, n, at(input, k * rows), at(result, k), inputs);
            }
        } else {
            Block.of(result, inputs, n)
                    .product(
                            Block.of(input, rows, inputs).transpose(),
                            Block.of(columns, rows, n),
                            false);
        }
        addResult(sumOfW, from * inputs, (from + n) * inputs);
    }

    /** Adds some rows of xᵀ g, where g has few columns, to the sum of w. */
    private void addRows(Part part, float[] x, int rows, int inputs, int outputs, float[] sumOfW) {
        int from = part.from(inputs);
        int n = part.to(inputs) - from;
        input = put(x, from * rows, n * rows, input);
        result = reserve(n, result);
        for (int j = 0; j < outputs; j++) {
            timesColumn(input, rows, n, at(gradient, j * rows), result, 1);
            addResult(sumOfW, j * inputs + from, j * inputs + from + n);
        }
    }

    /** Adds the sums of some columns of g to that of b. */
    private void addToBias(Part part, int rows, int outputs, float[] sumOfB) {
        int from = part.from(outputs);
        int n = part.to(outputs) - from;
        if (ones.capacity() < rows) {
            float[] values = new float[rows];
            Arrays.fill(values, 1f);
            ones.close();
            ones = new FloatPointer(values);
        }
        result = reserve(n, result);
        timesColumn(at(gradient, from * rows), rows, n, ones, result, 1);
        addResult(sumOfB, from, from + n);
    }

    /** Puts some columns of g wᵀ into the gradient of x. */
    private void backToX(
            Part part, float[] w, int rows, int inputs, int outputs, float[] gradientOfX) {
        int from = part.from(inputs);
        int n = part.to(inputs) - from;
        if (copies) {
            weight = put(w, 0, inputs * outputs, weight);
        }
        Block.of(result(rows * n), rows, n)
                .product(
                        Block.of(gradient, rows, outputs),
                        Block.of(weight, inputs, outputs).rows(from, from + n).transpose(),
                        false);
        result.get(gradientOfX, from * rows, n * rows);
    }

    /** Puts aᵀ column into every step-th number of y. */
    private static void timesColumn(
            FloatPointer a, int rows, int columns, FloatPointer column, FloatPointer y, int step) {
        cblas_sgemv(CblasColMajor, CblasTrans, rows, columns, 1f, a, rows, column, 1, 0f, y, step);
    }

    /** Adds the result to a range of a sum. */
    private void addResult(float[] sum, int from, int to) {
        scratch = reserve(sum.length, scratch);
        result.get(scratch, from, to - from);
        for (int i = from; i < to; i++) {
            sum[i] += scratch[i];
        }
    }

    static FloatPointer at(FloatPointer buffer, int offset) {
        return offset == 0 ? buffer : buffer.getPointer(offset);
    }

    private static FloatPointer put(float[] values, int from, int size, FloatPointer buffer) {
        return reserve(size, buffer).put(values, from, size);
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
}
