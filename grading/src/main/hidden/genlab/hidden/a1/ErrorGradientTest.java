package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class ErrorGradientTest {
    @Test
    @Points(2)
    void agreesForAnyBatch(Comparison both, Inputs inputs) {
        double[][] y = inputs.unequal(inputs.integer(2, 7), 3);
        double[][] x = inputs.matrix(y.length, 3);
        both.call("reconstructionGradient", y, x)
                .assertClose(
                        1e-6,
                        "look at the sign, and at what the loss is divided by; differences of the"
                                + " loss are too coarse here, use the formula");
    }

    @Test
    void agreesForOneSample(Comparison both, Inputs inputs) {
        double[][] y = inputs.matrix(1, 4), x = inputs.matrix(1, 4);
        both.call("reconstructionGradient", y, x)
                .assertClose(1e-6, "one sample: the plain difference, too large is positive");
    }

    @Test
    void pointsTheRightWay(Comparison both, Inputs inputs) {
        double[][] y = inputs.matrix(5, 3), x = inputs.matrix(5, 3);
        both.call("reconstructionGradient", y, x)
                .assertProportional(1e-3, "up to a factor: reconstruction minus x, each element");
    }
}
