package genlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little of Markdown that the kit's own texts use, as HTML: headings, paragraphs, lists,
 * tables, bold, code and links. Formulas stay as they are.
 *
 * @param links where a link of the text leads on the page; empty makes it plain text
 */
record Markdown(UnaryOperator<String> links) {

    private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern CODE = Pattern.compile("`(.+?)`");
    private static final Pattern LINK = Pattern.compile("\\[(.+?)]\\((.+?)\\)");

    String html(String text) {
        StringBuilder html = new StringBuilder();
        for (String block : text.strip().split("\n\\s*\n")) {
            List<String> lines = block.strip().lines().toList();
            String first = lines.get(0);
            if (first.startsWith("#")) {
                int level = first.indexOf(' ');
                html.append(tag("h" + level, inline(first.substring(level).strip())));
            } else if (first.startsWith("|")) {
                html.append("<div class=\"wide\">").append(table(lines)).append("</div>\n");
            } else if (first.startsWith("- ")) {
                StringBuilder items = new StringBuilder("\n");
                for (String item : block.strip().substring(2).split("\n- ")) {
                    items.append(tag("li", inline(item)));
                }
                html.append(tag("ul", items.toString()));
            } else {
                html.append(tag("p", inline(block.strip())));
            }
        }
        return html.toString();
    }

    private String table(List<String> lines) {
        StringBuilder rows = new StringBuilder("\n");
        for (int i = 0; i < lines.size(); i++) {
            if (i != 1) { // the line between the head and the rest
                StringBuilder row = new StringBuilder();
                for (String cell : cells(lines.get(i))) {
                    row.append(tag(i == 0 ? "th" : "td", inline(cell)).strip());
                }
                rows.append(tag("tr", row.toString()));
            }
        }
        return tag("table", rows.toString());
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.strip().replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.strip().replace("\\|", "|"));
        }
        return cells;
    }

    String inline(String text) {
        String html = escape(text);
        html = CODE.matcher(html).replaceAll("<code>$1</code>");
        html = BOLD.matcher(html).replaceAll("<b>$1</b>");
        return LINK.matcher(html)
                .replaceAll(
                        found -> Matcher.quoteReplacement(link(found.group(1), found.group(2))));
    }

    private String link(String text, String target) {
        String address = links.apply(target);
        return address.isEmpty() ? text : "<a href=\"" + address + "\">" + text + "</a>";
    }

    private static String tag(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
