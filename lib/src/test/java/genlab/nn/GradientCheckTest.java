package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What all other gradients are held against can tell a wrong one. */
class GradientCheckTest {
    private final Matrix x = Matrix.ofRows(new double[][] {{1, -2}, {0.5, 3}});

    /** The identity with a way back of its own. */
    private static Layer withWayBack(UnaryOperator<Matrix> wayBack) {
        return input -> input.then(input.matrix(), wayBack);
    }

    private double error(Layer layer) {
        return GradientCheck.relativeError(layer, x, y -> y.square().sum(), 1e-2);
    }

    @Test
    void aWrongGradientIsToldByHowWrongItIs() {
        assertEquals(0, error(withWayBack(g -> g)), 1e-3);
        assertEquals(1, error(withWayBack(g -> g.times(-1))), 1e-3);
        assertEquals(1 / 3.0, error(withWayBack(g -> g.times(0.5))), 1e-3);
        assertEquals(0.1 / 2.1, error(withWayBack(g -> g.times(1.1))), 1e-3);
        assertEquals(1, error(withWayBack(g -> g.times(0))), 1e-3, "none where there is one");
        assertEquals(0, GradientCheck.relativeError(y -> y, x, y -> y.times(0).sum(), 1e-2));
    }

    @Test
    void oneWrongElementIsSeenWhereverItIs() {
        for (int wrong = 0; wrong < 4; wrong++) {
            int at = wrong;
            double error =
                    error(
                            withWayBack(
                                    g -> {
                                        Matrix result = g.copy();
                                        result.values()[at] *= 2;
                                        return result;
                                    }));
            assertTrue(error > 0.01, at + ": " + error);
        }
    }

    @Test
    void aParametersGradientCountsAsMuchAsTheInputs() {
        Dense dense = new Dense(2, 3, new Random(1));
        assertEquals(0, error(dense), 1e-3);
        assertEquals(0, error(dense), 1e-3, "whatever has been added up before");
        Layer twice =
                new Layer() {
                    @Override
                    public Pass forward(Pass input) {
                        Pass bias = dense.bias().pass();
                        return Dense.affine(
                                input,
                                dense.weight().pass().detach(),
                                bias.then(bias.matrix(), g -> g.times(2)),
                                null);
                    }

                    @Override
                    public java.util.List<Parameter> parameters() {
                        return java.util.List.of(dense.bias());
                    }
                };
        assertEquals(1 / 3.0, error(twice), 1e-3);
        dense.bias().freeze(true); // it gets no gradient, and none is missed
        assertEquals(0, error(dense), 1e-3);
    }

    @Test
    void aStepIsAboveZeroAndAtMostOne() {
        assertEquals(0, GradientCheck.relativeError(y -> y, x, Pass::sum, 1), 1e-6);
        assertRejected(
                "step must be in (0, 1], but was 0.0",
                () -> GradientCheck.relativeError(y -> y, x, Pass::sum, 0));
    }
}
