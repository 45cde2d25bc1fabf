package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PenaltiesTest {
    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** Two critics, five activations, three scales of the data, both penalties. */
    static Stream<Arguments> cases() {
        return stream(Golden.read("penalties.json").get("critics"))
                .flatMap(
                        critic ->
                                stream(critic.get("cases"))
                                        .map(
                                                one ->
                                                        Arguments.of(
                                                                critic,
                                                                one,
                                                                critic.get("sizes")
                                                                        + " "
                                                                        + one.get("activation")
                                                                        + " "
                                                                        + one.get("scale")
                                                                        + " "
                                                                        + one.get("kind"))));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("cases")
    void penaltiesArePyTorchsDoubleBackward(JsonNode golden, JsonNode one, String name) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < golden.get("weights").size(); i++) {
            Matrix weight = Golden.matrix(golden.get("weights").get(i)).transpose();
            layers.add(new Dense(weight, Golden.matrix(golden.get("biases").get(i))));
            layers.add(activation(one.get("activation").asText()));
        }
        layers.remove(layers.size() - 1);
        Network critic = new Network(layers.toArray(Layer[]::new));
        Matrix x = Golden.matrix(golden.get("x")).times(one.get("scale").asDouble());
        Pass penalty =
                one.get("kind").asText().equals("r1")
                        ? Penalties.r1(critic, x).times(0.5)
                        : Penalties.gradientPenalty(critic, x);
        double value = one.get("penalty").asDouble();
        assertEquals(value, penalty.value(), 1e-4 * Math.abs(value));
        penalty.backward();
        for (int i = 0; i < golden.get("weights").size(); i++) {
            Matrix weight = Golden.matrix(one.get("weight_gradients").get(i)).transpose();
            assertClose(weight, critic.parameters().get(2 * i).gradient(), "weight " + i);
            Matrix bias = Golden.matrix(one.get("bias_gradients").get(i));
            assertClose(bias, critic.parameters().get(2 * i + 1).gradient(), "bias " + i);
        }
    }

    private static Layer activation(String name) {
        return switch (name) {
            case "leaky_relu" -> new LeakyRelu(0.2);
            default -> Activation.valueOf(name.toUpperCase());
        };
    }

    /** Within 1e-4 of the largest element; what must be 0 is exactly 0. */
    private static void assertClose(Matrix expected, Matrix actual, String what) {
        double largest = Math.max(expected.max(), -expected.min());
        if (largest == 0) {
            assertArrayEquals(new float[actual.values().length], zeroed(actual), what);
        } else {
            assertEquals(0, Golden.relativeError(expected, actual), 1e-4, what);
        }
    }

    private static float[] zeroed(Matrix matrix) {
        return matrix.plus(0).values(); // -0 is 0 too
    }

    static Stream<JsonNode> smallCases() {
        return stream(Golden.read("gradient_penalty.json").get("cases"));
    }

    @ParameterizedTest
    @MethodSource("smallCases")
    void inputGradientsLeaveTheParametersAlone(JsonNode golden) {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode parameters : golden.get("parameters")) {
            layers.add(Golden.dense(parameters));
            layers.add(activation(golden.get("activation").asText()));
        }
        layers.remove(layers.size() - 1);
        Network critic = new Network(layers.toArray(Layer[]::new));
        Matrix x = Golden.matrix(golden.get("x"));
        Matrix expected = Golden.matrix(golden.get("input_gradient"));
        assertEquals(0, Golden.relativeError(expected, Penalties.inputGradient(critic, x)), 1e-5);
        for (Parameter parameter : critic.parameters()) {
            assertEquals(0, parameter.gradient().max());
            assertTrue(!parameter.frozen());
        }
        Pass penalty = Penalties.gradientPenalty(critic, x);
        assertEquals(golden.get("penalty").asDouble(), penalty.value(), 1e-5);
        penalty.backward();
        for (int i = 0; i < golden.get("gradients").size(); i++) {
            Matrix weight = Golden.matrix(golden.get("gradients").get(i).get("weight")).transpose();
            assertClose(weight, critic.parameters().get(2 * i).gradient(), "weight " + i);
        }
    }

    /** A critic 2-h-h-1 with leaky rectifiers, in doubles, and both sweeps back by hand. */
    private static final class Exact {
        private final double[][] w1;
        private final double[] b1;
        private final double[][] w2;
        private final double[] b2;
        private final double[][] w3;
        private final double[][][] gradients;
        private double penalty;

        Exact(Network critic) {
            List<Parameter> p = critic.parameters();
            w1 = rows(p.get(0).value());
            b1 = rows(p.get(1).value())[0];
            w2 = rows(p.get(2).value());
            b2 = rows(p.get(3).value())[0];
            w3 = rows(p.get(4).value());
            gradients =
                    new double[][][] {
                        new double[w1.length][w1[0].length],
                        new double[w2.length][w2[0].length],
                        new double[w3.length][1]
                    };
        }

        private static double[][] rows(Matrix matrix) {
            double[][] rows = new double[matrix.rows()][matrix.columns()];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] = matrix.get(i, j);
                }
            }
            return rows;
        }

        private static double[] affine(double[] x, double[][] w, double[] b) {
            double[] y = b.clone();
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    y[j] += x[i] * w[i][j];
                }
            }
            return y;
        }

        private static double[] slopes(double[] a) {
            double[] slopes = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                slopes[i] = a[i] > 0 ? 1 : 0.2;
            }
            return slopes;
        }

        private static double[] times(double[] a, double[] b) {
            double[] result = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                result[i] = a[i] * b[i];
            }
            return result;
        }

        /** W v. */
        private static double[] product(double[][] w, double[] v) {
            double[] result = new double[w.length];
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < v.length; j++) {
                    result[i] += w[i][j] * v[j];
                }
            }
            return result;
        }

        private static void addOuter(double[][] sum, double[] a, double[] b) {
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    sum[i][j] += a[i] * b[j];
                }
            }
        }

        void add(double[] x, int batch) {
            double[] a1 = affine(x, w1, b1);
            double[] s1 = slopes(a1);
            double[] s2 = slopes(affine(times(a1, s1), w2, b2));
            double[] last = new double[w3.length];
            for (int i = 0; i < last.length; i++) {
                last[i] = w3[i][0];
            }
            // the first way back: g = W1 S1 W2 S2 w3
            double[] back2 = times(s2, last);
            double[] back1 = times(s1, product(w2, back2));
            double[] g = product(w1, back1);
            double norm = Math.hypot(g[0], g[1]);
            penalty += (norm - 1) * (norm - 1) / batch;
            double[] u = new double[2];
            for (int i = 0; i < 2; i++) {
                u[i] = 2 * (norm - 1) * g[i] / norm / batch;
            }
            // the second: from u through the product that g is
            addOuter(gradients[0], u, back1);
            double[] forth1 = times(s1, affine(u, w1, new double[s1.length]));
            addOuter(gradients[1], forth1, back2);
            double[] forth2 = times(s2, affine(forth1, w2, new double[s2.length]));
            addOuter(gradients[2], forth2, new double[] {1});
        }
    }

    /** Units that change sign near a point made finite differences 79 % wrong in the median. */
    @Test
    void aThousandLeakyCriticsHaveTheExactGradient() {
        double worst = 0;
        for (int seed = 1; seed <= 1000; seed++) {
            Random random = new Random(seed);
            int hidden = 4 + random.nextInt(29);
            Network critic =
                    Network.mlp(
                            new LeakyRelu(0.2), Activation.IDENTITY, random, 2, hidden, hidden, 1);
            double scale = Math.pow(10, random.nextInt(5) - 2);
            Matrix x = Gaussian.standard(2, Randoms.seeded(seed)).draw(16).times(scale);
            Exact exact = new Exact(critic);
            for (int row = 0; row < 16; row++) {
                exact.add(new double[] {x.get(row, 0), x.get(row, 1)}, 16);
            }
            Pass penalty = Penalties.gradientPenalty(critic, x);
            assertEquals(exact.penalty, penalty.value(), 1e-4);
            penalty.backward();
            for (int layer = 0; layer < 3; layer++) {
                Matrix expected = Matrix.ofRows(exact.gradients[layer]);
                Matrix actual = critic.parameters().get(2 * layer).gradient();
                worst = Math.max(worst, Golden.relativeError(expected, actual));
                assertEquals(0, critic.parameters().get(2 * layer + 1).gradient().max());
            }
        }
        assertTrue(worst < 1e-3, "worst relative error " + worst);
    }

    @Test
    void linearCriticHasItsWeightsNormAsSlope() {
        Dense critic =
                new Dense(Matrix.ofRows(new double[] {3}, new double[] {4}), Matrix.zeros(1, 1));
        Matrix x = Matrix.ofRows(new double[] {1, 2}, new double[] {-1, 0.5});
        Pass penalty = Penalties.gradientPenalty(critic, x);
        assertEquals(16, penalty.value(), 1e-5); // (5 - 1)^2
        penalty.times(0.5).backward();
        // 2 (|w| - 1) w / |w|, halved
        assertEquals(4 * 3 / 5.0, critic.weight().gradient().get(0, 0), 1e-5);
        assertEquals(4 * 4 / 5.0, critic.weight().gradient().get(1, 0), 1e-5);

        critic.zeroGradients();
        Pass r1 = Penalties.r1(critic, x);
        assertEquals(25, r1.value(), 1e-5);
        r1.backward();
        assertEquals(6, critic.weight().gradient().get(0, 0), 1e-5);
        assertEquals(8, critic.weight().gradient().get(1, 0), 1e-5);

        critic.zeroGradients(); // any other function of the slopes: the largest |w_i| to the 4th
        Penalties.of(critic, x, g -> g.square().square().rowSums().mean()).backward();
        assertEquals(4 * 27, critic.weight().gradient().get(0, 0), 1e-3);
        assertEquals(4 * 64, critic.weight().gradient().get(1, 0), 1e-3);
    }

    @Test
    void flatCriticGetsNoNaN() {
        Dense critic = new Dense(Matrix.zeros(2, 1), Matrix.zeros(1, 1));
        Pass penalty = Penalties.gradientPenalty(critic, Matrix.filled(3, 2, 1));
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
        assertTrue(between.standardDeviation() > 0.3); // neither at the one end nor at the other
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

    @Test
    void aLayerWithoutATangentSaysWhichMethodToWrite() {
        Layer own = x -> x.times(2).rowSums();
        String message =
                assertThrows(
                                UnsupportedOperationException.class,
                                () -> Penalties.r1(own, Matrix.filled(3, 2, 1)))
                        .getMessage();
        assertEquals(
                "a penalty on the slope needs the tangent of every layer, but a layer of your own"
                        + " has none; write its method tangent(x, direction)",
                message);
    }
}
