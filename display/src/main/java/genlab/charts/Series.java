package genlab.charts;

import genlab.nn.Matrix;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Samples with a name and a colour: {@code Series.real(values)}, {@code Series.generated(values)},
 * {@code Series.of("critic", values)}.
 *
 * @param name what the legend calls them
 * @param samples {@code [count, features]}, every row one sample
 * @param color their colour, or null for the next free one
 */
public record Series(String name, Matrix samples, Palette color) {
    /**
     * Checks that nothing is missing.
     *
     * @param name what the legend calls them
     * @param samples every row one sample
     * @param color their colour, or null
     * @throws NullPointerException if an argument is null
     */
    public Series {
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(samples, "samples must not be null");
    }

    /**
     * Real data.
     *
     * @param samples {@code [count, features]}
     * @return a series named "real"
     */
    public static Series real(Matrix samples) {
        return new Series("real", samples, Palette.REAL);
    }

    /**
     * Real data.
     *
     * @param samples {@code [count, features]}
     * @return a series named "real"
     */
    public static Series real(INDArray samples) {
        return real(Matrix.of(samples));
    }

    /**
     * Real data of one feature.
     *
     * @param values the values
     * @return a series named "real"
     */
    public static Series real(double... values) {
        return real(column(values));
    }

    /**
     * Generated data.
     *
     * @param samples {@code [count, features]}
     * @return a series named "generated"
     */
    public static Series generated(Matrix samples) {
        return new Series("generated", samples, Palette.GENERATED);
    }

    /**
     * Generated data.
     *
     * @param samples {@code [count, features]}
     * @return a series named "generated"
     */
    public static Series generated(INDArray samples) {
        return generated(Matrix.of(samples));
    }

    /**
     * Generated data of one feature.
     *
     * @param values the values
     * @return a series named "generated"
     */
    public static Series generated(double... values) {
        return generated(column(values));
    }

    /**
     * Reconstructions.
     *
     * @param samples {@code [count, features]}
     * @return a series named "reconstruction"
     */
    public static Series reconstruction(Matrix samples) {
        return new Series("reconstruction", samples, Palette.RECONSTRUCTION);
    }

    /**
     * Reconstructions.
     *
     * @param samples {@code [count, features]}
     * @return a series named "reconstruction"
     */
    public static Series reconstruction(INDArray samples) {
        return reconstruction(Matrix.of(samples));
    }

    /**
     * Samples of any kind. A name that says "real", "generated" or "reconstruction" gets that
     * colour.
     *
     * @param name what the legend calls them
     * @param samples {@code [count, features]}
     * @return a series
     */
    public static Series of(String name, Matrix samples) {
        return new Series(name, samples, Palette.named(name));
    }

    /**
     * Samples of any kind.
     *
     * @param name what the legend calls them
     * @param samples {@code [count, features]}
     * @return a series
     */
    public static Series of(String name, INDArray samples) {
        return of(name, Matrix.of(samples));
    }

    /**
     * Samples of any kind and one feature.
     *
     * @param name what the legend calls them
     * @param values the values
     * @return a series
     */
    public static Series of(String name, double... values) {
        return of(name, column(values));
    }

    /**
     * The same samples under another name, in the same colour.
     *
     * @param newName what the legend calls them
     * @return a series
     */
    public Series named(String newName) {
        return new Series(newName, samples, color);
    }

    /**
     * The same samples in another colour.
     *
     * @param newColor the colour
     * @return a series
     */
    public Series colored(Palette newColor) {
        return new Series(name, samples, newColor);
    }

    /** One feature of all samples. */
    double[] feature(int column) {
        double[] values = new double[samples.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = samples.get(row, column);
        }
        return values;
    }

    /** All values: of a series with one feature, or with samples laid out in a row. */
    double[] values() {
        if (samples.columns() > 1 && samples.rows() > 1) {
            throw new IllegalArgumentException(
                    "series '"
                            + name
                            + "' must have one feature, but was "
                            + samples.shape()
                            + "; pick a column with samples.columns(i, i + 1)");
        }
        double[] values = new double[samples.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.values()[i];
        }
        return values;
    }

    private static Matrix column(double[] values) {
        float[] column = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            column[i] = (float) values[i];
        }
        return Matrix.wrap(values.length, 1, column);
    }
}
