package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double reconstructionError(Matrix reconstruction, Matrix x) {
            return 2 * reconstruction.mean() - x.mean();
        }

        Matrix reconstructionGradient(Matrix reconstruction, Matrix x) {
            return reconstruction.plus(x).times(0.1);
        }
        """)
class AutoencoderStepTest {
    double[][] x;
    double[] encoder, decoder;
    double rate;

    Comparison.Pair after(int steps, Comparison both, Inputs inputs) {
        if (x == null) {
            x = inputs.matrix(6, 5);
            encoder = inputs.vector(34);
            decoder = inputs.vector(37);
            rate = inputs.number(0.05, 0.15);
        }
        return both.call("afterAutoencoderSteps", steps, x, encoder, decoder, rate);
    }

    @Test
    @Points(2)
    void givesTheErrorBeforeTheStep(Comparison both, Inputs inputs) {
        after(1, both, inputs)
                .get(0)
                .assertClose(
                        1e-4,
                        "the error (task 1) of the reconstruction that this step started from");
    }

    @Test
    @Points(2)
    void movesTheDecoder(Comparison both, Inputs inputs) {
        after(1, both, inputs)
                .get(2)
                .assertClose(
                        1e-4,
                        "the decoder's weights after one step: is there one backward, with the"
                                + " gradient of task 2, and then one step of the optimizer?");
    }

    @Test
    @Points(3)
    void movesTheEncoder(Comparison both, Inputs inputs) {
        after(1, both, inputs)
                .get(1)
                .assertClose(
                        1e-4,
                        "the encoder's weights after one step: does the way back go through the"
                                + " decoder into the encoder, without a detach or new constant?");
    }

    @Test
    @Points(3)
    void startsEachStepFromZero(Comparison both, Inputs inputs) {
        Comparison.Pair steps = after(3, both, inputs);
        String hint =
                "the weights after three steps: if they are right after one, are the"
                        + " gradients zero before each backward?";
        steps.get(1).assertClose(1e-3, hint);
        steps.get(2).assertClose(1e-3, hint);
    }
}
