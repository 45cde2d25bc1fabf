package genlab.grading;

/** Texts, most of them from students, made harmless for where they are to be read. */
final class SafeText {
    private SafeText() {}

    /** For a terminal: without control characters, not too long. */
    static String printable(String text, int longest) {
        String printable = text.replaceAll("[\\p{Cc}&&[^\n]]|[\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return printable.length() <= longest ? printable : printable.substring(0, longest) + " ...";
    }

    /** For a page. */
    static String html(String text) {
        return printable(text, Integer.MAX_VALUE - 8)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * For a cell of a spreadsheet: no formula. Spreadsheets drop blanks before they look for the
     * sign that begins one, and some take the wide forms of the signs as well.
     */
    static String cell(String text) {
        String printable = printable(text, 2_000);
        boolean formula = printable.matches("(?s)[\\s\\p{Z}]*[=+\\-@\uff1d\uff0b\uff0d\uff20].*");
        return formula ? "'" + printable : printable;
    }

    /** A number as people write it: 5, not 5.0. */
    static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
