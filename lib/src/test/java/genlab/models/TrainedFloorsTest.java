package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.metrics.TransportPlan;
import genlab.models.FlowMatching.Pairs;
import genlab.models.FlowMatching.Solver;
import genlab.nn.Matrix;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.training.Schedule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trained models reach what can be computed: the smallest losses there are, the exact score, the
 * entropy. Signal and noise are cos and sin of pi/2 t/T, but for an offset of 0.008; for the
 * entropy they are spread evenly over the logarithm of their ratio.
 */
@Tag("slow")
class TrainedFloorsTest {
    private static final int STEPS = 5000;
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(1000);

    private final SeededRandom random = Randoms.seeded(1);

    private static <B extends TimedModelBuilder<B>> B trained(B builder, int steps) {
        return builder.batchSize(256)
                .averageWeights(0.998)
                .learningRate(Schedule.cosine(0.006, 1e-5, steps));
    }

    /** For N(m, s²) with s = 1.25: s / (1 + s). */
    @Test
    void noiseInNormalDataIsFoundAsWellAsCanBe() {
        Gaussian data = new Gaussian(4, 1.25, random);
        Diffusion diffusion = trained(Diffusion.builder(1), 1500).schedule(SCHEDULE).build(random);
        diffusion.train(data, 1500);
        assertEquals(0.5556, diffusion.evaluate(data.draw(400_000)), 0.02 * 0.5556);
    }

    /** s pi / 2; with transport pairs 0, and one step is enough. */
    @Test
    void velocityToNormalDataIsFoundAsWellAsCanBe() {
        Gaussian data = new Gaussian(4, 1.25, random);
        double[] distances = new double[2];
        for (Pairs pairs : Pairs.values()) {
            FlowMatching flow = trained(FlowMatching.builder(1), 1500).pairs(pairs).build(random);
            flow.train(data, 1500);
            double expected = pairs == Pairs.TRANSPORT ? 0 : 1.9635;
            double loss = flow.evaluate(data.draw(400_000));
            assertEquals(expected, loss, pairs == Pairs.TRANSPORT ? 0.03 : 0.01 * expected);
            Matrix made = flow.solved(Solver.EULER, 1).decode(quantiles(0, 1));
            distances[pairs.ordinal()] =
                    Math.sqrt(TransportPlan.ofSquares(made, quantiles(4, 1.25)).cost());
        }
        assertTrue(distances[0] > 20 * distances[1], distances[0] + " and " + distances[1]);
    }

    private Matrix quantiles(double mean, double standardDeviation) {
        Gaussian normal = new Gaussian(mean, standardDeviation, random);
        Matrix result = Matrix.zeros(10_000, 1);
        for (int i = 0; i < result.rows(); i++) {
            result.set(i, 0, normal.quantile((i + 0.5) / result.rows()));
        }
        return result;
    }

    @Test
    void theRingsNoiseAndScoreAreLearnt() {
        GaussianMixture ring = GaussianMixture.ring(8, 2, random);
        Diffusion diffusion =
                trained(Diffusion.builder(2), STEPS).schedule(SCHEDULE).range(-3, 3).build(random);
        diffusion.train(ring, STEPS);
        assertEquals(0.3191, diffusion.evaluate(ring.draw(200_000)), 0.02 * 0.3191);
        Matrix data = ring.draw(1000);
        for (int t : new int[] {100, 200, 400, 800}) {
            Matrix noise = Gaussian.standard(2, random).draw(1000);
            Matrix noisy = SCHEDULE.noised(data, noise, t);
            Matrix exact = ring.expectedNoise(noisy, SCHEDULE.signal(t), SCHEDULE.noise(t));
            assertTrue(cosine(exact, diffusion.epsilon(noisy, t)) > 0.99, "t = " + t);
        }
    }

    /** A tenth of a nat, of which the exact denoiser's steps take about a fifth. */
    @Test
    void theRingsBoundIsNearItsEntropy() {
        GaussianMixture ring = GaussianMixture.ring(8, 2, random);
        NoiseSchedule even = NoiseSchedule.geometric(2000, 0.01, 50);
        Diffusion diffusion =
                trained(Diffusion.builder(2), STEPS).schedule(even).range(-3, 3).build(random);
        diffusion.train(ring, STEPS);
        Matrix data = ring.draw(1000);
        double entropy = 0;
        for (int row = 0; row < data.rows(); row++) {
            entropy -= ring.logDensity(data.get(row, 0), data.get(row, 1)) / data.rows();
        }
        VariationalBound exact =
                VariationalBound.of(
                        data,
                        even,
                        ReverseProcess.ddpmLargeVariance(),
                        (x, t) -> exact(ring, even, x, t),
                        Randoms.seeded(2));
        double bound = diffusion.bound(data, Randoms.seeded(2)).total();
        assertEquals(entropy, bound, 0.1);
        assertTrue(bound > exact.total(), bound + " and " + exact.total());
    }

    private static Matrix exact(GaussianMixture data, NoiseSchedule schedule, Matrix x, int t) {
        Matrix epsilon = data.expectedNoise(x, schedule.signal(t), schedule.noise(t));
        return DiffusionTarget.EPSILON.x0(schedule, x, epsilon, t);
    }

    /** Of the arrows at all points as one vector: where there is no slope, none is asked for. */
    private static double cosine(Matrix a, Matrix b) {
        return a.times(b).sum() / Math.sqrt(a.times(a).sum() * b.times(b).sum());
    }

    @Test
    void velocityToTheRingIsFoundAsWellAsCanBe() {
        GaussianMixture ring = GaussianMixture.ring(8, 2, random);
        FlowMatching flow = trained(FlowMatching.builder(2), STEPS).build(random);
        flow.train(ring, STEPS);
        assertEquals(1.7163, flow.evaluate(ring.draw(400_000)), 0.01 * 1.7163);
    }
}
