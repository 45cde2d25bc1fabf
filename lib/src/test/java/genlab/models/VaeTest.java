package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.sampling.Randoms;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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
            assertClose(figures.get("reconstruction").asDouble(), loss.reconstruction());
            assertClose(figures.get("kl").asDouble(), loss.divergence());
            List<Matrix> gradients = vae.parameters().stream().map(Parameter::gradient).toList();
            if (figures.has("gradients")) {
                assertParameters(figures.get("gradients"), gradients);
            }
            vae.trainStep(x, epsilon);
        }
        assertParameters(
                expected.get("final"), vae.parameters().stream().map(Parameter::value).toList());
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
                .likelihood(
                        likelihood.equals("gaussian")
                                ? Likelihood.gaussian()
                                : Likelihood.bernoulli())
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
