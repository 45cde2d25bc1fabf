package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer and loss against finite differences. */
class GradientsTest {
    private static final int BATCH = 6;
    private static final int FEATURES = 4;

    static Stream<Arguments> layers() {
        Random random = new Random(7);
        return Stream.of(
                arguments("identity", Activation.IDENTITY),
                arguments("tanh", Activation.TANH),
                arguments("sigmoid", Activation.SIGMOID),
                arguments("ReLU", Activation.RELU),
                arguments("leaky ReLU", Activation.leakyRelu(0.2)),
                arguments("softplus", Activation.SOFTPLUS),
                arguments("dense", new Dense(FEATURES, 3, random)),
                arguments("dense, one output", new Dense(FEATURES, 1, random)),
                arguments("spectral dense", new SpectralDense(new Dense(FEATURES, 3, random))),
                arguments(
                        "perceptron",
                        Network.mlp(
                                Activation.TANH, Activation.SIGMOID, random, FEATURES, 5, 5, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void wayBackOfLayerIsItsDerivative(String name, Layer layer) {
        Matrix x = awayFromKinks(BATCH, FEATURES, new Random(3));
        // a loss that weighs every output differently
        double error =
                GradientCheck.relativeError(
                        layer,
                        x,
                        output ->
                                Losses.meanSquaredError()
                                        .of(output, ramp(output.matrix()))
                                        .times(3),
                        1e-2);
        assertTrue(error < 2e-3, name + ": " + error);
    }

    static Stream<Arguments> losses() {
        Random random = new Random(11);
        Matrix real = normal(BATCH, FEATURES, random);
        Matrix half = normal(BATCH, FEATURES / 2, random);
        Matrix shares = Activation.SIGMOID.forward(real).matrix();
        Matrix oneHot = Matrix.zeros(BATCH, FEATURES);
        for (int row = 0; row < BATCH; row++) {
            oneHot.set(row, row % FEATURES, 1);
        }
        Layer none = Activation.IDENTITY;
        return Stream.of(
                arguments(
                        "binary cross entropy",
                        Activation.SIGMOID,
                        Losses.binaryCrossEntropy(),
                        shares),
                arguments(
                        "binary cross entropy from logits",
                        none,
                        Losses.binaryCrossEntropyFromLogits(),
                        shares),
                arguments(
                        "binary cross entropy from logits, summed over features",
                        none,
                        Losses.binaryCrossEntropyFromLogits().summedOverFeatures(),
                        shares),
                arguments("mean squared error", none, Losses.meanSquaredError(), real),
                arguments(
                        "squared error, summed over features",
                        none,
                        Losses.meanSquaredError().summedOverFeatures(),
                        real),
                arguments(
                        "Gaussian negative log likelihood",
                        none,
                        Losses.gaussianNegativeLogLikelihood(),
                        half),
                arguments("divergence of Gaussians", none, Losses.gaussianDivergence(), real),
                arguments("softmax cross entropy", none, Losses.softmaxCrossEntropy(), oneHot));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void gradientOfLossIsItsDerivative(
            String name, Layer layer, Criterion criterion, Matrix target) {
        Matrix x = normal(BATCH, FEATURES, new Random(5));
        double error =
                GradientCheck.relativeError(layer, x, output -> criterion.of(output, target), 1e-2);
        assertTrue(error < 1e-3, name + ": " + error);
    }

    private static Matrix normal(int rows, int columns, Random random) {
        Matrix result = Matrix.zeros(rows, columns);
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] = (float) random.nextGaussian();
        }
        return result;
    }

    /** Normal numbers, none within 0.1 of 0. */
    private static Matrix awayFromKinks(int rows, int columns, Random random) {
        Matrix result = normal(rows, columns, random);
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] += Math.copySign(0.1f, values[i]);
        }
        return result;
    }

    private static Matrix ramp(Matrix like) {
        Matrix result = Matrix.zeros(like.rows(), like.columns());
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] = 0.3f * (i % 7) - 1;
        }
        return result;
    }
}
