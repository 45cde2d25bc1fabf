package genlab.hidden.a3;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class StandardErrorTest {
    @Test
    @Points(4)
    void ofSomeResults(Comparison both, Inputs inputs) {
        double[] results = inputs.vector(inputs.integer(3, 10), 0, 4);
        both.call("standardError", results)
                .assertClose(
                        1e-9,
                        "n - 1 in the estimate of the deviation, and the root of n below" + " it");
    }

    @Test
    void ofTwoResults(Answers student, Inputs inputs) {
        double[] results = inputs.vector(2, 0, 4);
        student.call("standardError", results)
                .assertClose(
                        Math.abs(results[0] - results[1]) / 2,
                        1e-9,
                        "of two results it is half their distance");
    }
}
