package genlab.hidden.a3;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class LayerTest {
    @Test
    @Points(4)
    void chainRule(Comparison both, Inputs inputs) {
        double[][] jacobian = inputs.matrix(inputs.integer(2, 4), inputs.integer(5, 8));
        double[] upstream = inputs.vector(jacobian.length);
        both.call("chain", jacobian, upstream)
                .assertClose(1e-9, "for each x, sum over the features");
    }

    @Test
    @Points(2)
    void forward(Comparison both, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(3, 9));
        both.call("traced", x, new double[2])
                .field("output")
                .assertClose(1e-4, "the output is the row of features");
    }

    @Test
    @Points(4)
    void wayBack(Comparison both, Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(3, 9));
        double[] upstream = inputs.vector(2);
        both.call("traced", x, upstream)
                .field("gradient")
                .assertClose(
                        1e-4,
                        "take the upstream gradient into account, and give the batch's"
                                + " shape back");
    }
}
