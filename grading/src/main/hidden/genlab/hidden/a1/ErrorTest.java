package genlab.hidden.a1;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class ErrorTest {
    static final String F = "reconstructionError";

    @Test
    @Points(3)
    void isHalfTheSquaredDistance(Comparison both, Inputs inputs) {
        int batch = inputs.integer(2, 7), features = inputs.integer(2, 6);
        double[][] y = inputs.matrix(batch, features), x = inputs.matrix(batch, features);
        both.call(F, y, x)
                .assertClose(
                        1e-4,
                        "look at the factor: is there 1/2, and is the sum divided by the"
                                + " rows?");
    }

    @Test
    void holdsForOneSampleOfOneFeature(Answers student, Inputs inputs) {
        double difference = inputs.number(1, 3);
        student.call(F, new double[][] {{difference}}, new double[][] {{0}})
                .assertClose(difference * difference / 2, 1e-4, "half of the difference squared");
    }

    @Test
    void isAMeanOverTheBatch(Comparison both, Inputs inputs) {
        double[][] y = inputs.matrix(3, 4), x = inputs.matrix(3, 4);
        both.assertMeanOverRows(F, inputs.matrix(3, 4, 2, 4), y, x);
    }

    @Test
    void squaresTheDifferences(Comparison both, Inputs inputs) {
        Object[][] samples = new Object[3][];
        for (int i = 0; i < 3; i++) {
            double[][] y = {inputs.vector(2)}, x = {inputs.vector(2, i, 2 * i + 1)};
            samples[i] = new Object[] {y, x};
        }
        both.each(F, samples).assertProportional(1e-3, "square each difference, then add");
    }
}
