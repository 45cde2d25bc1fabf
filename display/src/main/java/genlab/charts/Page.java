package genlab.charts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tech.tablesaw.plotly.components.Figure;

/** Pieces of pages: elements, their scripts, and the script that all charts share. */
final class Page {
    static final String RUNTIME = resource("runtime.js");

    private Page() {}

    /** A chart of jsplot's, drawn by jsplot's own script in the kit's look. */
    static String figure(Figure figure, String text, int height) {
        String id = newId();
        String script = figure.asJavascript(id).replace("<script>", "").replace("</script>", "");
        return "<div class=\"genlab-chart\" id=\""
                + id
                + "\" data-genlab=\"waiting\" role=\"img\" aria-label=\""
                + Text.escape(text)
                + "\" style=\"min-height:"
                + height
                + "px\"><p>"
                + Text.escape(text)
                + "</p></div>\n<script>"
                + RUNTIME
                + "genlab.draw(\""
                + id
                + "\",function(Plotly){"
                + script
                + "});</script>";
    }

    static String newId() {
        return "genlab_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
