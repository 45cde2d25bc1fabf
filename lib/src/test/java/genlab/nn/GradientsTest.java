package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import genlab.models.AdversarialLosses;
import genlab.preprocessing.Preprocessing;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
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
        Matrix x = awayFromKinks(BATCH, FEATURES, new Random(3));
        Stream<Arguments> layers =
                Stream.of(
                        arguments("identity", Activation.IDENTITY, x),
                        arguments("tanh", Activation.TANH, x),
                        arguments("sigmoid", Activation.SIGMOID, x),
                        arguments("ReLU", Activation.RELU, x),
                        arguments("leaky ReLU", new LeakyRelu(0.2), x),
                        arguments("softplus", Activation.SOFTPLUS, x),
                        arguments("SiLU", new Silu(), x),
                        arguments("dense", new Dense(FEATURES, 3, random), x),
                        arguments("residual", new Residual(new Dense(4, 4, random)), x),
                        arguments("dense, one output", new Dense(FEATURES, 1, random), x),
                        arguments(
                                "spectral dense",
                                new SpectralDense(new Dense(FEATURES, 3, random)),
                                x),
                        arguments(
                                "perceptron",
                                Network.mlp(
                                        Activation.TANH,
                                        Activation.SIGMOID,
                                        random,
                                        FEATURES,
                                        5,
                                        5,
                                        2),
                                x));
        Matrix numbers = normal(9, 1, new Random(13));
        return Stream.concat(
                layers,
                Arrays.stream(Preprocessing.values())
                        .map(layer -> arguments(layer.toString(), layer, numbers)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void wayBackOfLayerIsItsDerivative(String name, Layer layer, Matrix x) {
        Matrix weights = ramp(layer.forward(x).matrix());
        if (layer instanceof Preprocessing) {
            forgetTheMean((Preprocessing) layer, x, weights);
        }
        double error =
                GradientCheck.relativeError(layer, x, output -> weighted(output, weights), 1e-2);
        assertTrue(error < 2e-3, name + ": " + error);
    }

    /** A loss that weighs every output differently. */
    private static Pass weighted(Pass output, Matrix weights) {
        double sum = 0;
        for (int i = 0; i < weights.values().length; i++) {
            sum += (double) weights.values()[i] * output.matrix().values()[i];
        }
        return output.scalar(sum, weights);
    }

    /**
     * Some preprocessings count the batch's mean as a constant for the gradient, which finite
     * differences can't. So the differences from the mean, or their squares, get weights with which
     * the mean makes no difference: at right angles to the derivative by it.
     */
    private static void forgetTheMean(Preprocessing layer, Matrix x, Matrix weights) {
        if (layer == Preprocessing.RAW || layer == Preprocessing.FOUR_MOMENTS) {
            return;
        }
        boolean squares =
                layer == Preprocessing.VARIANCES || layer == Preprocessing.DATA_AND_VARIANCES;
        float[] w = weights.values();
        int n = x.rows();
        int from = w.length - n;
        double[] byMean =
                IntStream.range(0, n)
                        .mapToDouble(i -> squares ? x.get(i, 0) - x.mean() : 1)
                        .toArray();
        double product = IntStream.range(0, n).mapToDouble(i -> w[from + i] * byMean[i]).sum();
        double square = Arrays.stream(byMean).map(d -> d * d).sum();
        for (int i = 0; i < n; i++) {
            w[from + i] -= (float) (product / square * byMean[i]);
        }
    }

    static Stream<Arguments> losses() {
        Random random = new Random(11);
        Matrix real = normal(BATCH, FEATURES, random);
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
                        "divergence of Gaussians",
                        none,
                        (Criterion) (q, unused) -> Losses.divergenceFromStandardNormal(q),
                        real),
                arguments("softmax cross entropy", none, Losses.softmaxCrossEntropy(), oneHot));
    }

    static Stream<Arguments> adversarialLosses() {
        return Arrays.stream(AdversarialLosses.values())
                .flatMap(
                        loss ->
                                Stream.of(
                                        arguments(loss + ", real", of(loss::real)),
                                        arguments(loss + ", fake", of(loss::fake)),
                                        arguments(loss + ", generator", of(loss::generator))));
    }

    private static Criterion of(Function<Pass, Pass> loss) {
        return (prediction, target) -> loss.apply(prediction);
    }

    static Stream<Arguments> allLosses() {
        Matrix unused = Matrix.zeros(BATCH, FEATURES);
        return Stream.concat(
                losses(),
                adversarialLosses()
                        .map(Arguments::get)
                        .map(a -> arguments(a[0], Activation.IDENTITY, a[1], unused)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allLosses")
    void gradientOfLossIsItsDerivative(
            String name, Layer layer, Criterion criterion, Matrix target) {
        Matrix x = normal(BATCH, FEATURES, new Random(5));
        for (int i = 0; i < x.values().length; i++) {
            if (Math.abs(Math.abs(x.values()[i]) - 1) < 0.05) { // the hinges' kinks
                x.values()[i] *= 1.1f;
            }
        }
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
