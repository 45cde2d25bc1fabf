package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class PosteriorTest {
    double[] betas, alphaBars;

    void draw(Inputs inputs) {
        betas = inputs.vector(5, 0.1, 0.6);
        alphaBars = new double[6];
        alphaBars[0] = 1;
        for (int t = 1; t < 6; t++) {
            alphaBars[t] = alphaBars[t - 1] * (1 - betas[t - 1]);
        }
    }

    @Test
    @Points(3)
    void meansAgree(Comparison both, Inputs inputs) {
        draw(inputs);
        for (int t : new int[] {2, inputs.integer(3, 5)}) {
            both.call(
                            "posteriorMean",
                            inputs.matrix(2, 3),
                            inputs.matrix(2, 3),
                            t,
                            betas,
                            alphaBars)
                    .assertClose(1e-4, "two shares: of the data, of the noisy point");
        }
    }

    @Test
    @Points(2)
    void variancesAgree(Comparison both, Inputs inputs) {
        draw(inputs);
        for (int t = 2; t < 6; t++) {
            both.call("posteriorVariance", t, betas, alphaBars)
                    .assertClose(1e-6, "less than beta, as x0 tells something");
        }
    }

    @Test
    void nothingIsRandomAtTheEnd(Comparison both, Inputs inputs) {
        draw(inputs);
        both.call("posteriorVariance", 3, betas, alphaBars).assertClose(1e-6, "at t = 3");
        both.call("posteriorVariance", 1, betas, alphaBars).assertClose(1e-6, "0 at t = 1");
    }
}
