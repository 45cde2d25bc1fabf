package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
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

    /** Gradients as small as epsilon, by hand: w is 0 before, and the means hold one gradient. */
    @Test
    void epsilonDampsSmallGradients() {
        double g = 1e-8;
        Parameter parameter = withGradient(0, g);
        new RmsProp(List.of(parameter), 0.1, 0.99).step();
        assertEquals(-0.1 * g / (0.1 * g + 1e-8), parameter.value().get(0, 0), 1e-6);
        parameter = withGradient(0, g);
        new Adam(List.of(parameter), 0.1).step();
        assertEquals(-0.1 * g / (g + 1e-8), parameter.value().get(0, 0), 1e-6);
    }

    private static Parameter withGradient(double value, double gradient) {
        Parameter parameter = new Parameter("w", Matrix.filled(1, 1, value));
        parameter.gradient().set(0, 0, gradient);
        return parameter;
    }

    static List<Function<List<Parameter>, Optimizer>> optimizers() {
        return List.of(w -> new Sgd(w, 0.1, 0.9), w -> new Adam(w, 0.1), w -> new RmsProp(w, 0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void withItsStepsAndMemoryAnotherOneGoesOnTheSame(Function<List<Parameter>, Optimizer> kind) {
        Parameter parameter = withGradient(1, 0.5);
        Optimizer optimizer = kind.apply(List.of(parameter));
        optimizer.step();
        parameter.gradient().set(0, 0, -0.25);
        optimizer.step();
        Parameter same = withGradient(parameter.value().get(0, 0), 0.75);
        Optimizer other = kind.apply(List.of(same));
        assertEquals(optimizer.memory().count(), other.memory().count());
        other.resume(optimizer.steps());
        Iterator<float[]> from = optimizer.memory().iterator();
        other.memory().forEach(to -> to[0] = from.next()[0]);
        other.step();
        parameter.gradient().set(0, 0, 0.75);
        optimizer.step();
        assertEquals(parameter.value().get(0, 0), same.value().get(0, 0));
        assertEquals(3, other.steps());
        assertEquals(0.75f, parameter.gradient().get(0, 0), "a step leaves the gradient");
        optimizer.zeroGradients();
        assertEquals(0, parameter.gradient().get(0, 0));
    }

    @Test
    void twoOptimizersAreToldApartByTheirSettings() {
        List<Parameter> none = List.of();
        assertEquals("Sgd(0.9)", new Sgd(none, 0.1, 0.9).toString());
        assertEquals("Adam(0.5, 0.999)", new Adam(none, 0.1, 0.5, 0.999).toString());
        assertEquals(
                "RmsProp, weight decay 0.01(0.99)",
                new RmsProp(none, 0.1).weightDecay(0.01).toString());
        assertMessage("weightDecay must be in [0", () -> new Sgd(none, 0.1).weightDecay(-1));
        assertMessage("stepsMade must be at least 0, but was -1", () -> resumed(-1));
        assertEquals(0, resumed(0).steps());
    }

    private static Optimizer resumed(long steps) {
        Optimizer optimizer = new Sgd(List.of(), 0.1);
        optimizer.resume(steps);
        return optimizer;
    }

    static void assertMessage(String start, org.junit.jupiter.api.function.Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
