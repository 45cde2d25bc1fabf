package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Schedules, single steps and embeddings against PyTorch in float64. */
class DiffusionGoldenTest {
    private static final double TOLERANCE = 1e-4;

    private static NoiseSchedule schedule(String name, int steps) {
        return name.equals("linear") ? NoiseSchedule.linear(steps) : NoiseSchedule.cosine(steps);
    }

    private static void assertSame(JsonNode expected, Matrix actual) {
        double error = Golden.relativeError(Golden.matrix(expected), actual);
        assertTrue(error < TOLERANCE, "relative error " + error);
    }

    @Test
    void schedulesAreThoseOfThePapers() {
        for (JsonNode node : Golden.read("diffusion.json").get("schedules")) {
            NoiseSchedule schedule = schedule(node.get("name").asText(), node.get("steps").asInt());
            compare(node, "beta", schedule::beta);
            compare(node, "alpha_bar", schedule::alphaBar);
            compare(node, "posterior_variance", schedule::posteriorVariance);
        }
    }

    private static void compare(JsonNode node, String name, IntToDoubleFunction actual) {
        for (int i = 0; i < node.get("t").size(); i++) {
            double expected = node.get(name).get(i).asDouble();
            int t = node.get("t").get(i).asInt();
            assertEquals(expected, actual.applyAsDouble(t), TOLERANCE * expected + 1e-15, name);
        }
    }

    @Test
    void stepsAreThoseOfThePapers() {
        for (JsonNode node : Golden.read("diffusion.json").get("steps")) {
            NoiseSchedule schedule =
                    schedule(node.get("schedule").asText(), node.get("steps").asInt());
            int t = node.get("t").asInt();
            Matrix x0 = Golden.matrix(node.get("x0"));
            Matrix epsilon = Golden.matrix(node.get("eps"));
            Matrix x = schedule.noised(x0, epsilon, t);
            assertSame(node.get("x_t"), x);
            Matrix predicted = Golden.matrix(node.get("predicted_eps"));
            assertEquals(
                    node.get("loss_mean_over_elements").asDouble(),
                    Losses.meanSquaredError().of(Pass.constant(predicted), epsilon).value(),
                    1e-5);
            Matrix told = DiffusionTarget.EPSILON.x0(schedule, x, predicted, t);
            assertSame(node.get("predicted_x0"), told);
            Matrix z = Golden.matrix(node.get("z"));
            Matrix none = z.times(0);
            assertSame(node.get("ddpm_mean"), step(ReverseProcess.ddpm(), node, told, none));
            assertSame(
                    node.get("ddpm_previous_small_variance"),
                    step(ReverseProcess.ddpm(), node, told, z));
            assertSame(
                    node.get("ddpm_previous_large_variance"),
                    step(ReverseProcess.ddpmLargeVariance(), node, told, z));
            for (double eta : new double[] {0, 0.5}) {
                assertSame(
                        node.get("ddim_previous_eta_" + eta),
                        step(ReverseProcess.ddim(1, eta), node, told, z));
            }
        }
    }

    private static Matrix step(ReverseProcess process, JsonNode node, Matrix x0, Matrix z) {
        int t = node.get("t").asInt();
        return process.step(
                schedule(node.get("schedule").asText(), node.get("steps").asInt()),
                x0,
                Golden.matrix(node.get("predicted_eps")),
                t,
                t - 1,
                z);
    }

    @Test
    void pairsOfFlowMatchingAreJoinedByStraightLines() {
        JsonNode node = Golden.read("diffusion.json").get("flow_matching");
        Matrix noise = Golden.matrix(node.get("x0"));
        Matrix data = Golden.matrix(node.get("x1"));
        double[] times = Golden.numbers(node.get("t"));
        TimedModel.Example example = FlowMatching.between(noise, data, times);
        assertSame(node.get("x_t"), example.x());
        assertSame(node.get("target"), example.target());
        assertEquals(TimedModel.LONGEST * times[2], example.times()[2], 1e-9);
    }

    @Test
    void timesAreEmbeddedInSinesAndCosines() {
        for (JsonNode node : Golden.read("time_embedding.json").get("cases")) {
            assertSame(
                    node.get("values"),
                    TimeEmbedding.of(node.get("size").asInt(), Golden.numbers(node.get("t"))));
        }
    }
}
