package genlab.charts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure of Tablesaw's with a title, axis titles, reference lines, and perhaps frames to play.
 *
 * <p>{@link Charts} makes them; the methods here return a changed copy:
 *
 * <pre>{@code
 * Charts.histogram(Series.real(x), Series.generated(g))
 *         .title("After 5,000 epochs")
 *         .xTitle("value")
 *         .verticalLine(4, "target mean")
 * }</pre>
 */
public final class Chart extends Figure implements Rendered {
    private static final int HEIGHT = 360;

    private final List<Trace> traces;
    private final Map<String, Object> layout;
    private final List<String> description;
    private final Frames frames;

    private record Frames(String name, List<String> labels, List<Chart> charts, int start) {}

    Chart(List<Trace> traces, Map<String, Object> layout, List<String> description) {
        this(traces, layout, description, null);
    }

    private Chart(
            List<Trace> traces,
            Map<String, Object> layout,
            List<String> description,
            Frames frames) {
        super(
                Layout.builder().build(),
                Config.builder().responsive(true).build(),
                traces.toArray(new Trace[0]));
        this.traces = List.copyOf(traces);
        this.layout = layout;
        this.description = List.copyOf(description);
        this.frames = frames;
    }

    /**
     * Sets the title that stands above the chart.
     *
     * @param title one claim or name; it wraps where the page is narrow
     * @return a changed copy
     */
    public Chart title(String title) {
        return with("title", Json.of("text", Page.escape(title)));
    }

    /**
     * Sets the horizontal axis's title.
     *
     * @param title what is shown, with its unit
     * @return a changed copy
     */
    public Chart xTitle(String title) {
        return axis("xaxis", "title", Json.of("text", title));
    }

    /**
     * Sets the vertical axis's title.
     *
     * @param title what is shown, with its unit
     * @return a changed copy
     */
    public Chart yTitle(String title) {
        return axis("yaxis", "title", Json.of("text", title));
    }

    /**
     * Sets what part of the horizontal axis is shown.
     *
     * @param from the left end
     * @param to the right end
     * @return a changed copy
     */
    public Chart xRange(double from, double to) {
        return axis("xaxis", "range", new double[] {from, to});
    }

    /**
     * Sets what part of the vertical axis is shown.
     *
     * @param from the lower end
     * @param to the upper end
     * @return a changed copy
     */
    public Chart yRange(double from, double to) {
        return axis("yaxis", "range", new double[] {from, to});
    }

    /**
     * Makes the horizontal axis logarithmic.
     *
     * @return a changed copy
     */
    public Chart logX() {
        return axis("xaxis", "type", "log");
    }

    /**
     * Makes the vertical axis logarithmic.
     *
     * @return a changed copy
     */
    public Chart logY() {
        return axis("yaxis", "type", "log");
    }

    /**
     * Sets the height.
     *
     * @param pixels the height of the chart without its title
     * @return a changed copy
     */
    public Chart height(int pixels) {
        return with("height", pixels);
    }

    /**
     * Adds a dashed line from left to right, for a target or a level to compare with.
     *
     * @param y where
     * @param label what it is
     * @return a changed copy
     */
    public Chart horizontalLine(double y, String label) {
        return shape(
                Json.of("type", "line", "xref", "paper", "x0", 0, "x1", 1, "y0", y, "y1", y),
                label,
                Json.of("textposition", "end", "xanchor", "right", "yanchor", "bottom"));
    }

    /**
     * Adds a dashed line from bottom to top, for a target or an event.
     *
     * @param x where
     * @param label what it is
     * @return a changed copy
     */
    public Chart verticalLine(double x, String label) {
        return shape(
                Json.of("type", "line", "yref", "paper", "y0", 0, "y1", 1, "x0", x, "x1", x),
                label,
                Json.of("textposition", "end", "xanchor", "left", "yanchor", "top"));
    }

    /**
     * Shades the values between two levels, for what counts as success.
     *
     * @param from the lower level
     * @param to the upper level
     * @param label what it is
     * @return a changed copy
     */
    public Chart horizontalBand(double from, double to, String label) {
        return shape(
                Json.of(
                        "type",
                        "rect",
                        "xref",
                        "paper",
                        "x0",
                        0,
                        "x1",
                        1,
                        "y0",
                        from,
                        "y1",
                        to,
                        "fillcolor",
                        "rgba(128,128,128,0.18)",
                        "layer",
                        "below"),
                label,
                Json.of("textposition", "top right"));
    }

