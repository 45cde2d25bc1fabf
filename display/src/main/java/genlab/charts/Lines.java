package genlab.charts;

import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Charts of curves. */
final class Lines {
    /** More paths than these have no legend: nobody looks up a dozen names. */
    private static final int NAMED = 6;

    /** So few values tried are marked, each with a tick of its own. */
    private static final int FEW = 12;

    private Lines() {}

    static Chart losses(Table history, String... columns) {
        Require.given("history", history);
        Require.given("columns", columns);
        Require.that(history.columnCount() > 1, "history must have 2 columns, but has fewer");
        List<String> names =
                history.columns().stream()
                        .skip(1)
                        .filter(column -> column instanceof NumericColumn<?>)
                        .map(Column::name)
                        .toList();
        List<String> losses =
                names.stream().filter(name -> name.matches("(?i).*(error|loss).*")).toList();
        String[] all = (losses.isEmpty() ? names : losses).toArray(new String[0]);
        return of(history, history.column(0).name(), columns.length > 0 ? columns : all)
                .yTitle("loss");
    }

    static Chart of(Table table, String x, String... columns) {
        double[] positions = Checks.numbers(table, x);
        Checks.all("columns", columns);
        List<Curve> curves = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String column : columns) {
            double[] values = Checks.numbers(table, column);
            int[] there =
                    IntStream.range(0, values.length)
                            .filter(i -> !Double.isNaN(values[i]) && !Double.isNaN(positions[i]))
                            .toArray();
            if (there.length > 0) {
                double[] at = Arrays.stream(there).mapToDouble(i -> positions[i]).toArray();
                double[] y = Arrays.stream(there).mapToDouble(i -> values[i]).toArray();
                curves.add(Curve.of(column, at, y));
            }
            if (there.length == 0) {
                // A chart that grows while a model trains begins with nothing.
                missing.add(column + ": no value yet");
            } else if (there.length < values.length) {
                missing.add(column + ": missing in " + (values.length - there.length) + " rows");
            }
        }
        return curves(curves, true, missing).xTitle(x);
    }

    /** Curves as lines, or as dots alone. */
    static Chart curves(List<Curve> curves, boolean joined, List<String> remarks) {
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Extent x = new Extent();
        Extent y = new Extent();
        Extent intervals = new Extent();
        Map<Palette, Integer> drawn = new EnumMap<>(Palette.class);
        Palette.Free free = new Palette.Free();
        double[] tried = tried(curves);
        for (Curve curve : curves) {
            Palette color = free.next(curve.color());
            int use = drawn.merge(color, 1, Integer::sum);
            if (curve.low() != null) {
                traces.add(Traces.band(curve, color));
                intervals.with(curve.low()).with(curve.high());
            }
            String symbol = use == 1 ? "circle" : "diamond";
            StyledTrace trace =
                    joined
                            ? Traces.line(curve.name(), curve.x(), curve.y(), color, 2, use)
                            : Traces.dots(
                                            curve.name(),
                                            curve.x(),
                                            curve.y(),
                                            color.hex(),
                                            symbol,
                                            0.9)
                                    .sized(8);
            if (joined && tried != null && curve.x().length <= FEW) {
                trace.with("mode: 'lines+markers', marker: {size: 7}");
            }
            traces.add(trace);
            words.add(curve.name() + ": " + describe(curve));
            x.with(curve.x());
            y.with(curve.y());
        }
        words.addAll(remarks);
        Chart chart =
                plain(
                        traces,
                        words,
                        x,
                        Extent.of(y.low, y.high).with(intervals.low, intervals.high));
        chart = tried == null ? chart : chart.with("_xticks", tried);
        return intervals.low <= intervals.high ? chart.with("_values", y) : chart;
    }

    /** The positions of all curves if they are few, null otherwise. */
    private static double[] tried(List<Curve> curves) {
        TreeSet<Double> values = new TreeSet<>();
        for (Curve curve : curves) {
            if (curve.x().length > 2) {
                Arrays.stream(curve.x()).forEach(values::add);
            }
            if (values.size() > FEW) {
                return null;
            }
        }
        values.remove(Double.NaN);
        return values.size() < 3 ? null : values.stream().mapToDouble(v -> v).toArray();
    }

    static Chart paths(Curve... paths) {
        Checks.all("paths", paths);
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Extent x = new Extent();
        Extent y = new Extent();
        Palette.Free free = new Palette.Free();
        for (Curve path : paths) {
            Palette color = free.next(path.color());
            traces.add(Traces.line(path.name(), path.x(), path.y(), color, 1.5, 1));
            int last = path.x().length - 1;
            for (int end : new int[] {0, last}) {
                double[] x0 = {path.x()[end]};
                double[] y0 = {path.y()[end]};
                String name = (end == 0 ? "start of " : "end of ") + path.name();
                String symbol = end == 0 ? "circle-open" : "circle";
                traces.add(
                        Traces.dots(name, x0, y0, color.hex(), symbol, 1)
                                .with("showlegend: false")
                                .sized(9));
            }
            String ends = ": %d points, from %s to %s";
            words.add(
                    path.name() + String.format(ends, last + 1, point(path, 0), point(path, last)));
            x.with(path.x());
            y.with(path.y());
        }
        Chart chart = square(plain(traces, words, x, y));
        return paths.length > NAMED ? chart.with("showlegend", false) : chart;
    }

    static Chart roc(Curve... curves) {
        List<Curve> all = new ArrayList<>(List.of(Checks.all("curves", curves)));
        for (Curve curve : curves) {
            Extent rates = Extent.of(curve.x()).with(curve.y());
            Require.that(
                    rates.low >= 0 && rates.high <= 1,
                    "rates of '%s' must be in [0, 1], but were in [%s, %s]; use Curve.roc",
                    curve.name(),
                    rates.low,
                    rates.high);
        }
        all.add(Curve.of("chance", new double[] {0, 1}, new double[] {0, 1}));
        return square(
                curves(all, true, List.of())
                        .xTitle("false positive rate")
                        .yTitle("true positive rate")
                        .xRange(-0.01, 1.01)
                        .yRange(-0.01, 1.01));
    }

    /** A chart with two axes of numbers. */
    static Chart plain(List<StyledTrace> traces, List<String> words, Extent x, Extent y) {
        Chart chart =
                new Chart(
                        traces, Json.of("xaxis: {type: 'linear'}, yaxis: {type: 'linear'}"), words);
        return x.low > x.high ? chart : chart.with("_xaxis", x).with("_yaxis", y);
    }

    /** Equal scales; the chart is as wide as its part of the plane asks for. */
    static Chart square(Chart chart) {
        return chart.axis("xaxis", Json.of("constrain: 'domain', constraintoward: 'left'"))
                .axis("yaxis", Json.of("constrain: 'domain', constraintoward: 'top'"))
                .axis("yaxis", "scaleanchor", "x")
                .height(420)
                .equalScales();
    }

    /** Few points one by one, many by their range. */
    static String describe(Curve curve) {
        int n = curve.x().length;
        if (n <= FEW) {
            return IntStream.range(0, n)
                    .mapToObj(i -> point(curve, i))
                    .collect(java.util.stream.Collectors.joining(", "));
        }
        return range(curve.y()) + ", last " + Text.number(curve.y()[n - 1]);
    }

    static String range(double[] values) {
        Extent range = Extent.of(values);
        return String.format(
                "%d values in [%s, %s]",
                values.length, Text.number(range.low), Text.number(range.high));
    }

    private static String point(Curve curve, int i) {
        return "(" + Text.number(curve.x()[i]) + ", " + Text.number(curve.y()[i]) + ")";
    }
}
