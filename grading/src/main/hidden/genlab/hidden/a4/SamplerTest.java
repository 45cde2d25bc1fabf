package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        Matrix timeEmbedding(double[] times, int size) {
            Matrix result = Matrix.zeros(times.length, size);
            for (int i = 0; i < times.length; i++) {
                result.set(i, 0, 0.2 * times[i]);
            }
            return result;
        }

        Matrix ddimStep(Matrix x, Matrix epsilon, double from, double to, double eta, Matrix z) {
            return x.times(to).plus(epsilon.times(from - eta));
        }
        """)
class SamplerTest {
    @Test
    @Points(2)
    void takesOneStep(Comparison both, Inputs inputs) {
        double[] shares = {1, inputs.number(0.6, 0.9), 0.4, 0.2};
        int[] times = {inputs.integer(2, 3), 0};
        both.call("sampleOf", inputs.vector(29), inputs.matrix(3, 2), times, shares, 4)
                .assertClose(1e-3, "one step, straight to 0");
    }

    @Test
    @Points(3)
    void takesSeveralSteps(Comparison both, Inputs inputs) {
        double[] shares = {1, inputs.number(0.7, 0.9), 0.6, 0.4, inputs.number(0.2, 0.3)};
        int[] times = {4, inputs.integer(2, 3), 1, 0};
        int size = 2 * inputs.integer(3, 5);
        double[] weights = inputs.vector(17 + 3 * size);
        both.call("sampleOf", weights, inputs.matrix(3, 2), times, shares, size)
                .assertClose(1e-3, "each step with the network's word at its own time");
    }
}
