package genlab.data;

import genlab.nn.Matrix;
import genlab.nn.Require;

/**
 * Brings data to mean 0 and standard deviation 1, feature by feature, and back: networks learn
 * numbers of that size, whatever the data's own unit is.
 *
 * <pre>{@code
 * Standardizer standardizer = Standardizer.fit(heights);   // mean 170, deviation 8
 * gan.train(standardizer.apply(heights), 5000);
 * Matrix samples = standardizer.undo(gan.sample(1000, random));
 * }</pre>
 *
 * @param means one a feature
 * @param standardDeviations one a feature, above 0
 */
public record Standardizer(double[] means, double[] standardDeviations) {
    private static final double LARGEST = 1e15;

    /** Checks the numbers. */
    public Standardizer {
        Require.finite("means", 1, means);
        Require.finite("standardDeviations", 1, standardDeviations);
        Require.sameLength("means", means, "standardDeviations", standardDeviations);
        for (int feature = 0; feature < means.length; feature++) {
            Require.between("means", -LARGEST, LARGEST, means[feature]);
            Require.between(
                    "standardDeviations", 1 / LARGEST, LARGEST, standardDeviations[feature]);
        }
        means = means.clone();
        standardDeviations = standardDeviations.clone();
    }

    /**
     * Takes the mean and standard deviation (divided by n) of each feature.
     *
     * @param data {@code [samples, features]}: the data to train on, without any held out
     * @throws IllegalArgumentException if a number isn't finite or is beyond ±1e15, there are fewer
     *     than 2 samples, or a feature is the same in all of them
     */
    public static Standardizer fit(Matrix data) {
        Require.finite("data", 2, data);
        double[] means = new double[data.columns()];
        double[] deviations = new double[data.columns()];
        for (int feature = 0; feature < means.length; feature++) {
            Matrix column = data.columns(feature, feature + 1);
            means[feature] = column.mean();
            deviations[feature] = column.standardDeviation();
            // A float's own rounding is some 1e-7 of it: less is no spread.
            Require.that(
                    deviations[feature] > 1e-7 * Math.abs(means[feature]),
                    "column %d of data must vary, but was %s everywhere; leave it out, and add it"
                            + " to the samples at the end",
                    feature,
                    data.get(0, feature));
        }
        return new Standardizer(means, deviations);
    }

    /**
     * From the data's unit to mean 0 and standard deviation 1: (data - mean) / standardDeviation.
     */
    public Matrix apply(Matrix data) {
        return each("data", data, true);
    }

    /** Back to the data's unit: standardized * standardDeviation + mean. */
    public Matrix undo(Matrix standardized) {
        return each("standardized", standardized, false);
    }

    private Matrix each(String name, Matrix matrix, boolean forth) {
        Require.finite(name, 1, matrix);
        Require.that(
                matrix.columns() == means.length,
                "%s must have the %d columns that were fitted, but was %s",
                name,
                means.length,
                matrix.shape());
        Matrix result = Matrix.zeros(matrix.rows(), matrix.columns());
        for (int feature = 0; feature < means.length; feature++) {
            double mean = means[feature];
            double deviation = standardDeviations[feature];
            for (int row = 0; row < matrix.rows(); row++) {
                double x = matrix.get(row, feature);
                result.set(row, feature, forth ? (x - mean) / deviation : x * deviation + mean);
            }
        }
        return result.requireFinite("the result");
    }
}
