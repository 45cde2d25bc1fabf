package genlab.hidden.a1;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class ReparameterizeBackTest {
    static final String F = "reparameterizeBack";

    @Test
    @Points(3)
    void handsTheGradientToTheMean(Answers student, Inputs inputs) {
        double[][] log = inputs.matrix(4, 3), noise = inputs.matrix(4, 3), g = inputs.matrix(4, 3);
        student.call(F, log, noise, g)
                .columns(0, 3)
                .assertClose(
                        g,
                        1e-6,
                        "the left half: when the mean grows by h, so does z; nothing is averaged"
                                + " here");
    }

    @Test
    @Points(2)
    void pointsTheRightWayForLogVariance(Comparison both, Inputs inputs) {
        double[][] log = inputs.matrix(4, 3), noise = inputs.matrix(4, 3), g = inputs.matrix(4, 3);
        both.call(F, log, noise, g)
                .columns(3, 6)
                .assertProportional(
                        1e-3,
                        "the right half, up to a factor: epsilon has a part in it, and"
                                + " sigma, and g");
    }

    @Test
    @Points(5)
    void agreesForLogVariance(Comparison both, Inputs inputs) {
        double[][] log = inputs.matrix(4, 3, -3, 12), noise = inputs.matrix(4, 3);
        double[][] g = inputs.unequal(4, 3);
        both.call(F, log, noise, g)
                .columns(3, 6)
                .assertClose(
                        1e-6,
                        "the right half: the inner derivative of exp(logVariance / 2) is"
                                + " a factor, too");
    }
}
