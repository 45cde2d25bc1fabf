package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Sgd;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Training;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GanTest {
    record Variant(String name, Consumer<GanBuilder> settings) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Variant> variants() {
        return Stream.of(
                new Variant("minimax", b -> b.loss(AdversarialLosses.MINIMAX)),
                new Variant("non-saturating", b -> {}),
                new Variant("least squares", b -> b.loss(AdversarialLosses.LEAST_SQUARES)),
                new Variant(
                        "clipping",
                        b ->
                                b.loss(AdversarialLosses.WASSERSTEIN)
                                        .weightClipping(0.1)
                                        .discriminatorSteps(5)),
                new Variant(
                        "gradient penalty",
                        b ->
                                b.loss(AdversarialLosses.WASSERSTEIN)
                                        .gradientPenalty(1)
                                        .discriminatorSteps(5)),
                new Variant(
                        "spectral hinge",
                        b -> b.loss(AdversarialLosses.HINGE).spectralNormalization()),
                new Variant("R1", b -> b.r1(0.1)),
                new Variant("instance noise", b -> b.instanceNoise(0.2)),
                new Variant("packing", b -> b.packing(2)));
    }

    /** Every variant brings the generator from around 0 to data around (3, -2). */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("variants")
    void learnsWhereTheDataAre(Variant variant) {
        RandomGenerator random = Randoms.seeded(1);
        GanBuilder builder = Gan.builder(2, 2).hidden(32);
        variant.settings().accept(builder);
        Gan gan = builder.batchSize(64).build(random);
        Gaussian unit = Gaussian.standard(2, random);
        gan.train(count -> shifted(unit.draw(count)), 1000);
        Matrix generated = gan.sample(2000, random);
        assertEquals(3, generated.columns(0, 1).mean(), 0.8);
        assertEquals(-2, generated.columns(1, 2).mean(), 0.8);
    }

    private static Matrix shifted(Matrix x) {
        for (int row = 0; row < x.rows(); row++) {
            x.set(row, 0, x.get(row, 0) + 3);
            x.set(row, 1, x.get(row, 1) - 2);
        }
        return x;
    }

    /** "Freeze or not": the generator's step leaves the discriminator as it is, and vice versa. */
    @Test
    void eachStepChangesOnePlayerOnly() {
        RandomGenerator random = Randoms.seeded(2);
        Gan gan = Gan.builder(2, 3).hidden(8).build(random);
        float[][] generator = values(gan.generator().parameters());
        float[][] discriminator = values(gan.discriminator().parameters());
        gan.discriminatorStep(Gaussian.standard(2, random).draw(16));
        assertArrayEquals(generator, values(gan.generator().parameters()));
        float[][] learned = values(gan.discriminator().parameters());
        assertTrue(learned[0][0] != discriminator[0][0]);
        float[] gradient = gan.discriminator().parameters().get(0).gradient().values().clone();
        gan.generatorStep(16);
        assertArrayEquals(learned, values(gan.discriminator().parameters()));
        assertArrayEquals(gradient, gan.discriminator().parameters().get(0).gradient().values());
        assertTrue(values(gan.generator().parameters())[0][0] != generator[0][0]);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertArrayEquals(ring(7), ring(7));
    }

    private static float[] ring(long seed) {
        RandomGenerator random = Randoms.seeded(seed);
        Gan gan = Gan.builder(2, 2).hidden(16).packing(2).gradientPenalty(1).build(random);
        gan.train(GaussianMixture.ring(8, 2, random), 20);
        return gan.sample(10, random).values();
    }

    @Tag("slow")
    @Test
    void aConditionalGeneratorObeysItsLabel() {
        RandomGenerator random = Randoms.seeded(3);
        int samples = 2000;
        Matrix labels = Matrix.zeros(samples, 2);
        Matrix data = Gaussian.standard(1, random).draw(samples);
        for (int row = 0; row < samples; row++) {
            int label = row % 2;
            labels.set(row, label, 1);
            data.set(row, 0, 0.3 * data.get(row, 0) + (label == 0 ? -2 : 2));
        }
        Gan gan = Gan.builder(1, 1).hidden(32).conditions(2).build(random);
        gan.given(labels).train(data, 60);
        assertEquals(-2, gan.given(labelled(0)).sample(500, random).mean(), 0.5);
        assertEquals(2, gan.given(labelled(1)).sample(500, random).mean(), 0.5);
        assertThrows(IllegalStateException.class, () -> gan.sample(5, random));
        assertThrows(IllegalArgumentException.class, () -> gan.given(Matrix.zeros(5, 3)));
    }

    private static Matrix labelled(int label) {
        Matrix result = Matrix.zeros(500, 2);
        for (int row = 0; row < 500; row++) {
            result.set(row, label, 1);
        }
        return result;
    }

    @Test
    void packingAndUnpackingLeaveEachSampleWhole() {
        Matrix x = Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
        Matrix packed = Packing.pack(Pass.constant(x), 2).matrix();
        assertEquals("[2, 4]", packed.shape());
        assertArrayEquals(
                new float[] {1, 2, 5, 6},
                new float[] {
                    packed.get(0, 0), packed.get(0, 1), packed.get(0, 2), packed.get(0, 3)
                });
        Pass input = Pass.variable(x);
        Packing.pack(input, 2).backward(packed);
        assertArrayEquals(x.values(), input.gradient().values());
        assertThrows(IllegalArgumentException.class, () -> Packing.pack(Pass.constant(x), 3));
    }

    @Test
    void theHistoryHasARowForEachEpochOrPart() {
        RandomGenerator random = Randoms.seeded(4);
        Gan gan = Gan.builder(2, 2).hidden(8).discriminatorSteps(3).build(random);
        int[] calls = new int[1];
        History history =
                gan.train(
                        GaussianMixture.ring(8, 2, random),
                        Training.steps(45).every(10).each(step -> calls[0] += step));
        assertEquals(5, history.table().rowCount()); // the last part too, which is shorter
        assertEquals(145, calls[0]);
        assertTrue(Double.isFinite(history.last("generator loss")));
        assertEquals(85, gan.train(GaussianMixture.ring(8, 2, random), 40).last("step"));
        assertThrows(
                IllegalArgumentException.class,
                () -> gan.train(GaussianMixture.ring(8, 2, random).draw(1000), 2));
    }

    @Test
    void stopsBeforeNaNRuinsTheParameters() {
        RandomGenerator random = Randoms.seeded(5);
        Gan gan =
                Gan.builder(2, 2)
                        .hidden(8)
                        .loss(AdversarialLosses.LEAST_SQUARES)
                        .optimizers(p -> new Sgd(p, 10, 0.9), p -> new Sgd(p, 10, 0.9))
                        .build(random);
        assertThrows(
                DivergedException.class, () -> gan.train(GaussianMixture.ring(8, 2, random), 1000));
    }

    private static float[][] values(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.value().values().clone())
                .toArray(float[][]::new);
    }
}
