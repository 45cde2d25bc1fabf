package genlab.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.models.Gan;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GanRecipeTest {
    private static final Function<RandomGenerator, GaussianMixture> RING =
            random -> GaussianMixture.ring(8, 2.0, random);

    /** From one heap of samples in the middle, 1.27 away by sliced distance, towards the ring. */
    @ParameterizedTest
    @EnumSource(GanRecipe.class)
    void everyRecipeComesCloserToTheData(GanRecipe recipe) {
        List<Integer> watched = new ArrayList<>();
        GanScore score = recipe.run(RING, 1, 350, 150, (gan, step) -> watched.add(step));
        assertEquals(List.of(150, 300, 350), watched);
        assertTrue(score.wasserstein1() < 1.1, score.toString());
        assertTrue(score.seconds() > 0, score.toString());
    }

    @Test
    void theSameSeedGivesTheSameScoreInAnyThread() {
        List<GanScore> scores =
                IntStream.of(1, 1, 2, 2)
                        .parallel()
                        .mapToObj(seed -> GanRecipe.GRADIENT_PENALTY.run(RING, seed, 20))
                        .toList();
        assertEquals(scores.get(0).wasserstein1(), scores.get(1).wasserstein1());
        assertEquals(scores.get(2).wasserstein1(), scores.get(3).wasserstein1());
        assertTrue(scores.get(0).wasserstein1() != scores.get(2).wasserstein1());
        assertEquals(
                scores.get(0).wasserstein1(),
                GanRecipe.GRADIENT_PENALTY.run(RING, 1, 20).wasserstein1());
    }

    @Test
    void aWatcherChangesNothing() {
        GanScore alone = GanRecipe.PACKING.run(RING, 1, 20);
        GanScore watched =
                GanRecipe.PACKING.run(
                        RING, 1, 20, 5, (gan, step) -> gan.sample(100, Randoms.seeded(step)));
        assertEquals(alone.wasserstein1(), watched.wasserstein1());
    }

    @Test
    void scoresAGeneratorByItsSamples() {
        Gan untrained = GanRecipe.HINGE.builder(2, 2).build(Randoms.seeded(1));
        untrained.train(RING.apply(Randoms.seeded(1)), 1);
        GanScore score = GanScore.of(untrained, RING, 1.5);
        assertEquals(0, score.modesCovered());
        assertEquals(0, score.highQualityShare());
        assertEquals(1.5, score.seconds());
        // A point in the middle is at the mean of |2 cos| = 4 / pi from the ring, in any direction.
        assertEquals(4 / Math.PI, score.wasserstein1(), 0.3);
    }

    @Test
    void refusesNoSteps() {
        assertThrows(IllegalArgumentException.class, () -> GanRecipe.HINGE.run(RING, 1, 0));
    }
}
