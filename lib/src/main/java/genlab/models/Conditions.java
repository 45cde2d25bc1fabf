package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.LabelledSamples;
import java.util.Arrays;

/** What a conditional model is {@linkplain Vae#given given}. */
public final class Conditions {
    private Conditions() {}

    /** Labels in one-hot form: see {@link LabelledSamples#oneHot(int[], int)}. */
    public static Matrix oneHot(int[] labels, int classes) {
        return LabelledSamples.oneHot(labels, classes);
    }

    /** The same label, from 0, for several samples, in one-hot form: {@code [count, classes]}. */
    public static Matrix oneHot(int label, int count, int classes) {
        Matrix result = Matrix.zeros(count, classes);
        boolean right = label >= 0 && label < classes;
        Require.that(right, "label must be in [0, %d), but was %d", classes, label);
        Arrays.fill(result.values(), label * count, (label + 1) * count, 1f);
        return result;
    }
}
