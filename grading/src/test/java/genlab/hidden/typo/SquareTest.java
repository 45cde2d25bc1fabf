package genlab.hidden.typo;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import org.junit.jupiter.api.Test;

/** Calls what there is not: see InstructorTest. */
class SquareTest {
    @Test
    void squares(Comparison both, Inputs inputs) {
        both.call("sqare", inputs.vector(3)).assertClose(1e-6, "every element");
    }
}
