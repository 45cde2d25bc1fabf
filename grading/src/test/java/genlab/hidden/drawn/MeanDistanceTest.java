package genlab.hidden.drawn;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import org.junit.jupiter.api.Test;

/** As the sample's. */
class MeanDistanceTest {
    @Test
    void agrees(Comparison both, Inputs inputs) {
        both.call("meanDistance", inputs.matrix(4, 3), inputs.vector(3)).assertClose(1e-5, "mean");
    }
}
