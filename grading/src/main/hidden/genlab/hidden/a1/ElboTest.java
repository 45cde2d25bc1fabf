package genlab.hidden.a1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(Parts.OF_THE_LOSS)
class ElboTest {
    @Test
    @Points(3)
    void reconstructsFromTheDrawnCode(Comparison both, Inputs inputs) {
        double[][] x = inputs.matrix(4, 5, 0, 1), noise = inputs.matrix(4, 2);
        double[] encoder = inputs.vector(44), decoder = inputs.vector(37);
        both.call("negativeElboOf", x, noise, 0, encoder, decoder)
                .assertClose(
                        1e-3,
                        "beta 0 leaves the cross entropy: is the decoder given z, and"
                                + " are the left columns of the code the means?");
    }

    @Test
    @Points(2)
    void addsTheDivergence(Answers student, Answers solution, Inputs inputs) {
        double[][] x = inputs.matrix(4, 5, 0, 1), noise = inputs.matrix(4, 2);
        double[] encoder = inputs.vector(44), decoder = inputs.vector(37);
        double[] values = new double[4];
        for (int beta = 0; beta < 2; beta++) {
            values[beta] =
                    student.call("negativeElboOf", x, noise, beta, encoder, decoder).number();
            values[2 + beta] =
                    solution.call("negativeElboOf", x, noise, beta, encoder, decoder).number();
        }
        assertEquals(
                values[3] - values[2],
                values[1] - values[0],
                1e-3 * (1 + Math.abs(values[3])),
                "what beta = 1 adds is the KL of task 4, with a plus: both are costs");
    }

    @Test
    @Points(3)
    void agreesForAnyBeta(Comparison both, Inputs inputs) {
        int latents = 2 * inputs.integer(0, 1) + 1;
        double[][] x = inputs.matrix(3, 5, 0, 1), noise = inputs.matrix(3, latents);
        double[] encoder = inputs.vector(24 + 10 * latents),
                decoder = inputs.vector(29 + 4 * latents);
        double beta = inputs.number(0.5, 4);
        both.call("negativeElboOf", x, noise, beta, encoder, decoder)
                .assertClose(
                        1e-3,
                        "cross entropy plus beta times KL, each as in its own task; epsilon says how"
                                + " many latents there are");
    }
}
