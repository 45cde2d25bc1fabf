package genlab.nn;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of samples, or the weights of a layer: {@code rows x columns} floats in column order.
 *
 * <p>An ND4J array costs several microseconds to make, a network of five neurons does its whole
 * work in one. So the library computes on plain floats, and {@link #of(INDArray)} and {@link
 * #toArray()} are the doors to ND4J. Element (row, column) is {@code values()[column * rows() +
 * row]}.
 */
public final class Matrix {
    private final int rows;
    private final int columns;
    private final float[] values;

    private Matrix(int rows, int columns, float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * A matrix of zeros.
     *
     * @param rows the number of rows, at least 1
     * @param columns the number of columns, at least 1
     * @return a new matrix
     * @throws IllegalArgumentException if a size is below 1
     */
    public static Matrix zeros(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a matrix must have at least 1 row and 1 column, but was asked for ["
                            + rows
                            + ", "
                            + columns
                            + "]");
        }
        return new Matrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    /**
     * A matrix filled with one value.
     *
     * @param rows the number of rows, at least 1
     * @param columns the number of columns, at least 1
     * @param value the value of every element
     * @return a new matrix
     */
    public static Matrix filled(int rows, int columns, double value) {
        Matrix result = zeros(rows, columns);
        Arrays.fill(result.values, (float) value);
        return result;
    }

    /**
     * A matrix over an array in column order, which it takes over without a copy.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @param values {@code rows * columns} floats, column after column
     * @return a matrix that shares {@code values}
     * @throws IllegalArgumentException if the array's length is not {@code rows * columns}
     */
    public static Matrix wrap(int rows, int columns, float[] values) {
        if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "a ["
                            + rows
                            + ", "
                            + columns
                            + "] matrix can't have "
                            + values.length
                            + " values");
        }
        return new Matrix(rows, columns, values);
    }

    /**
     * A copy of rows of numbers.
     *
     * @param rows the rows, all of the same length
     * @return a matrix with those rows
     * @throws IllegalArgumentException if there is no row, or their lengths differ
     */
    public static Matrix ofRows(double[]... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "a matrix must have at least 1 row, but was given none");
        }
        Matrix result = zeros(rows.length, rows[0].length);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != result.columns) {
                throw new IllegalArgumentException(
                        "all rows must have the same length, but row 0 has "
                                + result.columns
                                + " and row "
                                + row
                                + " has "
                                + rows[row].length);
            }
            for (int column = 0; column < result.columns; column++) {
                result.set(row, column, rows[row][column]);
            }
        }
        return result;
    }

    /**
     * A copy of an ND4J array.
     *
     * @param array a matrix, a vector of n elements (taken as one row, {@code [1, n]}) or a scalar
     * @return a matrix with the same elements
     * @throws IllegalArgumentException if the array has more than two dimensions or no element
     */
    public static Matrix of(INDArray array) {
        Products.Nd4jStart.ensure();
        if (array.rank() > 2 || array.isEmpty()) {
            throw new IllegalArgumentException(
                    "a batch must be [rows, columns], but was "
                            + Arrays.toString(array.shape())
                            + "; reshape it so that every row is one sample");
        }
        int rows = array.rank() == 2 ? (int) array.size(0) : 1;
        int columns = (int) (array.length() / rows);
        float[] values = new float[rows * columns];
        boolean contiguous =
                array.dataType() == DataType.FLOAT
                        && !array.isView()
                        && (array.ordering() == 'f' || rows == 1 || columns == 1);
        if (contiguous) {
            ((FloatPointer) array.data().pointer()).get(values);
        } else {
            float[] copy = array.castTo(DataType.FLOAT).dup('f').data().asFloat();
            System.arraycopy(copy, 0, values, 0, values.length);
        }
        return new Matrix(rows, columns, values);
    }

    /**
     * This matrix as a new ND4J array.
     *
     * @return an array {@code [rows, columns]} in 'f' order
     */
    public INDArray toArray() {
        Products.Nd4jStart.ensure();
        return Nd4j.create(values, new long[] {rows, columns}, 'f');
    }

    /**
     * The number of rows: of samples, in a batch.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * The number of columns: of features, in a batch.
     *
     * @return at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * The numbers themselves, not a copy: whoever changes them changes the matrix.
     *
     * @return {@code rows * columns} floats in column order
     */
    public float[] values() {
        return values;
    }

    /**
     * One element.
     *
     * @param row the row, from 0
     * @param column the column, from 0
     * @return its value
     */
    public float get(int row, int column) {
        return values[column * rows + row];
    }

    /**
     * Sets one element.
     *
     * @param row the row, from 0
     * @param column the column, from 0
     * @param value its new value
     */
    public void set(int row, int column, double value) {
        values[column * rows + row] = (float) value;
    }

    /**
     * A copy.
     *
     * @return a matrix with the same elements and an array of its own
     */
    public Matrix copy() {
        return new Matrix(rows, columns, values.clone());
    }

    /**
     * A copy of some of the columns.
     *
     * @param from the first column
     * @param to the column after the last one
     * @return a matrix {@code [rows, to - from]}
     */
    public Matrix columns(int from, int to) {
        return new Matrix(rows, to - from, Arrays.copyOfRange(values, from * rows, to * rows));
    }

    /**
     * A copy of some of the rows.
     *
     * @param indices the rows wanted, in the order wanted
     * @return a matrix {@code [indices.length, columns]}
     */
    public Matrix rows(int... indices) {
        Matrix result = zeros(indices.length, columns);
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < indices.length; i++) {
                result.values[column * indices.length + i] = values[column * rows + indices[i]];
            }
        }
        return result;
    }

    /**
     * This matrix and another one beside it.
     *
     * @param right a matrix with as many rows
     * @return a matrix {@code [rows, columns + right.columns]}
     * @throws IllegalArgumentException if the numbers of rows differ
     */
    public Matrix beside(Matrix right) {
        if (right.rows != rows) {
            throw new IllegalArgumentException(
                    "matrices side by side must have the same rows, but were "
                            + shape()
                            + " and "
                            + right.shape());
        }
        float[] both = Arrays.copyOf(values, values.length + right.values.length);
        System.arraycopy(right.values, 0, both, values.length, right.values.length);
        return new Matrix(rows, columns + right.columns, both);
    }

    /**
     * The transpose.
     *
     * @return a matrix {@code [columns, rows]}
     */
    public Matrix transpose() {
        Matrix result = zeros(columns, rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result.values[row * columns + column] = values[column * rows + row];
            }
        }
        return result;
    }

    /**
     * The mean of all elements.
     *
     * @return the sum divided by {@code rows * columns}
     */
    public double mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /**
     * The standard deviation of all elements, divided by n as numpy's {@code std}.
     *
     * @return the square root of the mean squared difference from the mean
     */
    public double standardDeviation() {
        double mean = mean();
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    /**
     * Checks that every element is a finite number, before a result is made of it that isn't.
     *
     * @param name what this matrix is, for the message
     * @return this matrix
     * @throws IllegalArgumentException if an element is infinite or not a number; the message says
     *     where the first one is
     */
    public Matrix requireFinite(String name) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name
                                + " must be finite, but was "
                                + values[i]
                                + " in row "
                                + i % rows
                                + ", column "
                                + i / rows);
            }
        }
        return this;
    }

    /**
     * The shape as text, for messages.
     *
     * @return for example {@code [64, 3]}
     */
    public String shape() {
        return "[" + rows + ", " + columns + "]";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Matrix " + shape());
        for (int row = 0; row < Math.min(rows, 6); row++) {
            text.append(row == 0 ? "\n[[" : "\n [");
            for (int column = 0; column < Math.min(columns, 8); column++) {
                text.append(
                        String.format(
                                java.util.Locale.ROOT,
                                "%s%.4f",
                                column == 0 ? "" : ", ",
                                get(row, column)));
            }
            text.append(columns > 8 ? ", ..." : "").append(row == rows - 1 ? "]]" : "]");
        }
        return text.append(rows > 6 ? "\n ...]" : "").toString();
    }
}
