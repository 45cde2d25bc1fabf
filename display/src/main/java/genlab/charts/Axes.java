package genlab.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What plotly.js is told of a chart's axes: ticks at the values tried, and logarithms. */
final class Axes {
    /** Ticks that are closer than this part of their axis would touch. */
    private static final double CLOSEST = 0.06;

    private Axes() {}

    /** A chart's layout as plotly.js wants it. */
    static Map<String, Object> finished(Map<String, Object> layout) {
        Map<String, Object> finished = new LinkedHashMap<>();
        layout.forEach(
                (name, value) -> {
                    if (!name.startsWith("_")) {
                        finished.put(name, value);
                    }
                });
        for (String letter : List.of("x", "y")) {
            Map<String, Object> axis = Json.copy(layout.get(letter + "axis"));
            ticks(axis, layout.get("_" + letter + "axis"), layout.get("_" + letter + "ticks"));
            if ("log".equals(axis.get("type"))) {
                // On a logarithmic axis plotly.js counts ranges and labels in powers of ten.
                if (axis.get("range") instanceof double[] range) {
                    axis.put("range", Arrays.stream(range).map(Math::log10).toArray());
                }
                if (finished.get("annotations") instanceof List<?> labels) {
                    finished.put(
                            "annotations",
                            labels.stream().map(label -> inPowers(letter, label)).toList());
                }
            }
            if (!axis.isEmpty()) {
                finished.put(letter + "axis", axis);
            }
        }
        return finished;
    }

    private static Map<String, Object> inPowers(String letter, Object label) {
        Map<String, Object> changed = Json.copy(label);
        if (!changed.containsKey(letter + "ref")) {
            changed.put(letter, Math.log10((double) changed.get(letter)));
        }
        return changed;
    }

    private static void ticks(Map<String, Object> axis, Object data, Object tried) {
        if (axis.containsKey("tickvals") || !(data instanceof Extent extent)) {
            return;
        }
        boolean log = "log".equals(axis.get("type"));
        double[] range =
                axis.get("range") instanceof double[] set
                        ? set
                        : new double[] {extent.low, extent.high};
        double[] ticks = null;
        if (tried instanceof double[] values) {
            ticks = apart(values, log, range);
        } else if (log) {
            ticks = logarithmic(range[0], range[1]);
        }
        if (ticks != null) {
            axis.put("tickvals", ticks);
            axis.put(
                    "ticktext",
                    Arrays.stream(ticks).mapToObj(tick -> Text.number(tick, 3)).toList());
        }
    }

    /** The values, without those that stand too close behind another. */
    private static double[] apart(double[] values, boolean log, double[] range) {
        double closest = CLOSEST * (place(range[1], log) - place(range[0], log));
        List<Double> kept = new ArrayList<>();
        for (double value : values) {
            double last = kept.isEmpty() ? Double.NaN : kept.get(kept.size() - 1);
            if (!(place(value, log) - place(last, log) < closest)) {
                kept.add(value);
            }
        }
        return kept.stream().mapToDouble(d -> d).toArray();
    }

    private static double place(double value, boolean log) {
        return log ? Math.log10(value) : value;
    }

    /** 1, 2, 5 of each power of ten, or powers alone, written in full. */
    static double[] logarithmic(double low, double high) {
        double decades = Math.log10(high / low);
        if (decades < 0.7) {
            double step = Math.pow(10, Math.floor(Math.log10(high)) - (decades < 0.2 ? 1 : 0));
            step = (high - low) / step < 2.5 ? step / 2 : step;
            long first = (long) Math.ceil(low / step * 0.99);
            double size = step;
            return DoubleStream.iterate(first, i -> i * size <= high * 1.01, i -> i + 1)
                    .map(i -> i * size)
                    .limit(20)
                    .toArray();
        }
        double[] digits =
                decades < 2.2
                        ? new double[] {1, 2, 5}
                        : decades < 4 ? new double[] {1, 3} : new double[] {1};
        int every = (int) Math.ceil(decades / 9);
        List<Double> ticks = new ArrayList<>();
        for (int p = (int) Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
            for (double digit : digits) {
                double tick = digit * Math.pow(10, p);
                if (Math.floorMod(p, every) == 0 && tick >= low * 0.8 && tick <= high * 1.25) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.stream().mapToDouble(d -> d).toArray();
    }
}
