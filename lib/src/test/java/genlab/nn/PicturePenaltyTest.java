package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.Golden;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The gradient penalty of a convolutional critic, against a double backward written out here in
 * doubles: a convolution 2 x 3 x 3, size 2, stride 1, to 2 channels, softplus, a dense layer.
 */
class PicturePenaltyTest {
    private static final int SIDE = 4;
    private static final int KERNEL = 3;
    private static final int CHANNELS = 2;
    private static final int PLACES = 2;

    private final Random random = new Random(3);
    private final Network critic =
            PictureNetwork.of(new PictureShape(1, SIDE, SIDE), random)
                    .convolution(CHANNELS, KERNEL, 1, 0)
                    .activation(Activation.SOFTPLUS)
                    .dense(1);
    private final Matrix x = Gaussian.standard(SIDE * SIDE, Randoms.seeded(1)).draw(3);

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    /** The gradients of the penalty by the weights and biases of the convolution and the dense. */
    private final class ByHand {
        final double[][] ofWeight = new double[KERNEL * KERNEL][CHANNELS];
        final double[] ofBias = new double[CHANNELS];
        final double[] ofDense = new double[CHANNELS * PLACES * PLACES];
        double penalty;

        private final Matrix w = critic.parameters().get(0).value();
        private final Matrix b = critic.parameters().get(1).value();
        private final Matrix v = critic.parameters().get(2).value();

        private int pixel(int row, int column, int tap) {
            return (row + tap / KERNEL) * SIDE + column + tap % KERNEL;
        }

        void add(int sample) {
            int units = ofDense.length;
            double[] slope = new double[units]; // softplus' of each unit
            double[] g = new double[SIDE * SIDE];
            for (int unit = 0; unit < units; unit++) {
                int channel = unit / (PLACES * PLACES);
                int row = unit / PLACES % PLACES;
                int column = unit % PLACES;
                double a = b.get(0, channel);
                for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                    a += w.get(tap, channel) * x.get(sample, pixel(row, column, tap));
                }
                slope[unit] = sigmoid(a);
                for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                    g[pixel(row, column, tap)] +=
                            v.get(unit, 0) * slope[unit] * w.get(tap, channel);
                }
            }
            double square = 0;
            for (double element : g) {
                square += element * element;
            }
            double norm = Math.sqrt(square);
            penalty += (norm - 1) * (norm - 1) / x.rows();
            double factor = 2 * (norm - 1) / norm / x.rows(); // d penalty / d g = factor g
            for (int unit = 0; unit < units; unit++) {
                int channel = unit / (PLACES * PLACES);
                int row = unit / PLACES % PLACES;
                int column = unit % PLACES;
                double along = 0;
                for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                    along += w.get(tap, channel) * factor * g[pixel(row, column, tap)];
                }
                ofDense[unit] += along * slope[unit];
                double ofSlope = along * v.get(unit, 0) * slope[unit] * (1 - slope[unit]);
                ofBias[channel] += ofSlope;
                for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                    int at = pixel(row, column, tap);
                    ofWeight[tap][channel] +=
                            v.get(unit, 0) * slope[unit] * factor * g[at]
                                    + ofSlope * x.get(sample, at);
                }
            }
        }
    }

    @Test
    void theGradientOfThePenaltyIsThatOfADoubleBackward() {
        ByHand expected = new ByHand();
        for (int sample = 0; sample < x.rows(); sample++) {
            expected.add(sample);
        }
        Pass penalty = Penalties.gradientPenalty(critic, x);
        assertEquals(expected.penalty, penalty.value(), 1e-5);
        penalty.backward();
        List<Parameter> found = critic.parameters();
        assertClose(Matrix.ofRows(expected.ofWeight), found.get(0));
        assertClose(Matrix.ofRows(expected.ofBias), found.get(1));
        assertClose(Matrix.ofColumn(expected.ofDense), found.get(2));
        assertEquals(0, found.get(3).gradient().max(), "a bias at the end moves no slope");
    }

    private static void assertClose(Matrix expected, Parameter parameter) {
        assertEquals(
                0, Golden.relativeError(expected, parameter.gradient()), 1e-5, parameter.name());
    }

    /** Every layer that a critic may have: the penalty's gradient against finite differences. */
    @Test
    void withNormalisationsItIsTheDerivative() {
        Network deep =
                PictureNetwork.of(new PictureShape(1, SIDE, SIDE), random)
                        .spectral()
                        .convolution(4, KERNEL, 1, 1)
                        .groupNormalization(2)
                        .activation(Activation.TANH)
                        .pooling(2)
                        .dense(1);
        Penalties.gradientPenalty(deep, x).backward();
        for (Parameter parameter : deep.parameters()) {
            if (parameter.frozen()) {
                continue;
            }
            float[] values = parameter.value().values();
            for (int i = 0; i < values.length; i += 3) {
                float before = values[i];
                values[i] = before + 1e-2f;
                double up = Penalties.gradientPenalty(deep, x).value();
                values[i] = before - 1e-2f;
                double down = Penalties.gradientPenalty(deep, x).value();
                values[i] = before;
                double expected = (up - down) / 2e-2;
                assertEquals(
                        expected,
                        parameter.gradient().values()[i],
                        2e-3 + 0.01 * Math.abs(expected),
                        parameter.name() + " " + i);
            }
        }
    }
}
