package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
    private static final JsonNode GOLDEN = Golden.read("convolutions.json");
    private static final double TOLERANCE = 1e-4;

    static Stream<JsonNode> convolutions() {
        return StreamSupport.stream(GOLDEN.get("convolution").spliterator(), false);
    }

    static Stream<JsonNode> transposed() {
        return StreamSupport.stream(GOLDEN.get("transposed").spliterator(), false);
    }

    /** All numbers of an array of any dimensions, the last one fastest. */
    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isNumber()) {
            into.add(node.asDouble());
        } else {
            node.forEach(child -> flatten(child, into));
        }
    }

    private static int[] dimensions(JsonNode node) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode at = node; at.isArray(); at = at.get(0)) {
            sizes.add(at.size());
        }
        return sizes.stream().mapToInt(size -> size).toArray();
    }

    /** {@code {shape, values}}, or nested arrays: the first dimension becomes the rows. */
    static Matrix rows(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        boolean flat = node.has("values");
        flatten(flat ? node.get("values") : node, numbers);
        int rows = flat ? node.get("shape").get(0).asInt() : dimensions(node)[0];
        int columns = numbers.size() / rows;
        Matrix result = Matrix.zeros(rows, columns);
        for (int i = 0; i < numbers.size(); i++) {
            result.set(i / columns, i % columns, numbers.get(i));
        }
        return result;
    }

    static PictureShape shape(JsonNode pictures) {
        if (pictures.has("shape")) {
            JsonNode s = pictures.get("shape");
            return new PictureShape(s.get(1).asInt(), s.get(2).asInt(), s.get(3).asInt());
        }
        int[] s = dimensions(pictures);
        return new PictureShape(s[1], s[2], s[3]);
    }

    private static void assertClose(JsonNode expected, Matrix actual, String what) {
        Matrix matrix = rows(expected);
        if (matrix.columns() == 1 && actual.rows() == 1) {
            matrix = matrix.transpose();
        }
        assertEquals(0, Golden.relativeError(matrix, actual), TOLERANCE, what);
    }

    /** Forward, and the way back of PyTorch's upstream gradient. */
    private static Pass run(JsonNode golden, Layer layer, boolean training) {
        Pass x = Pass.variable(rows(golden.get("x")));
        Pass y = layer.forward(training ? x.inTraining() : x);
        assertClose(golden.get("y"), y.matrix(), "y");
        y.backward(rows(golden.get("upstream")));
        assertClose(golden.get("grad_x"), x.gradient(), "grad_x");
        return y;
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void isPyTorchs(JsonNode golden) {
        Kernel kernel =
                new Kernel(
                        shape(golden.get("x")),
                        golden.get("kernel").asInt(),
                        golden.get("stride").asInt(),
                        golden.get("padding").asInt());
        Convolution layer =
                new Convolution(
                        kernel,
                        rows(golden.get("weight")).transpose(),
                        rows(golden.get("bias")).transpose());
        assertEquals(shape(golden.get("y")), layer.output());
        run(golden, layer, false);
        assertClose(
                golden.get("grad_weight"),
                layer.parameters().get(0).gradient().transpose(),
                "grad_weight");
        assertClose(golden.get("grad_bias"), layer.parameters().get(1).gradient(), "grad_bias");
    }

    @ParameterizedTest
    @MethodSource("transposed")
    void transposedIsPyTorchs(JsonNode golden) {
        PictureShape input = shape(golden.get("x"));
        Matrix bias = rows(golden.get("bias")).transpose();
        Kernel kernel =
                TransposedConvolution.kernel(
                        input,
                        bias.columns(),
                        golden.get("kernel").asInt(),
                        golden.get("stride").asInt(),
                        golden.get("padding").asInt());
        TransposedConvolution layer =
                new TransposedConvolution(input, kernel, rows(golden.get("weight")), bias);
        assertEquals(shape(golden.get("y")), layer.output());
        run(golden, layer, false);
        assertClose(golden.get("grad_weight"), layer.parameters().get(0).gradient(), "grad_weight");
        assertClose(golden.get("grad_bias"), layer.parameters().get(1).gradient(), "grad_bias");
    }

    /** Two batches of training one after the other, then evaluation with what they left. */
    @Test
    void batchNormalizationIsPyTorchs() {
        PictureShape shape = shape(GOLDEN.get("batch_norm").get(0).get("x"));
        BatchNormalization layer = new BatchNormalization(shape.channels(), shape.positions());
        for (JsonNode golden : GOLDEN.get("batch_norm")) {
            set(layer.parameters().get(0), golden.get("weight"));
            set(layer.parameters().get(1), golden.get("bias"));
            layer.zeroGradients();
            run(golden, layer, golden.get("mode").asText().equals("training"));
            assertClose(golden.get("grad_weight"), layer.parameters().get(0).gradient(), "weight");
            assertClose(golden.get("grad_bias"), layer.parameters().get(1).gradient(), "bias");
            if (golden.has("running_mean")) {
                assertClose(golden.get("running_mean"), layer.parameters().get(2).value(), "mean");
                assertClose(golden.get("running_var"), layer.parameters().get(3).value(), "var");
            }
        }
    }

    private static void set(Parameter parameter, JsonNode numbers) {
        float[] values = rows(numbers).values();
        System.arraycopy(values, 0, parameter.value().values(), 0, values.length);
    }

    @Test
    void upsamplingAndPoolingArePyTorchs() {
        JsonNode up = GOLDEN.get("upsample_nearest").get(0);
        run(up, new Upsampling(shape(up.get("x")), up.get("factor").asInt()), false);
        JsonNode pool = GOLDEN.get("average_pool").get(0);
        run(pool, new AveragePooling(shape(pool.get("x")), pool.get("size").asInt()), false);
    }

    static Stream<Arguments> layers() {
        Random random = new Random(5);
        PictureShape shape = new PictureShape(2, 4, 6);
        return Stream.of(
                arguments(new Convolution(shape, 3, 3, 1, 1, random)),
                arguments(new Convolution(shape, 3, 4, 2, 1, random)),
                arguments(new Convolution(shape, 2, 3, 2, 0, random)),
                arguments(new TransposedConvolution(shape, 3, 4, 2, 1, random)),
                arguments(new TransposedConvolution(shape, 2, 3, 1, 0, random)),
                arguments(new SpectralConvolution(new Convolution(shape, 3, 3, 1, 1, random))),
                arguments(new Convolution(shape, 3, 3, 1, 1, random).withoutBias()),
                arguments(new Upsampling(shape, 2)),
                arguments(new AveragePooling(shape, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void wayBackAndTangentAreDerivatives(PictureLayer layer) {
        Matrix x = Gaussian.standard(layer.input().size(), Randoms.seeded(1)).draw(3);
        double error =
                GradientCheck.relativeError(layer, x, y -> y.times(y).sum().times(0.1), 1e-2);
        assertTrue(error < 2e-3, layer + ": " + error);
        Matrix direction = Gaussian.standard(layer.input().size(), Randoms.seeded(2)).draw(3);
        Matrix tangent = layer.tangent(Pass.constant(x), Pass.constant(direction)).matrix();
        Matrix moved = layer.forward(x.plus(direction)).matrix();
        assertEquals(
                0, Golden.relativeError(moved.minus(layer.forward(x).matrix()), tangent), 1e-4);
    }

    static Stream<PictureLayer> largeLayers() {
        Random random = new Random(6);
        PictureShape shape = new PictureShape(20, 9, 7);
        return Stream.of(
                new Convolution(shape, 11, 5, 1, 2, random),
                new Convolution(shape, 6, 3, 2, 1, random),
                new TransposedConvolution(shape, 12, 4, 2, 1, random));
    }

    /** A large batch is computed in parts, a picture alone in one or two. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("largeLayers")
    void aBatchGivesWhatItsPicturesGiveAlone(PictureLayer layer) {
        Matrix x = Gaussian.standard(layer.input().size(), Randoms.seeded(3)).draw(150);
        Matrix upstream = Gaussian.standard(layer.output().size(), Randoms.seeded(4)).draw(150);
        Pass batch = Pass.variable(x);
        Pass y = layer.forward(batch);
        y.backward(upstream);
        Matrix ofWeight = layer.parameters().get(0).gradient().copy();
        Matrix ofBias = layer.parameters().get(1).gradient().copy();
        layer.zeroGradients();
        for (int i = 0; i < x.rows(); i++) {
            Pass alone = Pass.variable(x.row(i));
            Pass output = layer.forward(alone);
            output.backward(upstream.row(i));
            assertEquals(0, Golden.relativeError(output.matrix(), y.matrix().row(i)), TOLERANCE);
            Matrix gradient = batch.gradient().row(i);
            assertEquals(0, Golden.relativeError(alone.gradient(), gradient), TOLERANCE);
        }
        Matrix sum = layer.parameters().get(0).gradient();
        assertEquals(0, Golden.relativeError(sum, ofWeight), TOLERANCE);
        sum = layer.parameters().get(1).gradient();
        assertEquals(0, Golden.relativeError(sum, ofBias), TOLERANCE);
    }

    /** Every window that fits into a picture as small as the window or smaller. */
    @Test
    void smallPicturesAreConvolvedAsByLoops() {
        Random random = new Random(8);
        for (int height = 1; height <= 4; height++) {
            for (int width = 1; width <= 4; width++) {
                for (int size = 1; size <= 5; size++) {
                    for (int padding = 0; padding < size; padding++) {
                        if (Math.min(height, width) + 2 * padding >= size) {
                            PictureShape shape = new PictureShape(2, height, width);
                            for (int stride = 1; stride <= 3; stride++) {
                                assertIsByLoops(shape, size, stride, padding, random);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void assertIsByLoops(
            PictureShape shape, int size, int stride, int padding, Random random) {
        Convolution layer = new Convolution(shape, 3, size, stride, padding, random);
        Matrix x = Gaussian.standard(shape.size(), Randoms.seeded(5)).draw(2);
        Pass pass = Pass.variable(x);
        Pass y = layer.forward(pass);
        y.backward(Matrix.filled(2, layer.output().size(), 1));
        Matrix w = layer.parameters().get(0).value();
        Matrix b = layer.parameters().get(1).value();
        Matrix expected = Matrix.zeros(2, layer.output().size());
        Matrix gradient = Matrix.zeros(2, shape.size());
        PictureShape out = layer.output();
        for (int i = 0; i < expected.columns(); i++) {
            int channel = i / (out.height() * out.width());
            int row = i / out.width() % out.height();
            int column = i % out.width();
            for (int sample = 0; sample < 2; sample++) {
                float sum = b.get(0, channel);
                for (int k = 0; k < w.rows(); k++) {
                    int down = row * stride - padding + k / size % size;
                    int right = column * stride - padding + k % size;
                    if (Math.min(down, right) >= 0
                            && down < shape.height()
                            && right < shape.width()) {
                        int plane = k / (size * size) * shape.height();
                        int pixel = (plane + down) * shape.width() + right;
                        float weight = w.get(k, channel);
                        sum += weight * x.get(sample, pixel);
                        gradient.set(sample, pixel, gradient.get(sample, pixel) + weight);
                    }
                }
                expected.set(sample, i, sum);
            }
        }
        String what = layer.toString();
        assertEquals(0, Golden.relativeError(expected, y.matrix()), TOLERANCE, what);
        assertEquals(0, Golden.relativeError(gradient, pass.gradient()), TOLERANCE, what);
    }

    @Test
    void sizesThatDontFitAreTold() {
        Random random = new Random(1);
        PictureShape shape = new PictureShape(1, 4, 4);
        assertRejected(
                "a window of 7 pixels with padding 1 must fit into the picture [1, 4, 4]",
                () -> new Convolution(shape, 2, 7, 1, 1, random));
        assertRejected(
                "the layer takes pictures [1, 4, 4], rows of 16 numbers, but the batch is [2, 15]",
                () -> new Convolution(shape, 2, 3, 1, 1, random).forward(Matrix.zeros(2, 15)));
        assertRejected(
                "height and width must be multiples of 3", () -> new AveragePooling(shape, 3));
        assertRejected(
                "a transposed convolution must leave something",
                () -> new TransposedConvolution(new PictureShape(1, 1, 1), 1, 2, 1, 1, random));
    }
}
