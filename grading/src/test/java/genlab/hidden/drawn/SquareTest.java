package genlab.hidden.drawn;

import genlab.assignment.Comparison;
import org.junit.jupiter.api.Test;

class SquareTest {
    @Test
    void isTheSumOfYourSquares(Comparison both) {
        both.call("mySquares").assertClose(1e-3, "square your own numbers and add them up");
    }
}
