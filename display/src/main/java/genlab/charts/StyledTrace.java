package genlab.charts;

import java.util.Map;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A trace of jsplot's with the attributes it has no setter for.
 *
 * <p>jsplot writes a trace as a script, {@code var trace3 = {...};}; the attributes follow in
 * another statement. Heatmaps and contours call themselves {@code trace0} wherever they stand; here
 * they get their own number.
 *
 * @param inner what jsplot can do, or null for nothing: it has no pictures
 * @param name what the legend calls it
 * @param extras the rest, as plotly.js names it
 */
record StyledTrace(Trace inner, String name, Map<String, Object> extras) implements Trace {
    /** With more attributes. */
    StyledTrace with(String attributes, Object... values) {
        extras.putAll(Json.of(attributes, values));
        return this;
    }

    /** With markers of another size than plotly.js's 6. */
    StyledTrace sized(int pixels) {
        marker().put("size", pixels);
        return this;
    }

    Map<String, Object> marker() {
        @SuppressWarnings("unchecked")
        Map<String, Object> marker = (Map<String, Object>) extras.get("marker");
        return marker;
    }

    @Override
    public String asJavascript(int index) {
        String script = inner == null ? "= {};" : inner.asJavascript(index);
        String value = script.substring(script.indexOf('='));
        String trace = "trace" + index;
        return String.format(
                "var %s %s%nObject.assign(%s, %s);%n", trace, value, trace, Json.write(extras));
    }

    @Override
    public HoverLabel hoverLabel() {
        return null;
    }

    @Override
    public boolean showLegend() {
        return true;
    }
}
