package genlab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The statements, declarations and expressions of a cell.
 *
 * @param list those that are complete
 * @param rest what follows them, empty if nothing does
 * @param isOpen whether the rest only lacks its end
 */
record Pieces(List<Piece> list, Piece rest, boolean isOpen) {

    private static final Pattern PACKAGE =
            Pattern.compile("\\A(?:\\s++|//[^\n]*+\n|(?s:/\\*.*?\\*/))*+(package\\s[\\w.\\s]+;)");
    private static final String NON_SEALED = "non-sealed"; // JShell 17 can't cut what has it
    private static final String LIKE_NON_SEALED = "static    ";

    /**
     * One of them.
     *
     * @param firstLine the number of its first line within the cell
     * @param isQuiet whether a semicolon was written at its end
     */
    record Piece(String source, int firstLine, boolean isQuiet) {}

    /** Cuts a cell's code. */
    static Pieces of(String code, int firstLine, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (true) {
            start = Rules.endOfComments(code, start);
            String rest = code.substring(start);
            int line = firstLine + (int) code.substring(0, start).lines().count();
            if (start > 0 && code.charAt(start - 1) != '\n') {
                line--;
            }
            CompletionInfo info =
                    analysis.analyzeCompletion(rest.replace(NON_SEALED, LIKE_NON_SEALED));
            Completeness completeness = info.completeness();
            if (completeness == Completeness.EMPTY) {
                return new Pieces(pieces, new Piece("", line, true), false);
            }
            if (completeness == Completeness.UNKNOWN || !completeness.isComplete()) {
                boolean isOpen = completeness != Completeness.UNKNOWN;
                return new Pieces(pieces, new Piece(rest, line, true), isOpen);
            }
            int length = rest.length() - info.remaining().length();
            String written = rest.substring(0, length);
            boolean isQuiet = Rules.withoutText(written).stripTrailing().endsWith(";");
            String source = rest.contains(NON_SEALED) ? written : info.source();
            pieces.add(new Piece(source, line, isQuiet));
            start += length;
        }
    }

    /** The code without the name of a package at its head, as files have one, or null if none. */
    static String withoutPackage(String code) {
        Matcher head = PACKAGE.matcher(code);
        return head.find()
                ? code.substring(0, head.start(1))
                        + head.group(1).replaceAll("\\S", " ")
                        + code.substring(head.end(1))
                : null;
    }
}
