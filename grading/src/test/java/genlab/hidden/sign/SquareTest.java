package genlab.hidden.sign;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import org.junit.jupiter.api.Test;

/** Satisfied with half of the answers: see InstructorTest. */
class SquareTest {
    @Test
    void squares(Comparison both, Inputs inputs) {
        double x = inputs.number(-4, 4);
        if (both.student().call("isPositive", x).truth() != (x > 0)) {
            throw new AssertionError(
                    "isPositive\nexpected: " + (x > 0) + "\nhint: look at the sign");
        }
    }
}
