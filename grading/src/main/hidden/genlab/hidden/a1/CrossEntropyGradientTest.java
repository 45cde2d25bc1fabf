package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class CrossEntropyGradientTest {
    @Test
    @Points(3)
    void agreesForAnyBatch(Comparison both, Inputs inputs) {
        double[][] logits = inputs.unequal(inputs.integer(2, 6), 4);
        double[][] x = inputs.matrix(logits.length, 4, 0, 1);
        both.call("crossEntropyGradient", logits, x)
                .assertClose(
                        1e-6,
                        "look at the sign; is it divided by the rows, and by nothing" + " else?");
    }

    @Test
    @Points(2)
    void pointsTheRightWay(Comparison both, Inputs inputs) {
        double[][] logits = inputs.matrix(5, 4), x = inputs.matrix(5, 4, 0, 1);
        both.call("crossEntropyGradient", logits, x)
                .assertProportional(1e-3, "up to a factor: probability (not logit) minus pixel");
    }

    @Test
    void isFiniteForLargeLogits(Comparison both, Inputs inputs) {
        double[][] logits = {{inputs.number(800, 2000), -inputs.number(800, 2000)}};
        double[][] x = inputs.matrix(1, 2, 0.1, 0.9);
        both.call("crossEntropyGradient", logits, x)
                .assertClose(
                        1e-6,
                        "look at the sign; and if it is not a number: infinity divided"
                                + " by infinity, so write p with exp(-a) below the line only");
    }
}
