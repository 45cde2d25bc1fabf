package genlab.hidden.a2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class DiracTest {
    @Test
    @Points(2)
    void movesTheGenerator(Comparison both, Inputs inputs) {
        Object[] point = {inputs.number(0.5, 2), inputs.number(0.5, 2), inputs.number(0.1, 0.5), 0};
        both.call("diracStep", point)
                .get(0)
                .assertClose(1e-6, "theta goes down its gradient f'(psi theta) psi");
    }

    @Test
    @Points(2)
    void movesTheDiscriminator(Comparison both, Inputs inputs) {
        Object[] point = {inputs.number(0.5, 2), inputs.number(0.5, 2), inputs.number(0.1, 0.5), 0};
        both.call("diracStep", point)
                .get(1)
                .assertClose(
                        1e-6,
                        "psi goes up its gradient, taken at the old theta: a"
                                + " simultaneous step");
    }

    @Test
    @Points(2)
    void agreesWithPenalty(Comparison both, Inputs inputs) {
        Object[] point = {
            inputs.number(-2, -0.5),
            inputs.number(0.5, 2),
            inputs.number(0.1, 0.5),
            inputs.number(0.3, 2)
        };
        both.call("diracStep", point)
                .assertClose(
                        1e-6,
                        "the penalty pulls psi, and only psi, towards 0: half the square"
                                + " loses its half in the derivative");
    }

    @Test
    @Points(2)
    void spiralsInWithPenaltyOnly(Answers student, Answers solution, Inputs inputs) {
        double angle = inputs.number(0, 6);
        for (int gamma = 0; gamma < 2; gamma++) {
            double radius = radiusAfter(100, student, angle, gamma);
            assertTrue(
                    gamma == 0 ? radius > 1 : radius < 0.5,
                    "from a distance of 1, 100 steps should lead outwards without the penalty and"
                            + " inwards with it; with gamma = "
                            + gamma
                            + " they lead to "
                            + radius);
            assertEquals(
                    radiusAfter(100, solution, angle, gamma),
                    radius,
                    0.05,
                    "the distance after 100 steps with gamma = " + gamma);
        }
    }

    double radiusAfter(int steps, Answers whose, double angle, double gamma) {
        double[] point = {Math.cos(angle), Math.sin(angle)};
        for (int i = 0; i < steps; i++) {
            point = whose.call("diracStep", point[0], point[1], 0.2, gamma).vector();
            assertEquals(2, point.length, "the answer is {theta, psi}");
        }
        return Math.hypot(point[0], point[1]);
    }
}
