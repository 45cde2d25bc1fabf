package genlab.hidden.a3;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GradientTest {
    /** Arguments: a batch far from zero, where differences are coarse; its mean and deviation. */
    Object[] batch(Answers solution, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(3, 20), -3, 8);
        for (int i = 0; i < x.length; i++) x[i] += 1e7;
        double[] known = solution.call("meanAndDeviation", x).vector();
        return new Object[] {x, known[0], known[1]};
    }

    @Test
    @Points(3)
    void ofTheMean(Comparison both, Answers solution, Inputs inputs) {
        Object[] input = batch(solution, inputs);
        both.call("gradientOfMeanAndDeviation", input)
                .get(0)
                .assertClose(
                        1e-9,
                        "every number has the same share in the mean (in Java 1 / n is 0"
                                + " for whole numbers)");
    }

    @Test
    @Points(5)
    void ofTheDeviation(Comparison both, Answers solution, Inputs inputs) {
        Object[] input = batch(solution, inputs);
        both.call("gradientOfMeanAndDeviation", input)
                .get(1)
                .assertClose(
                        1e-6,
                        "the derivative of a root has the root in its denominator, and"
                                + " the 2s cancel");
    }

    @Test
    @Points(2)
    void ofAConstantBatch(Comparison both, Answers solution, Inputs inputs) {
        double[] x = new double[inputs.integer(3, 9)];
        Arrays.fill(x, inputs.number(0.1, 5));
        both.call("gradientOfMeanAndDeviation", x, x[0], 0)
                .assertClose(
                        1e-9,
                        "the mean has its gradient here too; for the deviation ask"
                                + " isConstant, as in task 2");
        Object[] other = batch(solution, inputs);
        both.call("gradientOfMeanAndDeviation", other)
                .get(1)
                .assertProportional(1e-3, "zeros, but for a constant batch only");
    }
}
