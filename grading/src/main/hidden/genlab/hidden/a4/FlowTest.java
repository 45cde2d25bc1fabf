package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class FlowTest {
    @Test
    @Points(2)
    void liesOnTheLine(Comparison both, Inputs inputs) {
        both.call("flowPoint", inputs.matrix(3, 2), inputs.matrix(3, 2), inputs.vector(3, 0.1, 0.9))
                .assertClose(1e-4, "noise at 0, data at 1, each row at its own time");
    }

    @Test
    void leadsToTheData(Comparison both, Inputs inputs) {
        both.call("flowTarget", inputs.matrix(2, 3), inputs.matrix(2, 3))
                .assertClose(1e-4, "the derivative of the line by its time");
    }

    @Test
    @Points(3)
    void looksHalfAStepAhead(Comparison both, Inputs inputs) {
        both.call(
                        "midpointOf",
                        inputs.matrix(2, 2),
                        inputs.number(0.1, 0.5),
                        inputs.number(0.1, 0.5),
                        inputs.number(1, 2),
                        inputs.number(1, 2))
                .assertClose(1e-4, "the velocity half a step ahead, in place and in time");
    }
}
