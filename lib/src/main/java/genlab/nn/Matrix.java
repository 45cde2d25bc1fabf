package genlab.nn;

import genlab.nn.fast.Loops;
import genlab.nn.fast.Nd4jStart;
import genlab.nn.fast.Products;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of samples, or the weights of a layer: {@code rows x columns} floats in column order.
 * Element (row, column) is {@code values()[column * rows() + row]}.
 *
 * <p>Every verb gives a new matrix. In {@code plus}, {@code minus}, {@code times} and {@code
 * dividedBy}, a matrix of one row counts for every row, one of one column for every column
 * (broadcasting). An index, a range or a shape that doesn't fit is an {@link
 * IllegalArgumentException} that tells both.
 *
 * <p>An ND4J array costs several microseconds to make, a network of five neurons does its whole
 * work in one. So the library computes on plain floats, and {@link #of(INDArray)} and {@link
 * #toArray()} are the doors to ND4J.
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
     * @throws IllegalArgumentException if a size is below 1, or the matrix would have more than
     *     2,147,483,639 elements
     */
    public static Matrix zeros(int rows, int columns) {
        if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE - 8) {
            throw Require.error(
                    "a matrix must have at least 1 row and 1 column, and at most 2,147,483,639"
                            + " elements, but was asked for [%d, %d]",
                    rows, columns);
        }
        return new Matrix(rows, columns, new float[rows * columns]);
    }

    /** A matrix filled with one value. */
    public static Matrix filled(int rows, int columns, double value) {
        Matrix result = zeros(rows, columns);
        Arrays.fill(result.values, (float) value);
        return result;
    }

    /**
     * A matrix over an array in column order, which it takes over without a copy.
     *
     * @throws IllegalArgumentException if the array's length is not {@code rows * columns}
     */
    public static Matrix wrap(int rows, int columns, float[] values) {
        if (values == null || rows < 1 || columns < 1 || values.length != (long) rows * columns) {
            throw Require.error(
                    "a [%d, %d] matrix can't have %s values",
                    rows, columns, values == null ? "null for" : values.length);
        }
        return new Matrix(rows, columns, values);
    }

    /**
     * A matrix with a copy of these rows.
     *
     * @throws IllegalArgumentException if there is no row, or their lengths differ
     */
    public static Matrix ofRows(double[]... rows) {
        Require.given("rows", rows);
        Require.that(rows.length > 0, "a matrix must have at least 1 row, but was given none");
        Matrix result = zeros(rows.length, Require.given("row 0", rows[0]).length);
        for (int row = 0; row < rows.length; row++) {
            int length = Require.given("row " + row, rows[row]).length;
            Require.that(
                    length == result.columns,
                    "all rows must have the same length, but row 0 has %d and row %d has %d",
                    result.columns,
                    row,
                    length);
            for (int column = 0; column < result.columns; column++) {
                result.set(row, column, rows[row][column]);
            }
        }
        return result;
    }

    /** A matrix of one column, n samples of one feature: {@code [n, 1]}. */
    public static Matrix ofColumn(double... numbers) {
        return ofRows(numbers).reshape(numbers.length, 1);
    }

    /**
     * A matrix with a copy of an ND4J array's elements.
     *
     * @throws IllegalArgumentException if the array has more than two dimensions or no element
     */
    public static Matrix of(INDArray array) {
        Nd4jStart.ensure();
        Require.given("array", array);
        Require.that(
                array.rank() <= 2 && !array.isEmpty(),
                "a batch must be [rows, columns], but was %s; reshape it so that every row is one"
                        + " sample",
                Arrays.toString(array.shape()));
        int rows = array.rank() == 2 ? (int) array.size(0) : 1;
        int columns = (int) (array.length() / rows);
        float[] floats = array.castTo(DataType.FLOAT).dup('f').data().asFloat();
        return wrap(rows, columns, Arrays.copyOf(floats, rows * columns));
    }

    /** A new ND4J array {@code [rows, columns]} with these elements, in 'f' order. */
    public INDArray toArray() {
        Nd4jStart.ensure();
        return Nd4j.create(values, new long[] {rows, columns}, 'f');
    }

    /** The number of rows, in a batch that of samples; at least 1. */
    public int rows() {
        return rows;
    }

    /** The number of columns, in a batch that of features; at least 1. */
    public int columns() {
        return columns;
    }

    /**
     * The numbers themselves, not a copy: {@code rows * columns} floats in column order. Whoever
     * changes them changes the matrix.
     */
    public float[] values() {
        return values;
    }

    /** The element at a place. */
    public float get(int row, int column) {
        return values[index(row, column)];
    }

    /** Sets one element. */
    public void set(int row, int column, double value) {
        values[index(row, column)] = (float) value;
    }

    private int index(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw Require.error("there is no element (%d, %d) in %s", row, column, shape());
        }
        return column * rows + row;
    }

    /** A matrix with the same elements and an array of its own. */
    public Matrix copy() {
        return new Matrix(rows, columns, values.clone());
    }

    /**
     * The same numbers, in the same column order, in another shape; without a copy. A batch of
     * pictures {@code [batch, channels * positions]} becomes {@code [batch * positions, channels]}:
     * a matrix that shares the values.
     */
    public Matrix reshape(int newRows, int newColumns) {
        if (newRows < 1 || newColumns < 1 || (long) newRows * newColumns != values.length) {
            throw Require.error("%s can't become [%d, %d]", shape(), newRows, newColumns);
        }
        return new Matrix(newRows, newColumns, values);
    }

    /** One row: a copy, {@code [1, columns]}. */
    public Matrix row(int row) {
        return select(row);
    }

    /** One column: a copy, {@code [rows, 1]}. */
    public Matrix column(int column) {
        return columns(column, column + 1);
    }

    /** A copy of a range of rows: {@code [to - from, columns]}. */
    public Matrix rows(int from, int to) {
        return Blocks.rows(this, from, to);
    }

    /** A copy of a range of columns: {@code [rows, to - from]}. */
    public Matrix columns(int from, int to) {
        return Blocks.columns(this, from, to);
    }

    /** A copy of chosen rows: {@code [indices.length, columns]}. */
    public Matrix select(int... indices) {
        return Blocks.select(this, indices);
    }

    /** This matrix and another one to its right: {@code [rows, columns + right.columns]}. */
    public Matrix beside(Matrix right) {
        return Blocks.beside(this, right);
    }

    /** This matrix and another one below it: {@code [rows + below.rows, columns]}. */
    public Matrix above(Matrix below) {
        return Blocks.above(this, below);
    }

    /** The transpose: a matrix {@code [columns, rows]}. */
    public Matrix transpose() {
        return Blocks.transpose(this);
    }

    /** The matrix product: {@code [rows, right.columns]}. */
    public Matrix matmul(Matrix right) {
        if (columns != Require.given("right", right).rows) {
            throw Require.error(
                    "a matrix product needs as many rows on the right as columns on the left, but"
                            + " the shapes are %s and %s",
                    shape(), right.shape());
        }
        Matrix result = zeros(rows, right.columns);
        Products.multiply(values, rows, columns, right.values, right.columns, result.values);
        return result;
    }

    /** The sum, element by element: this + other. */
    public Matrix plus(Matrix other) {
        return Broadcasting.combine("plus", this, other, Loops::add);
    }

    /** The difference, element by element: this - other. */
    public Matrix minus(Matrix other) {
        return Broadcasting.combine("minus", this, other, Loops::subtract);
    }

    /** The product, element by element: this * other; the matrix product is {@link #matmul}. */
    public Matrix times(Matrix other) {
        return Broadcasting.combine("times", this, other, Loops::multiply);
    }

    /** The quotient, element by element: this / other. */
    public Matrix dividedBy(Matrix other) {
        return Broadcasting.combine("dividedBy", this, other, Loops::divide);
    }

    /** A number added to every element: this + number. */
    public Matrix plus(double number) {
        Matrix result = zeros(rows, columns);
        Loops.shift(values, (float) number, result.values);
        return result;
    }

    /** A number taken from every element: this - number. */
    public Matrix minus(double number) {
        return plus(-number);
    }

    /** Every element multiplied by a number: this * number. */
    public Matrix times(double number) {
        Matrix result = zeros(rows, columns);
        Loops.scale(values, (float) number, result.values);
        return result;
    }

    /** Every element divided by a number: this / number. */
    public Matrix dividedBy(double number) {
        return times(1 / number);
    }

    /** A function of every element. */
    public Matrix map(DoubleUnaryOperator function) {
        Require.given("function", function);
        Matrix result = zeros(rows, columns);
        for (int i = 0; i < values.length; i++) {
            result.values[i] = (float) function.applyAsDouble(values[i]);
        }
        return result;
    }

    /** The sum of all elements, added up in doubles. */
    public double sum() {
        return Loops.sum(values, 0, values.length);
    }

    /** The mean of all elements. */
    public double mean() {
        return sum() / values.length;
    }

    /** The standard deviation of all elements, divided by n as numpy's {@code std}. */
    public double standardDeviation() {
        double mean = mean();
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    /** The largest element; NaN if one is not a number. */
    public double max() {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** The smallest element; NaN if one is not a number. */
    public double min() {
        float smallest = Float.POSITIVE_INFINITY;
        for (float value : values) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }

    /** The sum of each row, over the features of a sample: {@code [rows, 1]}. */
    public Matrix rowSums() {
        Matrix result = zeros(rows, 1);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                result.values[row] += values[column * rows + row];
            }
        }
        return result;
    }

    /** The sum of each column, over the samples of a batch: {@code [1, columns]}. */
    public Matrix columnSums() {
        Matrix result = zeros(1, columns);
        for (int column = 0; column < columns; column++) {
            result.values[column] = (float) Loops.sum(values, column * rows, (column + 1) * rows);
        }
        return result;
    }

    /** The mean of each row, over the features of a sample: {@code [rows, 1]}. */
    public Matrix rowMeans() {
        return rowSums().dividedBy(columns);
    }

    /** The mean of each column, over the samples of a batch: {@code [1, columns]}. */
    public Matrix columnMeans() {
        return columnSums().dividedBy(rows);
    }

    /**
     * Gives this matrix if every element is a finite number, before a result is made of it that
     * isn't.
     *
     * @throws IllegalArgumentException if an element is infinite or not a number; the message says
     *     where the first one is
     */
    public Matrix requireFinite(String name) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw Require.error(
                        "%s must be finite, but was %s in row %d, column %d",
                        name, values[i], i % rows, i / rows);
            }
        }
        return this;
    }

    /** The shape as text, for example {@code [64, 3]}. */
    public String shape() {
        return "[" + rows + ", " + columns + "]";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Matrix " + shape());
        for (int row = 0; row < Math.min(rows, 6); row++) {
            text.append(row == 0 ? "\n[[" : "\n [");
            for (int column = 0; column < Math.min(columns, 8); column++) {
                text.append(column == 0 ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%.4f", get(row, column)));
            }
            text.append(columns > 8 ? ", ..." : "").append(row == rows - 1 ? "]]" : "]");
        }
        return text.append(rows > 6 ? "\n ...]" : "").toString();
    }
}
