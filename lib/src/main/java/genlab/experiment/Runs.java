package genlab.experiment;

import genlab.metrics.ConfidenceInterval;
import genlab.nn.Require;
import genlab.training.Progress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Many runs of an experiment as one tidy table: a row a run, with the variant that was tried, the
 * seed, and a column for each measure. Charts and statistics read it as it is.
 *
 * <pre>{@code
 * Table runs = Runs.parallel("recipes", List.of(GanRecipe.values()), 10,
 *         (recipe, seed) -> Map.of("W1", recipe.run(ring, seed, 2000).wasserstein1()));
 * ConfidenceInterval gain = Runs.difference(runs, "W1", "packing", "non-saturating");
 * }</pre>
 */
public final class Runs {
    /** The column of what was tried. */
    public static final String VARIANT = "variant";

    /** The column of the seed. */
    public static final String SEED = "seed";

    private Runs() {}

    /** One run of what is varied. */
    @FunctionalInterface
    public interface Run<V> {
        /** The measures of a run, by their names. */
        Map<String, Double> measures(V variant, long seed);
    }

    /** A run that is looked at on its way. */
    @FunctionalInterface
    public interface Watched<V> {
        /** What each look found, in order, the step or epoch among it: the measures by name. */
        List<Map<String, Double>> looks(V variant, long seed);
    }

    /**
     * Does every variant with every seed from 1, as many at a time as there are processors, and
     * shows the progress. The order of the rows is that of variants and seeds.
     *
     * @param name of the experiment
     * @param variants what is tried; their {@code toString} is what the table calls them
     * @param seeds how many, at least 1
     * @param run one run; it must take all randomness from its seed
     * @return a table with the columns variant, seed and the measures
     */
    public static <V> Table parallel(String name, List<V> variants, int seeds, Run<V> run) {
        return parallel(name, variants, 1, seeds, run);
    }

    /** The same with other seeds: so many from {@code firstSeed} on. */
    public static <V> Table parallel(
            String name, List<V> variants, long firstSeed, int seeds, Run<V> run) {
        Require.given("run", run);
        return watched(
                name,
                variants,
                firstSeed,
                seeds,
                (v, seed) -> Collections.singletonList(run.measures(v, seed)));
    }

    /**
     * As {@link #parallel}, with a row for each look at a run instead of one for its end; the
     * {@linkplain #last last} of them are the runs' ends.
     */
    public static <V> Table watched(
            String name, List<V> variants, long firstSeed, int seeds, Watched<V> run) {
        Require.given("name", name);
        Require.given("run", run);
        boolean any = !Require.given("variants", variants).isEmpty();
        Require.that(any, "there must be at least 1 variant, but were none");
        variants.forEach(variant -> Require.given("a variant", variant));
        int count = Math.toIntExact((long) variants.size() * Require.size("seeds", seeds));
        List<List<Map<String, Double>>> results;
        try (Progress progress = Progress.of(name, count)) {
            AtomicLong done = new AtomicLong();
            results =
                    IntStream.range(0, count)
                            .parallel()
                            .mapToObj(
                                    i -> {
                                        V variant = variants.get(i / seeds);
                                        long seed = firstSeed + i % seeds;
                                        var looks =
                                                Progress.silently(() -> run.looks(variant, seed));
                                        progress.update(done.incrementAndGet());
                                        return looks;
                                    })
                            .toList();
        }
        for (List<Map<String, Double>> looks : results) {
            for (Map<String, Double> look : Require.given("the looks at a run", looks)) {
                Require.given("the measures of a run", look);
            }
        }
        StringColumn variant = StringColumn.create(VARIANT);
        LongColumn seed = LongColumn.create(SEED);
        for (int i = 0; i < count; i++) {
            for (int look = 0; look < results.get(i).size(); look++) {
                variant.append(variants.get(i / seeds).toString());
                seed.append(firstSeed + i % seeds);
            }
        }
        Table table = Table.create(name, variant, seed);
        List<Map<String, Double>> rows = results.stream().flatMap(List::stream).toList();
        Require.that(!rows.isEmpty(), "a run must be looked at, but none was");
        Set<String> measures = new TreeSet<>(rows.get(0).keySet());
        for (Map<String, Double> row : rows) {
            Require.that(
                    row.keySet().equals(measures),
                    "all runs must have the measures %s, but one has %s",
                    measures,
                    row.keySet());
        }
        for (String measure : measures) {
            double[] values = rows.stream().mapToDouble(row -> row.get(measure)).toArray();
            table.addColumns(DoubleColumn.create(measure, values));
        }
        return table;
    }

