package genlab;

import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.AveragePooling;
import genlab.nn.BatchNormalization;
import genlab.nn.Convolution;
import genlab.nn.Criterion;
import genlab.nn.Dense;
import genlab.nn.Dropout;
import genlab.nn.Frozen;
import genlab.nn.GroupNormalization;
import genlab.nn.LabelChannels;
import genlab.nn.Layer;
import genlab.nn.LeakyRelu;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.PictureLayer;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.nn.Projection;
import genlab.nn.Residual;
import genlab.nn.Silu;
import genlab.nn.SpectralConvolution;
import genlab.nn.SpectralDense;
import genlab.nn.TransposedConvolution;
import genlab.nn.Upsampling;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Randoms;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** No bad argument of matrices, passes, layers, losses and optimizers is silent or a riddle. */
class NetworkArgumentsTest {
    private static final double[][] SHARES = {
        {0.2, 0.3, 0.5}, {0.1, 0.2, 0.7}, {0.6, 0.1, 0.3}, {0.4, 0.5, 0.1},
    };

    private static RandomGenerator random() {
        return Randoms.seeded(1);
    }

    /** In (0, 1), its rows add up to 1. */
    private static Matrix shares() {
        return Matrix.ofRows(SHARES);
    }

    private static Dense dense(int inputs, int outputs) {
        return new Dense(inputs, outputs, random());
    }

    private static List<Parameter> parameters() {
        return dense(3, 1).parameters();
    }

    private static final PictureShape SHAPE = new PictureShape(1, 1, 3);

    private static Convolution convolution() {
        return new Convolution(SHAPE, 1, 1, 1, 0, random());
    }

    private static PictureNetwork pictures() {
        return PictureNetwork.of(SHAPE, random()).activation(Activation.TANH);
    }

    private static Pass wider(Pass pass) {
        Matrix matrix = pass.matrix();
        return Pass.variable(matrix.beside(matrix.columns(0, 1)));
    }

