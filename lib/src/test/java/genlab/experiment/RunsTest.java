package genlab.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.training.Progress;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RunsTest {
    // Not static: a thread of the pool would wait for the class that waits for it.
    private final Table looks = Runs.watched("looks", List.of("b", "a"), 4, 3, RunsTest::halved);

    /** Ten times the seed, and 1 more for b; the second look is at half of it. */
    private static List<Map<String, Double>> halved(String variant, long seed) {
        double value = 10 * seed + (variant.equals("b") ? 1 : 0);
        return List.of(Map.of("step", 1.0, "W1", value), Map.of("step", 2.0, "W1", value / 2));
    }

    @Test
    void aTableHasARowForEachLookInTheOrderOfVariantsAndSeeds() {
        assertEquals(List.of("variant", "seed", "W1", "step"), looks.columnNames());
        assertEquals(12, looks.rowCount());
        assertArrayEquals(
                new double[] {41, 20.5, 51, 25.5, 61, 30.5, 40, 20, 50, 25, 60, 30},
                looks.doubleColumn("W1").asDoubleArray());
    }

    @Test
    void theLastLookIsTheEndOfARun() {
        Table ends = Runs.last(looks);
        assertEquals(6, ends.rowCount());
        assertArrayEquals(new double[] {20.5, 25.5, 30.5}, Runs.values(ends, "W1", "b"));
        assertEquals(0.5, Runs.difference(ends, "W1", "b", "a").mean(), 1e-12);
        assertArrayEquals(new long[] {4, 5, 6, 4, 5, 6}, ends.longColumn("seed").asLongArray());
    }

    @Test
    void measuresByVariantKeepTheOrderOfTheVariants() {
        Map<String, double[]> values = Runs.byVariant(Runs.last(looks), "W1");
        assertEquals(List.of("b", "a"), List.copyOf(values.keySet()));
        assertArrayEquals(new double[] {20, 25, 30}, values.get("a"));
    }

    @Test
    void coursesAreTheLooksOfEachRun() {
        double[][] courses = Runs.courses(looks, "W1", "a");
        assertEquals(3, courses.length);
        assertArrayEquals(new double[] {50, 25}, courses[1]);
    }

    /** Where seeds are of another type. */
    @Test
    void aTableThatWasStoredIsAsGood() {
        StringWriter text = new StringWriter();
        looks.write().csv(text);
        Table stored = Table.read().csv(new StringReader(text.toString()));
        assertArrayEquals(Runs.courses(looks, "W1", "a"), Runs.courses(stored, "W1", "a"));
        assertArrayEquals(
                Runs.values(Runs.last(looks), "W1", "a"),
                Runs.values(Runs.last(stored), "W1", "a"));
    }

    @Test
    void onlyTheWholeOfTheRunsIsShown() {
        List<String> shown = new ArrayList<>();
        Progress.use(
                (task, total) -> {
                    shown.add(task);
                    return Progress.NONE;
                });
        try {
            Runs.parallel(
                    "all",
                    List.of("a", "b"),
                    2,
                    (v, seed) -> {
                        Progress.of("a run", 1).close();
                        return Map.of("x", 1.0);
                    });
            Progress.of("after", 1).close();
        } finally {
            Progress.use(Progress.console());
        }
        assertEquals(List.of("all", "after"), shown);
    }

    @Test
    void seedsStartAtOneUnlessSaidOtherwise() {
        Table ends = Runs.parallel("ends", List.of("a"), 2, (v, seed) -> Map.of("x", 1.0 * seed));
        assertArrayEquals(new double[] {1, 2}, Runs.values(ends, "x", "a"));
    }

    @Test
    void runsWithOtherMeasuresAreRefused() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Runs.parallel(
                                        "ends",
                                        List.of("a", "b"),
                                        1,
                                        (v, seed) -> Map.of("measure of " + v, 1.0)));
        assertTrue(refused.getMessage().contains("measure of b"), refused.getMessage());
    }
}
