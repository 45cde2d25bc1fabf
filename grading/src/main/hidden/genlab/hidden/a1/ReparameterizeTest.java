package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class ReparameterizeTest {
    @Test
    @Points(2)
    void shiftsTheNoise(Comparison both, Inputs inputs) {
        double[][] mean = inputs.matrix(3, 4), log = new double[3][4], noise = inputs.matrix(3, 4);
        both.call("reparameterize", mean, log, noise)
                .assertClose(1e-4, "with logVariance 0 it is the mean plus epsilon");
    }

    @Test
    @Points(4)
    void scalesTheNoise(Comparison both, Inputs inputs) {
        double[][] mean = inputs.matrix(5, 2), log = inputs.matrix(5, 2);
        double[][] noise = inputs.matrix(5, 2);
        both.call("reparameterize", mean, log, noise)
                .assertClose(
                        1e-4,
                        "epsilon is multiplied by sigma; is yours the variance, or"
                                + " logVariance?");
    }

    @Test
    @Points(2)
    void takesVeryNarrowAndVeryWideClouds(Comparison both, Inputs inputs) {
        double[][] mean = inputs.matrix(2, 3, 1, 2), noise = inputs.matrix(2, 3, 1, 2);
        double[][] log = {inputs.vector(3, -60, -40), inputs.vector(3, 22, 30)};
        both.call("reparameterize", mean, log, noise)
                .assertClose(
                        1e-6,
                        "a variance near 0 leaves next to nothing of the noise, a large one makes"
                                + " it large: take logVariance as it comes");
    }
}
