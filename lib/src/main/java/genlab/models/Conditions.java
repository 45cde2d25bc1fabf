package genlab.models;

import genlab.nn.Matrix;
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
        Matrix result = Matrix.zeros(labels.length, classes);
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException(
                        "label "
                                + row
                                + " must be in [0, "
                                + (classes - 1)
                                + "], but was "
                                + labels[row]);
            }
            result.set(row, labels[row], 1);
        }
        return result;
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
        int[] labels = new int[count];
        Arrays.fill(labels, label);
        return oneHot(labels, classes);
    }
}
