package genlab.charts;

import genlab.nn.Require;
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

    private final List<StyledTrace> traces;
    private final Map<String, Object> layout;
    private final List<String> description;
    private final Film film;

    Chart(List<StyledTrace> traces, Map<String, Object> layout, List<String> description) {
        this(traces, layout, description, null);
    }

    private Chart(
            List<StyledTrace> traces,
            Map<String, Object> layout,
            List<String> description,
            Film film) {
        super(
                Layout.builder().build(),
                Config.builder().responsive(true).build(),
                traces.toArray(new Trace[0]));
        this.traces = List.copyOf(traces);
        this.layout = layout;
        this.description = List.copyOf(description);
        this.film = film;
    }

    /**
     * Sets the title that stands above the chart.
     *
     * @param title one claim or name; it wraps where the page is narrow
     */
    public Chart title(String title) {
        return with("title", Json.of("text: ?", Text.escape(Require.given("title", title))));
    }

    /**
     * Sets the horizontal axis's title.
     *
     * @param title what is shown, with its unit
     */
    public Chart xTitle(String title) {
        return axis("xaxis", "title", Json.of("text: ?", Require.given("title", title)));
    }

    /**
     * Sets the vertical axis's title.
     *
     * @param title what is shown, with its unit
     */
    public Chart yTitle(String title) {
        return axis("yaxis", "title", Json.of("text: ?", Require.given("title", title)));
    }

    /**
     * Sets what part of the horizontal axis is shown.
     *
     * @throws IllegalArgumentException if an end isn't finite, they are not in order, or one is 0
     *     or below on a logarithmic axis
     */
    public Chart xRange(double from, double to) {
        return range("xaxis", from, to);
    }

    /**
     * Sets what part of the vertical axis is shown.
     *
     * @throws IllegalArgumentException if an end isn't finite, they are not in order, or one is 0
     *     or below on a logarithmic axis
     */
    public Chart yRange(double from, double to) {
        return range("yaxis", from, to);
    }

    /**
     * Makes the horizontal axis logarithmic.
     *
     * @throws IllegalArgumentException if there is a value of 0 or below on it
     */
    public Chart logX() {
        return axis("xaxis", "type", "log").checked("xaxis");
    }

    /**
     * Makes the vertical axis logarithmic. Intervals that reach to 0 or below are cut at the
     * smallest value above 0; the text form says so.
     *
     * @throws IllegalArgumentException if there is a value of 0 or below on it
     */
    public Chart logY() {
        Chart log = axis("yaxis", "type", "log");
        Extent all = log.data("yaxis");
        if (all == null || all.low > 0 || !(layout.get("_values") instanceof Extent values)) {
            return log.checked("yaxis");
        }
        List<StyledTrace> cut = traces.stream().map(t -> Traces.above(values.low, t)).toList();
        List<String> words = new ArrayList<>(description);
        words.add("intervals are cut at " + Text.number(values.low) + ", the smallest value");
        Extent shown = Extent.of(values.low, all.high);
        return new Chart(cut, log.with("_yaxis", shown).layout, words, film).checked("yaxis");
    }

    Chart height(int pixels) {
        return with("height", pixels);
    }

    /** Adds a dashed line from left to right, for a target or a level to compare with. */
    public Chart horizontalLine(double y, String label) {
        return reference("y", Checks.number("y", y), y, label);
    }

    /** Adds a dashed line from bottom to top, for a target or an event. */
    public Chart verticalLine(double x, String label) {
        return reference("x", Checks.number("x", x), x, label);
    }

    /** Shades the values between two levels, for what counts as success. */
    public Chart horizontalBand(double from, double to, String label) {
        Checks.ascending("band", from, to);
        return reference("y", from, to, label);
    }

    /**
     * Puts the traces of another chart over this one's.
     *
     * @param other a chart with the same axes
     * @return a chart with both; titles and axes are this one's
     */
    public Chart over(Chart other) {
        Require.given("other", other);
        List<StyledTrace> both = new ArrayList<>(other.traces);
        both.addAll(traces);
        List<String> words = new ArrayList<>(other.description);
        words.addAll(description);
        Chart chart = new Chart(both, layout, words, film);
        for (String axis : List.of("xaxis", "yaxis")) {
            Extent more = other.data(axis);
            chart = more == null ? chart : chart.widened(axis, more.low, more.high);
        }
        return chart;
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
     * @throws IllegalArgumentException if there is no frame, or not as many labels
     */
    public static Chart frames(String name, List<String> labels, List<Chart> charts) {
        Film film = new Film(name, labels, charts);
        Chart last = film.charts().get(film.start());
        Chart chart = new Chart(last.traces, last.layout, last.description, film);
        for (String axis : List.of("xaxis", "yaxis")) {
            double[] range = film.range(axis);
            chart = range == null ? chart : chart.ranged(axis, range);
        }
        return chart;
    }

    /**
     * Starts a film at another frame than its last.
     *
     * @param frame the number of the frame, from 0
     */
    public Chart startAt(int frame) {
        Require.that(film != null, "chart must have frames; make it with Chart.frames");
        int last = film.charts().size() - 1;
        Require.between("frame", 0, last, frame);
        List<String> shown = film.charts().get(frame).description;
        return new Chart(traces, layout, shown, film.startingAt(frame));
    }

    List<StyledTrace> traces() {
        return traces;
    }

    /** The layout with one attribute more; names with a leading underscore stay in Java. */
    Chart with(String attribute, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(layout);
        changed.put(attribute, value);
        return new Chart(traces, changed, description, film);
    }

    /** The layout with more attributes of an axis. */
    Chart axis(String axis, Map<String, Object> attributes) {
        Map<String, Object> changed = Json.copy(layout.get(axis));
        changed.putAll(attributes);
        return with(axis, changed);
    }

    /** The layout with one attribute of an axis more. */
    Chart axis(String axis, String attribute, Object value) {
        return axis(axis, Map.of(attribute, value));
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
        double[] x = shown("xaxis");
        double[] y = shown("yaxis");
        double ratio = x == null || y == null ? 1 : (y[1] - y[0]) / (x[1] - x[0]);
        boolean bar = traces.stream().anyMatch(t -> t.asJavascript(0).contains("\"colorbar\""));
        double aspect = Math.max(0.3, Math.min(2, Double.isFinite(ratio) ? ratio : 1));
        int side = bar ? 160 : 80;
        return with("_equal", true)
                .shaped(aspect, side, 90, (int) Math.min(760, 340 / aspect + side));
    }

    /** Its part beside the sides and what is above keeps this ratio of height to width. */
    Chart shaped(double aspect, int side, int above, int widest) {
        String shape = "aspect: ?, side: ?, above: ?, widest: ?";
        return with("meta", Json.of(shape, aspect, side, above, widest));
    }

    /** What the data's values on an axis are, null if the axis has names. */
    private Extent data(String axis) {
        return layout.get("_" + axis) instanceof Extent data ? data : null;
    }

    private boolean log(String axis) {
        return "log".equals(Json.copy(layout.get(axis)).get("type"));
    }

    /** The axis's range if it is set, otherwise the data's with a margin, null if neither. */
    double[] shown(String axis) {
        if (Json.copy(layout.get(axis)).get("range") instanceof double[] range) {
            return range;
        }
        Extent data = data(axis);
        return data == null || log(axis) ? null : data.range();
    }

    Chart widened(String axis, double... values) {
        Extent data = data(axis);
        return data == null
                ? this
                : with("_" + axis, Extent.of(data.low, data.high).with(values)).checked(axis);
    }

    /** A logarithmic axis has no place for 0 and below. */
    private Chart checked(String axis) {
        Extent data = data(axis);
        if (data != null && log(axis)) {
            Require.that(
                    data.low > 0,
                    "a logarithmic axis must have values above 0 only, but there is %s on %s;"
                            + " draw it without log%s",
                    Text.number(data.low),
                    axis,
                    axis.toUpperCase(java.util.Locale.ROOT).charAt(0));
        }
        return this;
    }

    private Chart range(String axis, double from, double to) {
        Checks.ascending(axis, from, to);
        Require.that(
                !log(axis) || from > 0,
                "a logarithmic axis must start above 0, but from was %s",
                from);
        return ranged(axis, new double[] {from, to});
    }

    private Chart ranged(String axis, double[] range) {
        Chart chart = axis(axis, "range", range);
        return layout.containsKey("_equal") ? chart.equalScales() : chart;
    }

    private Chart reference(String letter, double from, double to, String label) {
        Require.given("label", label);
        String axis = letter + "axis";
        Chart wide = widened(axis, from, to);
        if (letter.equals("y") && !label.isEmpty() && layout.get("_names") instanceof Integer n) {
            // To the right of the last setting there is room for the label.
            wide = wide.xRange(-0.6, n - 0.4 + 0.13 * n);
        }
        Chart changed = wide.adding("shapes", References.shape(letter, from, to));
        if (!label.isEmpty()) {
            boolean taken =
                    References.taken(letter, to, wide.data(axis), layout.get("annotations"));
            changed =
                    changed.adding(
                            "annotations",
                            References.label(letter, to, label, wide.data(axis), taken));
        }
        List<String> words = new ArrayList<>(description);
        String what = label.isEmpty() ? "line" : label;
        words.add(
                what
                        + (from == to ? " at " : " from " + Text.number(from) + " to ")
                        + Text.number(to));
        return new Chart(traces, changed.layout, words, film);
    }

    @Override
    public String asJavascript(String divName) {
        String script = super.asJavascript(divName);
        int plot = script.indexOf("Plotly.newPlot");
        Map<String, Object> attributes = Json.of("height: ?", HEIGHT);
        attributes.putAll(Axes.finished(layout));
        String styled =
                script.substring(0, plot)
                        + "Object.assign(layout, "
                        + Json.write(attributes)
                        + ");\n"
                        + script.substring(plot);
        if (film == null) {
            return styled;
        }
        int end = styled.lastIndexOf("</script>");
        return styled.substring(0, end) + film.script(divName) + styled.substring(end);
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
        String x = titleOf(Json.copy(layout.get("xaxis")).get("title"));
        String y = titleOf(Json.copy(layout.get("yaxis")).get("title"));
        if (!x.isEmpty() || !y.isEmpty()) {
            text.append(" of ").append(y.isEmpty() ? "values" : y);
            text.append(x.isEmpty() ? "" : " over " + x);
        }
        if (film != null) {
            text.append(", ").append(film.charts().size()).append(" frames over ");
            text.append(film.name()).append(", here at ").append(film.labels().get(film.start()));
        }
        for (String line : description) {
            text.append("\n  ").append(line);
        }
        return text.toString();
    }

    private static String titleOf(Object title) {
        return Json.copy(title).get("text") instanceof String text
                ? text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&")
                : "";
    }

    @Override
    public String toString() {
        return text();
    }
}
