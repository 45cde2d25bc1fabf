package genlab.kernel;

import java.util.regex.Pattern;

/** Documentation comments in forms that Jupyter can show. */
final class Javadoc {

    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+([^{}]*)\\}");
    private static final Pattern LINK =
            Pattern.compile("\\{@(?:link|linkplain|value)\\s+(\\S+?)(?:\\s+([^{}]*))?\\}");
    private static final Pattern OTHER = Pattern.compile("\\{@\\w+\\s*([^{}]*)\\}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern TYPE_PARAMETER = Pattern.compile("(?m)^(\\s*@param\\s+)<(\\w+)>");

    private Javadoc() {}

    /** Inline tags replaced by HTML, block tags on lines of their own. */
    static String html(String comment) {
        String html = TYPE_PARAMETER.matcher(comment).replaceAll("$1$2");
        html = CODE.matcher(html).replaceAll(m -> quote("<code>", m.group(1), "</code>"));
        html =
                LINK.matcher(html)
                        .replaceAll(
                                m ->
                                        quote(
                                                "<code>",
                                                m.group(2) == null
                                                        ? m.group(1).replace('#', '.')
                                                        : m.group(2),
                                                "</code>"));
        html = OTHER.matcher(html).replaceAll("$1");
        return BLOCK.matcher(html).replaceAll("<br><b>$1</b> ");
    }

    private static String quote(String before, String text, String after) {
        return java.util.regex.Matcher.quoteReplacement(before + CellRenderer.escape(text) + after);
    }

    /** The same without markup. */
    static String text(String comment) {
        return html(comment)
                .replaceAll("<(p|br|li|pre|/pre|/ul|/ol|dt|tr)[^>]*>\\s*", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\n\\s*\n\\s*", "\n\n")
                .strip();
    }
}
