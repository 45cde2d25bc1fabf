package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.experiment.PictureRecipe;
import genlab.experiment.Runs;
import genlab.metrics.ConfidenceInterval;
import genlab.training.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tech.tablesaw.api.Table;

/** What lies in notebooks/results can be made again. */
class StoredRunsTest {
    private static final Path STORED = Path.of("../notebooks/results");

    @TempDir Path folder;

    @BeforeAll
    static void quiet() {
        Progress.use((task, total) -> Progress.NONE);
    }

    @AfterAll
    static void asBefore() {
        Progress.use(Progress.console());
    }

    private static Table stored(String name) {
        return Table.read().csv(STORED.resolve(name + ".csv").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pictures-14", "pictures-28", "mnist-28"})
    void eachTableTellsHowItIsMadeAgain(String name) throws Exception {
        List<String> lines = Files.readAllLines(STORED.resolve(name + ".properties"));
        assertEquals("command=./lab results " + name, lines.get(0));
        assertTrue(lines.get(1).matches("commit=[0-9a-f]{7,}"), lines.get(1));
        assertTrue(stored(name).rowCount() > 0);
    }

    @Test
    void allTogetherIsSmall() throws Exception {
        try (Stream<Path> files = Files.list(STORED)) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertTrue(bytes < 10_000_000, bytes + " bytes");
        }
    }

    /**
     * Another processor rounds otherwise, and a GAN's path follows such trifles: the row is
     * compared with the ten stored seeds.
     */
    @Test
    @Tag("slow")
    void aRowComputedAnewIsLikeTheStoredOnes() {
        Table again = StoredRuns.recipes(List.of(PictureRecipe.DCGAN), 1, 1000);
        for (String measure : List.of("feature distance", "precision", "recall")) {
            double[] values = Runs.values(stored("pictures-14"), measure, "DCGAN");
            ConfidenceInterval mean = ConfidenceInterval.ofMean(values);
            // a single run strays sqrt(10) times as far as the mean of ten does; twice that at most
            double far = 2 * Math.sqrt(10) * mean.halfWidth();
            double found = Runs.values(again, measure, "DCGAN")[0];
            assertEquals(mean.mean(), found, far, measure);
        }
    }

    @Test
    void anUnknownNameEndsWithStatusTwo() {
        CommandLine line = new CommandLine(new StoredRuns());
        assertEquals(2, line.execute("pictures-15", "--folder", folder.toString()));
    }
}
