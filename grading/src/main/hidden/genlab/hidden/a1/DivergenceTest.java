package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    @Test
    @Points(2)
    void agreesForAnyBatch(Comparison both, Inputs inputs) {
        int batch = inputs.integer(2, 6), latents = inputs.integer(2, 5);
        double[][] mean = inputs.matrix(batch, latents), log = inputs.matrix(batch, latents);
        both.call("divergence", mean, log)
                .assertClose(1e-4, "sum over the latents, mean over the batch, 1/2 in front");
    }

    @Test
    @Points(2)
    void chargesForTheMean(Comparison both, Inputs inputs) {
        double[][] mean = inputs.matrix(3, 1), log = new double[3][1];
        both.call("divergence", mean, log)
                .assertClose(
                        1e-4,
                        "with logVariance 0 half the squared mean is left: look at the"
                                + " 1/2, the sign, and at what you do with logVariance");
    }

    @Test
    @Points(2)
    void chargesForTheVariance(Comparison both, Inputs inputs) {
        double[][] mean = new double[3][1], log = inputs.matrix(3, 1, 1.5, 2.5);
        both.call("divergence", mean, log)
                .assertClose(
                        1e-6,
                        "with mean 0 the variance is left: the second argument is the"
                                + " logarithm of sigma squared, neither sigma nor log sigma");
    }

    @Test
    @Points(2)
    void isZeroForTheStandardNormalOnly(Comparison both, Inputs inputs) {
        double[][] zeros = new double[inputs.integer(1, 5)][3], log = new double[4][3];
        both.call("divergence", zeros, zeros).assertClose(1e-6, "nothing to pay here");
        Object[] near = {inputs.matrix(4, 3), log}, far = {inputs.matrix(4, 3, 1, 3), log};
        both.each("divergence", near, far)
                .assertProportional(1e-3, "the price grows with the square of the mean");
    }

    @Test
    @Points(2)
    void isAMeanOverTheBatch(Comparison both, Inputs inputs) {
        double[][] mean = inputs.matrix(3, 2), log = inputs.matrix(3, 2);
        both.assertMeanOverRows("divergence", inputs.matrix(3, 2, 2, 4), mean, log);
    }

    @Test
    @Points(2)
    void chargesForAnyVariance(Comparison both, Inputs inputs) {
        for (double from : new double[] {-60, -30, -12, 8, 25}) {
            both.call("divergence", new double[1][1], inputs.matrix(1, 1, from, from + 4))
                    .assertClose(
                            1e-5,
                            "no variance is too small or too large to be paid for: take"
                                    + " logVariance as it comes");
        }
    }

    @Test
    @Points(2)
    void isThePriceOfYourOwnCode(Comparison both) {
        both.call("myPrice")
                .assertClose(
                        1e-3, "the sum over your three latents, in nats, with your own numbers");
    }
}
