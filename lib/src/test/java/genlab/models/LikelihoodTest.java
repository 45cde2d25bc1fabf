package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.GradientCheck;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Uniform;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LikelihoodTest {
    static Stream<Likelihood> all() {
        return Stream.of(
                Likelihoods.bernoulli(),
                Likelihoods.gaussian(),
                Likelihoods.gaussianWithLearnedVariance(0),
                Likelihoods.gaussian(0.7),
                Likelihoods.gaussianWithSharedVariance(0.3),
                Likelihoods.gaussianWithLearnedVariance(0.3),
                Likelihoods.laplace(0.5),
                Likelihoods.categorical(),
                Likelihoods.mixed(
                        new Likelihoods.Block(1, Likelihoods.gaussianWithLearnedVariance(0.1)),
                        new Likelihoods.Block(2, Likelihoods.bernoulli())));
    }

    private final Matrix x = new Uniform(0, 1, 3, Randoms.seeded(1)).draw(5);

    private Matrix decoded(Likelihood likelihood) {
        return Gaussian.standard(likelihood.outputs(3), Randoms.seeded(2)).draw(5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLossIsTheMeanOfMinusTheLogLikelihoodWithoutTheConstant(Likelihood likelihood) {
        Matrix decoded = decoded(likelihood);
        double mean = logLikelihood(likelihood, decoded, x).mean();
        double loss = likelihood.loss(Pass.constant(decoded), x).value();
        assertEquals(-mean, loss + likelihood.constant(3), 1e-5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsAreThoseOfFiniteDifferences(Likelihood likelihood) {
        double error =
                GradientCheck.relativeError(
                        output -> output,
                        decoded(likelihood),
                        output -> likelihood.loss(output, x),
                        1e-2);
        assertTrue(error < 2e-3, "" + error);
    }

    @Test
    void logLikelihoodsHaveTheirClosedForms() {
        Matrix half = Matrix.ofRows(new double[] {0, 0});
        Matrix bits = Matrix.ofRows(new double[] {1, 0});
        assertEquals(
                2 * Math.log(0.5), logLikelihood(Likelihoods.bernoulli(), half, bits).sum(), 1e-6);
        assertEquals(
                -0.5 - Math.log(2 * Math.PI),
                logLikelihood(Likelihoods.gaussian(), half, bits).sum(),
                1e-6);
        // mean 0 and variance 4, at 1
        assertEquals(
                -0.5 * (0.25 + Math.log(4) + Math.log(2 * Math.PI)),
                logLikelihood(
                                Likelihoods.gaussianWithLearnedVariance(0),
                                Matrix.ofRows(new double[] {0, Math.log(4)}),
                                Matrix.ofRows(new double[] {1}))
                        .sum(),
                1e-6);
        // the same with the variance given
        assertEquals(
                -0.5 * (0.25 + Math.log(4) + Math.log(2 * Math.PI)),
                logLikelihood(
                                Likelihoods.gaussian(2),
                                Matrix.ofRows(new double[] {0}),
                                Matrix.ofRows(new double[] {1}))
                        .sum(),
                1e-6);
        // log of exp(-|x - m| / b) / 2b
        assertEquals(
                -3 / 0.5 - Math.log(2 * 0.5),
                logLikelihood(
                                Likelihoods.laplace(0.5),
                                Matrix.ofRows(new double[] {4}),
                                Matrix.ofRows(new double[] {1}))
                        .sum(),
                1e-5);
        // log(e^2 / (e^2 + e^-1 + 1))
        assertEquals(
                2 - Math.log(Math.exp(2) + Math.exp(-1) + 1),
                logLikelihood(
                                Likelihoods.categorical(),
                                Matrix.ofRows(new double[] {2, -1, 0}),
                                Matrix.ofRows(new double[] {1, 0, 0}))
                        .sum(),
                1e-6);
    }

    private static Matrix logLikelihood(Likelihood likelihood, Matrix decoded, Matrix x) {
        return likelihood.logLikelihood(Pass.constant(decoded), x).matrix();
    }

    @Test
    void meansAreWhatToLookAt() {
        Matrix output = Matrix.ofRows(new double[] {0, 100});
        assertArrayEquals(
                new float[] {0.5f, 1}, Likelihoods.bernoulli().mean(output).values(), 1e-6f);
        assertArrayEquals(new float[] {0, 100}, Likelihoods.gaussian().mean(output).values());
        assertArrayEquals(
                new float[] {0}, Likelihoods.gaussianWithLearnedVariance(0).mean(output).values());
    }

    @Test
    void aVarianceStaysAboveTheFloorsSquare() {
        Matrix zero = Matrix.zeros(1, 1);
        // the shared one is learned from 1 on: floor² + exp(0)
        double variance = 0.3 * 0.3 + 1;
        assertEquals(
                -0.5 * Math.log(2 * Math.PI * variance),
                logLikelihood(Likelihoods.gaussianWithSharedVariance(0.3), zero, zero).sum(),
                1e-6);
        variance = 0.3 * 0.3 + Math.exp(-1);
        assertEquals(
                -0.5 * (Math.log(2 * Math.PI * variance) + 4 / variance),
                logLikelihood(
                                Likelihoods.gaussianWithLearnedVariance(0.3),
                                Matrix.ofRows(new double[] {2, -1}),
                                zero)
                        .sum(),
                1e-5);
    }

    @Test
    void blocksOfColumnsAddUp() {
        Likelihood mixed =
                Likelihoods.mixed(
                        new Likelihoods.Block(1, Likelihoods.gaussianWithLearnedVariance(0)),
                        new Likelihoods.Block(1, Likelihoods.laplace(2)),
                        new Likelihoods.Block(2, Likelihoods.categorical()));
        assertEquals(5, mixed.outputs(4));
        Matrix decoded = Matrix.ofRows(new double[] {0, Math.log(4), 3, 0, Math.log(3)});
        Matrix row = Matrix.ofRows(new double[] {1, 1, 0, 1});
        double normal = -0.5 * (0.25 + Math.log(4) + Math.log(2 * Math.PI));
        double laplace = -2 / 2.0 - Math.log(4);
        assertEquals(
                normal + laplace + Math.log(0.75), logLikelihood(mixed, decoded, row).sum(), 1e-5);
        assertArrayEquals(new float[] {0, 3, 0.25f, 0.75f}, mixed.mean(decoded).values(), 1e-6f);
        assertRejected(
                "the blocks of a mixed likelihood have 4 features, but the data 5",
                () -> mixed.outputs(5));
        assertRejected(
                "decoded must have 5 columns, but has 4", () -> mixed.mean(Matrix.zeros(1, 4)));
        mixed.check(row);
        assertRejected(
                "for a categorical likelihood every row must have 1 at its class",
                () -> mixed.check(Matrix.ofRows(new double[] {1, 0, 1, 1})));
        assertRejected(
                "the blocks of a mixed likelihood have 4 features, but the data 2",
                () -> mixed.check(Matrix.zeros(1, 2)));
        Likelihood learning =
                Likelihoods.mixed(
                        new Likelihoods.Block(1, Likelihoods.gaussianWithSharedVariance(1)));
        assertEquals(1, learning.parameters().size());
    }

    @Test
    void dataThatALikelihoodIsNotForAreTold() {
        Likelihood bernoulli = Likelihoods.bernoulli();
        bernoulli.check(Matrix.ofRows(new double[] {0, 1}));
        assertRejected(
                "for a Bernoulli likelihood data must be in [0, 1], but reach from -0.5 to 1.0",
                () -> bernoulli.check(Matrix.ofRows(new double[] {-0.5, 1})));
        assertRejected(
                "for a Bernoulli",
                () -> logLikelihood(bernoulli, Matrix.zeros(1, 1), Matrix.filled(1, 1, 1.5)));
        Likelihood categorical = Likelihoods.categorical();
        categorical.check(Matrix.ofRows(new double[] {0.25, 0.75}));
        assertRejected(
                "for a categorical", () -> categorical.check(Matrix.ofRows(new double[] {2, -1})));
        assertRejected(
                "for a categorical", () -> categorical.check(Matrix.ofRows(new double[] {0.5, 0})));
        for (Likelihood likelihood : all().toList()) {
            assertRejected(
                    "data must be finite", () -> likelihood.check(Matrix.filled(1, 3, Double.NaN)));
            Matrix narrow = Matrix.zeros(5, likelihood.outputs(3) - 1);
            assertRejected(
                    "for data [5, 3] the decoder must give [5, " + likelihood.outputs(3) + "]",
                    () -> likelihood.loss(Pass.constant(narrow), x));
            assertRejected(
                    "for data [5, 3] the decoder must give",
                    () -> likelihood.logLikelihood(Pass.constant(narrow), x));
        }
        assertRejected(
                "decoded must have two columns a feature, but has 3",
                () -> Likelihoods.gaussianWithLearnedVariance(0).mean(Matrix.zeros(1, 3)));
        assertRejected("a mixed likelihood must have at least 1 block", Likelihoods::mixed);
    }

    @Test
    void probabilitiesOfClassesAreTheirSharesHoweverLargeTheLogits() {
        Matrix logits = Matrix.ofRows(new double[] {1000, 1000 + Math.log(3), 900});
        assertArrayEquals(
                new float[] {0.25f, 0.75f, 0},
                Likelihoods.categorical().mean(logits).values(),
                1e-4f);
    }

    @Test
    void whatALossLeavesOutIsTheGaussiansLogOfTwoPi() {
        assertEquals(1.5 * Math.log(2 * Math.PI), Likelihoods.gaussian().constant(3), 1e-12);
        assertEquals(0, Likelihoods.bernoulli().constant(3));
        assertEquals("Gaussian, standard deviation fixed 2.0", Likelihoods.gaussian(2).toString());
        assertEquals(
                "Gaussian, standard deviation shared, above 0.3",
                Likelihoods.gaussianWithSharedVariance(0.3).toString());
    }
}
