package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        Matrix noised(Matrix x0, Matrix epsilon, int[] t, double[] alphaBars) {
            double[] shares = Arrays.stream(t).mapToDouble(step -> alphaBars[step]).toArray();
            return x0.times(Matrix.ofColumn(shares)).plus(epsilon.times(0.5));
        }

        Matrix timeEmbedding(double[] times, int size) {
            Matrix result = Matrix.zeros(times.length, size);
            for (int i = 0; i < times.length; i++) {
                result.set(i, 0, 0.2 * times[i]);
            }
            return result;
        }

        double noiseLoss(Matrix predicted, Matrix epsilon) {
            return 2 * predicted.mean() - epsilon.mean();
        }

        Matrix noiseLossGradient(Matrix predicted, Matrix epsilon) {
            return predicted.times(0.3).minus(epsilon.times(0.2));
        }
        """)
class TrainingStepTest {
    double[] weights, shares;
    int[] t;
    int size;

    void draw(Inputs inputs) {
        size = 2 * inputs.integer(3, 5);
        weights = inputs.vector(17 + 3 * size);
        shares = new double[] {1, 0.8, inputs.number(0.3, 0.7), 0.2};
        t = new int[] {inputs.integer(1, 3), 2, 3, 1};
    }

    Object[] given(Inputs inputs, int steps) {
        draw(inputs);
        double rate = inputs.number(0.1, 0.3);
        return new Object[] {
            steps, inputs.matrix(4, 2), inputs.matrix(4, 2), t, shares, weights, rate, size
        };
    }

    @Test
    @Points(2)
    void givesTheLossBeforeTheStep(Comparison both, Inputs inputs) {
        both.call("afterTrainingSteps", given(inputs, 1))
                .get(0)
                .assertClose(1e-4, "the loss of what the network says before it moves");
    }

    @Test
    @Points(4)
    void movesTheNetwork(Comparison both, Inputs inputs) {
        both.call("afterTrainingSteps", given(inputs, 1))
                .get(1)
                .assertClose(1e-4, "the weights after one step: what does the network see?");
    }

    @Test
    @Points(3)
    void startsEachStepFromZero(Comparison both, Inputs inputs) {
        both.call("afterTrainingSteps", given(inputs, 3))
                .get(1)
                .assertClose(1e-3, "the weights after three steps: gradients add up");
    }
}
