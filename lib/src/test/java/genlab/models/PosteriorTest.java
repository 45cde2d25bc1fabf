package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.GradientCheck;
import genlab.nn.Layer;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosteriorTest {
    private static Posterior of(double... numbers) {
        int latentSize = numbers.length == 5 ? 2 : numbers.length / 2;
        return new Posterior(Pass.constant(Matrix.ofRows(numbers)), latentSize);
    }

    @Test
    void divergenceIsZeroForTheStandardNormal() {
        assertEquals(0, of(0, 0, 0, 0).divergence().value());
        assertEquals(0, of(0, 0, 0, 0, 0).divergence().value());
    }

    /** 1/2 (0.7² + exp(-0.4) - 1 + 0.4). */
    @Test
    void divergenceHasItsClosedForm() {
        assertEquals(0.28016, of(0.7, -0.4).divergence().value(), 1e-5);
    }

    /** With L = [[1, 0], [3, 1]]: 1/2 (trace(L Lᵀ) - 2 - log det) = 1/2 (1 + 10 - 2). */
    @Test
    void divergenceOfAFullCovarianceHasItsClosedForm() {
        Posterior posterior = of(0, 0, 0, 0, 3);
        assertEquals(4.5, posterior.divergence().value(), 1e-6);
        assertArrayEquals(
                new float[] {0, (float) Math.log(10)}, posterior.logVariance().values(), 1e-6f);
    }

    /** E[log q(z|x) - log p(z)] over samples is the divergence. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void divergenceIsTheMeanLogRatioOfTheDensities(boolean full) {
        int count = 100_000;
        double[] one =
                full ? new double[] {0.5, -1, -0.4, 0.3, 0.8} : new double[] {0.5, -1, -0.4, 0.3};
        Matrix encoded = Matrix.zeros(count, one.length);
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < one.length; column++) {
                encoded.set(row, column, one[column]);
            }
        }
        Posterior posterior = new Posterior(Pass.constant(encoded), 2);
        Matrix epsilon = Gaussian.standard(2, Randoms.seeded(1)).draw(count);
        Matrix q = posterior.logDensity(epsilon);
        Matrix p = Normal.logDensity(posterior.sample(epsilon).matrix());
        // the standard error is about 0.005
        assertEquals(posterior.divergence().value(), q.minus(p).mean(), 0.02);
    }

    @Test
    void samplesAreMeanPlusDeviationTimesNoise() {
        Posterior posterior = of(1, 2, 2 * Math.log(3), 2 * Math.log(4), 5);
        Matrix z = posterior.sample(Matrix.ofRows(new double[] {10, 100})).matrix();
        assertArrayEquals(new float[] {1 + 3 * 10, 2 + 5 * 10 + 4 * 100}, z.values(), 1e-3f);
    }

    /** L = [[1, 0, 0], [2, 1, 0], [3, 4, 1]]: every number below the diagonal has its place. */
    @Test
    void aFullCovarianceOfThreeLatentsIsLTimesItsTranspose() {
        Posterior posterior =
                new Posterior(
                        Pass.constant(Matrix.ofRows(new double[] {0, 0, 0, 0, 0, 0, 2, 3, 4})), 3);
        Matrix z = posterior.sample(Matrix.ofRows(new double[] {1, 10, 100})).matrix();
        assertArrayEquals(new float[] {1, 2 + 10, 3 + 40 + 100}, z.values(), 1e-4f);
        assertArrayEquals(
                new float[] {0, (float) Math.log(1 + 4), (float) Math.log(1 + 9 + 16)},
                posterior.logVariance().values(),
                1e-5f);
        assertEquals((4 + 9 + 16) / 2.0, posterior.divergence().value(), 1e-5);
        assertEquals(9, Posterior.outputs(3, true));
        assertEquals(6, Posterior.outputs(3, false));
        assertEquals(2, Posterior.outputs(1, true));
    }

    @Test
    void sharesOfTheLatentsAddUpToTheDivergence() {
        Posterior posterior = of(0.7, 0, -0.4, 0);
        assertArrayEquals(
                new float[] {0.28016f, 0}, posterior.divergencePerLatent().values(), 1e-5f);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsAreThoseOfFiniteDifferences(boolean full) {
        int latentSize = 3;
        int outputs = Posterior.outputs(latentSize, full);
        Matrix x = Gaussian.standard(outputs, Randoms.seeded(2)).draw(4);
        Matrix epsilon = Gaussian.standard(latentSize, Randoms.seeded(3)).draw(4);
        Matrix target = Gaussian.standard(latentSize, Randoms.seeded(4)).draw(4);
        Layer sample = encoded -> new Posterior(encoded, latentSize).sample(epsilon);
        assertTrue(
                GradientCheck.relativeError(
                                sample, x, z -> Losses.meanSquaredError().of(z, target), 1e-2)
                        < 2e-3);
        assertTrue(
                GradientCheck.relativeError(encoded -> encoded, x, PosteriorTest::divergence, 1e-2)
                        < 2e-3);
    }

    private static Pass divergence(Pass encoded) {
        return new Posterior(encoded, 3).divergence();
    }

    @Test
    void rejectsAnEncoderWithoutLogVariances() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Posterior(Pass.constant(Matrix.zeros(4, 3)), 3))
                        .getMessage();
        assertTrue(message.startsWith("the encoder must have 2 * latentSize = 6 outputs"), message);
        assertThrows(
                IllegalArgumentException.class, () -> of(0, 0, 0, 0).sample(Matrix.zeros(1, 3)));
    }

    /** For the cost sum(z²), E's gradient is 2 mean and exp(logVariance). */
    @Test
    void scoreFunctionIsRightInTheMeanAndNoisierThanReparameterization() {
        int count = 200_000;
        Matrix encoded = Matrix.zeros(count, 2);
        for (int row = 0; row < count; row++) {
            encoded.set(row, 0, 1.5);
        }
        Pass code = Pass.variable(encoded);
        Posterior posterior = new Posterior(code, 1);
        Matrix epsilon = Gaussian.standard(1, Randoms.seeded(5)).draw(count);
        Matrix z = posterior.sample(epsilon).matrix();
        double[] costs = new double[count];
        double[] reparameterized = new double[count];
        double[] score = new double[count];
        for (int row = 0; row < count; row++) {
            costs[row] = z.get(row, 0) * z.get(row, 0);
            reparameterized[row] = 2 * z.get(row, 0);
        }
        posterior.scoreFunction(epsilon, costs, 0).backward();
        Matrix gradient = code.gradient();
        double ofLogVariance = 0;
        for (int row = 0; row < count; row++) {
            score[row] = gradient.get(row, 0) * count;
            ofLogVariance += gradient.get(row, 1);
        }
        double mu = 1.5;
        double variance = Math.pow(mu, 4) + 14 * mu * mu + 15;
        assertEquals(2 * mu, mean(score), 5 * Math.sqrt(variance / count));
        assertEquals(1, ofLogVariance, 0.05);
        assertEquals(variance, variance(score), 0.1 * variance);
        assertEquals(4, variance(reparameterized), 0.05);
    }

    /** q is N(mean, 1), whose log density's gradient is epsilon, (epsilon² - 1) / 2. */
    @Test
    void scoreFunctionWeighsWhatACodeCostsMoreThanTheBaseline() {
        Pass code = Pass.variable(Matrix.ofRows(new double[][] {{1, 0}, {-1, 0}}));
        Matrix epsilon = Matrix.ofColumn(0.5, -2);
        Pass cost = new Posterior(code, 1).scoreFunction(epsilon, new double[] {3, 7}, 4);
        assertEquals(5, cost.value(), 1e-6);
        cost.backward();
        assertEquals((3 - 4) * 0.5 / 2, code.gradient().get(0, 0), 1e-6);
        assertEquals((7 - 4) * -2.0 / 2, code.gradient().get(1, 0), 1e-6);
        assertEquals((3 - 4) * -0.375 / 2, code.gradient().get(0, 1), 1e-6);
        assertEquals((7 - 4) * 1.5 / 2, code.gradient().get(1, 1), 1e-6);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }
}
