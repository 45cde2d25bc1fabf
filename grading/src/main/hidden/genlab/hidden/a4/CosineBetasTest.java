package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class CosineBetasTest {
    @Test
    @Points(2)
    void agreesForFewSteps(Comparison both, Inputs inputs) {
        for (int i = 0; i < 3; i++) {
            both.call("cosineBetas", inputs.integer(4, 40))
                    .assertClose(1e-6, "the formula, with the offset 0.008, at most 0.999");
        }
    }

    @Test
    @Points(2)
    void agreesForManySteps(Comparison both, Inputs inputs) {
        both.call("cosineBetas", inputs.integer(300, 1000))
                .assertClose(1e-6, "hundreds of steps: is every division one of real numbers?");
    }
}
