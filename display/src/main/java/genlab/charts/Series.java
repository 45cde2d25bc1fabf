package genlab.charts;

import genlab.nn.Matrix;
import genlab.nn.Require;

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
     * Checks that there are samples, and that all are numbers.
     *
     * @throws IllegalArgumentException if name or samples are null, or a number isn't finite
     */
    public Series {
        Require.given("name", name);
        Require.finite("series '" + name + "'", 1, samples);
    }

    /** Real data. */
    public static Series real(Matrix samples) {
        return new Series("real", samples, Palette.REAL);
    }

    /** Real data of one feature. */
    public static Series real(double... values) {
        return real(column("real", values));
    }

    /** Generated data. */
    public static Series generated(Matrix samples) {
        return new Series("generated", samples, Palette.GENERATED);
    }

    /** Generated data of one feature. */
    public static Series generated(double... values) {
        return generated(column("generated", values));
    }

    /** Reconstructions. */
    public static Series reconstruction(Matrix samples) {
        return new Series("reconstruction", samples, Palette.RECONSTRUCTION);
    }

    /**
     * Samples of any kind. A name that says "real", "generated" or "reconstruction" gets that
     * colour.
     */
    public static Series of(String name, Matrix samples) {
        return new Series(name, samples, Palette.named(Require.given("name", name)));
    }

    /** Samples of any kind and one feature. */
    public static Series of(String name, double... values) {
        return of(name, column(name, values));
    }

    /** One feature of all samples. */
    double[] feature(int column) {
        return Checks.column("series '" + name + "'", samples, column);
    }

    /** All values: of a series with one feature, or with samples laid out in a row. */
    double[] values() {
        Require.that(
                samples.columns() == 1 || samples.rows() == 1,
                "series '%s' must have one feature, but was %s; pick a column with"
                        + " samples.columns(i, i + 1)",
                name,
                samples.shape());
        return Checks.numbers("series '" + name + "'", 1, Require.vector(name, samples));
    }

    private static Matrix column(String name, double[] values) {
        Checks.numbers("series '" + name + "'", 1, values);
        float[] column = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            column[i] = (float) values[i];
            Require.that(
                    Float.isFinite(column[i]),
                    "series '%s' must be below 3.4e38, but was %s at %d; divide it",
                    name,
                    values[i],
                    i);
        }
        return Matrix.wrap(values.length, 1, column);
    }
}
