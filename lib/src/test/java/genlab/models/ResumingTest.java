package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import genlab.nn.Optimizer;
import genlab.nn.Sgd;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.sampling.Uniform;
import genlab.training.DivergedException;
import genlab.training.Progress;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint holds beside weights; that weights are the same bits, ModelTest holds. */
class ResumingTest {
    private final RandomGenerator random = Randoms.seeded(1);
    private final Sampler pixels = new Uniform(0, 1, 6, random);

    @TempDir private Path folder;

    @BeforeEach
    void noProgress() {
        Progress.use((task, total) -> Progress.NONE);
    }

    @AfterEach
    void progressAsBefore() {
        Progress.use(Progress.console());
    }

    private Autoencoder.Builder small() {
        return Autoencoder.builder(6, 2).hidden(4);
    }

    @Test
    void aHistoryInStepsWithAValidationGoesOn() throws IOException {
        Autoencoder first = small().build(random);
        Matrix heldOut = pixels.draw(9);
        first.train(pixels, Training.steps(20).every(5).validation(heldOut));
        first.save(folder.resolve("checkpoint"));
        Autoencoder second = small().build(Randoms.seeded(2));
        second.load(folder.resolve("checkpoint"));
        assertEquals(first.history().table().print(9), second.history().table().print(9));
        assertSame(second.history(), second.train(pixels, 3));
        assertEquals(23, second.history().last("step"));
    }

    private void assertRefused(String difference, Model saved, Model other) throws IOException {
        saved.save(folder.resolve("checkpoint"));
        String message =
                assertThrows(IOException.class, () -> other.load(folder.resolve("checkpoint")))
                        .getMessage();
        assertTrue(message.contains(difference), message);
    }

    @Test
    void everySettingMustBeTheSame() throws IOException {
        assertRefused(
                "the model VAE, beta Constant[value=2.0]",
                Vae.builder(6, 2).beta(2).build(random),
                Vae.builder(6, 2).build(random));
        assertRefused(
                "the optimizer Adam",
                small().build(random),
                small().optimizer(p -> new Sgd(p, 0.1)).build(random));
        assertRefused(
                "the average none",
                Diffusion.builder(6).build(random),
                Diffusion.builder(6).averageWeights(0.9).build(random));
    }

    @Test
    void aLearningRateThatWasChangedIsKept() throws IOException {
        List<Optimizer> made = new ArrayList<>();
        Autoencoder.Builder builder =
                small().optimizer(
                                parameters -> {
                                    made.add(new Sgd(parameters, 0.1));
                                    return made.get(made.size() - 1);
                                });
        Autoencoder first = builder.build(random);
        made.get(0).learningRate(0.05);
        first.save(folder.resolve("checkpoint"));
        builder.build(random).load(folder.resolve("checkpoint"));
        assertEquals(0.05, made.get(1).learningRate());
    }

    @Test
    void aLossThatIsNotFiniteNamesTheStep() {
        Autoencoder steep =
                Autoencoder.builder(1, 1)
                        .encoder(x -> x.times(1e30))
                        .decoder(x -> x.times(1e30))
                        .build(random);
        String message =
                assertThrows(DivergedException.class, () -> steep.trainStep(Matrix.filled(4, 1, 1)))
                        .getMessage();
        assertTrue(message.contains("step 1;"), message);
    }
}
