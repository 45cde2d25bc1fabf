package genlab.models;

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
}
