package genlab.charts;

import genlab.nn.Require;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How data flow through models, as a small picture with the same in words: a line for each row.
 *
 * <pre>{@code
 * Diagram.of(
 *         "D's step: z > [G] > fake /detach/ [D] > answer < gradient",
 *         "G's step: z > [G] > fake > [D] > answer < gradient",
 *         "VAE: picture x > [encoder] > (z) > [decoder] > reconstruction")
 * }</pre>
 *
 * <p>Brackets make a network, parentheses a code, anything else is data. An arrow with a name is
 * cut off for the gradient, whose way back from the end of the row follows a {@code <}.
 *
 * @param rows each row's title, a colon, and its boxes
 */
public record Diagram(List<String> rows) implements Rendered {
    private static final Pattern STEP = Pattern.compile("\\s*(>|/([^/]*)/)\\s*");
    private static final int GAP = 26;
    private static final int BOX = 38;
    private static final int LETTER = 8;

    /**
     * Checks that every row has a title and a box.
     *
     * @throws IllegalArgumentException if one has none
     */
    public Diagram {
        rows = List.copyOf(Checks.all("rows", rows));
        for (String row : rows) {
            Require.that(
                    row.matches(".*: +[^ ].*"),
                    "a row must be like 'title: data > [network] > (code)', but was '%s'",
                    row);
        }
    }

    /** A diagram. */
    public static Diagram of(String... rows) {
        return new Diagram(List.of(Checks.all("rows", rows)));
    }

    @Override
    public String html() {
        StringBuilder svg = new StringBuilder();
        int widest = 200;
        int y = 0;
        for (String row : rows) {
            int colon = row.indexOf(": ");
            words(svg, 4, y + 18, "start", "font-weight='bold'", row.substring(0, colon));
            y += 28;
            String[] parts = row.substring(colon + 2).split(" < ", 2);
            int x = 4;
            int back = 4;
            int from = 0;
            Matcher step = STEP.matcher(parts[0]);
            while (true) {
                boolean more = step.find();
                String box = parts[0].substring(from, more ? step.start() : parts[0].length());
                x = box(svg, box.strip(), x, y);
                if (!more) {
                    break;
                }
                from = step.end();
                String cut = step.group(2);
                int gap = cut == null ? GAP : GAP + LETTER * cut.length();
                arrow(svg, x, x + gap, y + BOX / 2, "");
                if (cut != null) {
                    words(svg, x + gap / 2 - 4, y + 5, "middle", "font-size='12'", cut);
                    words(svg, x + gap / 2 - 4, y + 25, "middle", "font-size='17'", "╫");
                    back = x + gap;
                }
                x += gap;
            }
            y += BOX + 12;
            if (parts.length == 2) {
                arrow(svg, x, back, y, "stroke-dasharray='4 3'");
                words(svg, (x + back) / 2, y + 15, "middle", "font-size='12'", parts[1]);
                y += 24;
            }
            widest = Math.max(widest, x + 4);
        }
        String text = Text.escape(text());
        return String.format(
                Locale.ROOT,
                "<svg class=\"genlab-diagram\" role=\"img\" aria-label=\"%s\" viewBox='0 0 %d %d'"
                        + " width='%d' style='max-width:100%%;height:auto' font-size='14'"
                        + " font-family='system-ui, sans-serif'>%s</svg>",
                text,
                widest,
                y,
                widest,
                svg);
    }

    private static int box(StringBuilder svg, String part, int x, int y) {
        boolean network = part.startsWith("[");
        boolean code = part.startsWith("(") && part.endsWith(")");
        String fill = network ? "#bfe0f5" : code ? "#ffe3ad" : "#e6e6e6";
        String text = network || code ? part.substring(1, part.length() - 1) : part;
        // A long text in two lines, at the first space behind its middle, or the last before.
        int space = text.length() < 12 ? -1 : text.indexOf(' ', text.length() / 2 - 2);
        space = text.length() >= 12 && space < 0 ? text.lastIndexOf(' ') : space;
        int width =
                20
                        + LETTER
                                * (space < 0
                                        ? text.length()
                                        : Math.max(space, text.length() - space - 1));
        svg.append(
                String.format(
                        "<rect x='%d' y='%d' width='%d' height='%d' rx='6' fill='%s'/>",
                        x, y, width, BOX, fill));
        String style = "fill='#222222'";
        if (space < 0) {
            words(svg, x + width / 2, y + 24, "middle", style, text);
        } else {
            words(svg, x + width / 2, y + 16, "middle", style, text.substring(0, space));
            words(svg, x + width / 2, y + 32, "middle", style, text.substring(space + 1));
        }
        return x + width;
    }

    private static void words(
            StringBuilder svg, int x, int y, String anchor, String style, String text) {
        String fill = style.contains("fill") ? "" : " fill='currentColor'";
        svg.append(
                String.format(
                        "<text x='%d' y='%d' text-anchor='%s' %s%s>%s</text>",
                        x, y, anchor, style, fill, Text.escape(text)));
    }

    private static void arrow(StringBuilder svg, int from, int to, int y, String style) {
        int tip = from < to ? -8 : 8;
        svg.append(
                String.format(
                        "<path d='M%d %dH%d' stroke='#808080' stroke-width='1.5' %s/>"
                                + "<path d='M%d %dl%d -4v8z' fill='#808080'/>",
                        from, y, to + tip, style, to, y, tip));
    }

    @Override
    public String text() {
        return String.join("\n", rows)
                .replaceAll(" */([^/]*)/ *", " ($1) > ")
                .replaceAll(" < (.*)", "; backwards: $1")
                .replaceAll("[\\[\\]]", "")
                .replace(" > ", " → ");
    }

    @Override
    public String toString() {
        return text();
    }
}
