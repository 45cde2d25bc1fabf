package genlab.charts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What a chart's script tells plotly.js, as numbers: tests look at these, not at the script. */
final class Drawn {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true);
    private static final Pattern ARRAY =
            Pattern.compile("\"?\\b([xyz])\"? ?: (\\[.*?\\])\\s*,?\\s*(?:\\n|$)", Pattern.DOTALL);

    final List<JsonNode> traces = new ArrayList<>();
    final JsonNode layout;

    Drawn(Chart chart) throws JsonProcessingException {
        String script = chart.asJavascript("id");
        Matcher trace =
                Pattern.compile(
                                "var trace\\d+ (=.*?)\\RObject\\.assign\\(trace\\d+, (\\{.*\\})\\);",
                                Pattern.DOTALL)
                        .matcher("");
        for (String part : script.split("(?=var trace\\d)")) {
            trace.reset(part);
            if (trace.find()) {
                ObjectNode node = JSON.createObjectNode();
                Matcher array = ARRAY.matcher(trace.group(1));
                while (array.find()) {
                    node.set(
                            array.group(1),
                            JSON.readTree(array.group(2).replaceAll(",\\s*]", "]")));
                }
                String extras = trace.group(2).split("\\);")[0];
                node.setAll((ObjectNode) JSON.readTree(extras));
                traces.add(node);
            }
        }
        String start = "Object.assign(layout, ";
        int from = script.indexOf(start) + start.length();
        layout = JSON.readTree(script.substring(from, script.indexOf(");\n", from)));
    }

    /** The numbers of a trace's attribute. */
    double[] numbers(int trace, String attribute) {
        return numbers(traces.get(trace).at("/" + attribute));
    }

    static double[] numbers(JsonNode array) {
        return StreamSupport.stream(((ArrayNode) array).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** A row of a heatmap's numbers. */
    double[] row(int trace, int row) {
        return numbers(traces.get(trace).get("z").get(row));
    }
}
