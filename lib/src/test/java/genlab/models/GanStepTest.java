package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Pass;
import genlab.nn.Penalties;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a discriminator's step is made of, held against its parts. */
class GanStepTest {
    private static final Matrix REAL = GaussianMixture.ring(8, 2, Randoms.seeded(1)).draw(16);

    /** The loss of the first step, and the parts that it should be made of. */
    private static double[] step(UnaryOperator<GanBuilder> change) {
        SeededRandom random = Randoms.seeded(4);
        Gan gan =
                change.apply(
                                Gan.builder(2, 2)
                                        .discriminator(
                                                Network.mlp(
                                                        Activation.TANH,
                                                        Activation.IDENTITY,
                                                        random,
                                                        2,
                                                        16,
                                                        1)))
                        .build(random);
        SeededRandom same = new SeededRandom(0);
        same.restore(random.state());
        Matrix fake = gan.decode(Gaussian.standard(2, same).draw(16));
        Matrix between = Penalties.between(REAL, fake, same);
        double penalty = Penalties.gradientPenalty(gan.discriminator(), between).value();
        double r1 = Penalties.r1(gan.discriminator(), REAL).value();
        double plain =
                AdversarialLosses.NON_SATURATING.real(Pass.constant(gan.judge(REAL))).value()
                        + AdversarialLosses.NON_SATURATING
                                .fake(Pass.constant(gan.judge(fake)))
                                .value();
        return new double[] {gan.discriminatorStep(REAL).discriminatorLoss(), plain, penalty, r1};
    }

    @Test
    void withoutPenaltiesTheLossIsThatOfRealAndFake() {
        double[] step = step(builder -> builder);
        assertEquals(step[1], step[0], 1e-6);
    }

    @Test
    void theGradientPenaltyHasItsWeightAndIsTakenBetweenRealAndFake() {
        double[] step = step(builder -> builder.gradientPenalty(3));
        assertEquals(step[1] + 3 * step[2], step[0], 1e-6);
    }

    @Test
    void r1IsTakenAtRealSamplesAndHalved() {
        double[] step = step(builder -> builder.r1(3));
        assertEquals(step[1] + 3 / 2.0 * step[3], step[0], 1e-6);
    }

    @Test
    void theGeneratorMovesAfterExactlySoManySteps() {
        SeededRandom random = Randoms.seeded(4);
        Gan gan = Gan.builder(2, 2).hidden(4).discriminatorSteps(3).build(random);
        for (int step = 1; step <= 7; step++) {
            boolean moved = !Double.isNaN(gan.trainStep(REAL).generatorLoss());
            assertEquals(step % 3 == 0, moved, "step " + step);
        }
        Gan other = Gan.builder(2, 2).hidden(4).discriminatorSteps(3).build(random);
        int[] draws = new int[1];
        other.train(
                count -> {
                    draws[0]++;
                    return Matrix.zeros(count, 2);
                },
                4);
        assertEquals(12, draws[0]);
        assertTrue(other.generatorStep(4) > 0);
    }

    @Test
    void clippingKeepsEveryWeightOfTheDiscriminatorSmall() {
        SeededRandom random = Randoms.seeded(4);
        Gan gan = Gan.builder(2, 2).hidden(4).weightClipping(0.05).build(random);
        gan.discriminatorStep(REAL);
        gan.discriminator()
                .parameters()
                .forEach(p -> assertTrue(p.value().map(Math::abs).max() <= 0.05f));
        assertTrue(gan.generator().parameters().get(0).value().map(Math::abs).max() > 0.05);
    }

    @Test
    void aBaselineEqualToTheCostsLeavesNothingOfTheScoreFunction() {
        Pass encoded = Pass.variable(Matrix.ofRows(new double[][] {{0.3, 0.1}, {-1, 0.5}}));
        Posterior posterior = new Posterior(encoded, 1);
        Matrix epsilon = Matrix.ofColumn(0.7, -1.2);
        Pass none = posterior.scoreFunction(epsilon, new double[] {5, 5}, 5);
        assertEquals(5, none.value());
        none.backward();
        assertArrayEquals(new float[4], encoded.gradient().plus(0).values());
        posterior.scoreFunction(epsilon, new double[] {6, 5}, 5).backward();
        // (6 - 5) / 2 * epsilon / sigma
        assertEquals(0.5 * 0.7 / Math.exp(0.05), encoded.gradient().get(0, 0), 1e-6);
        assertEquals(0.5 * 0.5 * (0.49 - 1), encoded.gradient().get(0, 1), 1e-6);
    }

    @Test
    void accuracyCountsRightAnswersOnly() {
        Dense identity =
                new Dense(Matrix.ofRows(new double[][] {{1, 0}, {0, 1}}), Matrix.zeros(1, 2));
        Classifier classifier = Classifier.of(identity, 2, Randoms.seeded(1));
        Matrix x = Matrix.ofRows(new double[][] {{2, 1}, {0, 3}, {5, 4}, {-1, -2}});
        assertArrayEquals(new int[] {0, 1, 0, 0}, classifier.classify(x));
        assertEquals(0.75, classifier.accuracy(x, new int[] {0, 1, 1, 0}));
        assertEquals(1, classifier.accuracy(x, new int[] {0, 1, 0, 0}));
        assertEquals(0, classifier.accuracy(x, new int[] {1, 0, 1, 1}));
        double shareOfFirst = Math.exp(2) / (Math.exp(2) + Math.exp(1));
        assertEquals(shareOfFirst, classifier.probabilities(x).get(0, 0), 1e-6);
    }
}
