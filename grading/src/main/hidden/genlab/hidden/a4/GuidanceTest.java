package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import org.junit.jupiter.api.Test;

class GuidanceTest {
    @Test
    void goesFromOneToTheOther(Comparison both, Inputs inputs) {
        both.call("guided", inputs.matrix(2, 3), inputs.matrix(2, 3), inputs.number(0.2, 0.8))
                .assertClose(1e-4, "part of the way from without to with");
    }

    @Test
    void goesBeyond(Comparison both, Inputs inputs) {
        both.call("guided", inputs.matrix(3, 2), inputs.matrix(3, 2), inputs.number(2, 6))
                .assertClose(1e-4, "the same rule beyond the label's prediction");
    }
}
