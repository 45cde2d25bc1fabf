package genlab.hidden.a3;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    @Points(3)
    void oneEpoch(Comparison both, Inputs inputs) {
        int steps = inputs.integer(2, 5);
        both.call("letters", 1, steps, steps + 2)
                .assertClose(
                        0,
                        "as many steps of each player as it was told, the discriminator"
                                + " first");
    }

    @Test
    @Points(3)
    void manyEpochs(Comparison both, Inputs inputs) {
        Object[] input = {inputs.integer(3, 6), inputs.integer(1, 4), inputs.integer(1, 4)};
        both.call("letters", input)
                .assertClose(
                        0,
                        "both players move in every epoch; epochs are numbered from 1 to"
                                + " the last");
    }
}
