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
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LikelihoodTest {
    static Stream<Likelihood> all() {
        return Stream.of(
                Likelihood.bernoulli(),
                Likelihood.gaussian(),
                Likelihood.gaussianWithLearnedVariance());
    }

    private final Matrix x = new Uniform(0, 1, 3, Randoms.seeded(1)).draw(5);

    private Matrix decoded(Likelihood likelihood) {
        return Gaussian.standard(likelihood.outputs(3), Randoms.seeded(2)).draw(5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLossIsTheMeanOfMinusTheLogLikelihoodWithoutTheConstant(Likelihood likelihood) {
        Matrix decoded = decoded(likelihood);
        double mean = Arrays.stream(likelihood.logLikelihood(decoded, x)).average().orElseThrow();
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
        assertArrayEquals(
                new double[] {2 * Math.log(0.5)},
                Likelihood.bernoulli().logLikelihood(half, bits),
                1e-6);
        assertArrayEquals(
                new double[] {-0.5 - Math.log(2 * Math.PI)},
                Likelihood.gaussian().logLikelihood(half, bits),
                1e-6);
        // mean 0 and variance 4, at 1
        assertArrayEquals(
                new double[] {-0.5 * (0.25 + Math.log(4) + Math.log(2 * Math.PI))},
                Likelihood.gaussianWithLearnedVariance()
                        .logLikelihood(
                                Matrix.ofRows(new double[] {0, Math.log(4)}),
                                Matrix.ofRows(new double[] {1})),
                1e-6);
    }

    @Test
    void meansAreWhatToLookAt() {
        Matrix output = Matrix.ofRows(new double[] {0, 100});
        assertArrayEquals(
                new float[] {0.5f, 1}, Likelihood.bernoulli().mean(output).values(), 1e-6f);
        assertArrayEquals(new float[] {0, 100}, Likelihood.gaussian().mean(output).values());
        assertArrayEquals(
                new float[] {0}, Likelihood.gaussianWithLearnedVariance().mean(output).values());
    }
}
