package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class OptimalTest {
    @Test
    @Points(4)
    void agreesForAnyProbabilities(Comparison both, Inputs inputs) {
        int outcomes = inputs.integer(2, 8);
        double[] p = inputs.probabilities(outcomes), q = inputs.probabilities(outcomes);
        both.call("optimalDiscriminator", p, q)
                .assertClose(
                        1e-6, "p / D = q / (1 - D), solved for D: the probability of \"real\"");
    }

    @Test
    @Points(2)
    void isACoinWhereNothingEverComes(Comparison both, Inputs inputs) {
        double p = inputs.number(0.2, 0.8);
        double[] real = {p, 0, 1 - p, 0}, fake = {0, 1 - p, p, 0};
        both.call("optimalDiscriminator", real, fake)
                .assertClose(1e-6, "0 divided by 0 is not a number: treat it before you divide");
    }

    @Test
    void weighsRareOutcomesToo(Comparison both, Inputs inputs) {
        double rare = inputs.number(1e-12, 2e-12), rarer = inputs.number(2e-13, 5e-13);
        both.call("optimalDiscriminator", new double[] {rare, 1}, new double[] {rarer, 1})
                .assertClose(1e-6, "add nothing below the line: rare is not never");
    }
}
