package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Matrix x = Gaussian.standard(3, Randoms.seeded(1)).draw(4);

    @Test
    void aPerceptronHasAnActivationAfterEachLayer() {
        Random random = new Random(1);
        Network network = Network.mlp(new LeakyRelu(0.2), Activation.TANH, random, 3, 5, 2);
        assertEquals("Network(Dense(3, 5), LeakyRelu(0.2), Dense(5, 2), TANH)", network.toString());
        assertEquals(4, network.layers().size());
        assertEquals(4, network.parameters().size());
        assertEquals(
                "Network(Dense(3, 1))",
                Network.mlp(Activation.RELU, Activation.IDENTITY, random, 3, 1).toString());
        assertRejected(
                "a perceptron must have an input and an output size, but was given 1 sizes",
                () -> Network.mlp(Activation.RELU, Activation.IDENTITY, random, 3));
    }

    @Test
    void architecturesAreToldInWords() {
        assertEquals("a layer of your own", Architecture.of(input -> input.times(2)));
        assertEquals("a layer of your own", Architecture.of(new WithoutAName()));
        assertEquals(
                "Network(RELU, Residual(a layer of your own))",
                Architecture.of(
                        new Network(Activation.RELU, new Residual(input -> input.times(2)))));
        assertEquals("weight [3, 2]", new Dense(3, 2, new Random(1)).weight().toString());
        assertEquals("bias", new Dense(3, 2, new Random(1)).bias().name());
    }

    /** A checkpoint tells networks apart by these words. */
    @Test
    void layersThatDifferAreToldApart() {
        Random random = new Random(1);
        PictureShape shape = new PictureShape(2, 8, 8);
        List<Layer> layers =
                List.of(
                        new Dense(3, 2, random),
                        new Dense(2, 3, random),
                        new SpectralDense(new Dense(3, 2, random)),
                        new Dropout(0.1, random),
                        new Dropout(0.2, random),
                        new LeakyRelu(0.1),
                        new LeakyRelu(0.2),
                        new BatchNormalization(4),
                        new BatchNormalization(4, 2),
                        new BatchNormalization(8),
                        new Residual(Activation.RELU),
                        new Residual(Activation.TANH),
                        new Convolution(shape, 4, 3, 1, 1, random),
                        new Convolution(shape, 4, 4, 2, 1, random),
                        new TransposedConvolution(shape, 4, 3, 1, 1, random),
                        new TransposedConvolution(shape, 4, 4, 2, 1, random),
                        new Upsampling(shape, 2),
                        new Upsampling(shape, 3),
                        new AveragePooling(shape, 2),
                        new AveragePooling(shape, 4));
        Set<String> texts = new HashSet<>();
        for (Layer layer : layers) {
            String text = Architecture.of(layer);
            assertTrue(text.contains(layer.getClass().getSimpleName()), text);
            assertTrue(texts.add(text), text + " twice");
        }
        assertEquals("SpectralDense(3, 2)", Architecture.of(layers.get(2)));
    }

    /** PyTorch's default: uniform in ±1/sqrt(inputs). */
    @Test
    void initialWeightsFillTheirRange() {
        Random random = new Random(1);
        double bound = 1 / Math.sqrt(200);
        Dense dense = new Dense(200, 50, random);
        Convolution convolution = new Convolution(new PictureShape(8, 5, 5), 60, 5, 1, 2, random);
        for (Parameter parameter :
                List.of(
                        dense.weight(),
                        dense.bias(),
                        convolution.parameters().get(0),
                        convolution.parameters().get(1))) {
            Matrix values = parameter.value();
            assertTrue(values.max() <= bound + 1e-7 && values.max() > 0.8 * bound);
            assertTrue(values.min() >= -bound - 1e-7 && values.min() < -0.8 * bound);
            assertEquals(0, values.mean(), 4 * bound / Math.sqrt(3 * values.values().length));
        }
        TransposedConvolution transposed =
                new TransposedConvolution(new PictureShape(2, 5, 5), 8, 5, 2, 0, random);
        assertTrue(transposed.parameters().get(0).value().max() <= bound + 1e-7);
        assertTrue(transposed.parameters().get(0).value().max() > 0.9 * bound);
    }

    @Test
    void aPictureNetworkGoesOnWithTheShapeOfItsLastLayer() {
        PictureNetwork network =
                PictureNetwork.ofCode(5, new PictureShape(4, 3, 3), new Random(1))
                        .upsampling(2)
                        .batchNormalization()
                        .activation(Activation.RELU)
                        .convolution(2, 3, 1, 1)
                        .transposed(3, 4, 2, 1)
                        .pooling(3);
        assertEquals(new PictureShape(3, 4, 4), network.shape());
        assertEquals("[2, 48]", network.build().forward(Matrix.zeros(2, 5)).matrix().shape());
        Network judge =
                PictureNetwork.of(new PictureShape(1, 4, 4), new Random(1))
                        .convolution(2, 4, 2, 1)
                        .dense(1);
        assertEquals("[3, 1]", judge.forward(Matrix.zeros(3, 16)).matrix().shape());
        PictureShape large = new PictureShape(1, 1 << 14, 1 << 14);
        assertEquals(1 << 28, large.size());
        assertEquals(new PictureShape(3, 2, 2), new PictureShape(1, 2, 2).withChannels(3));
        assertRejected(
                "a picture must have at most 2^28 numbers",
                () -> new PictureShape(1, 1 << 14, (1 << 14) + 1));
    }

    private static final class WithoutAName implements Layer {
        @Override
        public Pass forward(Pass input) {
            return input;
        }
    }

    @Test
    void aResidualConnectionAddsItsInput() {
        Dense inner = new Dense(3, 3, new Random(2));
        Residual residual = new Residual(inner);
        assertArrayEquals(
                x.plus(inner.forward(x).matrix()).values(), residual.forward(x).matrix().values());
        assertEquals(List.of(inner.weight(), inner.bias()), residual.parameters());
    }

    @Test
    void theTangentOfAFrozenNetworkGivesItsParametersNothing() {
        Network network = Network.mlp(Activation.TANH, Activation.IDENTITY, new Random(1), 3, 4, 1);
        Pass direction = Pass.variable(x.times(2));
        Pass tangent = new Frozen(network).tangent(Pass.constant(x), direction);
        assertArrayEquals(
                network.tangent(Pass.constant(x), direction).matrix().values(),
                tangent.matrix().values());
        tangent.sum().backward();
        // linear in the direction: its gradient times the direction is the tangent itself
        assertEquals(
                tangent.matrix().sum(), direction.gradient().times(direction.matrix()).sum(), 1e-5);
        for (Parameter parameter : network.parameters()) {
            assertEquals(0, parameter.gradient().max());
            assertTrue(!parameter.frozen());
        }
    }

    @Test
    void aTangentNeedsADirectionOfTheInputsShape() {
        Pass at = Pass.constant(x);
        Pass other = Pass.constant(Matrix.zeros(4, 2));
        Random random = new Random(1);
        PictureShape shape = new PictureShape(3, 1, 1);
        for (Layer layer :
                List.of(
                        Activation.RELU,
                        new LeakyRelu(0.2),
                        new Dense(3, 2, random),
                        new SpectralDense(new Dense(3, 2, random)),
                        new Dropout(0.5, random),
                        new BatchNormalization(3),
                        new Residual(Activation.RELU),
                        new Network(new Dense(3, 2, random)),
                        new Convolution(shape, 2, 1, 1, 0, random),
                        new TransposedConvolution(shape, 2, 1, 1, 0, random),
                        new Upsampling(shape, 2),
                        new AveragePooling(shape, 1))) {
            assertRejected(
                    "direction must have x's shape [4, 3], but was [4, 2]",
                    () -> layer.tangent(at, other));
        }
    }

    @Test
    void theRectifiersSlopeAtZeroIsThatBelow() {
        Pass zero = Pass.variable(Matrix.zeros(1, 1));
        Pass one = Pass.constant(Matrix.filled(1, 1, 1));
        Activation.RELU.forward(zero).backward();
        assertEquals(0, zero.gradient().get(0, 0));
        assertEquals(0, Activation.RELU.tangent(zero, one).value());
        new LeakyRelu(0.25).forward(zero).backward();
        assertEquals(0.25, zero.gradient().get(0, 0));
        assertEquals(0.25, new LeakyRelu(0.25).tangent(zero, one).value());
    }

    @Test
    void aProbabilityToDropIsFromZeroToBelowOne() {
        Dropout none = new Dropout(0, new Random(1));
        assertArrayEquals(
                x.values(), none.forward(Pass.constant(x).inTraining()).matrix().values());
        assertRejected(
                "probability must be in [0, 1), but was 1.0", () -> new Dropout(1, new Random(1)));
    }
}
