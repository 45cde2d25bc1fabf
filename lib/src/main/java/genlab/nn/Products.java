package genlab.nn;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
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

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Multiplications from which on a product is worth a second thread. */
    private static final long WORTH_A_THREAD = 2_000_000;

    static {
        useOneThreadInOpenBlas();
    }

    private FloatPointer first = new FloatPointer(1L);
    private FloatPointer second = new FloatPointer(1L);
    private FloatPointer result = new FloatPointer(1L);
    private FloatPointer ones = new FloatPointer(1f);
    private float[] scratch = new float[1];

    private Products() {}

    /**
     * The threads of a product are those of the common pool: they sleep when there is nothing to
     * do, and if the machine is busy with something else the caller does their part. Threads of
     * OpenBLAS, which wait for each other in loops, make products many times slower then.
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
        Products products = OF_THREAD.get();
        products.multiply(x, CblasNoTrans, w, CblasNoTrans, y);
        products.result.get(y.values());
        for (int j = 0; j < y.columns(); j++) {
            addTo(y.values(), j * y.rows(), (j + 1) * y.rows(), b.values()[j]);
        }
        return y;
    }

    /** The parameters' share of the way back of x w + b: adds xᵀ g to w's sum, g's rows to b's. */
    static void addGradients(Matrix x, Matrix g, Matrix sumOfW, Matrix sumOfB) {
        Products products = OF_THREAD.get();
        products.multiply(x, CblasTrans, g, CblasNoTrans, sumOfW);
        products.addResultTo(sumOfW);
        products.multiplyRowOfOnes(g.rows(), g.columns());
        products.addResultTo(sumOfB);
    }

    /** g wᵀ. */
    static Matrix productTransposed(Matrix g, Matrix w) {
        Matrix x = Matrix.zeros(g.rows(), w.rows());
        Products products = OF_THREAD.get();
        products.multiply(g, CblasNoTrans, w, CblasTrans, x);
        products.result.get(x.values());
        return x;
    }

    /**
     * Leaves a b, a or b transposed, in the result, which has the shape of c. Each thread computes
     * some of its columns; the same ones every time, so that the same bits come out.
     */
    private void multiply(Matrix a, int transposeA, Matrix b, int transposeB, Matrix c) {
        first = put(a, first);
        second = put(b, second);
        result = reserve(c.values().length, result);
        int inner = transposeA == CblasTrans ? a.rows() : a.columns();
        long multiplications = (long) c.rows() * c.columns() * inner;
        int parts =
                (int)
                        Math.min(
                                Math.min(PROCESSORS, c.columns()),
                                1 + multiplications / WORTH_A_THREAD);
        // a thread of the pool that waited here could begin another product, in the same buffers
        boolean share = !ForkJoinTask.inForkJoinPool();
        List<ForkJoinTask<?>> others = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) c.columns() * part / parts);
            int to = (int) ((long) c.columns() * (part + 1) / parts);
            Runnable product =
                    () ->
                            cblas_sgemm(
                                    CblasColMajor,
                                    transposeA,
                                    transposeB,
                                    c.rows(),
                                    to - from,
                                    inner,
                                    1f,
                                    first,
                                    a.rows(),
                                    at(second, transposeB == CblasTrans ? from : from * b.rows()),
                                    b.rows(),
                                    0f,
                                    at(result, from * c.rows()),
                                    c.rows());
            if (share && part < parts - 1) {
                others.add(ForkJoinTask.adapt(product).fork());
            } else {
                product.run();
            }
        }
        for (int i = others.size() - 1; i >= 0; i--) {
            others.get(i).join();
        }
    }

    private static FloatPointer at(FloatPointer buffer, int offset) {
        return offset == 0 ? buffer : buffer.getPointer(offset);
    }

    /** Leaves the column sums of the second factor, which is still there, in the result. */
    private void multiplyRowOfOnes(int rows, int columns) {
        if (ones.capacity() < rows) {
            float[] values = new float[rows];
            Arrays.fill(values, 1f);
            ones.close();
            ones = new FloatPointer(values);
        }
        result = reserve(columns, result);
        cblas_sgemv(
                CblasColMajor, CblasTrans, rows, columns, 1f, second, rows, ones, 1, 0f, result, 1);
    }

    private void addResultTo(Matrix sum) {
        int size = sum.values().length;
        if (scratch.length < size) {
            scratch = new float[size];
        }
        result.get(scratch, 0, size);
        addTo(sum.values(), scratch);
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

    private static void addTo(float[] values, int from, int to, float term) {
        for (int i = from; i < to; i++) {
            values[i] += term;
        }
    }

    private static void addTo(float[] sum, float[] terms) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += terms[i];
        }
    }
}
