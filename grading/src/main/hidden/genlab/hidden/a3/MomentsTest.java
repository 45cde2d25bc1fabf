package genlab.hidden.a3;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MomentsTest {
    /** Arguments: numbers with a long tail to the right, their mean and deviation. */
    Object[] skewed(Answers solution, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(5, 30));
        for (int i = 0; i < x.length; i++) x[i] = Math.exp(x[i]);
        double[] known = solution.call("meanAndDeviation", x).vector();
        return new Object[] {x, known[0], known[1]};
    }

    @Test
    @Points(3)
    void skewness(Comparison both, Answers solution, Inputs inputs) {
        Object[] input = skewed(solution, inputs);
        both.call("skewnessAndKurtosis", input)
                .get(0)
                .assertClose(
                        1e-9,
                        "the mean of the cubes of z = (x - mean) / deviation; numbers"
                                + " below the mean count with their sign");
    }

    @Test
    @Points(3)
    void excessKurtosis(Comparison both, Answers solution, Inputs inputs) {
        Object[] input = skewed(solution, inputs);
        both.call("skewnessAndKurtosis", input)
                .get(1)
                .assertClose(
                        1e-9,
                        "is it exactly 3 off? Excess kurtosis is what there is above a"
                                + " Gaussian's");
    }

    @Test
    @Points(2)
    void aConstantBatchHasNeither(
            Comparison both, Answers student, Answers solution, Inputs inputs) {
        double[] x = new double[inputs.integer(3, 9)];
        Arrays.fill(x, inputs.number(0.1, 5));
        student.call("skewnessAndKurtosis", x, x[0], 1e-12 * x[0])
                .assertClose(new double[2], 1e-9, "0 divided by almost 0 is anything: isConstant");
        Object[] other = skewed(solution, inputs);
        both.call("skewnessAndKurtosis", other)
                .assertClose(1e-9, "zeros, but for a constant batch only");
    }
}
