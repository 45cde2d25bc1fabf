package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.data.Digits;
import genlab.nn.Matrix;
import genlab.sampling.Randoms;
import genlab.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoencoderTest {
    /** Bourlard and Kamp, 1988: the best linear autoencoder spans the principal components. */
    @Tag("slow")
    @Test
    void aLinearAutoencoderIsAsGoodAsPrincipalComponents() {
        RandomGenerator random = Randoms.seeded(1);
        Matrix images = Digits.draw(2000, 12, random).images();
        Autoencoder linear = Autoencoder.builder(144, 8).hidden().learningRate(0.003).build(random);
        linear.train(images, 60);
        double best = squaredError(images, Pca.of(images, 8).reconstruct(images));
        double error = squaredError(images, linear.reconstruct(images));
        assertEquals(1, error / best, 0.02);
        assertTrue(error >= best * 0.9999);
        assertEquals(error / 2, linear.evaluate(images), 1e-3 * error);
    }

    private static double squaredError(Matrix x, Matrix y) {
        double sum = 0;
        for (int i = 0; i < x.values().length; i++) {
            sum += Math.pow(x.values()[i] - y.values()[i], 2);
        }
        return sum / x.rows();
    }

    @Test
    void trainingLowersTheLossForEitherLikelihood() {
        for (Likelihood likelihood :
                new Likelihood[] {Likelihoods.gaussian(), Likelihoods.bernoulli()}) {
            RandomGenerator random = Randoms.seeded(2);
            Matrix images = Digits.draw(500, 8, random).images();
            Autoencoder model =
                    Autoencoder.builder(64, 4)
                            .hidden(32)
                            .likelihood(likelihood)
                            .batchSize(16)
                            .build(random);
            double before = model.evaluate(images);
            assertEquals(before, model.trainStep(images), 1e-4 * before);
            History history = model.train(images, 5);
            assertEquals(5, history.table().rowCount());
            assertTrue(model.evaluate(images) < 0.9 * before);
            assertEquals("[500, 4]", model.encode(images).shape());
        }
    }

    @Test
    void aSavedModelIsLoadedAgain(@TempDir Path folder) throws IOException {
        Matrix images = Digits.draw(20, 8, Randoms.seeded(3)).images();
        Autoencoder saved = Autoencoder.builder(64, 4).build(Randoms.seeded(4));
        saved.save(folder.resolve("autoencoder"));
        Autoencoder loaded = Autoencoder.builder(64, 4).build(Randoms.seeded(5));
        loaded.load(folder.resolve("autoencoder"));
        assertArrayEquals(saved.reconstruct(images).values(), loaded.reconstruct(images).values());
    }
}
