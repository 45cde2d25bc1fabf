package genlab.hidden.sample;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double[] square(double[] x) {
            double[] y = x.clone();
            for (int i = 0; i < y.length; i++) {
                y[i] = 3 * x[i] + i;
            }
            return y;
        }
        """)
class MeanDistanceTest {
    @Test
    void agreesWithTheSolution(Comparison both, Inputs inputs) {
        double[][] batch = inputs.matrix(inputs.integer(2, 9), 3);
        double[] centre = inputs.vector(3);
        both.call("meanDistance", batch, centre)
                .assertClose(1e-5, "sum over the columns, average over the rows");
    }

    @Test
    void growsWithTheDistance(Answers student, Answers solution, Inputs inputs) {
        double[][] batch = inputs.matrix(4, 2);
        double[] near = {10, 0}, far = {100, 0};
        Object[] distances = {
            student.call("meanDistance", batch, near), student.call("meanDistance", batch, far)
        };
        Object[] right = {
            solution.call("meanDistance", batch, near), solution.call("meanDistance", batch, far)
        };
        Answer.of("the distances to a near and a far centre", distances)
                .assertProportional(right, 1e-3, "the square of the distance, up to a factor");
    }
}
