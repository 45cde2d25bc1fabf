package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Sgd;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.sampling.Uniform;
import genlab.training.Progress;
import genlab.training.Schedule;
import genlab.training.Training;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the one loop of all trainings counts, shows and keeps. */
class TrainerTest {
    private static final Matrix DATA = new Uniform(0, 1, 6, Randoms.seeded(1)).draw(300);

    @AfterEach
    void progressAsBefore() {
        Progress.use(Progress.console());
    }

    private static Autoencoder.Builder small() {
        return Autoencoder.builder(6, 2).hidden(5);
    }

    private static Autoencoder still() {
        return small().learningRate(1e-9).build(Randoms.seeded(2));
    }

    /** 300 samples in batches of 128, 128 and 44: each sample counts the same. */
    @Test
    void theLossOfAnEpochIsTheMeanOverItsSamples() {
        Autoencoder model = still();
        double loss = model.train(DATA, 2).last("loss");
        assertEquals(model.evaluate(DATA), loss, 1e-5);
        assertEquals(2, model.history().table().rowCount());
    }

    @Test
    void progressCountsBatchesOrStepsAndTellsTheLoss() {
        List<String> shown = new ArrayList<>();
        Progress.use(
                (task, total) ->
                        new Progress() {
                            @Override
                            public void update(long done, String detail) {
                                shown.add(task + " " + done + "/" + total + " " + detail);
                            }

                            @Override
                            public void print(String line) {
                                shown.add(line);
                            }

                            @Override
                            public void close() {
                                shown.add("closed");
                            }
                        });
        Autoencoder model = still();
        model.train(DATA, 2);
        assertEquals(7, shown.size());
        assertTrue(shown.get(0).matches("training 1/6 loss \\d\\.\\d{1,4}"), shown.get(0));
        assertTrue(shown.get(5).startsWith("training 6/6 loss"), shown.get(5));
        assertEquals("closed", shown.get(6));
        shown.clear();
        SeededRandom random = Randoms.seeded(1);
        Gan gan = Gan.builder(6, 2).hidden(4).discriminatorSteps(2).build(random);
        gan.train(Gaussian.standard(6, random), 3);
        assertEquals(4, shown.size());
        assertTrue(shown.get(2).startsWith("training 3/3 discriminator loss"), shown.get(2));
    }

    @Test
    void aScheduleDecidesOverEveryStep() {
        Autoencoder fixed = small().optimizer(p -> new Sgd(p, 0.1)).build(Randoms.seeded(3));
        Autoencoder scheduled =
                small().optimizer(p -> new Sgd(p, 0.7))
                        .learningRate(Schedule.linear(0.1, 0.2, 2))
                        .build(Randoms.seeded(3));
        float[] before = fixed.parameters().get(0).value().values().clone();
        fixed.trainStep(DATA);
        scheduled.trainStep(DATA);
        float[] after = scheduled.parameters().get(0).value().values().clone();
        assertArrayEquals(fixed.parameters().get(0).value().values(), after);
        // the gradients of the second step are the same for both: only their rates differ
        fixed.trainStep(DATA);
        scheduled.trainStep(DATA);
        int largest = 0;
        for (int i = 0; i < before.length; i++) {
            if (Math.abs(after[i] - before[i]) > Math.abs(after[largest] - before[largest])) {
                largest = i;
            }
        }
        double once = fixed.parameters().get(0).value().values()[largest] - after[largest];
        double more = scheduled.parameters().get(0).value().values()[largest] - after[largest];
        assertEquals(1.5, more / once, 1e-3);
    }

    @Test
    void patienceCountsTheRowsSinceTheBest() {
        double[] losses = {3, 2, 2.5, 2, 2.2, 1};
        for (int patience : new int[] {2, 3, 4}) {
            Autoencoder model = still();
            int[] row = {0};
            Training training =
                    Training.epochs(6).validation(() -> losses[row[0]++]).patience(patience);
            model.train(DATA, training);
            // 2 at row 4 is no smaller than 2 at row 2
            assertEquals(patience == 4 ? 6 : 2 + patience, row[0]);
            assertEquals(losses[row[0] - 1], model.history().last("validation loss"));
        }
    }

    @Test
    void theLastRowComesEvenIfItIsNotDue() {
        Autoencoder model = still();
        List<Integer> rows = new ArrayList<>();
        model.train(DATA, Training.epochs(5).every(2).each(rows::add));
        assertEquals(List.of(2, 4, 5), rows);
    }

    @Test
    void aTrainingIsCountedInWhatItsDataHas() {
        Autoencoder model = still();
        assertRejected(
                "with a data set a training is counted in epochs; use Training.epochs(3)",
                () -> model.train(DATA, Training.steps(3)));
        assertRejected(
                "with a sampler a training is counted in steps; use Training.steps(3)",
                () -> model.train(Gaussian.standard(6, model.trainer.random), Training.epochs(3)));
        Gan gan = Gan.builder(6, 2).hidden(4).build(Randoms.seeded(4));
        assertRejected(
                "this model has no loss that tells how good it is; give validation(loss)",
                () -> gan.train(DATA, Training.epochs(1).validation(DATA)));
        gan.train(DATA, Training.epochs(2).validation(() -> 7));
        assertEquals(7, gan.history().last("validation loss"));
        assertEquals(2, gan.history().last("epoch"));
        gan.history().table().columnNames().forEach(name -> assertFalse(name.isEmpty()));
    }

