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
 * @param inner what jsplot can do
 * @param name what the legend calls it
 * @param extras the rest, as plotly.js names it
 */
record StyledTrace(Trace inner, String name, Map<String, Object> extras) implements Trace {
    @Override
    public String asJavascript(int index) {
        String script = inner.asJavascript(index);
        int end = script.indexOf('=');
        return "var trace"
                + index
                + " "
                + script.substring(end)
                + "\nObject.assign(trace"
                + index
                + ", "
                + Json.write(extras)
                + ");\n";
    }

    @Override
    public HoverLabel hoverLabel() {
        return inner.hoverLabel();
    }

    @Override
    public boolean showLegend() {
        return inner.showLegend();
    }
}
