package genlab;

import genlab.data.DigitFactors;
import genlab.data.Digits;
import genlab.data.IdxTest;
import genlab.data.LabelledImages;
import genlab.data.Minibatches;
import genlab.data.NumpyFile;
import genlab.data.Pictures;
import genlab.data.Room;
import genlab.data.Standardizer;
import genlab.metrics.ConfidenceInterval;
import genlab.metrics.ModeCoverage;
import genlab.metrics.PrecisionRecall;
import genlab.nn.Matrix;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.MultivariateGaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.sampling.SeededRandom;
import genlab.sampling.Shapes;
import genlab.sampling.Uniform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** No bad argument of the samplers, the data sets and the metrics is silent or a riddle. */
class ArgumentsTest {
    @TempDir static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        for (String part : List.of("train", "t10k")) {
            Path images = folder.resolve("mnist").resolve(part + "-images-idx3-ubyte");
            Files.createDirectories(images.getParent());
            Files.write(images, IdxTest.images(2, 4, 4));
            Path labels = images.resolveSibling(part + "-labels-idx1-ubyte");
            Files.write(labels, IdxTest.labels(1, 2));
        }
        Pictures.grey(pixels()).writeEach(folder.resolve("pictures"));
        Pictures.grey(pixels()).writeGrid(folder.resolve("read.png"), 2);
        NumpyFile.write(pixels(), folder.resolve("pixels.npy"));
        NumpyFile.write(Matrix.filled(5, 1, 2), folder.resolve("labels.npy"));
    }

    private static Matrix pixels() {
        return Digits.draw(5, 4, random()).images();
    }

    private static Table table() {
        return Table.create(
                DoubleColumn.create("height", 170, 180, 160),
                DoubleColumn.create("weight", 70, 80, 60),
                StringColumn.create("team", "a", "b", "a"));
    }

    private static RandomGenerator random() {
        return Randoms.seeded(1);
    }

    @TestFactory
    Stream<DynamicTest> samplers() {
        return BadArguments.ofPackage("genlab.sampling")
                .value(double.class, () -> 0.5)
                .value(int.class, () -> 3)
                .value(long.class, () -> 7L)
                .value("high", () -> 1.5)
                .value("point", () -> new double[] {1, 2})
                .value("mean", () -> new double[] {1, 2})
                .value("covariance", () -> new double[][] {{2, 0.5}, {0.5, 1}})
                .value(Matrix.class, () -> Matrix.ofRows(new double[][] {{0, 1}, {2, 3}}))
                .value(Gaussian.class, () -> Gaussian.standard(2, random()))
                .value(Uniform.class, () -> new Uniform(2, random()))
                .value(GaussianMixture.class, () -> GaussianMixture.ring(8, 2, random()))
                .value(
                        MultivariateGaussian.class,
                        () -> MultivariateGaussian.correlated(0.5, random()))
                .value(
                        EmpiricalSampler.class,
                        () -> EmpiricalSampler.of(table(), random(), "height"))
                .value(
                        LabelledSamples.class,
                        () -> new LabelledSamples(Matrix.ofRows(ROWS), LABELS))
                .value("samples", () -> Matrix.ofRows(ROWS))
                .value("labels", () -> LABELS)
                .value(Table.class, ArgumentsTest::table)
                .value(NumericColumn.class, () -> table().doubleColumn("height"))
                .value("label", () -> "team")
                .value("columns", () -> new String[] {"height", "weight"})
                .value(SeededRandom.class, () -> Randoms.seeded(1))
                .allow(
                        "any number is one",
                        "Randoms.seeded: seed = *",
                        "SeededRandom.new: seed = *",
                        "SeededRandom.restore: earlier = *")
                .allow(
                        "a place or mean may be anywhere",
                        "Gaussian.new: mean = -1.0",
                        "Gaussian.new: mean = 0.0",
                        "GaussianMixture.score: points = one row *",
                        "GaussianMixture.score: points = -1 inside",
                        "GaussianMixture.expectedNoise: noisy = one row *",
                        "GaussianMixture.expectedNoise: noisy = -1 inside",
                        "GaussianMixture.*: signal = 0.0",
                        "GaussianMixture.*: noise = 0.0",
                        "Gaussian.density: x = -1.0",
                        "Gaussian.density: x = 0.0",
                        "Gaussian.density: x = huge",
                        "Uniform.new: low = -1.0",
                        "Uniform.new: low = 0.0",
                        "GaussianMixture.new: centres = -1 inside",
                        "GaussianMixture.logDensity: point = -1 inside",
                        "GaussianMixture.logDensity: point = zeros",
                        "MultivariateGaussian.new: mean = -1 inside",
                        "MultivariateGaussian.new: mean = zeros",
                        "MultivariateGaussian.correlated: correlation = 0.0",
                        "*Sample*.*: data = -1 inside",
                        "MultivariateGaussian.fittedTo: samples = one *",
                        "MultivariateGaussian.fittedTo: samples = -1 inside",
                        "LabelledSamples.new: samples = -1 inside",
                        "LabelledSamples.new: samples = huge inside")
                .allow("a label may be any from 0", "LabelledSamples.new: labels = huge inside")
                .allow("there may be none", "Shapes.*: noise = 0.0")
                .allow(
                        "one more or one less is as good",
                        "GaussianMixture.new: centres = one *",
                        "EmpiricalSampler.*: data = one *",
                        "EmpiricalSampler.labelled: columns = empty",
                        "LabelledSamples.new: samples = one column *",
                        "LabelledSamples.oneHot: labels = one *")
                .instance("moons", LabelledSampler.class, () -> Shapes.twoMoons(0.1, random()))
                .instance("digits", LabelledSampler.class, () -> Digits.sampler(4, random()))
                .instance("moons", Sampler.class, () -> Shapes.twoMoons(0.1, random()))
                .instance("spiral", Sampler.class, () -> Shapes.spiral(1, 0.1, random()))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> metrics() {
        return BadArguments.ofPackage("genlab.metrics")
                .value(int.class, () -> 3)
                .value("level", () -> 0.9)
                .value(double.class, () -> 0.5)
                .value(int[].class, () -> new int[] {1, 0, 2})
                .value(double[].class, () -> new double[] {0.5, 1, 3, 2})
                .value("factor", () -> new double[] {0.5, 1, 3, 2, 4})
                .value("Correlation.mutualInformation: codes", () -> Matrix.ofRows(ROWS))
                .value("Distances.frechet: meanA", () -> new double[] {1, 2})
                .value("Distances.frechet: meanB", () -> new double[] {1, 3})
                .value(double[][].class, () -> new double[][] {{2, 0.5}, {0.5, 1}})
                .value(DoubleUnaryOperator.class, () -> x -> Math.min(1, Math.max(0, x / 3)))
                .value(Matrix.class, ArgumentsTest::pixels)
                .value("Distances.kolmogorovSmirnov: a", () -> Matrix.filled(5, 1, 0.5))
                .value("Distances.kolmogorovSmirnov: b", () -> Matrix.filled(5, 1, 0.25))
                .value("Distances.wasserstein1: a", () -> Matrix.filled(5, 1, 0.5))
                .value("Distances.wasserstein1: b", () -> Matrix.filled(5, 1, 0.25))
                .value("ImageQuality.variety: labels", () -> LABELS.clone())
                .value("ModeCoverage.of: samples", () -> Matrix.filled(5, 2, 0.25))
                .value(GaussianMixture.class, () -> GaussianMixture.ring(8, 2, random()))
                .value(ConfidenceInterval.class, () -> ConfidenceInterval.ofMean(1, 2, 3))
                .value(PrecisionRecall.class, () -> new PrecisionRecall(1, 1))
                .value(ModeCoverage.class, () -> new ModeCoverage(new int[] {1, 2}, 4))
                .value(
                        "NearestNeighbours.explainedVariance: values",
                        () -> new double[] {0.5, 1, 3, 2, 1})
                .value("NearestNeighbours.accuracy: labels", () -> LABELS.clone())
                .value("NearestNeighbours.accuracy: expected", () -> LABELS.clone())
                .value("falsePositiveRates", () -> new double[] {0, 0.5, 1})
                .value("truePositiveRates", () -> new double[] {0, 0.9, 1})
                .value("thresholds", () -> new double[] {3, 2, 1})
                .allow(
                        "one sample or run more or less is as good",
                        "*.*: * = one row *",
                        "NearestNeighbours.explainedVariance: codes = one column *",
                        "Correlation.mutualInformation: codes = one column *",
                        "ImageQuality.variety: images = one column *",
                        "ConfidenceInterval.ofMean: values = one *",
                        "ConfidenceInterval.ofUnpairedDifference: * = one *",
                        "Distances.*: * = one *",
                        "RocCurve.of: *Scores = one *",
                        "ModeCoverage.new: samplesPerMode = one *",
                        "TransportPlan.new: destinations = one less")
                .allow(
                        "a measured number may be anything that can be squared",
                        "*: * = -1 inside",
                        "ConfidenceInterval.*: * = zeros",
                        "Distances.*: * = zeros",
                        "RocCurve.of: *Scores = zeros",
                        "ConfidenceInterval.contains: value = -1.0",
                        "ConfidenceInterval.contains: value = 0.0",
                        "ConfidenceInterval.new: low = -1.0",
                        "ConfidenceInterval.new: low = 0.0")
                .allow(
                        "it is only compared or counted, never squared",
                        "NearestNeighbours.accuracy: * = huge inside",
                        "Correlation.mutualInformation: codes = huge inside",
                        "ImageQuality.variety: labels = huge inside",
                        "ConfidenceInterval.contains: value = huge",
                        "ConfidenceInterval.new: high = huge",
                        "ConfidenceInterval.new: values = huge",
                        "ConfidenceInterval.ofShare: trials = huge",
                        "Distances.kolmogorovSmirnov: * = huge inside",
                        "Distances.wasserstein1: * = huge inside",
                        "ModeCoverage.new: samples = huge",
                        "RocCurve.of: *Scores = huge inside",
                        "RocCurve.new: thresholds = *",
                        "TransportPlan.new: cost = *")
                .allow(
                        "none at all is a share",
                        "PrecisionRecall.new: * = 0.0",
                        "ConfidenceInterval.ofShare: successes = 0")
                .tests();
    }

    private static final int[] LABELS = {0, 1, 2, 1, 0};
    private static final double[][] ROWS = {{1, 2}, {3, 5}, {2, 9}, {0, 0}, {4, 4}};

    @TestFactory
    Stream<DynamicTest> data() {
        return BadArguments.ofPackage("genlab.data")
                .value(int.class, () -> 4)
                .value("batchSize", () -> 2)
                .value("classes", () -> 10)
                .value(double.class, () -> 0.1)
                .value("stretch", () -> 0.9)
                .value("scale", () -> 0.9)
                .value("name", () -> "slant")
                .value("trainShare", () -> 0.5)
                .value(Matrix.class, ArgumentsTest::pixels)
                .value("width", () -> 4)
                .value("LabelledImages.resized: width", () -> 2)
                .value("ImageScaling.average: width", () -> 2)
                .value("indices", () -> new int[] {0, 2})
                .value("wanted", () -> new int[] {Digits.draw(5, 4, random()).labels()[1]})
                .value("unwanted", () -> new int[] {Digits.draw(5, 4, random()).labels()[1]})
                .value(int[].class, () -> new int[5])
                .value("factors", () -> DigitFactors.TYPICAL)
                .value("rows", () -> new String[] {"..", ".G"})
                .value(Room.class, () -> Room.of("..", ".G"))
                .value("Room.move: cell", () -> 2)
                .value("Room.steps: cell", () -> 2)
                .value("Room.bestAction: cell", () -> 2)
                .value("Room.picture: cell", () -> 2)
                .value("action", () -> 2)
                .value(boolean.class, () -> true)
                .value(IntUnaryOperator.class, () -> (IntUnaryOperator) cell -> 1)
                .value("Pictures.readGrid: file", () -> folder.resolve("read.png"))
                .value(Map.class, () -> Map.of("slant", new double[5]))
                .value(LabelledImages.class, () -> Digits.draw(5, 4, random()))
                .value(DigitFactors.class, () -> DigitFactors.TYPICAL)
                .value(
                        Minibatches.class,
                        () -> new Minibatches(Digits.draw(5, 4, random()), 2, random()))
                .value("DigitFactors.new: shiftX", () -> 0.01)
                .value("DigitFactors.new: shiftY", () -> 0.01)
                .value("Batch.new: indices", () -> new int[5])
                .value("Pictures.new: channels", () -> 1)
                .value("Pictures.new: labels", () -> new int[] {0, 1, 1, 0, 1})
                .value(List.class, () -> List.of("no", "yes"))
                .value(Pictures.class, () -> Pictures.grey(pixels()))
                .value(double[].class, () -> new double[] {1, 2})
                .value(Standardizer.class, () -> Standardizer.fit(Matrix.ofRows(ROWS)))
                .value("data", () -> Matrix.ofRows(ROWS))
                .value("standardized", () -> Matrix.ofRows(ROWS))
                .value("folder", () -> folder.resolve("pictures"))
                .value("Mnist.train: folder", () -> folder.resolve("mnist"))
                .value("Mnist.test: folder", () -> folder.resolve("mnist"))
                .value("Pictures.writeEach: folder", () -> folder.resolve("each"))
                .value("Pictures.writeGrid: file", () -> folder.resolve("grid.png"))
                .value("NumpyFile.write: file", () -> folder.resolve("out.npy"))
                .value("NumpyFile.read: file", () -> folder.resolve("pixels.npy"))
                .value("NumpyFile.readLabels: file", () -> folder.resolve("labels.npy"))
                .value("Idx.readImages: file", () -> folder.resolve("mnist/t10k-images-idx3-ubyte"))
                .value("Idx.readLabels: file", () -> folder.resolve("mnist/t10k-labels-idx1-ubyte"))
                .allow(
                        "in the middle of its range",
                        "DigitFactors.*: * = 0.0",
                        "*: rotation = -1.0")
                .allow("a digit", "Digits.image: digit = 0")
                .allow(
                        "the first cell or action, and a clear sky",
                        "Room.*: cell = 0",
                        "Room.move: action = 0",
                        "Room.*: clouds = 0.0")
                .allow("they stay where they are", "LabelledImages.shifted: most = 0")
                .allow(
                        "one more or one less is as good",
                        "ImageScaling.*: images = one row *",
                        "LabelledImages.*: * = one *",
                        "Minibatches.new: data = one *",
                        "Batch.new: samples = one column *",
                        "NumpyFile.write: samples = one *",
                        "Pictures.*: * = one row *",
                        "Pixels.*: pictures = one *",
                        "Standardizer.*: * = one *")
                .allow(
                        "they are numbers of any kind, which stay what they are",
                        "ImageScaling.*: images = huge inside",
                        "ImageScaling.*: images = -1 inside",
                        "Minibatches.new: data = huge inside",
                        "Minibatches.new: data = -1 inside",
                        "NumpyFile.write: samples = huge inside",
                        "NumpyFile.write: samples = -1 inside",
                        "Standardizer.*: * = huge inside",
                        "Standardizer.*: * = -1 inside",
                        "Standardizer.new: means = zeros")
                .allow(
                        "there may be as many labels as one likes, or none",
                        "LabelledImages.withoutLabels: unwanted = *",
                        "*.new: labels = huge inside",
                        "LabelledImages.new: factors = empty",
                        "Minibatches.new: labels = empty",
                        "Batch.new: labels = empty",
                        "Batch.new: indices = empty",
                        "Pictures.new: labels = empty",
                        "Pictures.new: classes = empty")
                .allow("more than there are is all of them", "Minibatches.new: batchSize = huge")
                .allow(
                        "a part of data that Minibatches has checked",
                        "Batch.new: samples = * inside",
                        "Batch.new: indices = * inside")
                .allow("it is for the message", "Pixels.*: name = *")
                .allow("the shape alone is asked for", "Pixels.width: pictures = *")
                .allow(
                        "it is made, or written into",
                        "Pictures.writeEach: folder = missing",
                        "Pictures.writeEach: folder = an empty folder")
                .untried("it downloads; MnistTest does, from this machine", "Mnist.download:*")
                .tests();
    }
}
