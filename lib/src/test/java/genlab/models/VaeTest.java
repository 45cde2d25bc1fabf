package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.sampling.Gaussian;
import genlab.sampling.MultivariateGaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Uniform;
import genlab.training.Schedule;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaeTest {
    private static final JsonNode GOLDEN = Golden.read("vae.json");
    private static final double TOLERANCE = 1e-4;

    /** Three steps of Adam with given epsilon, as PyTorch took them in float64. */
    @ParameterizedTest
    @ValueSource(strings = {"bernoulli", "gaussian"})
    void trainsAsPyTorchDoes(String likelihood) {
        Matrix x = Golden.matrix(GOLDEN.get("x"));
        JsonNode expected = GOLDEN.get("likelihoods").get(likelihood);
        Vae vae = goldenModel(likelihood, GOLDEN.get("initial"));
        for (int step = 0; step < 3; step++) {
            JsonNode figures = expected.get("steps").get(step);
            Matrix epsilon = Golden.matrix(GOLDEN.get("epsilon").get(step));
            Posterior posterior = vae.encode(x);
            assertClose(figures.get("mean"), posterior.mean());
            assertClose(figures.get("log_variance"), posterior.logVariance());
            assertClose(figures.get("z"), posterior.sample(epsilon).matrix());
            vae.parameters().forEach(Parameter::zeroGradient);
            VaeLoss loss = vae.loss(x, epsilon);
            loss.backward();
            assertClose(figures.get("reconstruction").asDouble(), loss.reconstruction().value());
            assertClose(figures.get("kl").asDouble(), loss.divergence().value());
            List<Matrix> gradients = vae.parameters().stream().map(Parameter::gradient).toList();
            if (figures.has("gradients")) {
                assertParameters(figures.get("gradients"), gradients);
            }
            vae.trainStep(x, epsilon);
        }
        assertParameters(
                expected.get("final"), vae.parameters().stream().map(Parameter::value).toList());
    }

    /** The gradient of reconstruction + beta * divergence, through both networks. */
    @ParameterizedTest
    @CsvSource({"bernoulli, false", "gaussian, false", "learned, true"})
    void gradientsAreThoseOfFiniteDifferences(String likelihood, boolean fullCovariance) {
        RandomGenerator random = Randoms.seeded(11);
        VaeBuilder builder =
                Vae.builder(4, 2)
                        .encoder(smooth(random, 6, 5, Posterior.outputs(2, fullCovariance)))
                        .decoder(smooth(random, 4, 5, likelihood(likelihood).outputs(4)))
                        .beta(1.7)
                        .conditions(2)
                        .likelihood(likelihood(likelihood));
        Vae vae =
                (fullCovariance ? builder.fullCovariance() : builder)
                        .build(random)
                        .given(Conditions.oneHot(new int[] {0, 1, 1}, 2));
        Matrix x = new Uniform(0, 1, 4, random).draw(3);
        Matrix epsilon = Gaussian.standard(2, random).draw(3);
        vae.parameters().forEach(Parameter::zeroGradient);
        vae.loss(x, epsilon).backward();
        for (Parameter parameter : vae.parameters()) {
            double difference = 0;
            double norm = 0;
            float[] values = parameter.value().values();
            for (int i = 0; i < values.length; i++) {
                float old = values[i];
                values[i] = old + 0.01f;
                double above = vae.loss(x, epsilon).value();
                values[i] = old - 0.01f;
                double below = vae.loss(x, epsilon).value();
                values[i] = old;
                double numeric = (above - below) / 0.02;
                double exact = parameter.gradient().values()[i];
                difference += (exact - numeric) * (exact - numeric);
                norm += numeric * numeric;
            }
            assertEquals(0, Math.sqrt(difference / norm), 3e-3, parameter.name());
        }
    }

    private static Network smooth(RandomGenerator random, int... sizes) {
        return Network.mlp(Activation.TANH, Activation.IDENTITY, random, sizes);
    }

    private static Likelihood likelihood(String name) {
        return switch (name) {
            case "gaussian" -> Likelihoods.gaussian();
            case "learned" -> Likelihoods.gaussianWithLearnedVariance(0);
            default -> Likelihoods.bernoulli();
        };
    }

    /**
     * The bound is tight where the posterior can be exact: -ELBO comes down to the entropy of the
     * data, 1/2 log det(2 pi e covariance) = 4.447 nats.
     */
    @Test
    void boundOfACorrelatedGaussianReachesItsEntropy() {
        RandomGenerator random = Randoms.seeded(3);
        MultivariateGaussian data =
                new MultivariateGaussian(new double[2], new double[][] {{10, 5}, {5, 5}}, random);
        assertEquals(4.447, data.entropy(), 5e-4);
        Vae vae =
                Vae.builder(2, 2)
                        .hidden()
                        .fullCovariance()
                        .likelihood(Likelihoods.gaussian())
                        .learningRate(0.005)
                        .build(random);
        vae.train(data.draw(10_000), 30);
        Elbo elbo = vae.evaluate(data.draw(20_000));
        double bound = elbo.negative() + vae.likelihood().constant(2);
        assertEquals(4.447, bound, 0.05);
    }

    /**
     * What the likelihood says by itself, independent features of variance 1, needs no code. (With
     * learned variances the bound is as tight for any share of the variance that the code carries,
     * so the divergence would be left to chance.)
     */
    @Test
    void diagonalDataCollapseToThePrior() {
        RandomGenerator random = Randoms.seeded(4);
        Gaussian data = Gaussian.standard(2, random);
        Vae vae =
                Vae.builder(2, 2)
                        .hidden()
                        .fullCovariance()
                        .likelihood(Likelihoods.gaussian())
                        .learningRate(0.002)
                        .build(random);
        vae.train(data.draw(10_000), 30);
        Elbo elbo = vae.evaluate(data.draw(20_000));
        assertTrue(elbo.divergence() < 0.05, "" + elbo);
        double entropy = Math.log(2 * Math.PI * Math.E);
        assertEquals(entropy, elbo.negative() + vae.likelihood().constant(2), 0.05);
    }

    /** With a linear decoder x is normal with covariance W Wᵀ + I, so log p(x) is known. */
    @Test
    void importanceWeightsFindTheLogLikelihood() {
        RandomGenerator random = Randoms.seeded(5);
        Matrix w = Matrix.ofRows(new double[] {1.5, -0.5});
        Vae vae =
                Vae.builder(2, 1)
                        .hidden()
                        .decoder(new Dense(w, Matrix.zeros(1, 2)))
                        .likelihood(Likelihoods.gaussian())
                        .build(random);
        Matrix x = Matrix.ofRows(new double[][] {{0.3, -0.2}, {1, 1}, {-2, 0.5}});
        double[] estimate = vae.logLikelihood(x, 20_000, random);
        double determinant = 1 + 1.5 * 1.5 + 0.5 * 0.5;
        for (int row = 0; row < 3; row++) {
            double a = x.get(row, 0);
            double b = x.get(row, 1);
            double along = 1.5 * a - 0.5 * b;
            double squared = a * a + b * b - along * along / determinant;
            double exact = -0.5 * (squared + Math.log(determinant)) - Math.log(2 * Math.PI);
            assertEquals(exact, estimate[row], 0.02);
        }
        Matrix same = x.select(new int[4000]);
        double one = mean(vae.logLikelihood(same, 1, random));
        double ten = mean(vae.logLikelihood(same, 10, random));
        assertEquals(-vae.evaluate(same).negative() - vae.likelihood().constant(2), one, 0.1);
        assertTrue(one < ten && ten < estimate[0], one + " " + ten + " " + estimate[0]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void annealingRaisesBetaInAStraightLine() {
        Vae vae =
                Vae.builder(3, 1).hidden(4).beta(Schedule.linear(0, 2, 4)).build(Randoms.seeded(6));
        Matrix x = new Uniform(0, 1, 3, Randoms.seeded(7)).draw(8);
        double[] betas = new double[6];
        for (int step = 0; step < betas.length; step++) {
            betas[step] = vae.beta();
            vae.trainStep(x);
        }
        assertArrayEquals(new double[] {0, 0.5, 1, 1.5, 2, 2}, betas);
    }

    @Test
    void theScoreFunctionsBaselineIsTheMeanCost() {
        Dense decoder = new Dense(Matrix.zeros(1, 2), Matrix.ofRows(new double[] {0.5, -1}));
        Vae vae =
                Vae.builder(2, 1)
                        .hidden(4)
                        .decoder(decoder)
                        .scoreFunction()
                        .beta(0)
                        .build(Randoms.seeded(4));
        vae.loss(Matrix.filled(8, 2, 0.25)).backward();
        // where every code costs the same, none is to become likelier
        for (Parameter parameter : vae.encoder().parameters()) {
            assertEquals(0, parameter.gradient().times(parameter.gradient()).sum(), 1e-10);
        }
    }

    /** Averaged over many epsilon, both estimators give the encoder the same gradient. */
    @Test
    void scoreFunctionGivesTheSameGradientInTheMean() {
        Matrix one = new Uniform(0, 1, 3, Randoms.seeded(16)).draw(1);
        Matrix x = one.select(new int[100_000]);
        Matrix epsilon = Gaussian.standard(1, Randoms.seeded(17)).draw(x.rows());
        float[][] gradients = new float[2][];
        for (int i = 0; i < 2; i++) {
            RandomGenerator random = Randoms.seeded(18);
            VaeBuilder builder =
                    Vae.builder(3, 1)
                            .encoder(smooth(random, 3, 4, 2))
                            .decoder(smooth(random, 1, 4, 3));
            Vae vae = (i == 0 ? builder : builder.scoreFunction()).build(random);
            vae.loss(x, epsilon).backward();
            gradients[i] = vae.parameters().get(0).gradient().values();
        }
        assertArrayEquals(gradients[0], gradients[1], 0.01f);
    }

    @Test
    void aConditionalModelDecodesByLabel() {
        RandomGenerator random = Randoms.seeded(8);
        int[] labels = IntStream.range(0, 2000).map(i -> i % 2).toArray();
        Matrix data = Gaussian.standard(1, random).draw(2000);
        for (int row = 0; row < 2000; row++) {
            data.set(row, 0, data.get(row, 0) + (labels[row] == 0 ? -5 : 5));
        }
        Vae vae =
                Vae.builder(1, 1)
                        .hidden(16)
                        .likelihood(Likelihoods.gaussian())
                        .conditions(2)
                        .learningRate(0.01)
                        .build(random);
        vae.given(Conditions.oneHot(labels, 2)).train(data, 20);
        Matrix low = vae.given(Conditions.oneHot(0, 100, 2)).sample(100, random);
        Matrix high = vae.given(Conditions.oneHot(1, 100, 2)).sample(100, random);
        assertEquals(-5, low.mean(), 0.5);
        assertEquals(5, high.mean(), 0.5);
        assertThrows(IllegalStateException.class, () -> vae.sample(3, random));
        assertThrows(IllegalArgumentException.class, () -> vae.given(Matrix.zeros(3, 5)));
    }

    @Test
    void theSameSeedGivesTheSameRunWhateverIsMeasuredInBetween() {
        Matrix x = new Uniform(0, 1, 6, Randoms.seeded(9)).draw(300);
        Vae one = Vae.builder(6, 2).hidden(8).build(Randoms.seeded(10));
        Vae other = Vae.builder(6, 2).hidden(8).build(Randoms.seeded(10));
        one.train(x, 3);
        other.train(
                x,
                Training.epochs(3)
                        .each(
                                epoch -> {
                                    other.evaluate(x);
                                    other.sample(5, Randoms.seeded(1));
                                    other.logLikelihood(x, 3, Randoms.seeded(2));
                                }));
        for (int i = 0; i < one.parameters().size(); i++) {
            assertArrayEquals(
                    one.parameters().get(i).value().values(),
                    other.parameters().get(i).value().values());
        }
    }

    @Test
    void aSavedModelIsLoadedAgain(@TempDir Path folder) throws IOException {
        Matrix x = new Uniform(0, 1, 6, Randoms.seeded(12)).draw(50);
        Vae saved = Vae.builder(6, 2).hidden(8).build(Randoms.seeded(13));
        saved.save(folder.resolve("vae"));
        Vae loaded = Vae.builder(6, 2).hidden(8).build(Randoms.seeded(14));
        loaded.load(folder.resolve("vae"));
        assertArrayEquals(saved.reconstruct(x).values(), loaded.reconstruct(x).values());
    }

    @Test
    void stopsAtDataThatAreNotFiniteAndKeepsTheParameters() {
        Vae vae = Vae.builder(2, 1).hidden(4).build(Randoms.seeded(15));
        float[] before = vae.parameters().get(0).value().values().clone();
        Matrix x = Matrix.ofRows(new double[][] {{0.5, 1}, {Double.NaN, 1}});
        String message =
                assertThrows(IllegalArgumentException.class, () -> vae.train(x, 1)).getMessage();
        assertEquals("data must be finite, but was NaN in row 1, column 0", message);
        assertArrayEquals(before, vae.parameters().get(0).value().values());
    }

    private static Vae goldenModel(String likelihood, JsonNode initial) {
        Dense mean = Golden.dense(initial.get("mean").get(0));
        Dense logVariance = Golden.dense(initial.get("log_variance").get(0));
        return Vae.builder(12, 3)
                .encoder(
                        new Network(
                                Golden.dense(initial.get("encoder").get(0)),
                                Activation.RELU,
                                new Dense(
                                        mean.weight().value().beside(logVariance.weight().value()),
                                        mean.bias().value().beside(logVariance.bias().value()))))
                .decoder(
                        new Network(
                                Golden.dense(initial.get("decoder").get(0)),
                                Activation.RELU,
                                Golden.dense(initial.get("decoder").get(1))))
                .likelihood(likelihood(likelihood))
                .build(Randoms.seeded(1));
    }

    /** PyTorch's two heads are the two halves of our last layer. */
    private static void assertParameters(JsonNode expected, List<Matrix> actual) {
        assertDense(expected.get("encoder").get(0), actual.get(0), actual.get(1));
        assertDense(
                expected.get("mean").get(0),
                actual.get(2).columns(0, 3),
                actual.get(3).columns(0, 3));
        assertDense(
                expected.get("log_variance").get(0),
                actual.get(2).columns(3, 6),
                actual.get(3).columns(3, 6));
        assertDense(expected.get("decoder").get(0), actual.get(4), actual.get(5));
        assertDense(expected.get("decoder").get(1), actual.get(6), actual.get(7));
    }

    private static void assertDense(JsonNode expected, Matrix weight, Matrix bias) {
        assertClose(expected.get("weight"), weight.transpose());
        assertClose(expected.get("bias"), bias);
    }

    private static void assertClose(JsonNode expected, Matrix actual) {
        assertEquals(0, Golden.relativeError(Golden.matrix(expected), actual), TOLERANCE);
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, TOLERANCE * Math.abs(expected));
    }
}
