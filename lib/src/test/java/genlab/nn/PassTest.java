package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import genlab.preprocessing.Preprocessing;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PassTest {
    private static final Matrix OTHER =
            Gaussian.standard(3, Randoms.seeded(2)).draw(4).map(x -> 2 + Math.abs(x));
    private static final Matrix ROW = OTHER.row(0);
    private static final Matrix COLUMN = OTHER.column(1);

    static Stream<Arguments> operations() {
        return Stream.of(
                arguments("twice", op(x -> x.plus(x).times(x))),
                arguments("minus", op(x -> x.times(3).minus(x.square()))),
                arguments("row", op(x -> x.columnMeans().plus(x).times(x.columnMeans()))),
                arguments("column", op(x -> x.rowSums().times(x).minus(x.rowSums()))),
                arguments("constants", op(x -> x.plus(ROW).times(COLUMN).minus(OTHER))),
                arguments("quotient", op(x -> x.dividedBy(x.square().plus(1)).dividedBy(3))),
                arguments("exp", op(x -> x.times(0.5).exp())),
                arguments("log", op(x -> x.square().plus(1).log())),
                arguments("sqrt", op(x -> x.square().plus(1).sqrt())),
                arguments("abs", op(Pass::abs)),
                arguments("softplus", op(Pass::softplus)),
                arguments("sigmoid", op(Pass::sigmoid)),
                arguments("matmul", op(x -> x.matmul(x.transpose()))),
                arguments("columns", op(x -> x.columns(1, 3).times(x.columns(0, 2)))),
                arguments("beside", op(x -> x.beside(x.square()))),
                arguments("above", op(x -> x.above(x.square()))),
                arguments("reshape", op(x -> x.reshape(6, 2).columnMeans())),
                arguments("residual", op(x -> x.plus(Activation.TANH.forward(x)))),
                arguments("numbers", op(x -> x.sum().times(x.mean()).plus(x.mean().minus(2)))));
    }

    private static UnaryOperator<Pass> op(UnaryOperator<Pass> operation) {
        return operation;
    }

    /** Different weights for every element, so that none can hide behind another. */
    private static Pass weighted(Pass y) {
        Matrix weights = Matrix.zeros(y.matrix().rows(), y.matrix().columns());
        for (int i = 0; i < weights.values().length; i++) {
            weights.values()[i] = 0.3f * (i % 7) - 1;
        }
        return y.times(weights).sum();
    }

    private static Matrix awayFromZero() {
        return Gaussian.standard(3, Randoms.seeded(1)).draw(4).map(x -> x + Math.copySign(0.2, x));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void theWayBackIsTheDerivative(String name, UnaryOperator<Pass> operation) {
        double error =
                GradientCheck.relativeError(
                        operation::apply, awayFromZero(), PassTest::weighted, 1e-2);
        assertTrue(error < 2e-3, name + ": " + error);
    }

    static Stream<Arguments> tangents() {
        Random random = new Random(7);
        Matrix x = awayFromZero();
        Matrix numbers = Gaussian.standard(1, Randoms.seeded(3)).draw(9);
        BatchNormalization trained = new BatchNormalization(3);
        trained.forward(Pass.constant(OTHER).inTraining());
        Stream<Arguments> layers =
                Stream.of(
                        arguments(new Dense(3, 2, random), x, false),
                        arguments(new SpectralDense(new Dense(3, 2, random)), x, false),
                        arguments(new Residual(new Dense(3, 3, random)), x, false),
                        arguments(new LeakyRelu(0.2), x, false),
                        arguments(new Silu(), x, false),
                        arguments(new Dropout(0.5, random), x, false),
                        arguments(trained, x, false),
                        arguments(new BatchNormalization(3), x, true),
                        arguments(
                                Network.mlp(
                                        Activation.TANH, Activation.SOFTPLUS, random, 3, 5, 5, 2),
                                x,
                                false));
        return Stream.concat(
                layers,
                Stream.concat(
                        Arrays.stream(Activation.values()).map(layer -> arguments(layer, x, false)),
                        Arrays.stream(Preprocessing.values())
                                .map(layer -> arguments(layer, numbers, false))));
    }

    /** J(x) v by the way back: the derivative by u of u · v, where the way back of y gives Jᵀ u. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tangents")
    void theTangentIsTheTransposeOfTheWayBack(Layer layer, Matrix x, boolean training) {
        Pass at = training ? Pass.constant(x).inTraining() : Pass.constant(x);
        Matrix direction = Gaussian.standard(x.columns(), Randoms.seeded(4)).draw(x.rows());
        Matrix tangent = layer.tangent(at, Pass.constant(direction)).matrix();
        assertEquals(layer.forward(at).matrix().shape(), tangent.shape());
        for (int i = 0; i < tangent.values().length; i++) {
            Pass input = Pass.variable(x);
            Matrix unit = Matrix.zeros(tangent.rows(), tangent.columns());
            unit.values()[i] = 1;
            layer.forward(training ? input.inTraining() : input).backward(unit);
            double expected = input.gradient().times(direction).sum();
            assertEquals(expected, tangent.values()[i], 1e-4 * Math.max(1, Math.abs(expected)));
        }
    }

    /** What a penalty goes back through: the tangent's own way back, to parameters and x. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tangents")
    void theTangentsWayBackIsItsDerivative(Layer layer, Matrix x, boolean training) {
        Matrix direction = Gaussian.standard(x.columns(), Randoms.seeded(4)).draw(x.rows());
        boolean constantMean =
                layer == Preprocessing.VARIANCES || layer == Preprocessing.DATA_AND_VARIANCES;
        Layer tangent = new TangentOf(layer, direction, training);
        double error = GradientCheck.relativeError(tangent, x, PassTest::weighted, 1e-2);
        // the mean counts as a constant there, which a finite difference can't
        assertTrue(constantMean || error < 3e-3, layer + ": " + error);
    }

    private record TangentOf(Layer layer, Matrix direction, boolean training) implements Layer {
        @Override
        public Pass forward(Pass x) {
            Pass at = training ? x.inTraining() : x;
            return layer.tangent(at, Pass.constant(direction)).plus(at.sum().times(0));
        }

        @Override
        public java.util.List<Parameter> parameters() {
            return layer.parameters().stream().filter(p -> !p.frozen()).toList();
        }
    }

    @Test
    void aPassThatIsUsedTwiceGetsTheSum() {
        Pass x = Pass.variable(Matrix.ofRows(new double[] {3}));
        Pass shared = x.square();
        shared.times(2).plus(shared.times(shared)).backward(); // 2 x² + x⁴
        assertEquals(4 * 3 + 4 * 27, x.gradient().get(0, 0), 1e-3);
        shared.backward(); // once more: gradients add up
        assertEquals(4 * 3 + 4 * 27 + 6, x.gradient().get(0, 0), 1e-3);
    }

    @Test
    void denseIsThreeLinesThatAStudentCanWrite() {
        Random random = new Random(1);
        Dense dense = new Dense(3, 2, random);
        Layer own = x -> x.matmul(dense.weight().pass()).plus(dense.bias().pass());
        Matrix x = awayFromZero();
        weighted(dense.forward(x)).backward();
        Matrix ofWeight = dense.weight().gradient().copy();
        Matrix ofBias = dense.bias().gradient().copy();
        dense.zeroGradients();
        weighted(own.forward(x)).backward();
        assertArrayEquals(
                dense.forward(x).matrix().values(), own.forward(x).matrix().values(), 1e-6f);
        assertArrayEquals(ofWeight.values(), dense.weight().gradient().values(), 1e-5f);
        assertArrayEquals(ofBias.values(), dense.bias().gradient().values(), 1e-5f);
    }

    @Test
    void sumsOfALossKeepWhatAFloatWouldLose() {
        Pass large = Pass.constant(Matrix.filled(1, 1, 1 << 24));
        Pass one = Pass.constant(Matrix.filled(1, 1, 1));
        assertEquals((1 << 24) + 1, large.plus(one).value());
        assertEquals((1 << 24) + 1, large.plus(1).value());
        assertEquals((1 << 24) - 0.5, large.minus(0.5).value());
        assertEquals((1 << 24) + 1, large.plus(1).times(one).value());
    }

    @Test
    void gradientsStopAtConstantsAndDetachedPasses() {
        Pass x = Pass.variable(Matrix.ofRows(new double[] {3}));
        assertFalse(Pass.constant(x.matrix()).square().needsGradient());
        assertFalse(x.square().detach().times(2).needsGradient());
        x.plus(x.detach().square()).backward();
        assertEquals(1, x.gradient().get(0, 0));
    }

    @Test
    void aFrozenNetworkPassesGradientsOnAndKeepsNone() {
        Random random = new Random(1);
        Network network = Network.mlp(Activation.TANH, Activation.IDENTITY, random, 3, 4, 1);
        network.parameters().get(1).freeze(true);
        Pass x = Pass.variable(awayFromZero());
        new Frozen(network).forward(x).sum().backward();
        assertTrue(x.gradient().max() != 0);
        for (Parameter parameter : network.parameters()) {
            assertEquals(0, parameter.gradient().max());
        }
        network.forward(x).sum().backward();
        assertTrue(network.parameters().get(0).gradient().max() != 0, "thawed again");
        assertTrue(network.parameters().get(1).frozen(), "frozen by the user");
        assertEquals(0, network.parameters().get(1).gradient().max());
    }

    @Test
    void anOptimizerLeavesFrozenParametersAlone() {
        Dense dense = new Dense(3, 2, new Random(1));
        Adam adam = new Adam(dense.parameters(), 0.1);
        dense.forward(awayFromZero()).sum().backward();
        adam.step();
        float[] before = dense.weight().value().values().clone();
        dense.weight().freeze(true);
        adam.step(); // Adam would go on for a while without any gradient
        assertArrayEquals(before, dense.weight().value().values());
    }

    @Test
    void weightDecayShrinksApartFromTheGradient() {
        Parameter parameter = new Parameter("w", Matrix.ofRows(new double[] {2}));
        Optimizer sgd = new Sgd(java.util.List.of(parameter), 0.1).weightDecay(0.5);
        sgd.step();
        assertEquals(2 * (1 - 0.1 * 0.5), parameter.value().get(0, 0), 1e-6);
    }

    @Test
    void misuseIsToldBeforeAnythingChanges() {
        Pass x = Pass.variable(awayFromZero());
        assertThrows(IllegalStateException.class, x::value);
        assertThrows(IllegalStateException.class, () -> x.sum().gradient());
        assertRejected(
                "the gradient must have the output's shape [4, 3], but was [3, 4]",
                () -> x.backward(Matrix.zeros(3, 4)));
        Pass infinite = x.times(1e30).square().sum();
        assertThrows(ArithmeticException.class, infinite::backward);
        assertEquals(0, x.gradient().max());
    }
}
