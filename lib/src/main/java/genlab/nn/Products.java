package genlab.nn;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices in column order, by OpenBLAS.
 *
 * <p>OpenBLAS reads memory outside of Java's heap, so every thread keeps buffers there that its
 * matrices are copied through: that costs a product of [500, 5] and [5, 5] as much again as the
 * product itself, 0.3 microseconds, and one of [128, 784] and [784, 400] a fifth. The buffers grow
 * to the largest matrix and are freed with their thread.
 */
final class Products {
    private static final ThreadLocal<Products> OF_THREAD = ThreadLocal.withInitial(Products::new);

    /** Multiplications from which on a product is worth a second thread. */
    private static final long WORTH_A_THREAD = 2_000_000;

    static {
        useOneThreadInOpenBlas();
    }

    private FloatPointer input = new FloatPointer(1L);
    private FloatPointer weight = new FloatPointer(1L);
    private FloatPointer gradient = new FloatPointer(1L);
    private FloatPointer result = new FloatPointer(1L);
    private FloatPointer ones = new FloatPointer(1f);
    private float[] scratch = new float[1];

    private Products() {}

    /**
     * The threads of a product are {@link Partners}: if the machine is busy with something else the
     * caller does their part. Threads of OpenBLAS, which wait for each other in loops, make
     * products many times slower then.
     */
    private static void useOneThreadInOpenBlas() {
        openblas_nolapack.blas_set_num_threads(1);
    }

    /** ND4J, when it starts, sets OpenBLAS's threads too: whoever uses ND4J starts it here. */
    static final class Nd4jStart {
        static {
            Nd4j.getBackend();
            useOneThreadInOpenBlas();
        }

        private Nd4jStart() {}

        /** Starts ND4J if it is not started yet. */
        static void ensure() {}
    }

    /** x w + b, b added to every row. */
    static Matrix affine(Matrix x, Matrix w, Matrix b) {
        Matrix y = Matrix.zeros(x.rows(), w.columns());
        if (NarrowProducts.suit(w, x.rows())) {
            NarrowProducts.affine(x, w, b, y);
        } else {
            OF_THREAD.get().forward(x, w, b, y);
        }
        return y;
    }

    private void forward(Matrix x, Matrix w, Matrix b, Matrix y) {
        input = put(x, input);
        weight = put(w, weight);
        int rows = x.rows();
        multiply(
                Factor.of(x, input),
                Factor.of(w, weight),
                (from, to) -> {
                    at(result, from * rows).get(y.values(), from * rows, (to - from) * rows);
                    for (int j = from; j < to; j++) {
                        addTo(y.values(), j * rows, (j + 1) * rows, b.values()[j]);
                    }
                });
    }

    /**
     * The way back of x w + b: adds xᵀ g to w's sum and g's rows to b's.
     *
     * @return g wᵀ if it is wanted, otherwise null
     */
    static Matrix back(
            Matrix x, Matrix g, Matrix w, Matrix sumOfW, Matrix sumOfB, boolean ofInput) {
        boolean narrow = NarrowProducts.suit(w, g.rows());
        Products products = OF_THREAD.get();
        if (sumOfW != null || !narrow) {
            products.gradient = put(g, products.gradient);
        }
        if (sumOfW != null) {
            products.addGradients(x, g, sumOfW, sumOfB, narrow);
        }
        if (!ofInput) {
            return null;
        }
        Matrix result = Matrix.zeros(g.rows(), w.rows());
        if (narrow) {
            NarrowProducts.affine(g, w.transpose(), Matrix.zeros(1, w.rows()), result);
        } else {
            products.gradientOfInput(g, w, result);
        }
        return result;
    }

