package genlab.notebook;

import java.util.Map;

/** A value's forms by MIME type, as a notebook's output keeps them. */
record Rich(Map<String, String> forms) {
    static final String HTML = "text/html";
    static final String MARKDOWN = "text/markdown";
    static final String TEXT = "text/plain";

    static Rich html(String html, String text) {
        return new Rich(Map.of(HTML, html, TEXT, text));
    }

    static Rich markdown(String markdown) {
        return new Rich(Map.of(MARKDOWN, markdown, TEXT, markdown));
    }

    @Override
    public String toString() {
        return forms.get(TEXT);
    }
}
