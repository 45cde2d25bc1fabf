package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    @Points(4)
    void agreesForAnyDiscriminator(Comparison both, Inputs inputs) {
        int outcomes = inputs.integer(2, 8);
        double[] p = inputs.probabilities(outcomes), q = inputs.probabilities(outcomes);
        double[] d = inputs.vector(outcomes, 0.1, 0.9);
        both.call("gameValue", p, q, d)
                .assertClose(
                        1e-6,
                        "a sum over the outcomes (each has its weight already), without"
                                + " a minus");
    }

    @Test
    @Points(2)
    void skipsOutcomesThatNeverCome(Comparison both, Inputs inputs) {
        double a = inputs.number(0.2, 0.8), b = inputs.number(0.2, 0.8);
        double[] p = {a, 1 - a, 0}, q = {b, 0, 1 - b}, d = {inputs.number(0.2, 0.8), 1, 0};
        both.call("gameValue", p, q, d)
                .assertClose(
                        1e-6,
                        "0 times minus infinity is not a number: leave out terms of" + " weight 0");
    }

    @Test
    @Points(2)
    void chargesForBothKindsOfErrors(Comparison both, Inputs inputs) {
        for (double[][] one : new double[][][] {{{1}, {0}}, {{0}, {1}}}) {
            double d = inputs.number(0.2, 0.4);
            both.call("gameValue", one[0], one[1], new double[] {d})
                    .assertClose(
                            1e-6,
                            "one outcome: log D where it is real, log(1 - D) where it is"
                                    + " fake");
        }
    }

    @Test
    void chargesForBeingSureAndWrong(Comparison both, Inputs inputs) {
        double[] p = inputs.probabilities(2), d = {inputs.number(1e-12, 1e-11), 0.5};
        both.call("gameValue", p, new double[] {0, 1}, d)
                .assertClose(1e-6, "the logarithm as it is: nothing added, nothing cut off");
    }
}
