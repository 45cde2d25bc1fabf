package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;

/**
 * Samples and what they are of.
 *
 * @param samples {@code [samples, features]}
 * @param labels one a sample, from 0
 */
public record LabelledSamples(Matrix samples, int[] labels) {
    /** Checks that the two belong together. */
    public LabelledSamples {
        Require.finite("samples", 1, samples);
        Require.length("labels", samples.rows(), Require.given("labels", labels).length);
        for (int row = 0; row < labels.length; row++) {
            Require.that(
                    labels[row] >= 0, "label %d must be at least 0, but was %d", row, labels[row]);
        }
    }

    /**
     * The labels as indicators, the conditions of a conditional model: {@code [samples, classes]}.
     */
    public Matrix oneHot(int classes) {
        return oneHot(labels, classes);
    }

    /**
     * Labels as indicators: 1 in the column of the label, 0 elsewhere.
     *
     * @param labels one a row, from 0
     * @param classes the number of columns, above the largest label
     * @return {@code [labels.length, classes]}
     */
    public static Matrix oneHot(int[] labels, int classes) {
        Require.given("labels", labels);
        Require.atLeast("the number of labels", 1, labels.length);
        Matrix indicators = Draws.room(labels.length, Draws.size("classes", classes));
        for (int row = 0; row < labels.length; row++) {
            boolean inside = labels[row] >= 0 && labels[row] < classes;
            Require.that(
                    inside,
                    "label %d must be in [0, %d], but was %d; give more classes",
                    row,
                    classes - 1,
                    labels[row]);
            indicators.set(row, labels[row], 1);
        }
        return indicators;
    }
}
