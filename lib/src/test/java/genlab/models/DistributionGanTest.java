package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.nn.Activation;
import genlab.nn.Layer;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Sgd;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DistributionGanTest {
    private static final double TOLERANCE = 1e-4;

    /** The training spelled out, as in the notebook: every loss and gradient of the reference. */
    @ParameterizedTest
    @EnumSource(names = {"RAW", "DATA_AND_VARIANCES", "DATA_AND_DIFFS", "FOUR_MOMENTS"})
    void lossesAndGradientsAreThoseOfTheReference(Preprocessing preprocessing) {
        JsonNode figures = Golden.read("gan_" + preprocessing.name().toLowerCase() + ".json");
        Network g = generator(figures, "initial");
        Network d = discriminator(figures, "initial");
        Sgd ofG = optimizer(figures, g);
        Sgd ofD = optimizer(figures, d);
        var criterion = Losses.binaryCrossEntropy();

        for (JsonNode epoch : figures.get("epochs")) {
            for (JsonNode step : epoch.get("discriminator_steps")) {
                ofD.zeroGradients();
                Matrix real = Golden.column(step.get("real"));
                Pass realLoss = criterion.of(d.forward(preprocessing.forward(real)), 1);
                realLoss.backward();
                Pass fake = g.forward(Golden.column(step.get("noise"))).detach();
                Pass fakeLoss = criterion.of(d.forward(preprocessing.forward(fake)), 0);
                fakeLoss.backward();

                assertNear(Golden.column(step.get("fake")), fake.matrix(), "fake");
                assertNear(step.get("real_loss").asDouble(), realLoss);
                assertNear(step.get("fake_loss").asDouble(), fakeLoss);
                assertGradients(step, d);
                ofD.step();
            }
            for (JsonNode step : epoch.get("generator_steps")) {
                ofG.zeroGradients();
                Pass fake = g.forward(Golden.column(step.get("noise")));
                Pass loss = criterion.of(d.forward(preprocessing.forward(fake)), 1);
                loss.backward();

                assertNear(step.get("loss").asDouble(), loss);
                assertGradients(step, g);
                ofG.step();
            }
        }
        assertParameters(figures.get("generator").get("final"), g, false);
        assertParameters(figures.get("discriminator").get("final"), d, false);
    }

    /** The library's own loop, fed with the reference's batches. */
    @ParameterizedTest
    @EnumSource(names = {"RAW", "DATA_AND_VARIANCES", "DATA_AND_DIFFS", "FOUR_MOMENTS"})
    void trainingEndsAtTheReferencesParameters(Preprocessing preprocessing) {
        JsonNode figures = Golden.read("gan_" + preprocessing.name().toLowerCase() + ".json");
        Deque<Matrix> real = new ArrayDeque<>();
        Deque<Matrix> noise = new ArrayDeque<>();
        for (JsonNode epoch : figures.get("epochs")) {
            for (JsonNode step : epoch.get("discriminator_steps")) {
                real.add(Golden.column(step.get("real")));
                noise.add(Golden.column(step.get("noise")));
            }
            for (JsonNode step : epoch.get("generator_steps")) {
                noise.add(Golden.column(step.get("noise")));
            }
        }
        DistributionGan gan =
                DistributionGan.builder()
                        .preprocessing(preprocessing)
                        .sampleSize(50)
                        .steps(2, 2)
                        .epochs(3)
                        .build(
                                generator(figures, "initial"),
                                discriminator(figures, "initial"),
                                count -> noise.remove(),
                                Randoms.seeded(1));

        History history = gan.train(count -> real.remove());

        assertParameters(figures.get("generator").get("final"), gan.generator(), false);
        assertParameters(figures.get("discriminator").get("final"), gan.discriminator(), false);
        JsonNode last = figures.get("epochs").get(2);
        assertEquals(
                last.get("discriminator_steps").get(1).get("real_loss").asDouble(),
                history.last("real error"),
                TOLERANCE);
        assertEquals(
                last.get("generator_steps").get(1).get("loss").asDouble(),
                history.last("generator error"),
                TOLERANCE);
        assertTrue(real.isEmpty() && noise.isEmpty(), "batches are left");
    }

    private static Network generator(JsonNode figures, String when) {
        return network(figures.get("generator").get(when), Activation.TANH, Activation.IDENTITY);
    }

    private static Network discriminator(JsonNode figures, String when) {
        return network(
                figures.get("discriminator").get(when), Activation.SIGMOID, Activation.SIGMOID);
    }

    private static Network network(JsonNode layers, Activation hidden, Activation output) {
        List<Layer> list = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            list.add(Golden.dense(layers.get(i)));
            list.add(i < layers.size() - 1 ? hidden : output);
        }
        return new Network(list.toArray(Layer[]::new));
    }

    private static Sgd optimizer(JsonNode figures, Network network) {
        return new Sgd(
                network.parameters(),
                figures.get("learning_rate").asDouble(),
                figures.get("momentum").asDouble());
    }

    private static void assertGradients(JsonNode step, Layer network) {
        if (step.has("gradients")) {
            assertParameters(step.get("gradients"), network, true);
        }
    }

    private static void assertParameters(JsonNode layers, Layer network, boolean gradients) {
        List<Parameter> parameters = network.parameters();
        assertEquals(2 * layers.size(), parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            boolean weight = i % 2 == 0;
            JsonNode layer = layers.get(i / 2);
            Matrix expected =
                    weight
                            ? Golden.matrix(layer.get("weight")).transpose()
                            : Golden.matrix(layer.get("bias"));
            Parameter parameter = parameters.get(i);
            assertNear(
                    expected,
                    gradients ? parameter.gradient() : parameter.value(),
                    (weight ? "weight" : "bias") + " of layer " + i / 2);
        }
    }

    private static void assertNear(double expected, Pass loss) {
        assertEquals(expected, loss.value(), TOLERANCE * expected);
    }

    private static void assertNear(Matrix expected, Matrix actual, String what) {
        double error = Golden.relativeError(expected, actual);
        assertTrue(error <= TOLERANCE, () -> what + ": relative error " + error);
    }

    private static DistributionGan trained(DistributionGan.Builder settings, long seed) {
        var random = Randoms.seeded(seed);
        DistributionGan gan = settings.build(random);
        gan.train(new Gaussian(4, 1.25, random));
        return gan;
    }

    /**
     * At full length some 8 to 9 of 10 seeds succeed; after 1,500 epochs nearly as many do. Which
     * ones depends on the last bits of the arithmetic, so on the machine; fewer than 2 of 5 would
     * be a matter of 1 in 100. Once two have succeeded, no more are tried.
     */
    @Tag("slow")
    @Test
    void fourMomentsTeachMeanAndStandardDeviation() {
        long successes =
                LongStream.rangeClosed(1, 5)
                        .mapToObj(seed -> samples(Preprocessing.FOUR_MOMENTS, 1500, seed))
                        .filter(x -> Math.abs(x.mean() - 4) <= 0.3)
                        .filter(x -> Math.abs(x.standardDeviation() - 1.25) <= 0.15)
                        .limit(2)
                        .count();
        assertEquals(2, successes, "only " + successes + " of 5 seeds succeed");
    }

    @Tag("slow")
    @Test
    void rawDataEndInASpikeWithErrorsThatLookFine() {
        DistributionGan gan =
                trained(DistributionGan.builder().preprocessing(Preprocessing.RAW).epochs(400), 1);
        Matrix x = gan.sampler(Randoms.seeded(1)).draw(10_000);

        assertTrue(x.standardDeviation() < 0.3, "sd " + x.standardDeviation());
        for (String error : List.of("real error", "fake error", "generator error")) {
            double mean = gan.history().table().last(200).doubleColumn(error).mean();
            assertEquals(Math.log(2), mean, 0.05, error);
        }
    }

    private static Matrix samples(Preprocessing preprocessing, int epochs, long seed) {
        DistributionGan.Builder settings =
                DistributionGan.builder().preprocessing(preprocessing).epochs(epochs);
        return trained(settings, seed).sampler(Randoms.seeded(seed)).draw(10_000);
    }

    @Test
    void sameSeedGivesSameRun() {
        DistributionGan.Builder few = DistributionGan.builder().epochs(5);
        assertArrayEquals(
                trained(few, 1).sampler(Randoms.seeded(9)).draw(10).values(),
                trained(few, 1).sampler(Randoms.seeded(9)).draw(10).values());
    }

    @Test
    void trainingAgainGoesOn() {
        var random = Randoms.seeded(1);
        DistributionGan gan = DistributionGan.builder().epochs(3).build(random);
        Sampler real = new Gaussian(4, 1.25, random);
        gan.train(real);
        gan.train(real);

        assertEquals(6, gan.history().table().rowCount());
        assertEquals(6, gan.history().last("epoch"));
    }

    @Test
    void printsALineEveryHundredEpochs() {
        List<String> lines = new ArrayList<>();
        Progress progress =
                new Progress() {
                    @Override
                    public void update(long done, String detail) {
                        // only the lines matter
                    }

                    @Override
                    public void print(String line) {
                        lines.add(line);
                    }

                    @Override
                    public void close() {
                        // nothing to end
                    }
                };
        var random = Randoms.seeded(1);
        DistributionGan.Builder small =
                DistributionGan.builder().sampleSize(10).steps(1, 1).epochs(250);
        Progress.use((task, total) -> progress);
        try {
            small.build(random).train(new Gaussian(4, 1.25, random));
        } finally {
            Progress.use(Progress.console());
        }

        assertEquals(2, lines.size());
        String number = "-?\\d+\\.\\d+";
        String shape =
                "Epoch 200: D (N real, N fake) G (N); "
                        + "real (mean N, sd N), fake (mean N, sd N)";
        assertTrue(
                lines.get(1)
                        .matches(
                                shape.replace("(", "\\(").replace(")", "\\)").replace("N", number)),
                lines.get(1));
    }

    @Test
    void stopsWhereALossIsNoNumber() {
        DistributionGan gan = trained(DistributionGan.builder().epochs(2), 1);
        gan.generator().parameters().get(0).value().set(0, 0, Double.NaN);

        var error =
                assertThrows(
                        DivergedException.class,
                        () -> gan.train(new Gaussian(4, 1.25, Randoms.seeded(1))));
        assertEquals(
                "discriminator loss is NaN at step 41; lower learningRate (now 0.001); the model is"
                        + " as it was before that step",
                error.getMessage());
        assertEquals(2, gan.history().table().rowCount());
    }

    @Tag("slow")
    @Test
    void stopsWhereTheGeneratorHasCollapsed() {
        DistributionGan.Builder wild = DistributionGan.builder().learningRates(1, 1);
        var error = assertThrows(DivergedException.class, () -> trained(wild, 1));
        assertTrue(
                error.getMessage()
                        .matches(
                                "the generator has collapsed: a batch must vary to have four"
                                        + " moments, but all of its 500 numbers are .*; lower the"
                                        + " learning rates with learningRates\\(...\\)"),
                error.getMessage());
    }

    @Test
    void rejectsRealDataThatIsNoColumnOfNumbers() {
        var gan = DistributionGan.builder().build(Randoms.seeded(1));
        Sampler pairs = Gaussian.standard(2, Randoms.seeded(1));
        var shape = assertThrows(IllegalArgumentException.class, () -> gan.train(pairs));
        assertEquals(
                "a batch to preprocess must be [n, 1],"
                        + " one number a row, but was [500, 2]; take one column",
                shape.getMessage());
        var numbers =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> gan.train(n -> Matrix.filled(n, 1, Double.NaN)));
        assertEquals("data must be finite, but was NaN in row 0, column 0", numbers.getMessage());
    }

    @Test
    void anInterruptKeepsWhatWasLearned() {
        var random = Randoms.seeded(1);
        DistributionGan gan = DistributionGan.builder().epochs(2).build(random);
        Sampler real = new Gaussian(4, 1.25, random);
        gan.train(real);
        Thread.currentThread().interrupt();

        assertThrows(CancellationException.class, () -> gan.train(real));
        assertEquals(3, gan.history().table().rowCount()); // the epoch that was under way
        gan.train(real);
        assertEquals(5, gan.history().last("epoch"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5})
    void rejectsSizesBelowOne(int size) {
        assertThrows(
                IllegalArgumentException.class, () -> DistributionGan.builder().sampleSize(size));
        assertThrows(IllegalArgumentException.class, () -> DistributionGan.builder().epochs(size));
        assertThrows(
                IllegalArgumentException.class, () -> DistributionGan.builder().steps(size, 1));
        assertThrows(
                IllegalArgumentException.class, () -> DistributionGan.builder().steps(1, size));
        assertThrows(
                IllegalArgumentException.class,
                () -> DistributionGan.builder().learningRates(size, 1).build(Randoms.seeded(1)));
    }
}
