package genlab.charts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes for plotly.js: written as in JavaScript, kept as maps, given out as JSON. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
                    .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);

    private Json() {}

    /** Attributes as JavaScript writes them; every question mark stands for one of the values. */
    static Map<String, Object> of(String attributes, Object... values) {
        StringBuilder json = new StringBuilder();
        int next = 0;
        for (char c : attributes.toCharArray()) {
            json.append(c == '?' ? write(values[next++]) : String.valueOf(c));
        }
        try {
            return MAPPER.readValue("{" + json + "}", new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(attributes, e);
        }
    }

    /** A map of its own with what another one holds; empty if there is none. */
    static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> old) {
            old.forEach((name, value) -> copy.put((String) name, value));
        }
        return copy;
    }

    /** JSON that can stand inside a script element. */
    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value to five digits: more than a screen shows, half the bytes. */
    static double round(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double scale = Math.pow(10, 4 - Math.floor(Math.log10(Math.abs(value))));
        return Double.isFinite(scale) && scale > 0 ? Math.round(value * scale) / scale : value;
    }

    static double[] round(double[] values) {
        return Arrays.stream(values).map(Json::round).toArray();
    }
}
