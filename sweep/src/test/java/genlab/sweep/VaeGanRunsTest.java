package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.experiment.Runs;
import genlab.metrics.ConfidenceInterval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The contest of notebook 06 can be run again. */
@Tag("slow")
@ExtendWith(Quiet.class)
class VaeGanRunsTest {
    private static final Path STORED = Path.of("../notebooks/results/vae-gan-14.csv");

    @TempDir Path folder;

    @Test
    void anEighthOfATrainingIsLikeTheStoredOnes() {
        Table stored = Table.read().csv(STORED.toString());
        Table early = stored.where(stored.doubleColumn("share").isEqualTo(0.125));
        VaeGanRuns runs = new VaeGanRuns(VaeGanRuns.JUDGED);
        VaeGanRuns.Jury jury = runs.jury(false);
        for (VaeGanRuns.Setting setting :
                VaeGanRuns.chosen(VaeGanRuns.storedSearch(STORED.getParent()))) {
            Map<String, Double> again =
                    runs.looks(setting, 1, jury, VaeGanRuns.STEPS, 0.125).get(0);
            for (String measure : List.of("feature distance", "pixel distance", "recall")) {
                double[] values = Runs.values(early, measure, setting.contestant());
                ConfidenceInterval mean = ConfidenceInterval.ofMean(values);
                // a single run strays sqrt(n) times as far as the mean of n does; twice that
                double far = 2 * Math.sqrt(values.length) * mean.halfWidth();
                assertEquals(mean.mean(), again.get(measure), far, setting + ", " + measure);
            }
        }
    }

    @Test
    void aShortContestWithItsSearchWritesTablesAndPictures() throws IOException {
        StoredRunsTest.run(folder, "vae-gan-search", 4, "--judged", "50");
        Table search = StoredRunsTest.table(folder, "vae-gan-search");
        assertEquals(3 * (4 + 3), search.rowCount());
        assertTrue(search.columnNames().containsAll(List.of("own setting", "readable")));
        Table looks = StoredRunsTest.made(folder, "vae-gan-14", 4, "--judged", "50");
        assertEquals(3 * 5, looks.rowCount());
        assertTrue(looks.columnNames().containsAll(List.of("share", "pixel distance")));
    }

    /**
     * Hardly trained decoders will do: a search lessens the error, and more work lessens it
     * further.
     */
    @Test
    void moreWorkFindsNearerCodes() {
        CodeRuns runs = new CodeRuns(new VaeGanRuns(100));
        Table codes = runs.runs(VaeGanRuns.storedSearch(STORED.getParent()), 1, 40);
        for (String name : List.of("VAE", "GAN")) {
            double once = error(codes, name + ", searched");
            assertTrue(error(codes, name + ", 5 times the work") < once, name);
        }
        assertTrue(error(codes, "VAE, searched") < error(codes, "VAE, encoded"));
    }

    private static double error(Table codes, String way) {
        return Runs.values(codes, "error %", way)[0];
    }
}
