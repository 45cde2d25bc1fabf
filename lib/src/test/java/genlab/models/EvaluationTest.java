package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import genlab.data.Standardizer;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Penalties;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.training.History;
import genlab.training.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is measured on samples by parts of 500 is what all of them together would give. */
class EvaluationTest {
    private static final int ROWS = 1203;
    private final SeededRandom random = Randoms.seeded(1);
    private final Matrix data = Gaussian.standard(2, random).draw(ROWS);

    /** Codes that are the samples' sums, without noise. */
    private static Layer sumsAsCodes(int inputs) {
        Matrix weight = Matrix.zeros(inputs, 2);
        weight.set(0, 0, 1);
        weight.set(1, 0, 1);
        return new Dense(weight, Matrix.ofRows(new double[] {0, -200}));
    }

    private static VaeBuilder builder() {
        return Vae.builder(2, 1).likelihood(Likelihoods.gaussian());
    }

    @Test
    void theMeanBoundIsThatOfAllSamples() {
        Vae vae =
                builder()
                        .encoder(sumsAsCodes(2))
                        .decoder(new Dense(1, 2, new Random(1)))
                        .build(random);
        Elbo elbo = vae.evaluate(data);
        VaeLoss whole = vae.loss(data, Matrix.zeros(ROWS, 1));
        assertEquals(whole.reconstruction().value(), elbo.reconstruction(), 1e-5);
        assertEquals(whole.divergence().value(), elbo.divergence(), 1e-3);
        assertEquals(elbo.reconstruction() + elbo.divergence(), vae.validationLoss(data), 1e-9);
        Autoencoder autoencoder = Autoencoder.builder(2, 1).build(random);
        assertEquals(autoencoder.loss(data).value(), autoencoder.evaluate(data), 1e-5);
    }

    /** Each sample is its own condition, and the decoder gives that: all but nothing is left. */
    @Test
    void everySampleMeetsItsOwnCondition() {
        Matrix copy = Matrix.zeros(3, 2);
        copy.set(1, 0, 1);
        copy.set(2, 1, 1);
        Vae vae =
                builder()
                        .conditions(2)
                        .encoder(sumsAsCodes(4))
                        .decoder(new Dense(copy, Matrix.zeros(1, 2)))
                        .build(random)
                        .given(data);
        assertEquals(0, vae.evaluate(data).reconstruction(), 1e-6);
        double[] likelihood = vae.logLikelihood(data, 1, random);
        double best = -Math.log(2 * Math.PI); // of p(x|z); the rest is z's
        for (int row : new int[] {0, 499, 500, 999, 1000, 1202}) {
            double z = data.get(row, 0) + data.get(row, 1);
            // log p(z) - log q(z|x) where q is N(z, exp(-200)), less epsilon's own part
            double codes = -z * z / 2 - 100;
            assertEquals(best + codes, likelihood[row], 20, "row " + row);
        }
        assertRejected(
                "conditions were given for 1203 samples, but the data has 2",
                () -> vae.evaluate(data.rows(0, 2)));
    }

    /** With a decoder that ignores the code, every code gives the exact log likelihood. */
    @Test
    void theLogLikelihoodOfEachSampleStandsAtItsPlace() {
        Vae vae =
                builder()
                        .encoder(new Dense(Matrix.zeros(2, 2), Matrix.zeros(1, 2)))
                        .decoder(new Dense(Matrix.zeros(1, 2), Matrix.zeros(1, 2)))
                        .build(random);
        double[] estimates = vae.logLikelihood(data, 3, random);
        assertEquals(ROWS, estimates.length);
        for (int row = 0; row < ROWS; row++) {
            double square = Math.pow(data.get(row, 0), 2) + Math.pow(data.get(row, 1), 2);
            assertEquals(-square / 2 - Math.log(2 * Math.PI), estimates[row], 1e-4);
        }
    }

    @Test
    void theLogLikelihoodCountsItsCodes() {
        List<String> shown = new ArrayList<>();
        Progress.use(
                (task, total) -> {
                    shown.add(task + " of " + total);
                    return Progress.NONE;
                });
        try {
            Vae vae = builder().hidden(3).build(random);
            vae.logLikelihood(data, 2, random);
            vae.logLikelihood(data.rows(0, 500), 2, random);
        } finally {
            Progress.use(Progress.console());
        }
        assertEquals(List.of("log likelihood of 6", "log likelihood of 2"), shown);
    }

    @Test
    void aStepOfAVaeTellsBothTermsBeforeIt() {
        Vae vae = builder().hidden(3).build(random);
        Matrix epsilon = Gaussian.standard(1, random).draw(ROWS);
        VaeLoss before = vae.loss(data, epsilon);
        Elbo step = vae.trainStep(data, epsilon);
        assertEquals(before.reconstruction().value(), step.reconstruction());
        assertEquals(before.divergence().value(), step.divergence());
        assertNotEquals(before.value(), vae.loss(data, epsilon).value());
        assertEquals(vae.evaluate(data).negative(), vae.trainStep(data).negative(), 0.2);
        History history = vae.train(data, 1);
        assertSame(history, vae.history());
    }

