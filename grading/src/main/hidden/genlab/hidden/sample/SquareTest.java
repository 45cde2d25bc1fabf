package genlab.hidden.sample;

import genlab.assignment.Answers;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class SquareTest {
    @Test
    @Points(3)
    void squaresAnyLength(Answers student, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(1, 20));
        double[] expected = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            expected[i] = x[i] * x[i];
        }
        student.call("square", x).assertClose(expected, 1e-6, "every element, whatever the length");
    }

    @Test
    void squaresNothing(Answers student, Inputs inputs) {
        student.call("square", new double[0])
                .assertClose(new double[0], 0, "an empty array has an empty answer");
        double[] one = inputs.vector(1, 2, 3);
        student.call("square", one)
                .assertClose(new double[] {one[0] * one[0]}, 1e-6, "one element, one answer");
    }
}
