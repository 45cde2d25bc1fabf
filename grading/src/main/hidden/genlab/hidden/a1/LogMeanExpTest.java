package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class LogMeanExpTest {
    @Test
    @Points(3)
    void agreesForOrdinaryWeights(Comparison both, Inputs inputs) {
        double[] logs = inputs.vector(inputs.integer(2, 12));
        both.call("logMeanExp", logs)
                .assertClose(
                        1e-6,
                        "the logarithm of the mean, not the mean of the logarithms;"
                                + " divide by k");
    }

    @Test
    @Points(2)
    void survivesSmallWeights(Comparison both, Inputs inputs) {
        double[] logs = inputs.vector(inputs.integer(3, 9), -905, -895);
        both.call("logMeanExp", logs)
                .assertClose(
                        1e-6,
                        "exp(-900) is 0: subtract something first, and add it back at"
                                + " the end");
    }

    @Test
    void survivesLargeWeights(Comparison both, Inputs inputs) {
        double[] logs = inputs.vector(inputs.integer(2, 4), 800, 802);
        both.call("logMeanExp", logs)
                .assertClose(
                        1e-6,
                        "exp(800) is infinite: subtract the largest, so that no term"
                                + " exceeds 1");
    }

    @Test
    @Points(2)
    void takesTheLargestOut(Comparison both, Inputs inputs) {
        double[] logs = inputs.vector(6, -1500, -1400);
        logs[inputs.integer(1, 4)] = inputs.number(1000, 1100);
        both.call("logMeanExp", logs)
                .assertClose(
                        1e-6,
                        "weights of very different sizes: subtract the largest of all, so that no"
                                + " exponential overflows");
    }
}
