package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.experiment.GanRecipe;
import genlab.experiment.PictureRecipe;
import genlab.experiment.Runs;
import genlab.metrics.ConfidenceInterval;
import genlab.sampling.Randoms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** What lies in notebooks/results can be made again. */
@ExtendWith(Quiet.class)
class StoredRunsTest {
    private static final Path STORED = Path.of("../notebooks/results");

    @TempDir Path folder;

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
        isLike(stored, again, "DCGAN", "feature distance", "precision", "recall");
    }

    @Test
    @Tag("slow")
    void rowsOfPointsInThePlaneComputedAnewAreLikeTheStoredOnes() {
        Table search = stored("recipes-search");
        for (DataSet data : List.of(DataSet.RING, DataSet.GRID)) {
            GanRecipe recipe = GanRecipe.LEAST_SQUARES;
            Table again = RecipeRuns.runs(data, List.of(recipe), search, 1, 1, 4000);
            Table before = Runs.last(stored("recipes-" + data));
            isLike(before, Runs.last(again), recipe.toString(), "W1", "high quality, %");
        }
    }

    @Test
    @Tag("slow")
    void aVaesLatentsKnowWhatTheStoredOnesKnow() {
        Table again = LatentRuns.runs(List.of(new LatentRuns.Beta(1)), 1, 25);
        isLike(stored("latents"), again, "beta 1", "MIG", "best shiftX", "best lean");
    }

    private static Table stored(String name) {
        return table(STORED, name);
    }

    private static void isLike(Table stored, Table again, String variant, String... measures) {
        for (String measure : measures) {
            double[] values = Runs.values(stored, measure, variant);
            ConfidenceInterval mean = ConfidenceInterval.ofMean(values);
            // a single run strays sqrt(n) times as far as the mean of n does; twice that at most
            double far = 2 * Math.sqrt(values.length) * mean.halfWidth();
            assertEquals(mean.mean(), Runs.values(again, measure, variant)[0], far, measure);
        }
    }

    /**
     * The first look of one seed, at step 600, is compared with the three stored ones; what the
     * judge says of real pictures hardly depends on the processor.
     */
    @Test
    @Tag("slow")
    void shortRunsAreLikeTheStoredOnesAndTellHowTheyWereMade() throws IOException {
        run(folder, "pictures-28", 600, "pictures-28-vae");
        lookLikeTheStoredOnes("pictures-28", 0.25, 0.2);
        lookLikeTheStoredOnes("pictures-28-vae", 0.08, 0.08);
    }

    private void lookLikeTheStoredOnes(String name, double below, double above) throws IOException {
        Table looks = looks(folder, name);
        assertEquals(5, looks.rowCount());
        Properties made = properties(folder, name);
        assertEquals("600", made.getProperty("steps"));

        assumeTrue(Files.exists(STORED.resolve(name + ".csv")), "not run yet");
        Table stored = stored(name);
        double[] obeyed = obeysAt600(stored).asDoubleArray();
        double found = obeysAt600(looks).mean();
        assertTrue(found > Arrays.stream(obeyed).min().orElseThrow() - below, "obeys " + found);
        assertTrue(found < Arrays.stream(obeyed).max().orElseThrow() + above, "obeys " + found);
        for (String mark : List.of("real-obeys", "real-precision", "real-recall")) {
            double expected = Double.parseDouble(properties(STORED, name).getProperty(mark));
            assertEquals(expected, Double.parseDouble(made.getProperty(mark)), 0.03, mark);
        }
    }

    /** The table of a run with one seed; there is a picture, too. */
    static Table made(Path folder, String name, int steps, String... more) throws IOException {
        run(folder, name, steps, more);
        return looks(folder, name);
    }

    /** The table of a run that is done; there is a picture, too. */
    private static Table looks(Path folder, String name) throws IOException {
        assertTrue(Files.size(folder.resolve(name + ".png")) > 1000);
        return table(folder, name);
    }

    static Table table(Path folder, String name) {
        return Table.read().csv(folder.resolve(name + ".csv").toString());
    }

    /** Runs with one seed. */
    static void run(Path folder, String name, int steps, String... more) {
        String[] some = {name, "--folder", folder + "", "--seeds", "1", "--steps", steps + ""};
        String[] command = Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
        assertEquals(0, StoredRuns.run(command));
    }

    private static DoubleColumn obeysAt600(Table looks) {
        return looks.where(looks.numberColumn("step").isEqualTo(600)).doubleColumn("obeys");
    }

    private static Properties properties(Path folder, String name) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(name + ".properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    @Tag("slow")
    void diffusionModelsOfAllNetworksAreLookedAt() throws IOException {
        Files.copy(STORED.resolve("diffusion-search.csv"), folder.resolve("diffusion-search.csv"));
        Table looks = made(folder, "diffusion-14", 3, "--judged", "100");
        assertEquals(
                Set.of("dense", "U-net", "U-net with places", "real"),
                looks.stringColumn("variant").asSet());
        assertEquals(10, looks.rowCount());
        assertTrue(looks.columnNames().containsAll(List.of("seconds", "obeys", "precision")));
    }

    @Test
    void anUnknownNameEndsWithStatusTwoBeforeAnythingIsMade() {
        assertEquals(2, StoredRuns.run("pictures-14", "pictures-15", "--folder", folder + "/new"));
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void tooFewJudgedPicturesEndWithStatusTwo() {
        for (String few : List.of("-1", "0", "19")) {
            assertEquals(2, StoredRuns.run("vae-gan-14", "--judged", few));
        }
    }

    @Test
    void bothNetworksLearnFilesOfFashion() throws IOException {
        LabelledImages some = Digits.draw(400, 28, Randoms.seeded(1));
        ByteBuffer images = header(0x0803, some.size(), 28, 28);
        for (float pixel : some.images().transpose().values()) {
            images.put((byte) Math.round(255 * pixel));
        }
        ByteBuffer labels = header(0x0801, some.size());
        Arrays.stream(some.labels()).forEach(label -> labels.put((byte) label));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels.array());

        Table looks = made(folder, "fashion-28", 5, "--files", folder.toString());
        assertEquals(Set.of("DCGAN", "convolutional VAE"), looks.stringColumn("variant").asSet());
        assertEquals(10, looks.rowCount());
        assertTrue(properties(folder, "fashion-28").containsKey("real-recall"));
    }

    /** The start of an IDX file, with room for the rest. */
    private static ByteBuffer header(int magic, int... sizes) {
        int bytes = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + bytes).putInt(magic);
        Arrays.stream(sizes).forEach(file::putInt);
        return file;
    }

    @Test
    void filesOfFashionThatAreNotThereAreToldWithHowToGetThem() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true));
        try {
            String here = folder.toString();
            assertEquals(1, StoredRuns.run("fashion-28", "--folder", here, "--files", here));
        } finally {
            System.setErr(before);
        }
        assertEquals(1, said.toString().lines().count(), said.toString());
        assertTrue(said.toString().contains("t10k-images-idx3-ubyte"), said.toString());
        assertTrue(said.toString().contains("Mnist.FASHION.download("), said.toString());
    }
}
