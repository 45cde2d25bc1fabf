package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genlab.experiment.PictureRecipe;
import genlab.experiment.Runs;
import genlab.metrics.ConfidenceInterval;
import genlab.training.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private static List<Path> tables() throws IOException {
        if (!Files.isDirectory(STORED)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(STORED)) {
            return files.filter(file -> file.toString().endsWith(".csv")).toList();
        }
    }

    @Test
    void eachStoredTableTellsHowItIsMadeAgain() throws IOException {
        long bytes = 0;
        for (Path table : tables()) {
            String name = table.getFileName().toString().replace(".csv", "");
            List<String> lines = Files.readAllLines(STORED.resolve(name + ".properties"));
            assertEquals("command=./lab results " + name, lines.get(0));
            assertTrue(lines.get(1).matches("commit=[0-9a-f]{7,}"), lines.get(1));
            bytes += Files.size(table);
        }
        assertTrue(bytes < 10_000_000, bytes + " bytes");
    }

    /**
     * Another processor rounds otherwise, and a GAN's path follows such trifles: the row is
     * compared with the ten stored seeds.
     */
    @Test
    @Tag("slow")
    void aRowComputedAnewIsLikeTheStoredOnes() throws IOException {
        Path file = STORED.resolve("pictures-14.csv");
        assumeTrue(Files.exists(file), "nobody has run ./lab results pictures-14 yet");
        Table stored = Table.read().csv(file.toString());
        Table again = StoredRuns.recipes(List.of(PictureRecipe.DCGAN), 1, 1000);
        for (String measure : List.of("feature distance", "precision", "recall")) {
            double[] values = Runs.values(stored, measure, "DCGAN");
            ConfidenceInterval mean = ConfidenceInterval.ofMean(values);
            // a single run strays sqrt(n) times as far as the mean of n does; twice that at most
            double far = 2 * Math.sqrt(values.length) * mean.halfWidth();
            double found = Runs.values(again, measure, "DCGAN")[0];
            assertEquals(mean.mean(), found, far, measure);
        }
    }

    @Test
    @Tag("slow")
    void aShortRunWritesItsTablePictureAndHowItWasMade() throws IOException {
        CommandLine line = new CommandLine(new StoredRuns());
        String to = folder.toString();
        assertEquals(
                0, line.execute("pictures-28", "--folder", to, "--seeds", "1", "--steps", "5"));
        Table looks = Table.read().csv(folder.resolve("pictures-28.csv").toString());
        assertEquals(5, looks.rowCount());
        assertTrue(looks.columnNames().containsAll(List.of("step", "obeys", "recall")));
        assertTrue(Files.size(folder.resolve("pictures-28.png")) > 1000);
        List<String> lines = Files.readAllLines(folder.resolve("pictures-28.properties"));
        assertTrue(lines.contains("steps=5"), lines.toString());
    }

    @Test
    @Tag("slow")
    void diffusionModelsOfBothNetworksAreLookedAt() throws IOException {
        CommandLine line = new CommandLine(new StoredRuns());
        String to = folder.toString();
        assertEquals(
                0, line.execute("diffusion-14", "--folder", to, "--seeds", "1", "--steps", "3"));
        Table looks = Table.read().csv(folder.resolve("diffusion-14.csv").toString());
        assertEquals(Set.of("dense", "U-net"), looks.stringColumn("variant").asSet());
        assertEquals(6, looks.rowCount());
        assertTrue(looks.columnNames().containsAll(List.of("seconds", "obeys", "precision")));
        assertTrue(Files.size(folder.resolve("diffusion-14.png")) > 1000);
    }

    @Test
    void anUnknownNameEndsWithStatusTwo() {
        CommandLine line = new CommandLine(new StoredRuns());
        assertEquals(2, line.execute("pictures-15", "--folder", folder.toString()));
    }
}
