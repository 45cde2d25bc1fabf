package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.Golden;
import genlab.data.Standardizer;
import genlab.metrics.ModeCoverage;
import genlab.nn.GradientCheck;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiffusionTest {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(100);

    private final SeededRandom random = Randoms.seeded(1);
    private final GaussianMixture ring = GaussianMixture.ring(8, 2, random);

    private Diffusion.Builder small() {
        return Diffusion.builder(2).hidden(16).schedule(SCHEDULE).range(-4, 4);
    }

    @ParameterizedTest
    @EnumSource
    void fromEveryTargetFollowDataAndNoise(DiffusionTarget target) {
        Matrix x0 = ring.draw(30);
        Matrix epsilon = Gaussian.standard(2, random).draw(30);
        for (int t : new int[] {1, 40, 99}) {
            Matrix x = SCHEDULE.noised(x0, epsilon, t);
            Matrix right = target.of(SCHEDULE, x0, epsilon, t);
            assertTrue(Golden.relativeError(epsilon, target.epsilon(SCHEDULE, x, right, t)) < 1e-3);
            assertTrue(Golden.relativeError(x0, target.x0(SCHEDULE, x, right, t)) < 1e-3);
        }
    }

    @Test
    void everyRowHasItsOwnStep() {
        Matrix x0 = ring.draw(3);
        Matrix epsilon = Gaussian.standard(2, random).draw(3);
        Matrix noised = SCHEDULE.noised(x0, epsilon, 5, 50, 100);
        assertArrayEquals(
                SCHEDULE.noised(x0, epsilon, 50).row(1).values(), noised.row(1).values(), 1e-6f);
        assertRejected("t must be one step or one", () -> SCHEDULE.noised(x0, epsilon, 1, 2));
        assertRejected("t must be in [0, 100]", () -> SCHEDULE.noised(x0, epsilon, 101));
    }

    @Test
    void noiseOverSignalGrowsByAFactor() {
        NoiseSchedule schedule = NoiseSchedule.geometric(21, 0.01, 100);
        double factor = Math.pow(10, 4 / 20.0);
        for (int t = 1; t <= 21; t++) {
            double ratio = schedule.noise(t) / schedule.signal(t);
            assertEquals(0.01 * Math.pow(factor, t - 1), ratio, 1e-9 * ratio);
        }
    }

    /** DDPM with few steps is DDIM with eta = 1, and visits T, ..., 0 evenly. */
    @Test
    void theWayBackVisitsStepsEvenly() {
        assertArrayEquals(new int[] {100, 75, 50, 25, 0}, ReverseProcess.ddim(4).times(SCHEDULE));
        assertEquals(101, ReverseProcess.ddpm().times(SCHEDULE).length);
        assertEquals(101, ReverseProcess.ddim(100).times(SCHEDULE).length);
        assertRejected(
                "the reverse process must have at most",
                () -> ReverseProcess.ddim(101).times(SCHEDULE));
    }

    @Test
    void theEndsOfTheRangesAreInThem() {
        assertEquals(2, NoiseSchedule.linear(2).steps());
        assertEquals("cosine(100, 0.008)", SCHEDULE.toString());
        assertRejected("a noise schedule must have 2 to", () -> NoiseSchedule.linear(1));
        assertEquals(2, TimeEmbedding.of(2, 0.5).columns());
        assertRejected("the size of a time embedding must be even", () -> TimeEmbedding.of(3, 0.5));
        Matrix x = ring.draw(4);
        assertRejected(
                "previous must be in [0, 5), but was 5",
                () -> ReverseProcess.ddpm().step(SCHEDULE, x, x, 5, 5, x));
        Diffusion wide = small().timeEmbedding(32).build(random);
        assertEquals(2, wide.network().forward(Matrix.zeros(1, 2 + 32)).matrix().columns());
    }

    /** With all of the data at one point, every target but the exact one would miss it. */
    @ParameterizedTest
    @EnumSource
    void learnsARing(DiffusionTarget target) {
        Diffusion diffusion =
                Diffusion.builder(2)
                        .hidden(64, 64)
                        .schedule(SCHEDULE)
                        .range(-3, 3)
                        .target(target)
                        .batchSize(256)
                        .learningRate(Schedule.cosine(0.005, 1e-4, 1000))
                        .averageWeights(0.99)
                        .build(random);
        GaussianMixture wide = GaussianMixture.ring(8, 2, 0.2, random);
        diffusion.train(wide, 1000);
        for (ReverseProcess process :
                List.of(
                        ReverseProcess.ddpm(),
                        ReverseProcess.ddpmLargeVariance(),
                        ReverseProcess.ddim(20),
                        ReverseProcess.ddim(50, 0.5))) {
            ModeCoverage coverage =
                    ModeCoverage.of(diffusion.sampled(process).sample(500, random), wide);
            assertEquals(8, coverage.modesCovered(), process + ": " + coverage);
            assertTrue(coverage.highQualityShare() > 0.6, process + ": " + coverage);
        }
    }

    @Test
    void withoutNoiseTheSameCodeGivesTheSameSample() {
        Diffusion diffusion = small().build(random);
        Matrix z = Gaussian.standard(2, random).draw(5);
        assertArrayEquals(diffusion.decode(z).values(), diffusion.decode(z).values());
        List<Matrix> path = diffusion.path(z, random);
        assertEquals(51, path.size());
        assertArrayEquals(z.values(), path.get(0).values());
        assertArrayEquals(diffusion.decode(z).values(), path.get(50).values());
    }

    @Test
    void knownFeaturesStayAsTheyAre() {
        Diffusion diffusion = small().standardizer(Standardizer.fit(ring.draw(1000))).build(random);
        Matrix known = ring.draw(20);
        Matrix mask = Matrix.ofRows(new double[] {1, 0});
        Matrix filled = diffusion.inpaint(known, mask, random);
        assertArrayEquals(known.column(0).values(), filled.column(0).values(), 1e-3f);
        assertNotEquals(known.get(0, 1), filled.get(0, 1));
        assertRejected(
                "mask must be 0 or 1", () -> diffusion.inpaint(known, mask.times(0.5), random));
    }

    @Test
    void guidanceGoesFromWithoutThroughWithConditions() {
        Diffusion diffusion = small().conditions(3).dropConditions(0.2).build(random);
        diffusion.train(GaussianMixture.ring(3, 2, random), 20);
        Matrix x = Gaussian.standard(2, random).draw(6);
        Diffusion told = diffusion.given(Conditions.oneHot(1, 6, 3));
        Matrix plain = told.epsilon(x, 50);
        Matrix none = told.guided(0).epsilon(x, 50);
        Matrix guided = told.guided(3).epsilon(x, 50);
        Diffusion nothing = diffusion.given(Matrix.zeros(6, 3));
        assertArrayEquals(nothing.epsilon(x, 50).values(), none.values(), 1e-6f);
        assertArrayEquals(told.guided(1).epsilon(x, 50).values(), plain.values());
        // the range may cut a prediction, which is then no straight line any more
        Diffusion free =
                Diffusion.builder(2).hidden(16).conditions(3).dropConditions(0.2).build(random);
        Diffusion freeTold = free.given(Conditions.oneHot(1, 6, 3));
        Matrix expected =
                freeTold.guided(0).epsilon(x, 50).times(-2).plus(freeTold.epsilon(x, 50).times(3));
        assertArrayEquals(expected.values(), freeTold.guided(3).epsilon(x, 50).values(), 1e-5f);
        assertEquals(guided.shape(), none.shape());
        Diffusion never = small().conditions(3).build(random);
        assertRejected("guidance needs a model", () -> never.guided(2));
        assertThrows(IllegalStateException.class, () -> never.sample(4, random));
    }

    /** What the exact denoiser is above the entropy, the steps' size is to blame for. */
    @Test
    void theBoundOfTheExactDenoiserIsNearTheEntropy() {
        GaussianMixture normal = GaussianMixture.grid(1, 1, 0.5, random);
        NoiseSchedule schedule = NoiseSchedule.linear(1000);
        VariationalBound.Denoiser exact = (x, t) -> exact(normal, schedule, x, t);
        Matrix data = normal.draw(2000);
        double entropy = Math.log(2 * Math.PI * Math.E * 0.25);
        ReverseProcess wide = ReverseProcess.ddpmLargeVariance();
        VariationalBound large = VariationalBound.of(data, schedule, wide, exact, random);
        VariationalBound small =
                VariationalBound.of(data, schedule, ReverseProcess.ddpm(), exact, random);
        VariationalBound wrong =
                VariationalBound.of(data, schedule, wide, (x, t) -> x.times(0), random);
        assertEquals(entropy, large.total(), 0.1);
        assertTrue(small.total() > large.total());
        assertTrue(wrong.total() > entropy + 1);
        assertTrue(large.prior() < 1e-3);
        assertEquals(999, large.steps().length);
    }

    private static Matrix exact(GaussianMixture data, NoiseSchedule schedule, Matrix x, int t) {
        Matrix epsilon = data.expectedNoise(x, schedule.signal(t), schedule.noise(t));
        return DiffusionTarget.EPSILON.x0(schedule, x, epsilon, t);
    }

    @Test
    void smallUNetsFindTheirWayBack() {
        PictureShape shape = new PictureShape(1, 8, 8);
        UNet network = new UNet(shape, 6, 2, random);
        Matrix x = Gaussian.standard(70, random).draw(2);
        for (UNet each : List.of(network, UNet.withPlaces(shape, 6, 2, random))) {
            double error =
                    GradientCheck.relativeError(each, x, output -> output.square().mean(), 1e-2);
            assertTrue(error < 5e-3, each + ": relative error " + error);
            assertEquals("[2, 64]", each.forward(x).matrix().shape());
        }
        assertRejected("a U-net's pictures must be square", () -> unet(7, 7));
        assertRejected("a U-net's pictures must be square", () -> unet(8, 6));
        assertRejected(
                "the U-net takes 64 pixels and 6 numbers",
                () -> network.forward(Matrix.zeros(1, 64)));
    }

    /** Far from the borders, whose zeros tell where they are, all places look alike to it. */
    @Test
    void onlyAUNetWithPlacesDrawsWhereThereIsNothing() {
        PictureShape shape = new PictureShape(1, 102, 102); // 51 can't be halved
        Matrix told = Matrix.zeros(1, shape.size()).beside(Matrix.filled(1, 6, 1));
        assertEquals(0, differenceInTheMiddle(new UNet(shape, 6, 2, random), told), 1e-6);
        assertTrue(differenceInTheMiddle(UNet.withPlaces(shape, 6, 2, random), told) > 1e-4);
    }

    /** Two pixels that stand alike in the squares of 2 x 2 that are halved. */
    private static double differenceInTheMiddle(UNet network, Matrix told) {
        Matrix drawn = network.forward(told).matrix();
        return Math.abs(drawn.get(0, 102 * 50 + 50) - drawn.get(0, 102 * 52 + 52));
    }

    private UNet unet(int height, int width) {
        return new UNet(new PictureShape(1, height, width), 6, 2, random);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRejected(
                "dropConditions(...) needs", () -> small().dropConditions(0.1).build(random));
        assertRejected(
                "data must be [batch, 2]",
                () -> small().build(random).trainStep(Matrix.zeros(4, 3)));
        assertRejected(
                "t must be in [1, 100]", () -> small().build(random).epsilon(ring.draw(1), 0));
        assertRejected("most must be above least", () -> small().range(1, 1));
        assertRejected("hidden(...) has no effect", () -> small().network(x -> x).build(random));
    }
}
