package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscriminatorGradientTest {
    void agrees(Comparison both, String function, Inputs inputs) {
        double[][] logits = inputs.unequal(inputs.integer(3, 6), 1);
        both.call(function, logits)
                .assertClose(1e-6, "look at the sign, and divide by the size of the batch");
    }

    @Test
    @Points(3)
    void agreesForTheRealBatch(Comparison both, Inputs inputs) {
        agrees(both, "realGradient", inputs);
    }

    @Test
    @Points(3)
    void agreesForTheFakeBatch(Comparison both, Inputs inputs) {
        agrees(both, "fakeGradient", inputs);
    }

    @Test
    @Points(2)
    void pointsTheRightWay(Comparison both, Inputs inputs) {
        for (String function : List.of("realGradient", "fakeGradient")) {
            double[][] logits = inputs.matrix(5, 1);
            both.call(function, logits)
                    .assertProportional(
                            1e-3,
                            "up to a positive factor: look at the sign, and at which"
                                    + " logits weigh most");
        }
    }
}
