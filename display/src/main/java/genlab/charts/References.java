package genlab.charts;

import java.util.List;
import java.util.Map;

/** Lines and bands to compare with, and their labels, which stand above everything else. */
final class References {
    private References() {}

    /** A line across the chart, or a band below its traces, at values of one axis. */
    static Map<String, Object> shape(String letter, double from, double to) {
        String across = letter.equals("y") ? "x" : "y";
        Map<String, Object> shape =
                Json.of(
                        from == to
                                ? "type: 'line', line: {color: ?, width: 1.5, dash: 'dash'}"
                                : "type: 'rect', line: {width: 0}, layer: 'below',"
                                        + " fillcolor: 'rgba(128,128,128,0.18)'",
                        Palette.REFERENCE.hex());
        shape.putAll(Map.of(letter + "0", from, letter + "1", to));
        shape.putAll(Map.of(across + "ref", "paper", across + "0", 0, across + "1", 1));
        return shape;
    }

    /**
     * The label of a line: at its end, on the side where there is room, or at its start if the end
     * is taken by another's. Under it is a ground of its own, so that nothing strikes it through.
     */
    static Map<String, Object> label(
            String letter, double at, String label, Extent data, boolean taken) {
        double place = data == null || data.size() == 0 ? 0.5 : (at - data.low) / data.size();
        String text = Text.escape(label);
        return letter.equals("y")
                ? Json.of(
                        "text: ?, y: ?, xref: 'paper', x: ?, xanchor: ?, yanchor: ?",
                        text,
                        at,
                        taken ? 0 : 1,
                        taken ? "left" : "right",
                        place > 0.9 ? "top" : "bottom")
                : Json.of(
                        "text: ?, x: ?, yref: 'paper', y: ?, yanchor: ?, xanchor: ?",
                        text,
                        at,
                        taken ? 0 : 1,
                        taken ? "bottom" : "top",
                        place > 0.7 ? "right" : "left");
    }

    /** Whether another label stands where this one would. */
    static boolean taken(String letter, double at, Extent data, Object annotations) {
        if (data == null || !(annotations instanceof List<?> labels)) {
            return false;
        }
        double room = (letter.equals("y") ? 0.1 : 0.3) * data.size();
        return labels.stream()
                .map(Json::copy)
                .filter(label -> label.containsKey(letter.equals("y") ? "xref" : "yref"))
                .anyMatch(label -> Math.abs((double) label.get(letter) - at) < room);
    }
}
