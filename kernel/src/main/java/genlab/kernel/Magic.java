package genlab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command for the kernel within a cell: {@code %name rest} on a line of its own or after an
 * equals sign, {@code %%name} for all that follows.
 *
 * @param start where its percent sign stands
 * @param end where its line ends, or the cell if it is for all that follows
 * @param name with the percent signs
 * @param rest what follows the name, up to the end
 * @param alone whether it is a statement of its own at the top of the cell; else it is a call
 *     within Java
 */
record Magic(int start, int end, String name, String rest, boolean alone) {

    private static final Pattern LINE = Pattern.compile("(%%?[A-Za-z]\\w*)(.*)");
    private static final Pattern OPERATOR =
            Pattern.compile("\\s*([;),\\]]|[-+*/%&|^<>=?:.]+\\s).*");
    private static final String[][] LITERALS = {
        {"//", "\n"}, {"/*", "*/"}, {"\"\"\"", "\"\"\""}, {"\"", "\""}, {"'", "'"}
    };

    /**
     * The commands of a cell. What looks like one in a text or a comment is none, nor is the second
     * line of {@code 100 %seven}, unless its name is that of a command and no operator follows.
     */
    static List<Magic> in(String code, Predicate<String> known) {
        List<Magic> found = new ArrayList<>();
        Matcher line = LINE.matcher(code);
        int depth = 0;
        char before = ';'; // the last character of the code so far
        boolean lineStart = true;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\n') {
                lineStart = true;
            } else if (Character.isWhitespace(c)) {
                continue;
            } else if (c == '%'
                    && line.region(i, code.length()).lookingAt()
                    && begins(line, before, lineStart, depth, known)) {
                boolean all = line.group(1).startsWith("%%");
                boolean alone = lineStart && before != '=' && (all || depth == 0);
                int end = all ? code.length() : line.end();
                String rest = code.substring(line.end(1), end);
                found.add(new Magic(i, end, line.group(1), rest, alone));
                before = ';';
                i = end - 1;
            } else if (endOfLiteral(code, i) > i) {
                before = c == '/' ? before : c;
                lineStart &= c == '/';
                i = endOfLiteral(code, i) - 1;
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
                before = c;
                lineStart = false;
            }
        }
        return found;
    }

    private static boolean begins(
            Matcher line, char before, boolean lineStart, int depth, Predicate<String> known) {
        boolean operator = OPERATOR.matcher(line.group(2)).matches();
        if (line.group(1).startsWith("%%") || (lineStart && ";{}".indexOf(before) >= 0)) {
            return lineStart && (before != '}' || !operator);
        }
        return before == '=' || (lineStart && depth == 0 && known.test(line.group(1)) && !operator);
    }

    /** Where the comment or text that starts here ends, or here if none does. */
    static int endOfLiteral(String code, int start) {
        for (String[] marks : LITERALS) {
            if (code.startsWith(marks[0], start)) {
                boolean comment = marks[0].startsWith("/");
                boolean line = marks[0].length() == 1 || marks[1].equals("\n");
                int i = start + marks[0].length();
                while (i < code.length() && !code.startsWith(marks[1], i)) {
                    if (line && code.charAt(i) == '\n') {
                        return i;
                    }
                    i += !comment && code.charAt(i) == '\\' ? 2 : 1;
                }
                return Math.min(code.length(), i + (line && comment ? 0 : marks[1].length()));
            }
        }
        return start;
    }

    /** The same as a call in Java. */
    String call() {
        String argument = arguments().replace("\\", "\\\\").replace("\"", "\\\"");
        return "lineMagic(\"" + name.substring(1) + "\", java.util.List.of(\"" + argument + "\"));";
    }

    private String arguments() {
        return rest.strip().replaceFirst(";+$", "").strip();
    }

    /** A cell without its commands: blanks in their place, so that all else stays where it is. */
    static String blank(String code, Predicate<String> known) {
        StringBuilder java = new StringBuilder();
        int done = 0;
        for (Magic magic : in(code, known)) {
            java.append(code, done, magic.start);
            String text = code.substring(magic.start, magic.end);
            if (magic.name.equals("%%time")) { // the rest is Java
                text = text.lines().findFirst().orElse("");
            }
            String blank = text.replaceAll("\\P{Cntrl}", " ");
            java.append(
                    magic.alone
                            ? blank
                            : "null" + blank.substring(Math.min(5, blank.length())) + ";");
            done = magic.start + text.length();
        }
        return java.append(code, done, code.length()).toString();
    }
}