    @Test
    void freeBitsPriceALatentAtThatLeast() {
        Vae vae =
                Vae.builder(2, 2)
                        .encoder(
                                new Dense(
                                        Matrix.zeros(2, 4),
                                        Matrix.ofRows(new double[] {2, 0, 0, 0})))
                        .likelihood(Likelihoods.gaussian())
                        .freeBits(0.5)
                        .beta(3)
                        .build(random);
        VaeLoss loss = vae.loss(data);
        assertEquals(2, loss.divergence().value(), 1e-5); // 1/2 (2²), and nothing of the other
        assertEquals(loss.reconstruction().value() + 3 * (2 + 0.5), loss.total().value(), 1e-4);
        assertEquals(loss.total().value(), loss.value());
    }

    @Test
    void theHistorysLossIsWhatIsMinimised() {
        Vae vae = builder().hidden(3).beta(2).learningRate(1e-9).build(random);
        vae.train(data, 1);
        assertEquals(
                vae.history().last("reconstruction") + 2 * vae.history().last("divergence"),
                vae.history().last("loss"),
                1e-6);
    }

    @Test
    void modelsWithAStandardizerSpeakTheDatasUnit() {
        Matrix heights = data.times(8).plus(170);
        Standardizer standardizer = Standardizer.fit(heights);
        Layer sums = sumsAsCodes(2);
        Layer decoder = new Dense(1, 2, new Random(2));
        Vae vae = builder().encoder(sums).decoder(decoder).standardizer(standardizer).build(random);
        Vae plain = builder().encoder(sums).decoder(decoder).build(random);
        Matrix standardized = standardizer.apply(heights);
        assertArrayEquals(
                plain.encode(standardized).mean().values(), vae.encode(heights).mean().values());
        assertArrayEquals(
                standardizer.undo(plain.reconstruct(standardized)).values(),
                vae.reconstruct(heights).values());
        assertEquals(
                plain.evaluate(standardized).negative(), vae.evaluate(heights).negative(), 1e-9);
        Gan gan = Gan.builder(2, 1).generator(decoder).standardizer(standardizer).build(random);
        Matrix z = Matrix.ofColumn(-1, 0.5);
        assertArrayEquals(
                standardizer.undo(decoder.forward(z).matrix()).values(), gan.decode(z).values());
        assertArrayEquals(
                gan.discriminator().forward(standardized).matrix().values(),
                gan.judge(heights).values());
    }

    /** The slope of a conditional critic by its samples; its conditions stand still. */
    @Test
    void aPenaltyLooksAtSamplesNotAtConditions() {
        Matrix weight = Matrix.ofColumn(3, 4, 100);
        Layer critic =
                Conditioned.layer(new Dense(weight, Matrix.zeros(1, 1)), 1, Matrix.ofColumn(5, 6));
        Matrix x = Matrix.zeros(2, 2);
        assertEquals(Math.pow(5 - 1, 2), Penalties.gradientPenalty(critic, x).value(), 1e-4);
        assertEquals(25, Penalties.r1(critic, x).value(), 1e-4);
        assertEquals(2, critic.parameters().size());
        Pass at = Pass.constant(x);
        Matrix direction = Matrix.ofRows(new double[] {1, 0}, new double[] {0, 1});
        assertArrayEquals(
                new float[] {3, 4}, critic.tangent(at, Pass.constant(direction)).matrix().values());
        assertRejected(
                "conditions were given for 2 samples, but the batch has 3",
                () -> critic.forward(Matrix.zeros(3, 2)));
    }

    @Test
    void aStepTellsTheMeanScores() {
        Gan gan = Gan.builder(2, 2).hidden(4).build(random);
        Matrix real = data.rows(0, 8);
        double score = gan.judge(real).mean();
        SeededRandom same = new SeededRandom(0);
        same.restore(random.state());
        double fake = gan.judge(gan.decode(Gaussian.standard(2, same).draw(8))).mean();
        Gan.Step step = gan.trainStep(real);
        assertEquals(score, step.realScore(), 1e-6);
        assertEquals(fake, step.fakeScore(), 1e-6);
        assertNotEquals(score, gan.judge(real).mean());
    }

    @Test
    void instanceNoiseIsAddedToAllThatTheDiscriminatorSees() {
        Layer sum = new Dense(Matrix.ofColumn(1, 1), Matrix.zeros(1, 1));
        Gan gan = Gan.builder(2, 2).discriminator(sum).instanceNoise(3).build(random);
        Matrix zeros = Matrix.zeros(5000, 2);
        Gan.Step step = gan.discriminatorStep(zeros);
        // softplus(-l) + softplus(l) of l normal with variance 2 * 9: without noise 2 log 2
        assertEquals(0, step.realScore(), 5 * Math.sqrt(18 / 5000.0));
        assertNotEquals(0, step.realScore());
    }

    @Test
    void oneLabelForAllIsOneColumn() {
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0}, Conditions.oneHot(1, 2, 3).values());
        assertArrayEquals(new float[] {1, 0}, Conditions.oneHot(0, 1, 2).values());
        assertRejected("label must be in [0, 2), but was 2", () -> Conditions.oneHot(2, 1, 2));
        assertRejected("label must be in [0, 2), but was -1", () -> Conditions.oneHot(-1, 1, 2));
    }
}
