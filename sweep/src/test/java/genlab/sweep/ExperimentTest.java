package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.experiment.GanRecipe;
import genlab.experiment.GanScore;
import genlab.models.AdversarialLosses;
import genlab.models.Gan;
import genlab.nn.Sgd;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(Quiet.class)
class ExperimentTest {
    @ParameterizedTest
    @EnumSource(DataSet.class)
    void everyDataSetGivesARow(DataSet data) {
        Row row = Experiment.row(new Run(GanRecipe.NON_SATURATING, data, 1, 3));
        assertEquals(Row.Status.OK, row.status());
        assertTrue(row.slicedWasserstein1() > 0, row.line());
        assertEquals(data.modes() == 0, Double.isNaN(row.modesCovered()), row.line());
        assertEquals(data.modes() == 0, Double.isNaN(row.highQualityShare()), row.line());
    }

    @ParameterizedTest
    @EnumSource(GanRecipe.class)
    void theSameSeedGivesTheSameRowAndTheScoreOfTheRecipe(GanRecipe loss) {
        Run run = new Run(loss, DataSet.RING, 7, 3);
        Row row = Experiment.row(run);
        assertTrue(Double.isFinite(row.discriminatorLoss()), row.line());
        assertTrue(Double.isFinite(row.generatorLoss()), row.line());
        assertEquals(withoutSeconds(row), withoutSeconds(Experiment.row(run)));
        Row other = Experiment.row(new Run(loss, DataSet.RING, 8, 3));
        assertNotEquals(row.slicedWasserstein1(), other.slicedWasserstein1());
        GanScore score = loss.run(r -> GaussianMixture.ring(8, 2.0, r), 7, 3);
        assertEquals(score.modesCovered(), row.modesCovered());
        assertEquals(score.highQualityShare(), row.highQualityShare());
        assertEquals(score.wasserstein1(), row.slicedWasserstein1());
    }

    @Test
    void aTrainingThatDivergesIsARowWithTheReason() {
        Run run = new Run(GanRecipe.NON_SATURATING, DataSet.RING, 1, 200);
        Row row =
                Experiment.row(
                        run,
                        seed -> {
                            RandomGenerator random = Randoms.seeded(seed);
                            Gan gan =
                                    Gan.builder(2, 2)
                                            .loss(AdversarialLosses.LEAST_SQUARES)
                                            .optimizers(
                                                    p -> new Sgd(p, 10, 0.9),
                                                    p -> new Sgd(p, 10, 0.9))
                                            .build(random);
                            gan.train(GaussianMixture.ring(8, 2, random), 200);
                            throw new AssertionError("must have diverged");
                        });
        assertEquals(Row.Status.DIVERGED, row.status());
        assertTrue(row.reason().contains(" is ") && row.reason().contains(" at "), row.reason());
        assertEquals(row, Row.parse(row.line()));
    }

    @Test
    void aWordInACommentIsNoOtherCode() {
        String code = "int a = 1;\n// one\n/* two\n * three */\nint b = a\n  * 2;\n";
        assertEquals("int a = 1;\nint b = a\n* 2;\n", SourceFingerprint.withoutComments(code));
        assertNotEquals(
                SourceFingerprint.withoutComments(code),
                SourceFingerprint.withoutComments(code.replace("* 2", "* 3")));
    }

    private static String withoutSeconds(Row row) {
        String[] fields = row.fields();
        fields[Row.COLUMNS.indexOf("seconds")] = "";
        return String.join(",", fields);
    }
}