    @Test
    void samplesThatDoNotFillAPackAreLeftOut() {
        SeededRandom random = Randoms.seeded(4);
        Gan gan = Gan.builder(6, 2).hidden(4).packing(3).batchSize(6).build(random);
        gan.train(DATA.rows(0, 14), 2); // 6, 6 and 2 of 14
        assertTrue(Double.isFinite(gan.history().last("discriminator loss")));
        assertRejected("the batch must be a multiple of", () -> gan.trainStep(DATA.rows(0, 4)));
        assertEquals("[2, 1]", gan.judge(DATA.rows(0, 6)).shape());
    }

    @Test
    void aUsualScaleIsUpToTenAndFromAFiftieth() {
        assertEquals("", Scale.advice(around(10, 1)));
        assertEquals("", Scale.advice(around(-10, 10)));
        assertEquals("", Scale.advice(around(1, 0.0201)));
        assertEquals("", Scale.advice(Matrix.zeros(4, 1)));
        assertEquals(
                ", and standardise the data (mean 10.5, standard deviation 1.00) with a"
                        + " Standardizer",
                Scale.advice(around(10.5, 1)));
        assertFalse(Scale.advice(around(-11, 1)).isEmpty());
        assertFalse(Scale.advice(around(0, 10.5)).isEmpty());
        assertFalse(Scale.advice(around(1, 0.0199)).isEmpty());
    }

    private static Matrix around(double mean, double deviation) {
        return Matrix.ofColumn(mean - deviation, mean + deviation);
    }

    @Test
    void hiddenLayersAreMirrored() {
        SeededRandom random = Randoms.seeded(5);
        Vae vae = Vae.builder(6, 2).hidden(5, 4).conditions(3).build(random);
        assertEquals(
                "Network(Dense(9, 5), RELU, Dense(5, 4), RELU, Dense(4, 4))",
                vae.encoder().toString());
        assertEquals(
                "Network(Dense(5, 4), RELU, Dense(4, 5), RELU, Dense(5, 6))",
                vae.decoder().toString());
        Autoencoder plain = Autoencoder.builder(6, 2).build(random);
        assertEquals("Network(Dense(6, 128), RELU, Dense(128, 2))", plain.encoder().toString());
        assertEquals(2, plain.latentSize());
        Gan gan =
                Gan.builder(6, 2)
                        .hidden(5, 4)
                        .conditions(3)
                        .output(Activation.SIGMOID)
                        .spectralNormalization()
                        .build(random);
        assertEquals(
                "Network(Dense(5, 5), RELU, Dense(5, 4), RELU, Dense(4, 6), SIGMOID)",
                gan.generator().toString());
        assertEquals(
                "Network(SpectralDense(9, 4), LeakyRelu(0.2), SpectralDense(4, 5), LeakyRelu(0.2),"
                        + " SpectralDense(5, 1))",
                gan.discriminator().toString());
        Gan usual = Gan.builder(6, 2).packing(2).build(random);
        assertEquals(
                "Network(Dense(12, 128), LeakyRelu(0.2), Dense(128, 128), LeakyRelu(0.2),"
                        + " Dense(128, 1))",
                usual.discriminator().toString());
        Classifier linear = Classifier.mlp(3, random, 6);
        assertEquals("[2, 3]", linear.probabilities(DATA.rows(0, 2)).shape());
    }

    @Test
    void settingsThatExcludeEachOtherAreTold() {
        SeededRandom random = Randoms.seeded(6);
        Dense judge = new Dense(6, 1, random);
        assertRejected(
                "packing and conditions can't be combined",
                () -> Gan.builder(6, 2).packing(2).conditions(2).build(random));
        assertRejected(
                "batchSize must be a multiple of packing(3), but was 128",
                () -> Gan.builder(6, 2).packing(3).build(random));
        assertRejected(
                "spectralNormalization() can't change a discriminator of your own",
                () -> Gan.builder(6, 2).spectralNormalization().discriminator(judge).build(random));
        assertRejected(
                "hidden(...) has no effect beside your own networks",
                () ->
                        Gan.builder(6, 2)
                                .hidden(3)
                                .generator(new Dense(2, 6, random))
                                .discriminator(judge)
                                .build(random));
        assertRejected(
                "output(...) has no effect beside a generator of your own",
                () ->
                        Gan.builder(6, 2)
                                .generator(new Dense(2, 6, random))
                                .output(Activation.SIGMOID)
                                .build(random));
        assertRejected(
                "free bits are for diagonal posteriors",
                () -> Vae.builder(6, 2).freeBits(0.1).fullCovariance().build(random));
        assertRejected(
                "decay must be in (0, 1), but was 1.0", () -> Gan.builder(6, 2).averageWeights(1));
        assertRejected(
                "the decoder must give 6 number(s) for each sample, but gave [64, 5]",
                () -> Vae.builder(6, 2).decoder(new Dense(2, 5, random)).build(random));
        // one of two networks may be one's own
        Gan own = Gan.builder(6, 2).hidden(3).discriminator(judge).build(random);
        assertEquals(judge, own.discriminator());
        Network encoder = new Network(new Dense(6, 4, random));
        assertEquals(encoder, Vae.builder(6, 2).hidden(3).encoder(encoder).build(random).encoder());
    }
}
