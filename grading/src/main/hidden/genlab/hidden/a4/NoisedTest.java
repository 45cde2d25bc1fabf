package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class NoisedTest {
    double[] shares(Inputs inputs, int steps) {
        double[] shares = inputs.vector(steps + 1, 0.05, 0.95);
        shares[0] = 1;
        return shares;
    }

    @Test
    @Points(2)
    void mixesARow(Comparison both, Inputs inputs) {
        int[] t = {inputs.integer(1, 5)};
        both.call("noised", inputs.matrix(1, 3), inputs.matrix(1, 3), t, shares(inputs, 5))
                .assertClose(1e-4, "a root of the share for the data, of the rest for the noise");
    }

    @Test
    @Points(2)
    void givesEachRowItsStep(Comparison both, Inputs inputs) {
        int[] t = {inputs.integer(4, 5), inputs.integer(1, 3), inputs.integer(2, 4)};
        both.call("noised", inputs.matrix(3, 2), inputs.matrix(3, 2), t, shares(inputs, 5))
                .assertClose(1e-4, "the step of each row");
    }

    @Test
    void addsNothingAtStepZero(Comparison both, Inputs inputs) {
        int[] t = {0, 2};
        both.call("noised", inputs.matrix(2, 4), inputs.matrix(2, 4), t, shares(inputs, 3))
                .assertClose(1e-4, "alphaBars[0] is 1 and belongs to step 0");
    }
}
