package genlab;

import static genlab.Rejections.assertRejected;

import genlab.data.Standardizer;
import genlab.models.AdversarialLoss;
import genlab.models.AdversarialLosses;
import genlab.models.Autoencoder;
import genlab.models.AutoencoderBuilder;
import genlab.models.Classifier;
import genlab.models.Diffusion;
import genlab.models.DistributionGan;
import genlab.models.FlowMatching;
import genlab.models.Gan;
import genlab.models.GanBuilder;
import genlab.models.GenerativeModel;
import genlab.models.Likelihood;
import genlab.models.Likelihoods;
import genlab.models.Model;
import genlab.models.ModelBuilder;
import genlab.models.NoiseSchedule;
import genlab.models.Pca;
import genlab.models.Posterior;
import genlab.models.ReverseProcess;
import genlab.models.TimedModel;
import genlab.models.TimedModelBuilder;
import genlab.models.UNet;
import genlab.models.Vae;
import genlab.models.VaeBuilder;
import genlab.models.VariationalBound;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.PictureShape;
import genlab.nn.Sgd;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.training.Schedule;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No bad argument of models is silent or a riddle. */
class ModelArgumentsTest {
    @TempDir static Path folder;

    @BeforeAll
    static void save() throws IOException {
        gan().save(folder.resolve("gan"));
    }

    private static RandomGenerator random() {
        return Randoms.seeded(1);
    }

    private static Matrix pixels() {
        return Matrix.ofRows(
                new double[][] {{0.1, 0.9, 0.4}, {0.2, 0.3, 0.6}, {1, 0, 0.5}, {0, 1, 0.25}});
    }

    private static Vae vae() {
        return Vae.builder(3, 2).hidden(4).build(random());
    }

    private static Gan gan() {
        return Gan.builder(3, 2).hidden(4).build(random());
    }

    private static Diffusion diffusion() {
        return Diffusion.builder(3)
                .hidden(4)
                .schedule(NoiseSchedule.linear(4))
                .conditions(1)
                .dropConditions(0.1)
                .build(random())
                .given(Matrix.filled(4, 1, 0.5));
    }

    private static FlowMatching flow() {
        return FlowMatching.builder(3)
                .hidden(4)
                .build(random())
                .solved(FlowMatching.Solver.EULER, 2);
    }

    private static Pass wider(Pass pass) {
        Matrix matrix = pass.matrix();
        return Pass.variable(matrix.beside(matrix.columns(0, 1)));
    }

    private static Function<List<Parameter>, Optimizer> maker() {
        return parameters -> new Sgd(parameters, 0.1);
    }

