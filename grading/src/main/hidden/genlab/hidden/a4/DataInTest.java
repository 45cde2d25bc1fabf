package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class DataInTest {
    @Test
    @Points(2)
    void solvesForTheData(Comparison both, Inputs inputs) {
        int rows = inputs.integer(1, 4);
        both.call("dataIn", inputs.matrix(rows, 2), inputs.matrix(rows, 2), inputs.number(0.2, 0.9))
                .assertClose(1e-4, "task 3's formula, solved for x0");
    }

    @Test
    void worksNearTheEnd(Comparison both, Inputs inputs) {
        double share = inputs.number(0.0001, 0.001);
        both.call("dataIn", inputs.matrix(2, 3), inputs.matrix(2, 3), share)
                .assertClose(1e-3, "when almost nothing of the data is left");
    }
}