    /**
     * Puts the traces of another chart over this one's.
     *
     * @param other a chart with the same axes
     * @return a chart with both; titles and axes are this one's
     */
    public Chart over(Chart other) {
        List<Trace> both = new ArrayList<>(other.traces);
        both.addAll(traces);
        List<String> words = new ArrayList<>(other.description);
        words.addAll(description);
        return new Chart(both, layout, words, frames);
    }

    /**
     * Charts as the frames of a film, with a slider and a button that plays it. They share the
     * axes, which are wide enough for all.
     *
     * <pre>{@code
     * Chart.frames("epoch", List.of("0", "100", "200"), List.of(first, second, third))
     * }</pre>
     *
     * @param name what the slider changes
     * @param labels its value at each frame
     * @param charts the frames, all with the same series
     * @return a chart that shows the last frame, until the reader moves the slider
     * @throws IllegalArgumentException if there is no frame, or not as many labels
     */
    public static Chart frames(String name, List<String> labels, List<Chart> charts) {
        if (charts.isEmpty() || charts.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "a film must have at least 1 frame and a label for each, but had "
                            + charts.size()
                            + " frames and "
                            + labels.size()
                            + " labels");
        }
        Chart last = charts.get(charts.size() - 1);
        Chart film =
                new Chart(
                        last.traces,
                        last.layout,
                        last.description,
                        new Frames(
                                name, List.copyOf(labels), List.copyOf(charts), charts.size() - 1));
        for (String axis : List.of("xaxis", "yaxis")) {
            double[] range = new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (Chart chart : charts) {
                double[] extent = chart.extent(axis);
                if (extent == null) {
                    range = null;
                    break;
                }
                range[0] = Math.min(range[0], extent[0]);
                range[1] = Math.max(range[1], extent[1]);
            }
            if (range != null && range[0] <= range[1]) {
                film = film.axis(axis, "range", range);
            }
        }
        return film;
    }

    /**
     * Starts a film at another frame than its last.
     *
     * @param frame the number of the frame, from 0
     * @return a changed copy
     */
    public Chart startAt(int frame) {
        if (frames == null || frame < 0 || frame >= frames.charts.size()) {
            throw new IllegalArgumentException(
                    "frame must be one of the chart's "
                            + (frames == null ? 0 : frames.charts.size())
                            + " frames, but was "
                            + frame);
        }
        return new Chart(
                traces,
                layout,
                description,
                new Frames(frames.name, frames.labels, frames.charts, frame));
    }

    /**
     * The axis's range if it is set, otherwise the data's extent with a margin, null if neither.
     */
    private double[] extent(String axis) {
        Object attributes = layout.get(axis);
        if (attributes instanceof Map<?, ?> map) {
            if (map.get("range") instanceof double[] range) {
                return range;
            }
            if ("log".equals(map.get("type")) || map.containsKey("autorange")) {
                return null;
            }
        }
        return layout.get("_" + axis) instanceof double[] data
                ? new double[] {
                    data[0] - 0.04 * (data[1] - data[0]), data[1] + 0.04 * (data[1] - data[0])
                }
                : null;
    }

    /** The layout with one attribute more; names with a leading underscore stay in Java. */
    Chart with(String attribute, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(layout);
        changed.put(attribute, value);
        return new Chart(traces, changed, description, frames);
    }

    /** The layout with one attribute of an axis more. */
    Chart axis(String axis, String attribute, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>();
        if (layout.get(axis) instanceof Map<?, ?> map) {
            map.forEach((k, v) -> changed.put((String) k, v));
        }
        changed.put(attribute, value);
        return with(axis, changed);
    }

    /** The layout with one element more in a list. */
    Chart adding(String list, Map<String, Object> element) {
        List<Object> changed = new ArrayList<>();
        if (layout.get(list) instanceof List<?> old) {
            changed.addAll(old);
        }
        changed.add(element);
        return with(list, changed);
    }

    /** As wide as the part of the plane that is shown, in the same scale as its height. */
    Chart equalScales() {
        double[] x = extent("xaxis");
        double[] y = extent("yaxis");
        double ratio = x == null || y == null ? 1 : (y[1] - y[0]) / (x[1] - x[0]);
        boolean bar = traces.stream().anyMatch(t -> t.asJavascript(0).contains("\"colorbar\""));
        double aspect = Math.max(0.3, Math.min(2, Double.isFinite(ratio) ? ratio : 1));
        return with(
                "meta",
                Json.of(
                        "aspect",
                        aspect,
                        "side",
                        bar ? 160 : 80,
                        "above",
                        90,
                        "widest",
                        (int) Math.min(760, 340 / aspect + (bar ? 160 : 80))));
    }

    /** As wide as pictures can be and still be seen at once; the rest is for names and titles. */
    Chart pictures(double aspect, int widest, int side, int above) {
        return with(
                "meta",
                Json.of(
                        "aspect",
                        aspect,
                        "side",
                        side,
                        "above",
                        above,
                        "widest",
                        widest + side,
                        "pictures",
                        true));
    }

    private Chart shape(Map<String, Object> shape, String label, Map<String, Object> place) {
        shape.put(
                "line",
                Json.of(
                        "color",
                        Palette.REFERENCE.hex(),
                        "width",
                        "rect".equals(shape.get("type")) ? 0 : 1.5,
                        "dash",
                        "dash"));
        place.put("text", Page.escape(label));
        place.put("textangle", 0);
        place.put("padding", 4);
        shape.put("label", place);
        Chart changed = adding("shapes", shape);
        List<String> words = new ArrayList<>(description);
        words.add(label);
        return new Chart(traces, changed.layout, words, frames);
    }

    @Override
    public String asJavascript(String divName) {
        String script = super.asJavascript(divName);
        int plot = script.indexOf("Plotly.newPlot");
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("height", HEIGHT);
        layout.forEach(
                (name, value) -> {
                    if (!name.startsWith("_")) {
                        attributes.put(name, value);
                    }
                });
        String styled =
                script.substring(0, plot)
                        + "Object.assign(layout, "
                        + Json.write(attributes)
                        + ");\n"
                        + script.substring(plot);
        if (frames == null) {
            return styled;
        }
        int end = styled.lastIndexOf("</script>");
        return styled.substring(0, end) + framesScript(divName) + styled.substring(end);
    }

    /** Every frame's traces; one that equals the first frame's is named, not repeated. */
    private String framesScript(String divName) {
        StringBuilder script = new StringBuilder("if (window.genlab) {\nvar frames = [];\n");
        List<String> first = new ArrayList<>();
        for (int f = 0; f < frames.charts.size(); f++) {
            List<Trace> shown = frames.charts.get(f).traces;
            List<String> names = new ArrayList<>();
            script.append("(function(){\n");
            for (int i = 0; i < shown.size(); i++) {
                String trace = shown.get(i).asJavascript(i);
                if (f > 0 && i < first.size() && first.get(i).equals(trace)) {
                    names.add("frames[0][" + i + "]");
                } else {
                    script.append(trace);
                    names.add("trace" + i);
                }
                if (f == 0) {
                    first.add(trace);
                }
            }
            script.append("frames.push([").append(String.join(",", names)).append("]);})();\n");
        }
        return script.append("window.genlab.frames('")
                .append(divName)
                .append("', frames, ")
                .append(Json.write(frames.labels))
                .append(", ")
                .append(Json.write(frames.name))
                .append(", ")
                .append(frames.start)
                .append(");\n}\n")
                .toString();
    }

    @Override
    public String html() {
        return Page.figure(this, text(), layout.get("height") instanceof Integer h ? h : HEIGHT);
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder("Chart");
        String title = titleOf(layout.get("title"));
        if (!title.isEmpty()) {
            text.append(" \"").append(title).append('"');
        }
        String x = titleOf(layout.get("xaxis") instanceof Map<?, ?> a ? a.get("title") : null);
        String y = titleOf(layout.get("yaxis") instanceof Map<?, ?> a ? a.get("title") : null);
        if (!x.isEmpty() || !y.isEmpty()) {
            text.append(" of ").append(y.isEmpty() ? "values" : y);
            text.append(x.isEmpty() ? "" : " over " + x);
        }
        if (frames != null) {
            text.append(", ").append(frames.charts.size()).append(" frames over ");
            text.append(frames.name);
        }
        for (String line : description) {
            text.append("\n  ").append(line);
        }
        return text.toString();
    }

    private static String titleOf(Object title) {
        return title instanceof Map<?, ?> map && map.get("text") instanceof String text
                ? text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                : "";
    }

    @Override
    public String toString() {
        return text();
    }
}
