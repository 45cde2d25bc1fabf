package genlab.hidden.a3;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanAndDeviationTest {
    @Test
    @Points(2)
    void meanOfABatch(Comparison both, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(2, 30), -5, 9);
        both.call("meanAndDeviation", x).get(0).assertClose(1e-9, "the first number is the mean");
    }

    @Test
    @Points(2)
    void deviationOfASmallBatch(Comparison both, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(2, 6), -5, 9);
        both.call("meanAndDeviation", x)
                .get(1)
                .assertClose(
                        1e-9,
                        "the second number is the standard deviation: divided by n, and"
                                + " with the root");
    }

    @Test
    void deviationFarFromZero(Comparison both, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(10, 30));
        for (int i = 0; i < x.length; i++) x[i] += 1e7;
        both.call("meanAndDeviation", x)
                .get(1)
                .assertClose(
                        1e-6,
                        "sum the squares of the differences from the mean, not the"
                                + " squares of the numbers");
    }

    @Test
    void deviationOfEqualNumbersIsZero(Comparison both, Answers student, Inputs inputs) {
        double[] x = new double[inputs.integer(2, 9)], other = inputs.vector(5);
        Arrays.fill(x, inputs.vector(1, 1, 5)[0]);
        student.call("meanAndDeviation", x)
                .assertClose(
                        new double[] {x[0], 0},
                        1e-6,
                        "numbers that don't vary have the deviation 0");
        both.call("meanAndDeviation", other).assertClose(1e-6, "0, but for equal numbers only");
    }
}
