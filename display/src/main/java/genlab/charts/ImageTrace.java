package genlab.charts;

import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A picture, which jsplot has no trace for.
 *
 * @param source a data URI
 * @param width in pixels
 * @param height in pixels
 */
record ImageTrace(String source, int width, int height) implements Trace {
    @Override
    public String asJavascript(int index) {
        return "var trace"
                + index
                + " = "
                + Json.write(Json.of("type", "image", "source", source, "hoverinfo", "skip"))
                + ";\n";
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public HoverLabel hoverLabel() {
        return null;
    }

    @Override
    public boolean showLegend() {
        return false;
    }
}
