package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.List;
import java.util.Random;
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
