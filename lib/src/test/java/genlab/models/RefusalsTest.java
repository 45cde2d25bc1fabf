package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genlab.data.Standardizer;
import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Sgd;
import genlab.sampling.Randoms;
import genlab.sampling.SeededRandom;
import genlab.training.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is refused leaves a model as it was. */
class RefusalsTest {
    @Test
    void beginnersErrorsAreToldBeforeAnythingChanges() {
        Vae vae = Vae.builder(6, 2).hidden(5).build(Randoms.seeded(1));
        float[] before = ModelTest.weights(vae);
        assertRejected(
                "for a Bernoulli likelihood data must be in [0, 1], but reach from ",
                () -> vae.train(ModelTest.PIXELS.times(255), 1));
        assertRejected("for a Bernoulli", () -> vae.trainStep(ModelTest.PIXELS.times(2).minus(1)));
        assertRejected("for a Bernoulli", () -> vae.evaluate(ModelTest.PIXELS.times(255)));
        assertArrayEquals(before, ModelTest.weights(vae));
        SeededRandom random = Randoms.seeded(1);
        assertRejected(
                "the decoder must give logits",
                () ->
                        Vae.builder(6, 2)
                                .decoder(new Network(new Dense(2, 6, random), Activation.SIGMOID))
                                .build(random));
        assertRejected(
                "the discriminator must give logits",
                () ->
                        Gan.builder(6, 2)
                                .discriminator(
                                        new Network(new Dense(6, 1, random), Activation.SIGMOID))
                                .build(random));
        assertRejected(
                "the discriminator must give 1 number(s) for each sample, but gave [64, 2]",
                () -> Gan.builder(6, 2).discriminator(new Dense(6, 2, random)).build(random));
        assertRejected(
                "the encoder must take 6 numbers for each sample, but failed",
                () -> Vae.builder(6, 2).encoder(new Dense(5, 4, random)).build(random));
        assertRejected(
                "hidden(...) has no effect",
                () ->
                        Autoencoder.builder(6, 2)
                                .hidden(3)
                                .encoder(new Dense(6, 2, random))
                                .decoder(new Dense(2, 6, random))
                                .build(random));
        Gan gan = Gan.builder(2, 2).hidden(4).packing(3).batchSize(6).build(random);
        assertRejected(
                "the data must have at least as many rows", () -> gan.train(Matrix.zeros(2, 2), 1));
        assertRejected("epochs must be at least 1", () -> gan.train(Matrix.zeros(9, 2), 0));
        assertRejected("epochs must be at least 1", () -> gan.train(Matrix.zeros(9, 2), -3));
        assertRejected(
                "a sampler must draw as many rows as it is asked for",
                () -> gan.train(count -> Matrix.zeros(count + 1, 2), 5));
        Vae conditional = Vae.builder(6, 2).conditions(2).build(random);
        assertRejected(
                "conditions were given for 100 samples, but the data has 300",
                () -> conditional.given(Conditions.oneHot(0, 100, 2)).train(ModelTest.PIXELS, 1));
        assertFalse(gan.discriminator().parameters().get(0).frozen());
    }

    @Test
    void dataThatAreNotANumberRuinNothing() {
        SeededRandom random = Randoms.seeded(1);
        for (AdversarialLosses loss : AdversarialLosses.values()) {
            Gan gan = Gan.builder(2, 2).hidden(4).loss(loss).build(random);
            float[] before = ModelTest.weights(gan);
            Matrix bad = Matrix.zeros(8, 2);
            bad.set(3, 1, Double.NaN);
            assertRejected("data must be finite, but was NaN in row 3", () -> gan.trainStep(bad));
            assertArrayEquals(before, ModelTest.weights(gan), loss.toString());
        }
    }

    /** What a training depends on must be the same, or it would not go on as if uninterrupted. */
    @Test
    void aFileOfOtherSettingsIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoint");
        gan().build(Randoms.seeded(1)).save(file);
        gan().build(Randoms.seeded(2)).load(file);
        Matrix two = Matrix.ofRows(new double[6], new double[] {1, 2, 3, 4, 5, 6});
        Map<String, GanBuilder> others =
                Map.of(
                        "loss",
                        gan().loss(AdversarialLosses.HINGE),
                        "penalty",
                        gan().gradientPenalty(1),
                        "average",
                        gan().averageWeights(0.9),
                        "schedule",
                        gan().learningRate(Schedule.constant(0.1)),
                        "optimizer",
                        gan().optimizers(p -> new Sgd(p, 0.1), p -> new Sgd(p, 0.1)),
                        "standardizer",
                        gan().standardizer(Standardizer.fit(two)));
        others.forEach(
                (what, builder) -> {
                    Gan other = builder.build(Randoms.seeded(2));
                    assertThrows(IOException.class, () -> other.load(file), what);
                });
        Path vae = folder.resolve("vae");
        Vae.builder(6, 2).build(Randoms.seeded(1)).save(vae);
        for (VaeBuilder builder :
                List.of(
                        Vae.builder(6, 2).beta(2),
                        Vae.builder(6, 2).freeBits(1),
                        Vae.builder(6, 2).scoreFunction())) {
            Vae other = builder.build(Randoms.seeded(1));
            assertThrows(IOException.class, () -> other.load(vae));
        }
    }

    private static GanBuilder gan() {
        return Gan.builder(6, 2).hidden(4);
    }

    @Test
    void onlyALikelihoodOfLogitsNeedsLogits() {
        SeededRandom random = Randoms.seeded(1);
        Network shares = new Network(new Dense(2, 6, random), Activation.SIGMOID);
        Vae vae =
                Vae.builder(6, 2).decoder(shares).likelihood(Likelihoods.gaussian()).build(random);
        assertEquals(shares, vae.decoder());
        Dense constant = new Dense(Matrix.zeros(2, 6), Matrix.filled(1, 6, 0.5));
        assertEquals(constant, Vae.builder(6, 2).decoder(constant).build(random).decoder());
        assertRejected(
                "the generator must give 6 number(s) for each sample, but gave [1, 6] for a batch",
                () ->
                        Gan.builder(6, 2)
                                .generator(z -> new Dense(2, 6, random).forward(z).columnMeans())
                                .build(random));
        assertRejected(
                "the size of a hidden layer must be in", () -> Gan.builder(6, 2).hidden(4, 0));
    }
}