    private void addGradients(Matrix x, Matrix g, Matrix sumOfW, Matrix sumOfB, boolean narrow) {
        input = put(x, input);
        int rows = x.columns();
        scratch = reserve(sumOfW.values().length, scratch);
        Columns add =
                (from, to) -> {
                    at(result, from * rows).get(scratch, from * rows, (to - from) * rows);
                    addTo(sumOfW.values(), scratch, from * rows, to * rows);
                };
        if (narrow) {
            columnByColumn(x, g);
            add.take(0, g.columns());
        } else {
            multiply(Factor.of(x, input).transpose(), Factor.of(g, gradient), add);
        }
        sumOfRows(g.rows(), g.columns());
        result.get(scratch, 0, g.columns());
        addTo(sumOfB.values(), scratch, 0, g.columns());
    }

    /** Leaves xᵀ g in the result: the wider one times every column of the narrower one. */
    private void columnByColumn(Matrix x, Matrix g) {
        result = reserve(x.columns() * g.columns(), result);
        boolean narrowGradient = g.columns() < x.columns();
        int columns = Math.min(x.columns(), g.columns());
        for (int j = 0; j < columns; j++) {
            cblas_sgemv(
                    CblasColMajor,
                    CblasTrans,
                    x.rows(),
                    Math.max(x.columns(), g.columns()),
                    1f,
                    narrowGradient ? input : gradient,
                    x.rows(),
                    at(narrowGradient ? gradient : input, j * x.rows()),
                    1,
                    0f,
                    at(result, narrowGradient ? j * x.columns() : j),
                    narrowGradient ? 1 : x.columns());
        }
    }

    private void gradientOfInput(Matrix g, Matrix w, Matrix y) {
        weight = put(w, weight);
        int rows = y.rows();
        multiply(
                Factor.of(g, gradient),
                Factor.of(w, weight).transpose(),
                (from, to) ->
                        at(result, from * rows).get(y.values(), from * rows, (to - from) * rows));
    }

    /**
     * A factor of a product.
     *
     * @param stored the rows that it has in memory, where it may lie as its transpose
     */
    private record Factor(
            FloatPointer values, int stored, int rows, int columns, boolean transposed) {
        static Factor of(Matrix matrix, FloatPointer values) {
            return new Factor(values, matrix.rows(), matrix.rows(), matrix.columns(), false);
        }

        Factor transpose() {
            return new Factor(values, stored, columns, rows, !transposed);
        }

        int order() {
            return transposed ? CblasTrans : CblasNoTrans;
        }

        FloatPointer from(int column) {
            return at(values, transposed ? column : column * stored);
        }
    }

    /** What is done with some of the columns of a product as soon as they are in the result. */
    private interface Columns {
        void take(int from, int to);
    }

    /**
     * Leaves a b in the result. Each thread computes some of its columns; the same ones every time,
     * so that the same bits come out.
     */
    private void multiply(Factor a, Factor b, Columns whenDone) {
        int rows = a.rows;
        int columns = b.columns;
        result = reserve(rows * columns, result);
        long multiplications = (long) rows * columns * a.columns;
        int parts =
                (int)
                        Math.min(
                                Math.min(Partners.most(), columns),
                                1 + multiplications / WORTH_A_THREAD);
        Partners.share(
                parts,
                part -> {
                    int from = (int) ((long) columns * part / parts);
                    int to = (int) ((long) columns * (part + 1) / parts);
                    cblas_sgemm(
                            CblasColMajor,
                            a.order(),
                            b.order(),
                            rows,
                            to - from,
                            a.columns,
                            1f,
                            a.values,
                            a.stored,
                            b.from(from),
                            b.stored,
                            0f,
                            at(result, from * rows),
                            rows);
                    whenDone.take(from, to);
                });
    }

    private static FloatPointer at(FloatPointer buffer, int offset) {
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
        cblas_sgemv(
                CblasColMajor,
                CblasTrans,
                rows,
                columns,
                1f,
                gradient,
                rows,
                ones,
                1,
                0f,
                result,
                1);
    }

    private static FloatPointer put(Matrix matrix, FloatPointer buffer) {
        return reserve(matrix.values().length, buffer).put(matrix.values());
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
