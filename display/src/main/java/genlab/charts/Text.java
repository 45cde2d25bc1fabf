package genlab.charts;

import java.util.Locale;

/** How charts, tables and checks write numbers, and how text is put into a page. */
public final class Text {
    private Text() {}

    /**
     * A number as people read it: four significant digits, integers in full, no trailing zeros.
     *
     * @return for example "0.6931", "1.25", "1e-06", "1200"
     */
    public static String number(double value) {
        return number(value, 4);
    }

    /** A number with so many significant digits at most; there is no negative zero. */
    static String number(double value, int digits) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == Math.rint(value) && size < 1e15) {
            return String.valueOf((long) value);
        }
        if (size < 1e-3 || size >= 1e6) {
            String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
            return text.replaceFirst("\\.?0+e", "e");
        }
        String text = fixed(value, Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size))));
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /** A number with so many places; what rounds to zero has no sign. */
    static String fixed(double value, int places) {
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /**
     * Text that may stand in HTML, also within an attribute.
     *
     * @return the same with what has a meaning in HTML escaped
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
