package genlab.charts;

import genlab.metrics.ConfidenceInterval;
import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A tidy table of runs: a row a run, or one each time a run was looked at; a column says which
 * setting ran, one named "seed" with which seed, others what was measured.
 */
final class RunTable {
    private static final String SEED = "seed";

    private final Table table;
    private final String setting;

    RunTable(Table table, String setting) {
        this.table = table;
        this.setting = setting;
        names(setting);
    }

    /** The names of a column, once each, in the order of the table. */
    private List<String> names(String column) {
        Column<?> names = Checks.column(table, column);
        Require.that(names.size() > 0, "a table of runs must have a row, but is empty");
        Require.that(
                names.countMissing() == 0,
                "column '%s' must say what ran in each row, but is empty in %d of them",
                column,
                names.countMissing());
        return IntStream.range(0, names.size()).mapToObj(names::getString).distinct().toList();
    }

    List<String> settings() {
        return names(setting);
    }

    List<String> seeds() {
        return table.containsColumn(SEED)
                ? names(SEED).stream().map(seed -> "seed " + seed).toList()
                : IntStream.rangeClosed(1, most()).mapToObj(run -> "run " + run).toList();
    }

    private int most() {
        return settings().stream().mapToInt(name -> rows(name).length).max().orElseThrow();
    }

    private int[] rows(String name) {
        Column<?> column = table.column(setting);
        return IntStream.range(0, table.rowCount())
                .filter(row -> column.getString(row).equals(name))
                .toArray();
    }

    /** A number for each setting and seed, NaN where there is none. */
    Map<String, double[]> values(String measure) {
        double[] numbers = Checks.numbers(table, measure);
        List<String> seeds = seeds();
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String name : settings()) {
            double[] ofSetting = new double[seeds.size()];
            Arrays.fill(ofSetting, Double.NaN);
            boolean[] there = new boolean[ofSetting.length];
            int next = 0;
            for (int row : rows(name)) {
                int at = next++;
                if (table.containsColumn(SEED)) {
                    at = seeds.indexOf("seed " + table.column(SEED).getString(row));
                }
                Require.that(
                        !there[at],
                        "a setting must have one row a seed, but '%s' has several of %s; keep the"
                                + " last look of each run",
                        name,
                        seeds.get(at));
                there[at] = true;
                ofSetting[at] = numbers[row];
            }
            values.put(name, ofSetting);
        }
        return values;
    }

    /** Seed by seed, what a setting has more than the baseline. */
    Map<String, double[]> differences(String baseline, String measure) {
        Map<String, double[]> values = values(measure);
        double[] of = values.remove(baseline);
        Require.that(
                of != null && !values.isEmpty(),
                "baseline must be one of the settings, beside others, but was '%s' of %s",
                baseline,
                settings());
        values.replaceAll(
                (name, own) ->
                        IntStream.range(0, own.length).mapToDouble(i -> own[i] - of[i]).toArray());
        return values;
    }

    /** A curve a setting: the mean of its runs at each position that all of them reached. */
    List<Curve> curves(String x, String measure) {
        double[] positions = Checks.numbers(table, x);
        double[] numbers = Checks.numbers(table, measure);
        List<Curve> curves = new ArrayList<>();
        for (String name : settings()) {
            Map<String, TreeMap<Double, Double>> runs = new LinkedHashMap<>();
            for (int row : rows(name)) {
                String seed = table.containsColumn(SEED) ? table.column(SEED).getString(row) : "";
                Double before =
                        runs.computeIfAbsent(seed, s -> new TreeMap<>())
                                .put(positions[row], numbers[row]);
                Require.that(
                        before == null,
                        "a run must have one row a %s, but '%s' has several at %s; give the table"
                                + " a column named seed",
                        x,
                        name,
                        positions[row]);
            }
            TreeSet<Double> common = new TreeSet<>(runs.values().iterator().next().keySet());
            runs.values().forEach(run -> common.retainAll(run.keySet()));
            Require.that(!common.isEmpty(), "runs of '%s' must share a %s, but have none", name, x);
            double[] shared = common.stream().mapToDouble(d -> d).toArray();
            double[][] each =
                    runs.values().stream()
                            .map(run -> Arrays.stream(shared).map(run::get).toArray())
                            .toArray(double[][]::new);
            Palette color = Strips.color(name, curves.size());
            curves.add(Curve.ofRuns(name, shared, each).colored(color));
        }
        return curves;
    }

    /** A row a setting: how many runs, and the mean of each measure ± half its interval. */
    Table summary(String... measures) {
        Checks.all("measures", measures);
        List<String> settings = settings();
        Table summary =
                Table.create(
                        table.name() == null ? "" : table.name(),
                        StringColumn.create(setting, settings),
                        StringColumn.create(
                                "runs",
                                settings.stream().map(name -> "" + rows(name).length).toList()));
        for (String measure : measures) {
            Map<String, double[]> values = values(measure);
            summary.addColumns(
                    StringColumn.create(
                            measure,
                            settings.stream().map(name -> mean(values.get(name))).toList()));
        }
        return summary;
    }

    private static String mean(double[] values) {
        double[] there = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (there.length < 2) {
            return there.length == 0 ? "–" : Text.number(there[0], 3);
        }
        ConfidenceInterval mean = ConfidenceInterval.ofMean(there);
        double half = mean.halfWidth();
        // As many places as the interval's second digit: what follows is noise.
        int places =
                half > 0 ? Math.max(0, Math.min(6, 1 - (int) Math.floor(Math.log10(half)))) : 3;
        String missing = there.length < values.length ? " (" + there.length + " runs)" : "";
        return Text.fixed(mean.mean(), places) + " ± " + Text.fixed(half, places) + missing;
    }
}