    @TestFactory
    Stream<DynamicTest> models() {
        return BadArguments.ofPackage("genlab.models")
                .value(int.class, () -> 2)
                .value(double.class, () -> 0.5)
                .value(boolean.class, () -> true)
                .value(Matrix.class, ModelArgumentsTest::pixels)
                .value(Pass.class, () -> Pass.variable(pixels()))
                .value(Layer.class, () -> new Dense(3, 2, random()))
                .value(int[].class, () -> new int[] {1, 0, 1, 0})
                .value("sizes", () -> new int[] {3, 4})
                .value(Training.class, () -> Training.epochs(1))
                .value(Schedule.class, () -> Schedule.constant(0.1))
                .value(Standardizer.class, () -> Standardizer.fit(pixels()))
                .value(Preprocessing.class, () -> Preprocessing.RAW)
                .value(Likelihood.class, Likelihoods::bernoulli)
                .value(Function.class, ModelArgumentsTest::maker)
                .value(AdversarialLoss.class, () -> AdversarialLosses.HINGE)
                .value(
                        Likelihoods.Block[].class,
                        () ->
                                new Likelihoods.Block[] {
                                    new Likelihoods.Block(1, Likelihoods.gaussian())
                                })
                .value("z", () -> Matrix.filled(4, 2, 0.5))
                .value("epsilon", () -> Matrix.filled(4, 2, 0.5))
                .value("costs", () -> new double[] {1, 2, 3, 4})
                .value("Posterior.new: encoded", () -> Pass.variable(Matrix.filled(4, 4, 0.5)))
                .value("Model.load: file", () -> folder.resolve("gan"))
                .value("Conditions.oneHot: label", () -> 1)
                .value("known", () -> Matrix.filled(4, 1, 0.5))
                .value("Model.save: file", () -> folder.resolve("new"))
                .value("data", ModelArgumentsTest::pixels)
                .value("Model.train: data", () -> Gaussian.standard(3, random()))
                .value("Model.train: training", () -> Training.steps(1))
                .value("DistributionGan.train: real", () -> Gaussian.standard(1, random()))
                .value("DistributionGan.decode: z", () -> Matrix.filled(4, 1, 0.5))
                .value("Pca.new: mean", () -> Matrix.zeros(1, 3))
                .value("Pca.new: components", () -> Matrix.filled(3, 2, 0.5))
                .value("Pca.new: variances", () -> new double[] {2, 1})
                .value(Vae.class, ModelArgumentsTest::vae)
                .value(VaeBuilder.class, () -> Vae.builder(3, 2))
                .value(ModelBuilder.class, () -> Vae.builder(3, 2))
                .value(AutoencoderBuilder.class, () -> Vae.builder(3, 2))
                .value(Autoencoder.class, () -> Autoencoder.builder(3, 2).build(random()))
                .value(Autoencoder.Builder.class, () -> Autoencoder.builder(3, 2))
                .value(Gan.class, ModelArgumentsTest::gan)
                .value(GanBuilder.class, () -> Gan.builder(3, 2))
                .value(PictureShape.class, () -> new PictureShape(1, 6, 6))
                .value(DistributionGan.class, ModelArgumentsTest::ofNumbers)
                .value(DistributionGan.Builder.class, DistributionGan::builder)
                .value(Classifier.class, () -> Classifier.mlp(2, random(), 3))
                .value(Model.class, ModelArgumentsTest::gan)
                .value(GenerativeModel.class, ModelArgumentsTest::gan)
                .value(Diffusion.class, ModelArgumentsTest::diffusion)
                .value(Diffusion.Builder.class, () -> Diffusion.builder(3))
                .value(FlowMatching.class, ModelArgumentsTest::flow)
                .value(FlowMatching.Builder.class, () -> FlowMatching.builder(3))
                .value(TimedModel.class, ModelArgumentsTest::diffusion)
                .value(TimedModelBuilder.class, () -> Diffusion.builder(3))
                .value(NoiseSchedule.class, () -> NoiseSchedule.linear(4))
                .value(ReverseProcess.class, ReverseProcess::ddpm)
                .value(UNet.class, () -> new UNet(new PictureShape(1, 4, 4), 2, 1, random()))
                .value(PictureShape.class, () -> new PictureShape(1, 4, 4))
                .value(UnaryOperator.class, () -> (UnaryOperator<Matrix>) x0 -> x0)
                .value(
                        VariationalBound.Denoiser.class,
                        () -> (VariationalBound.Denoiser) (x, t) -> x)
                .value("t", () -> 2)
                .value("steps", () -> 4)
                .value("VariationalBound.new: steps", () -> new double[] {1, 2})
                .value("NoiseSchedule.noised: t", () -> new int[] {1})
                .value("NoiseSchedule.noised: epsilon", ModelArgumentsTest::pixels)
                .value("NoiseSchedule.geometric: least", () -> 0.01)
                .value("NoiseSchedule.geometric: most", () -> 50.0)
                .value("ReverseProcess.step: epsilon", ModelArgumentsTest::pixels)
                .value("ReverseProcess.step: z", ModelArgumentsTest::pixels)
                .value("ReverseProcess.step: previous", () -> 1)
                .value("ReverseProcess.new: largeVariance", () -> false)
                .value("TimeEmbedding.of: times", () -> new double[] {1, 2})
                .value("Diffusion.decode: z", ModelArgumentsTest::pixels)
                .value("Diffusion.path: z", ModelArgumentsTest::pixels)
                .value("FlowMatching.decode: z", ModelArgumentsTest::pixels)
                .value("FlowMatching.path: z", ModelArgumentsTest::pixels)
                .value("Diffusion.sample: count", () -> 4)
                .value("Diffusion.inpaint: known", ModelArgumentsTest::pixels)
                .value("Diffusion.inpaint: mask", () -> Matrix.filled(1, 3, 1))
                .value("Builder.range: least", () -> -1.0)
                .value("UNet.forward: x", () -> Pass.variable(Matrix.filled(4, 18, 0.5)))
                .value(Pca.class, () -> Pca.of(pixels(), 2))
                .value(Posterior.class, () -> new Posterior(Pass.variable(fours()), 2))
                .bad(Pass.class, "one column more", ModelArgumentsTest::wider)
                .bad(Function.class, "gives null", any -> parameters -> null)
                .bad(Likelihoods.Block[].class, "empty", any -> new Likelihoods.Block[0])
                .bad(Likelihoods.Block[].class, "null inside", any -> new Likelihoods.Block[1])
                .bad(Sampler.class, "draws NaN", s -> n -> Matrix.filled(n, 3, Double.NaN))
                .bad(Sampler.class, "draws null", s -> n -> null)
                .bad(Sampler.class, "draws one less", s -> n -> s.draw(Math.max(1, n - 1)))
                .bad(Sampler.class, "one column more", s -> n -> Matrix.zeros(n, 4))
                .allow(
                        "a sample more or less is as good",
                        "*: * = one row *",
                        "*Builder.hidden: sizes = *",
                        "Classifier.mlp: sizes = one less",
                        "Conditions.oneHot: labels = one *",
                        "Conditions.oneHot: label = 0")
                .allow(
                        "they are any finite numbers",
                        "*: z = * inside",
                        "*: epsilon = * inside",
                        "Autoencoder.*: * = * inside",
                        "Classifier.*: * = * inside",
                        "Gan.*: * = * inside",
                        "Diffusion.*: * = huge inside",
                        "Diffusion.*: * = -1 inside",
                        "FlowMatching.*: * = huge inside",
                        "FlowMatching.*: * = -1 inside",
                        "TimedModel.*: * = huge inside",
                        "TimedModel.*: * = -1 inside",
                        "VariationalBound.of: data = * inside",
                        "VariationalBound.new: *",
                        "NoiseSchedule.noised: * = * inside",
                        "ReverseProcess.step: * = * inside",
                        "TimeEmbedding.of: times = *",
                        "Pca.*: * = * inside",
                        "Pca.new: variances = zeros",
                        "Posterior.scoreFunction: baseline = *",
                        "Posterior.scoreFunction: costs = * inside",
                        "Posterior.scoreFunction: costs = zeros",
                        "Elbo.new: *",
                        "Step.new: *",
                        "Model.train: data = * inside",
                        "Likelihood.mean: decoded = * inside")
                .allow(
                        "the score of a row, or the function of a number, is asked for",
                        "AdversarialLoss*: * = one column more",
                        "Likelihood.mean: decoded = one column *",
                        "Likelihood.check: x = one column *",
                        "Posterior.new: encoded = one column more",
                        "VaeLoss.new: * = one column more",
                        "Pca.of: data = one column *")
                .allow(
                        "of data that are no numbers the loss is none, and no way leads back",
                        "Likelihood.loss: x = NaN inside")
                .allow(
                        "it is then without that part, or nothing else",
                        "*Builder.printInterval: *",
                        "GanBuilder.*: * = 0.0",
                        "GanBuilder.*: * = huge",
                        "VaeBuilder.*: * = 0.0",
                        "Builder.range: * = 0.0",
                        "Builder.range: * = huge",
                        "VaeBuilder.*: * = huge",
                        "Likelihoods.*: * = 0.0",
                        "Likelihoods.*: * = huge",
                        "Likelihood.*: features = huge")
                .allow(
                        "the first or last step, none of something, or as many as the schedule has",
                        "NoiseSchedule.*: t = 0",
                        "NoiseSchedule.cosine: offset = 0.0",
                        "FlowMatching.velocity: time = 0.0",
                        "ReverseProcess.*: calls = 0",
                        "ReverseProcess.*: calls = huge",
                        "ReverseProcess.*: eta = 0.0",
                        "ReverseProcess.step: previous = 0",
                        "TimedModel.guided: weight = 0.0",
                        "TimedModelBuilder.*: * = 0.0",
                        "VariationalBound.of: data = one column *")
                .allow("build refuses it", "*Builder.optimizer*: * = gives null")
                .allow("it is replaced", "Model.save: file = another file")
                .untried(
                        "it would take its time", "*.train: epochs = huge", "*.train: steps = huge")
                .untried("Vae and Gan have their own", "Model.train[Matrix, Training]")
                .untried("see conditions()", "Vae.given:*", "Gan.given:*", "TimedModel.given:*")
                .untried("what a user writes", "Denoiser.*:*")
                .untried("it needs labels", "Classifier.train[Matrix, Training]")
                .tests();
    }

    @Test
    void conditions() {
        Vae vae = Vae.builder(3, 2).conditions(1).build(random());
        Gan gan = Gan.builder(3, 2).conditions(1).build(random());
        Matrix unknown = Matrix.ofColumn(1, Double.NaN);
        for (Matrix bad : new Matrix[] {null, Matrix.zeros(4, 2), unknown}) {
            assertRejected("conditions", () -> vae.given(bad));
            assertRejected("conditions", () -> gan.given(bad));
            assertRejected("conditions", () -> diffusion().given(bad));
        }
    }

    private static Matrix fours() {
        return Matrix.filled(4, 4, 0.5);
    }

    private static DistributionGan ofNumbers() {
        return DistributionGan.builder().sampleSize(8).epochs(1).printInterval(0).build(random());
    }
}
