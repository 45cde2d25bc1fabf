package genlab.experiment;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RunsTest {
    private final Table runs =
            Runs.parallel(
                    "trial",
                    List.of("a", "b"),
                    3,
                    (variant, seed) ->
                            Map.of(
                                    "loss",
                                    variant.equals("a") ? 10.0 + seed : 20.0 + 2 * seed,
                                    "time",
                                    (double) seed));

    @Test
    void aRunIsARowInTheOrderOfVariantsAndSeeds() {
        assertEquals(List.of("variant", "seed", "loss", "time"), runs.columnNames());
        assertEquals(List.of("a", "a", "a", "b", "b", "b"), runs.stringColumn("variant").asList());
        assertArrayEquals(
                new double[] {11, 12, 13, 22, 24, 26}, runs.doubleColumn("loss").asDoubleArray());
        assertEquals(6, runs.rowCount());
    }

    @Test
    void meansAndPairedDifferencesAreThoseOfTheSeeds() {
        assertArrayEquals(new double[] {22, 24, 26}, Runs.values(runs, "loss", "b"));
        assertEquals(12, Runs.mean(runs, "loss", "a").mean(), 1e-12);
        // 11, 12, 13 in pairs
        assertEquals(12, Runs.difference(runs, "loss", "b", "a").mean(), 1e-12);
        assertRejected("there is no measure W1", () -> Runs.values(runs, "W1", "a"));
        assertRejected("there is no variant c", () -> Runs.values(runs, "loss", "c"));
    }
}
