package genlab.nn.fast;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A block of a matrix outside of Java's heap, in column order: a factor of a product, or its
 * result.
 *
 * <p>OpenBLAS copies the factors of a product into an order of its own first, except small ones
 * where the processor has AVX-512: there it reads them as they lie. With weights of 16 to 128 rows
 * and columns that makes 105 to 115 billion operations a second on a core that otherwise does 55 to
 * 90. So products of a middling size are cut into small ones.
 *
 * @param values where it begins
 * @param stored the rows of the matrix in memory that it is a block of
 * @param transposed whether it is the transpose of what lies there
 */
record Block(FloatPointer values, int stored, int rows, int columns, boolean transposed) {
    /** Multiplications of the largest product that OpenBLAS takes as small. */
    private static final long SMALL = 1_000_000;

    /** Numbers in its result, if it reads along the columns of both factors. */
    private static final int SMALL_RESULT = 1200;

    /** Multiplications up to which small pieces are faster than the whole. */
    private static final long MIDDLING = 16_000_000;

    /** Rows and columns of a piece are multiples of it, the length of the processor's vectors. */
    private static final int VECTOR = 16;

    /** A matrix from its first number on. */
    static Block of(FloatPointer values, int rows, int columns) {
        return new Block(values, rows, rows, columns, false);
    }

    Block transpose() {
        return new Block(values, stored, columns, rows, !transposed);
    }

    /** The rows from one to the one before another. */
    Block rows(int from, int to) {
        return new Block(
                at(transposed ? from * stored : from), stored, to - from, columns, transposed);
    }

    /** The columns from one to the one before another. */
    Block columns(int from, int to) {
        return new Block(
                at(transposed ? from : from * stored), stored, rows, to - from, transposed);
    }

    private FloatPointer at(int offset) {
        return Products.at(values, offset);
    }

    /** Puts a b here, or adds it to what is here. */
    void product(Block a, Block b, boolean add) {
        if (transposed) {
            transpose().product(b.transpose(), a.transpose(), add);
        } else if (isPiece(a, b)) {
            cblas_sgemm(
                    CblasColMajor,
                    a.order(),
                    b.order(),
                    rows,
                    columns,
                    a.columns,
                    1f,
                    a.values,
                    a.stored,
                    b.values,
                    b.stored,
                    add ? 1f : 0f,
                    values,
                    stored);
        } else if (rows >= columns) {
            int half = half(rows);
            rows(0, half).product(a.rows(0, half), b, add);
            rows(half, rows).product(a.rows(half, rows), b, add);
        } else {
            int half = half(columns);
            columns(0, half).product(a, b.columns(0, half), add);
            columns(half, columns).product(a, b.columns(half, columns), add);
        }
    }

    /** Whether it is left whole. */
    boolean isPiece(Block a, Block b) {
        int size = rows * columns;
        long multiplications = (long) size * a.columns;
        boolean along = a.transposed && !b.transposed;
        return multiplications > MIDDLING
                || Math.max(rows, columns) <= VECTOR
                || multiplications <= SMALL && (!along || size <= SMALL_RESULT);
    }

    private static int half(int length) {
        return (length / 2 + VECTOR - 1) / VECTOR * VECTOR;
    }

    private int order() {
        return transposed ? CblasTrans : CblasNoTrans;
    }
}
