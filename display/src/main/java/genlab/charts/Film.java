package genlab.charts;

import genlab.nn.Require;
import java.util.ArrayList;
import java.util.List;

/** The frames of a chart with a slider, and the one that is shown first. */
record Film(String name, List<String> labels, List<Chart> charts, int start) {
    Film {
        Require.given("name", name);
        labels = List.copyOf(Checks.all("labels", labels));
        charts = List.copyOf(Checks.all("charts", charts));
        Require.that(
                charts.size() == labels.size(),
                "a film must have a label for each frame, but had %d frames and %d labels",
                charts.size(),
                labels.size());
    }

    Film(String name, List<String> labels, List<Chart> charts) {
        this(name, labels, charts, Require.given("charts", charts).size() - 1);
    }

    Film startingAt(int frame) {
        return new Film(name, labels, charts, frame);
    }

    /** An axis's range that shows all frames, null if one of them has none. */
    double[] range(String axis) {
        Extent all = new Extent();
        for (Chart chart : charts) {
            double[] shown = chart.shown(axis);
            if (shown == null || shown[0] > shown[1]) {
                return null;
            }
            all.with(shown);
        }
        return new double[] {all.low, all.high};
    }

    /** Every frame's traces; one that equals the first frame's is named, not repeated. */
    String script(String divName) {
        StringBuilder script = new StringBuilder("if (window.genlab) {\nvar frames = [];\n");
        List<String> first = new ArrayList<>();
        for (int f = 0; f < charts.size(); f++) {
            List<StyledTrace> shown = charts.get(f).traces();
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
        return script.append(
                        String.format(
                                "window.genlab.frames('%s', frames, %s, %s, %d);\n}\n",
                                divName, Json.write(labels), Json.write(name), start))
                .toString();
    }
}
