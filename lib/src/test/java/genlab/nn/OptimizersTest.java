package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                Golden.read("optimizers.json").get("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAsPyTorch(JsonNode golden) {
        JsonNode weights = golden.get("weights");
        Parameter parameter = new Parameter("w", Golden.matrix(weights.get(0)));
        Optimizer optimizer = optimizer(golden, List.of(parameter));
        for (int step = 0; step < golden.get("gradients").size(); step++) {
            optimizer.zeroGradients();
            Matrix gradient = Golden.matrix(golden.get("gradients").get(step));
            System.arraycopy(
                    gradient.values(), 0, parameter.gradient().values(), 0, gradient.columns());
            optimizer.step();
            Matrix expected = Golden.matrix(weights.get(step + 1));
            for (int i = 0; i < expected.columns(); i++) {
                double from = Golden.matrix(weights.get(step)).get(0, i);
                double change = expected.get(0, i) - from;
                // within 1e-4 of the weight, and of its change as far as float32 can tell
                assertEquals(
                        expected.get(0, i),
                        parameter.value().get(0, i),
                        1e-4 * Math.abs(change) + 3e-7 * Math.abs(from));
            }
        }
    }

    private static Optimizer optimizer(JsonNode golden, List<Parameter> parameters) {
        JsonNode settings = golden.get("defaults");
        double rate = settings.get("lr").asDouble();
        String name = golden.get("optimizer").asText();
        if (name.startsWith("sgd")) {
            return new Sgd(parameters, rate, settings.get("momentum").asDouble());
        } else if (name.startsWith("adam")) {
            JsonNode betas = settings.get("betas");
            return new Adam(parameters, rate, betas.get(0).asDouble(), betas.get(1).asDouble());
        } else {
            return new RmsProp(parameters, rate, settings.get("alpha").asDouble());
        }
    }

    @Test
    void badSettingsAreNamed() {
        List<Parameter> none = List.of();
        assertMessage("learningRate must be in (0, 10]", () -> new Sgd(none, 0));
        assertMessage("learningRate must be in (0, 10]", () -> new Adam(none, Double.NaN));
        assertMessage("learningRate must be in (0, 10]", () -> new RmsProp(none, -1));
        assertMessage("momentum must be in [0, 1), but was 1.0", () -> new Sgd(none, 0.1, 1));
        assertMessage("beta1 must be in [0, 1)", () -> new Adam(none, 0.1, -0.5, 0.999));
        assertMessage("beta2 must be in [0, 1)", () -> new Adam(none, 0.1, 0.5, 1));
        assertMessage("decay must be in [0, 1)", () -> new RmsProp(none, 0.1, 2));
    }

    @Test
    void clippingMovesOnlyWhatIsOutside() {
        Parameter parameter = new Parameter("w", Matrix.ofRows(new double[] {-3, -0.5, 0.25, 2}));
        parameter.clip(0.5);
        assertEquals(-0.5f, parameter.value().get(0, 0));
        assertEquals(-0.5f, parameter.value().get(0, 1));
        assertEquals(0.25f, parameter.value().get(0, 2));
        assertEquals(0.5f, parameter.value().get(0, 3));
        assertMessage("bound must be positive", () -> parameter.clip(0));
    }

    static void assertMessage(String start, org.junit.jupiter.api.function.Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
