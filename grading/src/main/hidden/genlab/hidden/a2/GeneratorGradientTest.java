package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorGradientTest {
    @Test
    @Points(3)
    void minimaxAgrees(Comparison both, Inputs inputs) {
        double[][] logits = inputs.unequal(inputs.integer(3, 6), 1);
        both.call("minimaxGradient", logits)
                .assertClose(
                        1e-6,
                        "look at the sign, and divide by the size of the batch; which of"
                                + " the two fades where the fakes are found out?");
    }

    @Test
    @Points(3)
    void nonSaturatingAgrees(Comparison both, Inputs inputs) {
        double[][] logits = inputs.unequal(inputs.integer(3, 6), 1);
        both.call("nonSaturatingGradient", logits)
                .assertClose(
                        1e-6,
                        "look at the sign, and divide by the size of the batch; which of"
                                + " the two fades where the fakes are found out?");
    }

    @Test
    @Points(2)
    void pointsTheRightWay(Comparison both, Inputs inputs) {
        for (String function : List.of("minimaxGradient", "nonSaturatingGradient")) {
            double[][] logits = inputs.matrix(5, 1);
            both.call(function, logits)
                    .assertProportional(
                            1e-3,
                            "up to a positive factor: look at the sign, and at which"
                                    + " logits weigh most");
        }
    }
}
