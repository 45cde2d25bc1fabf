package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.metrics.TransportPlan;
import genlab.models.FlowMatching.Pairs;
import genlab.models.FlowMatching.Solver;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.training.Schedule;
import org.junit.jupiter.api.Test;

class FlowMatchingTest {
    private final SeededRandom random = Randoms.seeded(1);

    /** The velocity a x + b for each of 2 features, whatever the time. */
    private static Layer linear(double a, double b) {
        Matrix weight = Matrix.zeros(2 + 16, 2);
        weight.set(0, 0, a);
        weight.set(1, 1, a);
        return new Dense(weight, Matrix.filled(1, 2, b));
    }

    private FlowMatching flow(double a, double b) {
        return FlowMatching.builder(2).network(linear(a, b)).build(random);
    }

    /** dx/dt = a x has the solution exp(a t) x0; the midpoint rule is of second order. */
    @Test
    void theFlowOfALinearVelocityIsAnExponential() {
        Matrix z = Gaussian.standard(2, random).draw(10);
        Matrix exact = z.times(Math.exp(0.8));
        FlowMatching flow = flow(0.8, 0);
        assertArrayEquals(exact.values(), flow.decode(z).values(), 2e-3f);
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            Matrix made = flow.solved(Solver.MIDPOINT, 5 << i).decode(z);
            errors[i] = made.minus(exact).map(Math::abs).max();
        }
        assertEquals(4, errors[0] / errors[1], 0.5);
        Matrix euler = flow.solved(Solver.EULER, 10).decode(z);
        assertArrayEquals(z.times(Math.pow(1.08, 10)).values(), euler.values(), 1e-4f);
    }

    @Test
    void againstTheFlowIsTheWayBack() {
        FlowMatching flow = flow(0.8, 0.3).solved(Solver.MIDPOINT, 200);
        Matrix z = Gaussian.standard(2, random).draw(10);
        assertArrayEquals(z.values(), flow.encode(flow.decode(z)).values(), 1e-3f);
        assertEquals(201, flow.path(z).size());
    }

    /** Noise that is stretched by exp(a) is N(0, exp(2 a)), and b moves it. */
    @Test
    void theDensityFollowsTheFlow() {
        FlowMatching flow = flow(0.8, 0).solved(Solver.MIDPOINT, 100);
        Matrix x = Gaussian.standard(2, random).draw(10);
        double[] logDensity = flow.logDensity(x);
        double spread = Math.exp(0.8);
        GaussianMixture exact = GaussianMixture.grid(1, 1, spread, random);
        for (int row = 0; row < 10; row++) {
            assertEquals(exact.logDensity(x.get(row, 0), x.get(row, 1)), logDensity[row], 1e-3);
        }
    }

    @Test
    void transportPairsDoNotCross() {
        FlowMatching flow = FlowMatching.builder(1).pairs(Pairs.TRANSPORT).build(random);
        Matrix data = new Gaussian(4, 1.25, random).draw(200);
        TimedModel.Example example = flow.example(data, random);
        // data less velocity is the noise, which must be in the data's order
        Matrix noise = data.minus(example.target());
        assertEquals(
                TransportPlan.ofSquares(noise, data).cost(),
                example.target().times(example.target()).mean(),
                1e-4);
    }

    @Test
    void learnsWhereTheDataAre() {
        for (Pairs pairs : Pairs.values()) {
            FlowMatching flow =
                    FlowMatching.builder(2)
                            .hidden(32, 32)
                            .batchSize(64)
                            .pairs(pairs)
                            .averageWeights(0.99)
                            .learningRate(Schedule.cosine(0.01, 1e-4, 400))
                            .build(random);
            GaussianMixture data =
                    new GaussianMixture(Matrix.ofRows(new double[] {3, -2}), 0.5, random);
            flow.train(data, 400);
            Matrix made = flow.sample(2000, random);
            assertEquals(3, made.column(0).mean(), 0.1);
            assertEquals(-2, made.column(1).mean(), 0.1);
            assertEquals(0.5, made.column(0).standardDeviation(), 0.08);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        FlowMatching flow = flow(1, 0);
        assertRejected("time must be in [0.0, 1.0]", () -> flow.velocity(Matrix.zeros(1, 2), 1.5));
        assertRejected("z must be [batch, 2]", () -> flow.decode(Matrix.zeros(1, 3)));
        assertRejected("inSteps", () -> flow.solved(Solver.EULER, 0));
        FlowMatching guided =
                FlowMatching.builder(2).conditions(2).dropConditions(0.1).build(random);
        assertRejected(
                "a guided flow has no density",
                () -> guided.guided(2).logDensity(Matrix.zeros(1, 2)));
        assertTrue(flow.network().forward(Pass.constant(Matrix.zeros(1, 18))).matrix().max() == 0);
    }
}
