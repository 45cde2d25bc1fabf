package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class DivergenceGradientTest {
    @Test
    @Points(3)
    void hasTheMeansOnTheLeft(Comparison both, Inputs inputs) {
        double[][] mean = inputs.unequal(4, 3), log = inputs.matrix(4, 3);
        both.call("divergenceGradient", mean, log)
                .columns(0, 3)
                .assertClose(
                        1e-6,
                        "the left half: the derivative of half a square, averaged over"
                                + " the batch");
    }

    @Test
    @Points(3)
    void hasTheLogVariancesOnTheRight(Comparison both, Inputs inputs) {
        double[][] mean = inputs.unequal(4, 3);
        double[][] log = {
            inputs.vector(3), inputs.vector(3, -40, -15), inputs.vector(3), inputs.vector(3, 12, 14)
        };
        both.call("divergenceGradient", mean, log)
                .columns(3, 6)
                .assertClose(
                        1e-6,
                        "the right half: the derivative by logVariance, not by the"
                                + " variance or by sigma");
    }

    @Test
    @Points(2)
    void agreesForOneSample(Comparison both, Inputs inputs) {
        double[][] mean = inputs.matrix(1, 2), log = inputs.matrix(1, 2);
        both.call("divergenceGradient", mean, log)
                .assertClose(
                        1e-6,
                        "one sample: nothing to average, so look at the 1/2 and the" + " signs");
    }
}
