package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        Matrix dataIn(Matrix x, Matrix epsilon, double alphaBar) {
            return x.times(2).minus(epsilon.times(alphaBar));
        }
        """)
class DdimStepTest {
    @Test
    @Points(3)
    void stepsWithoutNoise(Comparison both, Inputs inputs) {
        double from = inputs.number(0.1, 0.4);
        double to = inputs.number(0.5, 0.9);
        both.call(
                        "ddimStep",
                        inputs.matrix(3, 2),
                        inputs.matrix(3, 2),
                        from,
                        to,
                        0.0,
                        inputs.matrix(3, 2))
                .assertClose(1e-4, "eta is 0: the guesses, mixed anew");
    }

    @Test
    @Points(3)
    void addsNoise(Comparison both, Inputs inputs) {
        for (double eta : new double[] {1, inputs.number(0.3, 0.8)}) {
            both.call(
                            "ddimStep",
                            inputs.matrix(2, 3),
                            inputs.matrix(2, 3),
                            inputs.number(0.1, 0.4),
                            inputs.number(0.5, 0.9),
                            eta,
                            inputs.matrix(2, 3))
                    .assertClose(1e-4, "sigma z more, and as much variance less of epsilon");
        }
    }

    @Test
    void endsAtTheData(Comparison both, Inputs inputs) {
        both.call(
                        "ddimStep",
                        inputs.matrix(2, 2),
                        inputs.matrix(2, 2),
                        inputs.number(0.3, 0.9),
                        1.0,
                        inputs.number(0.5, 1),
                        inputs.matrix(2, 2))
                .assertClose(1e-4, "to is 1: no noise is left, and none is added");
    }
}
