package genlab.charts;

import genlab.metrics.ConfidenceInterval;
import java.util.Arrays;
import java.util.Map;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** The traces that charts are made of, each one of jsplot's in the kit's colours. */
final class Traces {
    private static final String[] DASHES = {"solid", "dot", "dashdot", "longdash"};

    private Traces() {}

    private static StyledTrace scatter(
            String name, double[] x, double[] y, ScatterTrace.Mode mode) {
        ScatterTrace trace = ScatterTrace.builder(Json.round(x), Json.round(y)).mode(mode).build();
        return new StyledTrace(trace, name, Json.of("name: ?", name));
    }

    /** The second and third line of one colour are told apart by their dashes. */
    static StyledTrace line(
            String name, double[] x, double[] y, Palette color, double width, int use) {
        String dash =
                color == Palette.REFERENCE ? "dash" : DASHES[Math.min(use, DASHES.length) - 1];
        return scatter(name, x, y, ScatterTrace.Mode.LINE)
                .with("line: {color: ?, width: ?, dash: ?}", color.hex(), width, dash);
    }

    static StyledTrace dots(
            String name, double[] x, double[] y, String color, String symbol, double opacity) {
        return scatter(name, x, y, ScatterTrace.Mode.MARKERS)
                .with("marker: {color: ?, symbol: ?, opacity: ?}", color, symbol, opacity);
    }

    /** The area between a curve's ends: up along the lower ends, back along the upper ones. */
    static StyledTrace band(Curve curve, Palette color) {
        int n = curve.x().length;
        double[] x = Arrays.copyOf(curve.x(), 2 * n);
        double[] y = Arrays.copyOf(curve.low(), 2 * n);
        for (int i = 0; i < n; i++) {
            x[n + i] = curve.x()[n - 1 - i];
            y[n + i] = curve.high()[n - 1 - i];
        }
        return scatter(curve.name(), x, y, ScatterTrace.Mode.LINE)
                .with("name: ?, fillcolor: ?", curve.name() + ", interval", color.hex() + "33")
                .with("fill: 'toself', showlegend: false, hoverinfo: 'skip', line: {width: 0}")
                .with("y: ?", Json.round(y));
    }

    /** A band without what a logarithmic axis has no place for; other traces as they are. */
    static StyledTrace above(double least, StyledTrace trace) {
        Map<String, Object> extras = Json.copy(trace.extras());
        if (extras.containsKey("fill")) {
            Object[] y = ((java.util.List<?>) extras.get("y")).toArray();
            extras.put("y", Arrays.stream(y).map(v -> Math.max((double) v, least)).toList());
        }
        return new StyledTrace(trace.inner(), trace.name(), extras);
    }

    static StyledTrace bar(
            String name, Object[] x, double[] y, Palette color, double width, double opacity) {
        return new StyledTrace(
                BarTrace.builder(x, Json.round(y)).build(),
                name,
                Json.of(
                        "name: ?, width: ?, marker: {color: ?, opacity: ?}",
                        name,
                        width,
                        color.hex(),
                        opacity));
    }

    static StyledTrace heat(
            String name, Object[] x, Object[] y, double[][] z, double low, double high) {
        return new StyledTrace(
                        HeatmapTrace.builder(x, y, z).build(), name, Json.of("name: ?", name))
                .with("zmin: ?, zmax: ?, colorbar: ?", low, high, colorBar(name));
    }

    static Map<String, Object> colorBar(String title) {
        return Json.of(
                "title: {text: ?, side: 'right'}, thickness: 12, outlinewidth: 0, len: 0.9", title);
    }

    /** An interval of no width is none. */
    static StyledTrace interval(StyledTrace trace, ConfidenceInterval mean) {
        return mean.low() == mean.high()
                ? trace
                : trace.with(
                        "error_y: {type: 'data', symmetric: false, array: [?], arrayminus: [?],"
                                + " thickness: 1.5, width: 5}",
                        Json.round(mean.high() - mean.mean()),
                        Json.round(mean.mean() - mean.low()));
    }
}
