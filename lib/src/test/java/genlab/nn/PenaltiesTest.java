package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PenaltiesTest {
    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                Golden.read("gradient_penalty.json").get("cases").spliterator(), false);
    }

    private static Network critic(JsonNode golden) {
        Layer activation =
                golden.get("activation").asText().equals("tanh")
                        ? Activation.TANH
                        : Activation.leakyRelu(golden.get("negative_slope").asDouble());
        List<Layer> layers = new ArrayList<>();
        for (JsonNode parameters : golden.get("parameters")) {
            layers.add(Golden.dense(parameters));
            layers.add(activation);
        }
        layers.remove(layers.size() - 1);
        return new Network(layers.toArray(Layer[]::new));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientPenaltyIsPyTorchsDoubleBackward(JsonNode golden) {
        Network critic = critic(golden);
        Matrix x = Golden.matrix(golden.get("x"));
        Matrix inputGradient = Penalties.inputGradient(critic, x);
        Matrix expectedInput = Golden.matrix(golden.get("input_gradient"));
        assertEquals(0, Golden.relativeError(expectedInput, inputGradient), 1e-5);
        for (Parameter parameter : critic.parameters()) {
            assertEquals(0, parameter.gradient().values()[0]);
        }

        Loss penalty = Penalties.gradientPenalty(critic, x);
        assertEquals(golden.get("penalty").asDouble(), penalty.value(), 1e-5);
        penalty.backward();
        for (int i = 0; i < golden.get("gradients").size(); i++) {
            JsonNode expected = golden.get("gradients").get(i);
            Matrix weight = Golden.matrix(expected.get("weight")).transpose();
            double error = Golden.relativeError(weight, critic.parameters().get(2 * i).gradient());
            assertTrue(error < 1e-4, "weight " + i + ": " + error);
            Matrix bias = critic.parameters().get(2 * i + 1).gradient();
            if (expected.get("bias").isNull()) { // the last bias changes no slope
                assertEquals(0, bias.get(0, 0), 1e-5);
            } else {
                // of a leaky ReLU critic the slope doesn't depend on the biases
                double size = Math.max(1e-2, largest(Golden.matrix(expected.get("bias"))));
                double difference = 0;
                for (int j = 0; j < bias.columns(); j++) {
                    difference =
                            Math.max(
                                    difference,
                                    Math.abs(
                                            bias.get(0, j)
                                                    - expected.get("bias").get(j).asDouble()));
                }
                assertTrue(difference < 1e-4 * size, "bias " + i + ": " + difference);
            }
        }
    }

    private static double largest(Matrix matrix) {
        double largest = 0;
        for (float value : matrix.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void linearCriticHasItsWeightsNormAsSlope() {
        Dense critic =
                new Dense(Matrix.ofRows(new double[] {3}, new double[] {4}), Matrix.zeros(1, 1));
        Matrix x = Matrix.ofRows(new double[] {1, 2}, new double[] {-1, 0.5});
        Loss penalty = Penalties.gradientPenalty(critic, x);
        assertEquals(16, penalty.value(), 1e-5); // (5 - 1)^2
        penalty.times(0.5).backward();
        // 2 (|w| - 1) w / |w|, halved
        assertEquals(4 * 3 / 5.0, critic.weight().gradient().get(0, 0), 1e-4);
        assertEquals(4 * 4 / 5.0, critic.weight().gradient().get(1, 0), 1e-4);

        critic.zeroGradients();
        Loss r1 = Penalties.r1(critic, x);
        assertEquals(25, r1.value(), 1e-5);
        r1.backward();
        assertEquals(6, critic.weight().gradient().get(0, 0), 1e-4);
        assertEquals(8, critic.weight().gradient().get(1, 0), 1e-4);
    }

    @Test
    void flatCriticGetsNoNaN() {
        Dense critic = new Dense(Matrix.zeros(2, 1), Matrix.zeros(1, 1));
        Loss penalty = Penalties.gradientPenalty(critic, Matrix.filled(3, 2, 1));
        penalty.backward();
        assertEquals(1, penalty.value());
        assertEquals(0, critic.weight().gradient().get(0, 0));
    }

    @Test
    void betweenLiesOnTheLine() {
        Matrix real = Matrix.filled(50, 2, 1);
        Matrix fake = Matrix.filled(50, 2, 3);
        Matrix between = Penalties.between(real, fake, new Random(1));
        for (int row = 0; row < 50; row++) {
            assertTrue(between.get(row, 0) >= 1 && between.get(row, 0) <= 3);
            assertEquals(between.get(row, 0), between.get(row, 1));
        }
        assertEquals(2, between.mean(), 3 * 2 / Math.sqrt(12 * 50));
    }

    @Test
    void criticMustGiveOneScoreARow() {
        Dense two = new Dense(2, 2, new Random(1));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Penalties.r1(two, Matrix.filled(3, 2, 1)))
                        .getMessage();
        assertEquals(
                "the critic must give one score for each of the 3 rows, but its output is [3, 2]",
                message);
    }
}
