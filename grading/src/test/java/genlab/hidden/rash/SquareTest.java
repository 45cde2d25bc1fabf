package genlab.hidden.rash;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import org.junit.jupiter.api.Test;

/** Breaks off where an answer is short: see InstructorTest. */
class SquareTest {
    @Test
    void squares(Comparison both, Inputs inputs) {
        double[] answer = both.student().call("square", inputs.vector(3)).vector();
        if (answer[2] < 0) {
            throw new AssertionError("hint ==> expected: <more> but was: <less>");
        }
    }
}
