package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Layer;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.nn.Require;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Networks that halve pictures until they are 4 pixels high, or double them from there. */
final class Pyramid {
    private static final int SMALLEST = 4;

    private Pyramid() {}

    /** From pictures to many small ones; twice as many channels after each halving. */
    static PictureNetwork down(
            PictureNetwork network,
            int channels,
            Layer activation,
            UnaryOperator<PictureNetwork> normalization) {
        network.halved(Require.atLeast("channels", 1, channels)).activation(activation);
        for (int wide = 2 * channels; network.shape().height() > SMALLEST; wide *= 2) {
            normalization.apply(network.halved(wide)).activation(activation);
        }
        return network;
    }

    /** From a code to pictures, without a last activation: the way down reversed. */
    static PictureNetwork up(
            int inputs,
            PictureShape shape,
            int channels,
            boolean normalized,
            RandomGenerator random) {
        Require.given("shape", shape);
        int wide = Require.atLeast("channels", 1, channels);
        Deque<PictureShape> smaller = new ArrayDeque<>();
        smaller.push(shape);
        PictureShape at = half(shape, wide);
        for (; at.height() > SMALLEST; at = half(at, wide)) {
            smaller.push(at);
            wide *= 2;
        }
        PictureNetwork network = PictureNetwork.ofCode(inputs, at, random);
        for (PictureShape next : smaller) {
            if (normalized) {
                network.batchNormalization();
            }
            network.activation(Activation.RELU);
            network.transposed(next.channels(), next.height() % 2 == 1 ? 3 : 4, 2, 1);
        }
        return network;
    }

    private static PictureShape half(PictureShape shape, int channels) {
        Require.that(
                shape.height() % 2 == shape.width() % 2,
                "to halve a picture, height and width must both be even or both odd, but it is %s",
                shape);
        return new PictureShape(channels, (shape.height() + 1) / 2, (shape.width() + 1) / 2);
    }
}
