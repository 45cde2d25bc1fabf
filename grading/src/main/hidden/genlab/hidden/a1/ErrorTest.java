package genlab.hidden.a1;

import genlab.assignment.Answer;
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
    void isAMeanOverTheBatch(Answers student, Answers solution, Inputs inputs) {
        double[][] y = inputs.matrix(3, 4), x = inputs.matrix(3, 4), other = inputs.matrix(3, 4);
        double right = solution.call(F, y, x).number();
        Object[] given = {
            student.call(F, y, x),
            student.call(F, Inputs.twice(y), Inputs.twice(x)),
            student.call(F, other, x)
        };
        Answer.of("the errors of a batch, of it twice over, and of another one", given)
                .assertProportional(
                        new Object[] {right, right, solution.call(F, other, x)},
                        1e-3,
                        "a batch twice over has the same mean: divide by the rows");
    }

    @Test
    void squaresTheDifferences(Answers student, Answers solution, Inputs inputs) {
        Object[] given = new Object[3], right = new Object[3];
        for (int i = 0; i < 3; i++) {
            double[][] y = {inputs.vector(2)}, x = {inputs.vector(2, i, 2 * i + 1)};
            given[i] = student.call(F, y, x);
            right[i] = solution.call(F, y, x);
        }
        Answer.of("the errors of three samples", given)
                .assertProportional(right, 1e-3, "square each difference, then add");
    }
}
