package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.Golden;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupNormalizationTest {
    private static final PictureShape SHAPE = new PictureShape(4, 2, 3);

    private final Matrix x = Gaussian.standard(24, Randoms.seeded(1)).draw(5).times(3).plus(2);

    private static GroupNormalization layer(int groups) {
        GroupNormalization layer = new GroupNormalization(SHAPE, groups);
        for (Parameter parameter : layer.parameters()) {
            for (int c = 0; c < 4; c++) {
                parameter.value().set(0, c, 0.5 + 0.3 * c);
            }
        }
        return layer;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void eachGroupOfAPictureHasMeanZeroAndVarianceOne(int groups) {
        Matrix y = new GroupNormalization(SHAPE, groups).forward(x).matrix();
        int features = 24 / groups;
        for (int picture = 0; picture < 5; picture++) {
            for (int group = 0; group < groups; group++) {
                Matrix part = y.row(picture).columns(group * features, (group + 1) * features);
                assertEquals(0, part.mean(), 1e-5);
                assertEquals(1, part.standardDeviation(), 1e-4);
            }
        }
    }

    /** By hand: a group of a picture is 1, 2, 3, 4: mean 2.5, variance 1.25. */
    @Test
    void oneGroupIsTheFormula() {
        GroupNormalization layer = new GroupNormalization(new PictureShape(2, 1, 2), 1);
        layer.parameters().get(0).value().set(0, 1, 10);
        layer.parameters().get(1).value().set(0, 1, 7);
        Matrix y = layer.forward(Matrix.ofRows(new double[] {1, 2, 3, 4})).matrix();
        double deviation = Math.sqrt(1.25 + 1e-5);
        Matrix expected =
                Matrix.ofRows(
                        new double[] {
                            -1.5 / deviation,
                            -0.5 / deviation,
                            5 / deviation + 7,
                            15 / deviation + 7
                        });
        assertEquals(0, Golden.relativeError(expected, y), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void wayBackAndTangentAreDerivatives(int groups) {
        GroupNormalization layer = layer(groups);
        double error =
                GradientCheck.relativeError(
                        layer, x, y -> y.times(y).times(y).sum().times(0.01), 3e-2);
        assertTrue(error < 2e-3, "way back: " + error);
        Matrix direction = Gaussian.standard(24, Randoms.seeded(2)).draw(5);
        Matrix tangent = layer.tangent(Pass.constant(x), Pass.constant(direction)).matrix();
        Matrix up = layer.forward(x.plus(direction.times(1e-2))).matrix();
        Matrix down = layer.forward(x.minus(direction.times(1e-2))).matrix();
        assertEquals(0, Golden.relativeError(up.minus(down).times(50), tangent), 2e-3);
    }

    @Test
    void groupsThatDontDivideTheChannelsAreTold() {
        assertRejected(
                "groups must divide the channels of the picture [4, 2, 3]",
                () -> new GroupNormalization(SHAPE, 3));
        assertRejected(
                "the layer takes pictures [4, 2, 3], rows of 24 numbers, but the batch is [2, 15]",
                () -> layer(1).forward(Matrix.zeros(2, 15)));
    }
}
