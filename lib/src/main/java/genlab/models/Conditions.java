package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.LabelledSamples;
import java.util.Arrays;

/** What a conditional model is {@linkplain Vae#given given}. */
public final class Conditions {
    private Conditions() {}

    /**
     * Labels in one-hot form: 1 in the column of the label, 0 elsewhere.
     *
     * @param labels one for each sample, from 0
     * @param classes the number of columns, above the largest label
     * @return {@code [labels, classes]}
     * @throws IllegalArgumentException if a label has no column
     */
    public static Matrix oneHot(int[] labels, int classes) {
        return LabelledSamples.oneHot(labels, classes);
    }

    /**
     * The same label for several samples, in one-hot form.
     *
     * @param label from 0
     * @param count how many samples
     * @param classes the number of columns, above the label
     * @return {@code [count, classes]}
     * @throws IllegalArgumentException if the label has no column
     */
    public static Matrix oneHot(int label, int count, int classes) {
        Matrix result = Matrix.zeros(count, classes);
        boolean right = label >= 0 && label < classes;
        Require.that(right, "label must be in [0, %d), but was %d", classes, label);
        Arrays.fill(result.values(), label * count, (label + 1) * count, 1f);
        return result;
    }
}