    @TestFactory
    Stream<DynamicTest> networks() {
        return BadArguments.ofPackage("genlab.nn")
                .value(int.class, () -> 1)
                .value(long.class, () -> 7L)
                .value(double.class, () -> 1 / 3.0)
                .value(boolean.class, () -> true)
                .value(String.class, () -> "weight")
                .value(Matrix.class, NetworkArgumentsTest::shares)
                .value(Pass.class, () -> Pass.variable(shares()))
                .value(Layer.class, () -> dense(3, 1))
                .value(Dense.class, () -> dense(3, 2))
                .value(Parameter.class, () -> new Parameter("weight", shares()))
                .value(Network.class, () -> new Network(dense(3, 2), Activation.TANH))
                .value(Frozen.class, () -> new Frozen(dense(3, 2)))
                .value(LeakyRelu.class, () -> new LeakyRelu(0.2))
                .value(Silu.class, () -> new Silu())
                .value(Dropout.class, () -> new Dropout(0.2, random()))
                .value(BatchNormalization.class, () -> new BatchNormalization(3))
                .value(SpectralDense.class, () -> new SpectralDense(dense(3, 2)))
                .value(Optimizer.class, () -> new Adam(parameters(), 0.1))
                .value(List.class, NetworkArgumentsTest::parameters)
                .value(Layer[].class, () -> new Layer[] {dense(3, 2), Activation.TANH})
                .value(Pass[].class, () -> new Pass[] {Pass.variable(shares())})
                .value(INDArray.class, () -> shares().toArray())
                .value(DoubleUnaryOperator.class, () -> x -> x)
                .value(UnaryOperator.class, () -> UnaryOperator.identity())
                .value(Consumer.class, () -> (Consumer<Matrix>) gradient -> {})
                .value("loss", () -> (Function<Pass, Pass>) Pass::mean)
                .value("penalty", () -> (Function<Pass, Pass>) g -> g.square().mean())
                .value("sizes", () -> new int[] {3, 2, 1})
                .value("indices", () -> new int[] {0, 2})
                .value("rows", () -> 4)
                .value("columns", () -> 3)
                .value("from", () -> 0)
                .value("to", () -> 2)
                .value("newRows", () -> 6)
                .value("newColumns", () -> 2)
                .value("values", () -> new float[12])
                .value("Matrix.ofRows: rows", () -> SHARES)
                .value("Matrix.ofColumn: numbers", () -> new double[] {1, 2})
                .value("Matrix.matmul: right", () -> shares().transpose())
                .value(
                        "SymmetricEigen.of: symmetric",
                        () -> shares().transpose().matmul(shares()).toArray())
                .value("Pass.matmul: other", () -> Pass.variable(shares().transpose()))
                .value("Dense.new: bias", () -> Matrix.zeros(1, 3))
                .value("BatchNormalization.new: channels", () -> 3)
                .value("BatchNormalization.new: features", () -> 3)
                .instance("cross entropy", Criterion.class, Losses::binaryCrossEntropy)
                .instance("of logits", Criterion.class, Losses::binaryCrossEntropyFromLogits)
                .instance("softmax", Criterion.class, Losses::softmaxCrossEntropy)
                .value(PictureShape.class, () -> new PictureShape(1, 1, 3))
                .value(PictureNetwork.class, NetworkArgumentsTest::pictures)
                .value("inner", NetworkArgumentsTest::pictures)
                .value("Residual.new: inner", () -> dense(3, 3))
                .value(Residual.class, () -> new Residual(dense(3, 3)))
                .value(PictureLayer.class, NetworkArgumentsTest::convolution)
                .value(Convolution.class, NetworkArgumentsTest::convolution)
                .value(
                        TransposedConvolution.class,
                        () -> new TransposedConvolution(SHAPE, 1, 1, 1, 0, random()))
                .value(Upsampling.class, () -> new Upsampling(SHAPE, 2))
                .value(AveragePooling.class, () -> new AveragePooling(SHAPE, 1))
                .value(SpectralConvolution.class, () -> new SpectralConvolution(convolution()))
                .value(GroupNormalization.class, () -> new GroupNormalization(SHAPE, 1))
                .value(LabelChannels.class, () -> new LabelChannels(new PictureShape(1, 1, 2), 1))
                .value(Projection.class, () -> new Projection(dense(2, 4), 2, 4, 1, random()))
                .value("padding", () -> 0)
                .value("q", () -> Pass.variable(Matrix.filled(4, 6, 0.5)))
                .bad(Pass.class, "one column more", NetworkArgumentsTest::wider)
                .bad(Layer[].class, "empty", layers -> new Layer[0])
                .bad(Layer[].class, "null inside", layers -> new Layer[1])
                .bad(Pass[].class, "null inside", passes -> new Pass[1])
                .bad(UnaryOperator.class, "none", any -> null)
                .allow(
                        "numbers flow through as floats do; a loss of them is no number either,"
                                + " whose way back is refused, as PassTest holds",
                        "Matrix.*: * = * inside",
                        "Matrix.*: value = *",
                        "Matrix.*: number = *",
                        "Pass.*: * = * inside",
                        "Pass.*: number = *",
                        "Layer.forward: x = * inside",
                        "Penalties.*: * = * inside",
                        "Criterion.of: target = NaN*",
                        "GradientCheck.relativeError: x = -1 inside",
                        "GradientCheck.relativeError: x = huge inside")
                .allow(
                        "one row more or less is as good",
                        "Layer.forward: x = one row *",
                        "Penalties.*: * = one row *",
                        "GradientCheck.relativeError: x = one row *",
                        "Dense.new: weight = one row *")
                .allow(
                        "any matrix is one",
                        "Pass.constant: value = one *",
                        "Pass.variable: value = one *",
                        "Pass.of: output = one *",
                        "Pass.then: output = one *",
                        "Parameter.new: value = one *")
                .allow(
                        "a weight may be any finite number",
                        "Dense.new: * = huge inside",
                        "Dense.new: * = -1 inside",
                        "Parameter.new: value = huge inside",
                        "Parameter.new: value = -1 inside")
                .allow(
                        "a size, place or row more or less is as good",
                        "Activation.forward: x = one column more",
                        "LeakyRelu.forward: x = one column more",
                        "Silu.forward: x = one column more",
                        "Dropout.forward: x = one column more",
                        "Criterion.of: prediction = one column more",
                        "Criterion.of: target = 0.0",
                        "Matrix.get: * = 0",
                        "Matrix.set: * = 0",
                        "Matrix.row: * = 0",
                        "Matrix.column: * = 0",
                        "Matrix.above: below = one row *",
                        "*.beside: right = one column *",
                        "*.matmul: * = one column *",
                        "Matrix.select: indices = one *",
                        "Matrix.of*: * = one *",
                        "Matrix.ofColumn: numbers = zeros",
                        "Matrix.ofRows: rows = asymmetric",
                        "Matrix.ofRows: rows = negative",
                        "Matrix.map: function = gives *")
                .allow(
                        "a name is for messages",
                        "Parameter.new: name = *",
                        "Matrix.requireFinite: name = *")
                .allow("there is then one window", "*onvolution*: stride = huge")
                .allow("a bound that nothing reaches", "Parameter.clip: bound = huge")
                .allow(
                        "it is then without that part",
                        "Dropout.new: probability = 0.0",
                        "Adam.new: * = 0.0",
                        "Sgd.new: momentum = 0.0",
                        "RmsProp.new: decay = 0.0",
                        "Optimizer.weightDecay: share = 0.0",
                        "*.new: parameters = empty")
                .allow("it has made none yet, or many", "Optimizer.resume: stepsMade = *")
                .allow("a network without a hidden layer", "Network.mlp: sizes = one less")
                .untried("it is the check itself", "Require.*:*")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> lossesOfAnyNumbers() {
        return BadArguments.of(Criterion.class)
                .value(double.class, () -> 0.5)
                .value("prediction", () -> Pass.variable(Matrix.filled(4, 6, 0.5)))
                .value("target", () -> Matrix.filled(4, 6, 0.5))
                .bad(Pass.class, "one column more", NetworkArgumentsTest::wider)
                .instance("squared error", Criterion.class, Losses::meanSquaredError)
                .allow(
                        "any number can be aimed at; of one that is none, no way leads back",
                        "Criterion.of: target = *Inf*",
                        "Criterion.of: target = NaN*",
                        "Criterion.of: target = huge*",
                        "Criterion.of: target = -1*",
                        "Criterion.of: target = 0.0",
                        "Criterion.of: prediction = one column more")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> preprocessings() {
        return BadArguments.ofPackage("genlab.preprocessing")
                .value(int.class, () -> 4)
                .value(Matrix.class, () -> shares().column(0))
                .value(Pass.class, () -> Pass.variable(shares().column(0)))
                .allow("there are four moments of any batch", "Preprocessing.outputSize: n = huge")
                .instance("diffs", Preprocessing.class, () -> Preprocessing.DATA_AND_DIFFS)
                .instance("moments", Preprocessing.class, () -> Preprocessing.FOUR_MOMENTS)
                .bad(Pass.class, "one column more", NetworkArgumentsTest::wider)
                .tests();
    }
}
