package genlab.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documentation comments in forms that Jupyter can show. */
final class Javadoc {

    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)\\}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern TYPE_PARAMETER = Pattern.compile("(?m)^(\\s*@param\\s+)<(\\w+)>");

    private Javadoc() {}

    /** Inline tags replaced by HTML, block tags on lines of their own. */
    static String html(String comment) {
        String html = TYPE_PARAMETER.matcher(comment).replaceAll("$1$2");
        html =
                INLINE.matcher(html)
                        .replaceAll(
                                tag -> Matcher.quoteReplacement(html(tag.group(1), tag.group(2))));
        return BLOCK.matcher(html).replaceAll("<br><b>$1</b> ");
    }

    private static String html(String tag, String text) {
        String[] words = text.strip().split("\\s+", 2); // of a link: where to, and its name
        return switch (tag) {
            case "code", "literal" -> code(text);
            case "link", "linkplain", "value" ->
                    code(words.length > 1 ? words[1] : words[0].replace('#', '.'));
            default -> text;
        };
    }

    private static String code(String text) {
        return "<code>" + CellRenderer.escape(text) + "</code>";
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
