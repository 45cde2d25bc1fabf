package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class AlphaBarsTest {
    @Test
    @Points(2)
    void multipliesWhatIsKept(Comparison both, Inputs inputs) {
        both.call("alphaBars", inputs.vector(inputs.integer(2, 6), 0.05, 0.6))
                .assertClose(1e-6, "the product of 1 - beta up to each step, after a 1");
    }

    @Test
    void worksForASingleStep(Comparison both, Inputs inputs) {
        both.call("alphaBars", inputs.vector(1, 0.2, 0.8))
                .assertClose(1e-6, "two elements: 1, and what one step leaves");
    }

    @Test
    void worksForManySteps(Comparison both, Inputs inputs) {
        both.call("alphaBars", inputs.vector(inputs.integer(100, 300), 0.001, 0.02))
                .assertClose(1e-6, "hundreds of steps");
    }
}
