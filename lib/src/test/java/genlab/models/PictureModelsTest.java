package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.Golden;
import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.nn.Activation;
import genlab.nn.GradientCheck;
import genlab.nn.LabelChannels;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.nn.Projection;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ready networks of pictures, in the models that they are made for. */
class PictureModelsTest {
    private final RandomGenerator random = Randoms.seeded(1);

    @ParameterizedTest(name = "{0} x {0}, {1} channels")
    @CsvSource({"14, 1", "28, 1", "32, 3", "28, 3"})
    void everyNetworkFitsPicturesOfTheUsualSizes(int side, int channels) {
        PictureShape shape = new PictureShape(channels, side, side);
        Matrix pictures = Matrix.filled(20, shape.size(), 0.5);
        Matrix labels = Conditions.oneHot(3, 20, 10);
        Dcgan.builder(shape, 2, 5, random).build(random).trainStep(pictures);
        Dcgan.conditional(shape, 2, 5, 10, random).build(random).given(labels).trainStep(pictures);
        Gan labelled =
                Dcgan.conditional(shape, 2, 5, 10, random)
                        .discriminator(Dcgan.labelled(shape, 2, 10, random))
                        .build(random);
        labelled.given(labels).trainStep(pictures);
        Gan penalized =
                Dcgan.builder(shape, 2, 5, random)
                        .discriminator(Dcgan.critic(shape, 2, random))
                        .gradientPenalty(10)
                        .build(random);
        penalized.trainStep(pictures);
        Matrix sample = penalized.sample(4, random);
        assertEquals(shape.size(), sample.columns());
        assertTrue(sample.min() > 0 && sample.max() < 1);
        Vae vae = ConvolutionalVae.builder(shape, 2, 3, random).build(random);
        vae.trainStep(pictures);
        Vae conditional = ConvolutionalVae.conditional(shape, 2, 3, 10, random).build(random);
        conditional.given(labels).trainStep(pictures);
        assertEquals(shape.size(), conditional.given(labels).reconstruct(pictures).columns());
    }

    @Test
    void aLabelFillsItsChannels() {
        LabelChannels layer = new LabelChannels(new PictureShape(1, 1, 2), 2);
        Matrix x = Matrix.ofRows(new double[] {1, 2, 7, 8}, new double[] {3, 4, 5, 6});
        Matrix expected =
                Matrix.ofRows(new double[] {1, 2, 7, 7, 8, 8}, new double[] {3, 4, 5, 5, 6, 6});
        assertArrayEquals(expected.values(), layer.forward(x).matrix().values());
        assertDerivatives(layer, x);
        assertRejected(
                "the layer takes pictures [1, 1, 2] with 2 conditions beside them",
                () -> layer.forward(Matrix.zeros(1, 3)));
    }

    @Test
    void aProjectionScoresTheFeaturesByTheLabel() {
        Layer features =
                PictureNetwork.of(new PictureShape(1, 6, 6), random)
                        .halved(4)
                        .activation(Activation.TANH)
                        .build();
        Projection layer = new Projection(features, 36, 36, 3, random);
        Matrix picture = Gaussian.standard(36, random).draw(1);
        Matrix twice = picture.above(picture);
        Matrix scores =
                layer.forward(twice.beside(Conditions.oneHot(new int[] {0, 2}, 3))).matrix();
        Matrix none = layer.forward(picture.beside(Matrix.zeros(1, 3))).matrix();
        // one number for each label is linear in the label: half of two is the mean
        Matrix half = Matrix.ofRows(new double[] {0.5, 0, 0.5});
        double mixed = layer.forward(picture.beside(half)).matrix().get(0, 0);
        assertEquals(scores.mean(), mixed, 1e-5);
        assertTrue(Math.abs(scores.get(0, 0) - none.get(0, 0)) > 1e-4);
        assertDerivatives(layer, twice.beside(Conditions.oneHot(new int[] {0, 2}, 3)));
        assertRejected(
                "the layer takes 36 numbers with 3 conditions beside them",
                () -> layer.forward(twice));
    }

    private static void assertDerivatives(Layer layer, Matrix x) {
        double error = GradientCheck.relativeError(layer, x, y -> y.square().sum(), 1e-2);
        assertEquals(0, error, 5e-3);
        Matrix direction = Gaussian.standard(x.columns(), Randoms.seeded(2)).draw(x.rows());
        Matrix small = direction.times(1e-2);
        Matrix moved = layer.forward(x.plus(small)).matrix();
        Matrix difference = moved.minus(layer.forward(x.minus(small)).matrix()).times(50);
        Matrix tangent = layer.tangent(Pass.constant(x), Pass.constant(direction)).matrix();
        assertEquals(0, Golden.relativeError(difference, tangent), 5e-3);
    }

    @Test
    void aSizeThatCannotBeHalvedIsTold() {
        assertRejected(
                "to halve a picture, height and width must both be even or both odd",
                () -> Dcgan.discriminator(new PictureShape(1, 14, 15), 2, random));
        assertRejected(
                "to halve a picture, height and width must both be even or both odd",
                () -> Dcgan.generator(5, new PictureShape(1, 14, 15), 2, random));
    }

    /** Of two kinds of digits, after 60 steps: the order decides which one is made. */
    @Test
    void theConditionalGanLearnsToObey() {
        LabelledImages digits = Digits.draw(600, 14, random).withLabels(0, 1);
        Gan gan =
                Dcgan.conditional(new PictureShape(1, 14, 14), 8, 4, 2, random)
                        .learningRate(0.005)
                        .build(random);
        gan.train(digits.sampler(random), 60);
        Matrix zeros = gan.given(Conditions.oneHot(0, 100, 2)).sample(100, random);
        Matrix ones = gan.given(Conditions.oneHot(1, 100, 2)).sample(100, random);
        Matrix meanOfZeros = digits.withLabels(0).images().columnMeans();
        Matrix meanOfOnes = digits.withLabels(1).images().columnMeans();
        Matrix axis = meanOfZeros.minus(meanOfOnes).transpose();
        double middle = meanOfZeros.plus(meanOfOnes).dividedBy(2).matmul(axis).get(0, 0);
        long right =
                IntStream.range(0, 100)
                        .filter(i -> zeros.row(i).matmul(axis).get(0, 0) > middle)
                        .count();
        right +=
                IntStream.range(0, 100)
                        .filter(i -> ones.row(i).matmul(axis).get(0, 0) < middle)
                        .count();
        assertTrue(right >= 180, right + " of 200");
    }
}
