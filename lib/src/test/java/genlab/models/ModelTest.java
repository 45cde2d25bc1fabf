package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.data.Standardizer;
import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.BatchNormalization;
import genlab.nn.Dense;
import genlab.nn.Dropout;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.sampling.Uniform;
import genlab.training.Progress;
import genlab.training.Schedule;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTest {
    @TempDir private Path folder;

    static final Matrix PIXELS = new Uniform(0, 1, 6, Randoms.seeded(1)).draw(300);

    @AfterEach
    void progressAsBefore() {
        Progress.use(Progress.console());
    }

    /** Every kind of model, with all that a training can depend on. */
    static Stream<Arguments> models() {
        LongFunction<Model> vae =
                seed -> {
                    SeededRandom random = Randoms.seeded(seed);
                    return Vae.builder(6, 2)
                            .encoder(
                                    new Network(
                                            new Dense(6, 8, random),
                                            new BatchNormalization(8),
                                            Activation.RELU,
                                            new Dropout(0.2, random),
                                            new Dense(8, 4, random)))
                            .beta(Schedule.cyclical(1, 7))
                            .freeBits(0.01)
                            .learningRate(Schedule.warmUp(3, Schedule.cosine(0.01, 0, 20)))
                            .optimizer(p -> new Adam(p, 0.01).weightDecay(0.01))
                            .build(random);
                };
        LongFunction<Model> shared =
                seed ->
                        Vae.builder(6, 2)
                                .hidden(5)
                                .likelihood(Likelihoods.gaussianWithSharedVariance(0.01))
                                .build(Randoms.seeded(seed));
        LongFunction<Model> autoencoder =
                seed -> Autoencoder.builder(6, 2).hidden(5).build(Randoms.seeded(seed));
        LongFunction<Model> gan =
                seed ->
                        Gan.builder(6, 3)
                                .hidden(8)
                                .spectralNormalization()
                                .gradientPenalty(0.1)
                                .instanceNoise(0.1)
                                .discriminatorSteps(2)
                                .averageWeights(0.9)
                                .learningRates(0.001, 0.002)
                                .build(Randoms.seeded(seed));
        LongFunction<Model> diffusion =
                seed ->
                        Diffusion.builder(6)
                                .hidden(8)
                                .schedule(NoiseSchedule.cosine(20))
                                .range(0, 1)
                                .averageWeights(0.9)
                                .learningRate(Schedule.cosine(0.01, 1e-4, 20))
                                .build(Randoms.seeded(seed));
        LongFunction<Model> flow =
                seed ->
                        FlowMatching.builder(6)
                                .hidden(8)
                                .pairs(FlowMatching.Pairs.TRANSPORT)
                                .build(Randoms.seeded(seed));
        BiConsumer<Model, Integer> epochs = (model, n) -> model.train(PIXELS, n);
        LongFunction<Model> numbers =
                seed ->
                        DistributionGan.builder()
                                .sampleSize(20)
                                .steps(2, 2)
                                .printInterval(0)
                                .build(Randoms.seeded(seed));
        BiConsumer<Model, Integer> steps =
                (model, n) ->
                        model.train(
                                new Gaussian(4, 1.25, model.trainer.random),
                                Training.steps(n).every(1));
        LongFunction<Model> classifier = seed -> Classifier.mlp(3, Randoms.seeded(seed), 6, 5);
        int[] labels = new int[300];
        for (int i = 0; i < 300; i++) {
            labels[i] = i % 3;
        }
        BiConsumer<Model, Integer> labelled =
                (model, n) -> ((Classifier) model).train(PIXELS, labels, n);
        return Stream.of(
                Arguments.of("VAE", vae, epochs),
                Arguments.of("VAE with a shared variance", shared, epochs),
                Arguments.of("autoencoder", autoencoder, epochs),
                Arguments.of("GAN", gan, epochs),
                Arguments.of("GAN of numbers", numbers, steps),
                Arguments.of("diffusion", diffusion, epochs),
                Arguments.of("flow matching", flow, epochs),
                Arguments.of("classifier", classifier, labelled));
    }

    static float[] weights(Model model) {
        Matrix all = Matrix.zeros(1, 1);
        for (Parameter parameter : model.parameters()) {
            all = all.beside(parameter.value().reshape(1, parameter.value().values().length));
        }
        return all.values();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aResumedTrainingGivesTheSameBits(
            String name, LongFunction<Model> make, BiConsumer<Model, Integer> train)
            throws IOException {
        Model whole = make.apply(5);
        train.accept(whole, 3);
        train.accept(whole, 4);

        Model first = make.apply(5);
        train.accept(first, 3);
        first.save(folder.resolve("checkpoint"));
        Model second = make.apply(6);
        train.accept(second, 1); // whatever it was before
        second.load(folder.resolve("checkpoint"));
        train.accept(second, 4);

        assertArrayEquals(weights(whole), weights(second));
        assertEquals(whole.history().table().print(100), second.history().table().print(100));
        assertEquals(7, second.history().table().rowCount());
        if (whole instanceof GenerativeModel one && second instanceof GenerativeModel other) {
            assertArrayEquals(
                    one.sample(5, Randoms.seeded(9)).values(),
                    other.sample(5, Randoms.seeded(9)).values());
        }
    }

    @Test
    void aFileOfAnotherModelIsRefusedByWhatDiffers() throws IOException {
        Path file = folder.resolve("checkpoint");
        Autoencoder.builder(6, 2).hidden(5).build(Randoms.seeded(1)).save(file);
        List<String> found = new ArrayList<>();
        for (Model other :
                List.of(
                        Autoencoder.builder(6, 2).hidden(4).build(Randoms.seeded(2)),
                        Vae.builder(6, 2).hidden(5).build(Randoms.seeded(2)),
                        Autoencoder.builder(6, 2)
                                .hidden(5)
                                .likelihood(Likelihoods.laplace(1))
                                .build(Randoms.seeded(2)),
                        Autoencoder.builder(6, 2)
                                .hidden(5)
                                .learningRate(Schedule.constant(0.1))
                                .build(Randoms.seeded(2)),
                        Autoencoder.builder(6, 2)
                                .hidden(5)
                                .encoder(
                                        Network.mlp(
                                                Activation.TANH,
                                                Activation.IDENTITY,
                                                new Random(1),
                                                6,
                                                5,
                                                2))
                                .build(Randoms.seeded(2)))) {
            float[] before = weights(other);
            found.add(assertThrows(IOException.class, () -> other.load(file)).getMessage());
            assertArrayEquals(before, weights(other));
        }
        assertTrue(found.get(0).contains("Dense(6, 5)") && found.get(0).contains("Dense(6, 4)"));
        assertTrue(found.get(1).contains("the model autoencoder, but here it is VAE"));
        assertTrue(found.get(2).contains("Laplace[scale=1.0]"), found.get(2));
        assertTrue(found.get(3).contains("schedule none, but here it is Constant"), found.get(3));
        assertTrue(found.get(4).contains("RELU") && found.get(4).contains("TANH"), found.get(4));
    }

    @Test
    void damagedFilesAndMissingFoldersAreTold() throws IOException {
        Autoencoder model = Autoencoder.builder(6, 2).hidden(5).build(Randoms.seeded(1));
        Path file = folder.resolve("checkpoint");
        model.save(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertTrue(
                assertThrows(IOException.class, () -> model.load(file))
                        .getMessage()
                        .contains("is damaged or not complete"));
        Path nowhere = folder.resolve("missing").resolve("checkpoint");
        assertTrue(
                assertThrows(IOException.class, () -> model.save(nowhere))
                        .getMessage()
                        .contains("there is no folder"));
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertTrue(
                assertThrows(IOException.class, () -> model.load(text))
                        .getMessage()
                        .contains("is no checkpoint"));
        model.parameters().get(0).value().set(0, 0, Double.NaN);
        assertTrue(
                assertThrows(IOException.class, () -> model.save(file))
                        .getMessage()
                        .contains("must be finite to be saved"));
        Model other = Autoencoder.builder(6, 2).build(new Random(1));
        assertThrows(IllegalStateException.class, () -> other.save(file));
    }

    @Test
    void trainingStopsWhenTheValidationLossNoLongerFallsAndKeepsTheBest() {
        Autoencoder model =
                Autoencoder.builder(6, 2).hidden(64).learningRate(0.01).build(Randoms.seeded(2));
        Matrix heldOut = new Uniform(0, 1, 6, Randoms.seeded(3)).draw(50);
        model.train(PIXELS.rows(0, 30), Training.epochs(2000).validation(heldOut).patience(20));
        int rows = model.history().table().rowCount();
        assertTrue(rows < 2000, "stopped after " + rows);
        double[] losses = model.history().table().doubleColumn("validation loss").asDoubleArray();
        double best = java.util.Arrays.stream(losses).min().orElseThrow();
        assertEquals(best, losses[rows - 21]);
        assertEquals(best, model.evaluate(heldOut), 1e-9);
    }

    @Test
    void aHookCanStopATrainingWhoseHistoryGoesOn() {
        Autoencoder model = Autoencoder.builder(6, 2).hidden(5).build(Randoms.seeded(2));
        List<Integer> seen = new ArrayList<>();
        model.train(
                PIXELS, Training.epochs(50).every(2).each(seen::add).stopWhen(epoch -> epoch >= 6));
        assertEquals(List.of(2, 4, 6), seen);
        assertEquals(model.history(), model.train(PIXELS, 2));
        assertEquals(8, model.history().last("epoch"));
        assertRejected(
                "the model's history counts in the unit epoch",
                () -> model.train(new Uniform(0, 1, 6, Randoms.seeded(1)), 5));
    }

    @Test
    void aFrozenNetworkStaysFrozenThroughATraining() {
        Gan gan = Gan.builder(2, 2).hidden(8).build(Randoms.seeded(1));
        gan.discriminator().parameters().forEach(p -> p.freeze(true));
        float[] before = gan.discriminator().parameters().get(0).value().values().clone();
        gan.train(GaussianMixture.ring(8, 2, Randoms.seeded(2)), 5);
        assertTrue(gan.discriminator().parameters().get(0).frozen());
        assertArrayEquals(before, gan.discriminator().parameters().get(0).value().values());
    }

    @Test
    void runningStatisticsStayInEverythingButTraining() {
        Vae vae = (Vae) ((LongFunction<?>) models().findFirst().orElseThrow().get()[1]).apply(3);
        float[] before = weights(vae);
        vae.evaluate(PIXELS);
        vae.sample(10, Randoms.seeded(1));
        vae.reconstruct(PIXELS);
        vae.loss(PIXELS);
        assertArrayEquals(before, weights(vae));
        vae.train(PIXELS, 1);
        assertNotEquals(before[before.length - 1], weights(vae)[before.length - 1]);
    }

    @Test
    void samplesComeBackInTheDatasUnit() {
        SeededRandom random = Randoms.seeded(4);
        Matrix heights = new Gaussian(170, 8, random).draw(2000);
        Standardizer standardizer = Standardizer.fit(heights);
        DistributionGan gan =
                DistributionGan.builder()
                        .standardizer(standardizer)
                        .sampleSize(100)
                        .learningRates(0.003, 0.003)
                        .epochs(700)
                        .printInterval(0)
                        .build(random);
        gan.train(EmpiricalSampler.of(heights, random));
        Matrix samples = gan.sample(5000, random);
        assertEquals(170, samples.mean(), 12);
        Vae vae =
                Vae.builder(1, 1)
                        .likelihood(Likelihoods.gaussian(0.5))
                        .standardizer(standardizer)
                        .build(random);
        vae.train(heights, 20);
        assertEquals(170, vae.sample(1000, random).mean(), 2);
        assertEquals(170, vae.reconstruct(heights).mean(), 2);
    }

    /** README's GAN on heights stood still at 0.6931, and nothing told to standardise. */
    @Test
    void aTrainingThatStandsStillOnUnusualDataSaysStandardise() {
        List<String> lines = new ArrayList<>();
        Progress.use(
                (task, total) ->
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
                        });
        SeededRandom random = Randoms.seeded(1);
        Matrix heights = new Gaussian(170, 8, random).draw(200);
        Autoencoder.builder(1, 1).learningRate(1e-9).build(random).train(heights, 12);
        Autoencoder.builder(1, 1)
                .learningRate(1e-9)
                .build(random)
                .train(heights.minus(170).dividedBy(8), 12); // a usual scale: no advice
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("standardise the data (mean 170"), lines.get(0));
    }

    @Test
    void aConditionalModelLearnsFromASamplerWithLabels() {
        SeededRandom random = Randoms.seeded(3);
        Matrix data = Matrix.zeros(400, 1);
        int[] labels = new int[400];
        for (int row = 0; row < 400; row++) {
            labels[row] = row % 2;
            data.set(row, 0, (labels[row] == 0 ? -2 : 2) + 0.3 * random.nextGaussian());
        }
        Vae vae =
                Vae.builder(1, 1)
                        .conditions(2)
                        .likelihood(Likelihoods.gaussian(0.5))
                        .learningRate(0.01)
                        .build(random);
        vae.train(EmpiricalSampler.of(new LabelledSamples(data, labels), random), 400);
        assertEquals(-2, vae.given(Conditions.oneHot(0, 200, 2)).sample(200, random).mean(), 0.5);
        assertEquals(2, vae.given(Conditions.oneHot(1, 200, 2)).sample(200, random).mean(), 0.5);
    }

    @Test
    void averagedWeightsAreForSamplesOnly() {
        SeededRandom random = Randoms.seeded(1);
        Gan gan = Gan.builder(2, 2).hidden(8).averageWeights(0.99).build(random);
        Matrix z = Gaussian.standard(2, random).draw(5);
        Matrix untrained = gan.decode(z);
        gan.train(GaussianMixture.ring(8, 2, random), 50);
        float[] weights = weights(gan);
        Matrix averaged = gan.decode(z);
        assertNotEquals(untrained.get(0, 0), averaged.get(0, 0));
        Matrix own = gan.generator().forward(z).matrix();
        assertNotEquals(own.get(0, 0), averaged.get(0, 0));
        assertArrayEquals(weights, weights(gan));
    }
}