    /** The last look at each run: a row a run. */
    public static Table last(Table looks) {
        checkTable(looks);
        int[] rows =
                IntStream.range(0, looks.rowCount())
                        .filter(row -> row + 1 == looks.rowCount() || !sameRun(looks, row, row + 1))
                        .toArray();
        return looks.rows(rows);
    }

    private static boolean sameRun(Table looks, int a, int b) {
        return looks.stringColumn(VARIANT).get(a).equals(looks.stringColumn(VARIANT).get(b))
                && looks.column(SEED).getString(a).equals(looks.column(SEED).getString(b));
    }

    /** One measure of every look at the runs of a variant: an array a run, in order. */
    public static double[][] courses(Table looks, String measure, Object variant) {
        values(looks, measure, variant); // tells what is not there
        Table ofVariant = looks.where(looks.stringColumn(VARIANT).isEqualTo(variant.toString()));
        // a table that was read from a file has integers
        return DoubleStream.of(ofVariant.numberColumn(SEED).asDoubleArray())
                .distinct()
                .sorted()
                .mapToObj(seed -> ofVariant.where(ofVariant.numberColumn(SEED).isEqualTo(seed)))
                .map(run -> run.numberColumn(measure).asDoubleArray())
                .toArray(double[][]::new);
    }

    /** One measure of all runs: by variant, in the order of the table, as strip charts take it. */
    public static Map<String, double[]> byVariant(Table runs, String measure) {
        checkTable(runs);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String variant : runs.stringColumn(VARIANT).asList()) {
            values.computeIfAbsent(variant, name -> values(runs, measure, name));
        }
        return values;
    }

    /**
     * One measure of all runs of a variant, in the order of the seeds.
     *
     * @throws IllegalArgumentException if there is no such measure or variant
     */
    public static double[] values(Table runs, String measure, Object variant) {
        List<String> columns = checkTable(runs);
        Require.that(
                columns.contains(Require.given("measure", measure)),
                "there is no measure %s; the columns are %s",
                measure,
                columns);
        Require.given("variant", variant);
        double[] values =
                runs.where(runs.stringColumn(VARIANT).isEqualTo(variant.toString()))
                        .sortOn(SEED)
                        .numberColumn(measure)
                        .asDoubleArray();
        Require.that(
                values.length > 0,
                "there is no variant %s; there are %s",
                variant,
                runs.stringColumn(VARIANT).unique().asList());
        return values;
    }

    /** The mean of a measure over the runs of a variant, with its 95 % confidence interval. */
    public static ConfidenceInterval mean(Table runs, String measure, Object variant) {
        return ConfidenceInterval.ofMean(values(runs, measure, variant));
    }

    /**
     * The mean difference of two variants in pairs of runs with the same seed, with its 95 %
     * confidence interval: below 0 where the first has the smaller numbers.
     */
    public static ConfidenceInterval difference(
            Table runs, String measure, Object first, Object second) {
        return ConfidenceInterval.ofDifference(
                values(runs, measure, first), values(runs, measure, second));
    }

    private static List<String> checkTable(Table runs) {
        List<String> columns = Require.given("runs", runs).columnNames();
        Require.that(
                columns.containsAll(List.of(VARIANT, SEED)),
                "runs must be a table that Runs.parallel made, but its columns are %s",
                columns);
        return columns;
    }
}
