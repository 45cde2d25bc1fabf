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
 * @param rest what follows them, null if nothing does
 */
record Pieces(List<Piece> list, Piece rest) {

    private static final Pattern PACKAGE =
            Pattern.compile("\\A(?:\\s++|//[^\n]*+\n|(?s:/\\*.*?\\*/))*+(package\\s[\\w.\\s]+;)");
    private static final String NON_SEALED = "non-sealed"; // JShell 17 can't cut what has it
    private static final String LIKE_NON_SEALED = "static    ";

    /**
     * One of them, or the whole cell.
     *
     * @param cell the cell's number, as in {@code In [3]}
     * @param firstLine the number of its first line within the cell
     * @param isQuiet whether a semicolon was written at its end
     */
    record Piece(int cell, int firstLine, String source, boolean isQuiet) {

        /** The number of the line within the cell that a position of the source is in. */
        int line(int position) {
            String before = source.substring(0, position);
            return firstLine + (int) before.chars().filter(c -> c == '\n').count();
        }
    }

    static Pieces of(Piece cell, SourceCodeAnalysis analysis) {
        String code = cell.source();
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (true) {
            start = Rules.endOfComments(code, start);
            String rest = code.substring(start);
            int line = cell.line(start);
            CompletionInfo info =
                    analysis.analyzeCompletion(rest.replace(NON_SEALED, LIKE_NON_SEALED));
            Completeness completeness = info.completeness();
            if (completeness == Completeness.EMPTY) {
                return new Pieces(pieces, null);
            }
            if (completeness == Completeness.UNKNOWN || !completeness.isComplete()) {
                return new Pieces(pieces, new Piece(cell.cell(), line, rest, true));
            }
            String written = rest.substring(0, rest.length() - info.remaining().length());
            boolean isQuiet = Rules.withoutText(written).stripTrailing().endsWith(";");
            String source = rest.contains(NON_SEALED) ? written : info.source();
            pieces.add(new Piece(cell.cell(), line, source, isQuiet));
            start += written.length();
        }
    }

    /** The code without the name of a package at its head, as files have one. */
    static String withoutPackage(String code) {
        Matcher head = PACKAGE.matcher(code);
        return head.find()
                ? code.substring(0, head.start(1))
                        + head.group(1).replaceAll("\\S", " ")
                        + code.substring(head.end(1))
                : code;
    }
}
