package genlab.hidden.a2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double softplus(double a) {
            return (a + a * a) / 2;
        }
        """)
class GeneratorLossTest {
    @Test
    @Points(3)
    void minimaxAgrees(Comparison both, Inputs inputs) {
        double[][] logits = inputs.matrix(inputs.integer(2, 6), 1);
        both.call("minimaxLoss", logits)
                .assertClose(1e-5, "the mean of log(1 - D): it is not -log D, and not positive");
    }

    @Test
    @Points(3)
    void nonSaturatingAgrees(Comparison both, Inputs inputs) {
        double[][] logits = inputs.matrix(inputs.integer(2, 6), 1);
        both.call("nonSaturatingLoss", logits)
                .assertClose(1e-5, "the mean (not the sum) of -log D");
    }

    @Test
    @Points(2)
    void areFiniteForLargeLogits(Comparison both, Inputs inputs) {
        double[][] high = {{inputs.number(800, 2000)}}, low = {{-inputs.number(800, 2000)}};
        String hint = "no logarithm of a probability, which is 0 here: task 1 takes large logits";
        both.call("minimaxLoss", high).assertClose(1e-5, hint);
        both.call("nonSaturatingLoss", low).assertClose(1e-5, hint);
    }

    @Test
    void bothHoldForOneSample(Comparison both, Inputs inputs) {
        double[][] logit = inputs.matrix(1, 1);
        for (String function : List.of("minimaxLoss", "nonSaturatingLoss")) {
            both.call(function, logit)
                    .assertClose(
                            1e-5,
                            "a single logit: look at the signs, before and inside of"
                                    + " softplus");
        }
    }

    @Test
    void differByTheMeanLogit(Answers student, Answers solution, Inputs inputs) {
        double[][] logits = inputs.matrix(4, 1), others = inputs.matrix(4, 1, 1, 3);
        double mean = Arrays.stream(logits).mapToDouble(row -> row[0]).average().orElseThrow();
        assertEquals(
                -mean,
                student.call("nonSaturatingLoss", logits).number()
                        + student.call("minimaxLoss", logits).number(),
                1e-4,
                "softplus(-a) - softplus(a) = -a: the losses add up to minus the mean logit");
        new Comparison(student, solution)
                .each("nonSaturatingLoss", new Object[] {logits}, new Object[] {others})
                .assertProportional(1e-2, "the higher the logits, the smaller the loss");
    }
}
