package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class NoiseLossTest {
    @Test
    @Points(2)
    void isTheMeanSquare(Comparison both, Inputs inputs) {
        int rows = inputs.integer(2, 5);
        both.call("noiseLoss", inputs.matrix(rows, 3), inputs.matrix(rows, 3))
                .assertClose(1e-4, "the mean over rows and columns of the squared error");
    }

    @Test
    void countsEveryColumn(Comparison both, Inputs inputs) {
        both.call("noiseLoss", inputs.matrix(1, 7), inputs.matrix(1, 7))
                .assertClose(1e-4, "one row of seven features");
    }

    @Test
    @Points(3)
    void hasItsGradient(Comparison both, Inputs inputs) {
        int rows = inputs.integer(2, 4);
        both.call("noiseLossGradient", inputs.unequal(rows, 3), inputs.matrix(rows, 3))
                .assertClose(1e-6, "twice the error, shared by all the numbers");
        both.call("noiseLossGradient", inputs.matrix(rows, 2), inputs.matrix(rows, 2))
                .assertClose(1e-6, "twice the error, shared by all the numbers");
    }
}
