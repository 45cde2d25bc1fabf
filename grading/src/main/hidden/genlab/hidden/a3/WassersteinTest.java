package genlab.hidden.a3;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class WassersteinTest {
    @Test
    @Points(3)
    void ofTwoBatches(Comparison both, Inputs inputs) {
        int n = inputs.integer(5, 20);
        double[] a = inputs.vector(n);
        double[] b = inputs.vector(n, -2, 3);
        both.call("wasserstein", a, b)
                .assertClose(
                        1e-9,
                        "each distance counts without its sign, and the mean is over the"
                                + " numbers");
    }

    @Test
    @Points(1)
    void ofAShiftedBatch(Answers student, Inputs inputs) {
        double[] a = inputs.vector(inputs.integer(5, 20));
        double shift = inputs.number(-3, -1);
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) b[i] = a[a.length - 1 - i] + shift;
        student.call("wasserstein", a, b)
                .assertClose(
                        -shift,
                        1e-9,
                        "if all numbers move by the same distance, that is the mean distance");
    }
}
