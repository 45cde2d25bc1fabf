package genlab.kernel;

import genlab.kernel.Pieces.Piece;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/** What JShell lets pass though Java, or JShell itself, can't do with it. */
final class Rules {

    /** Types of these names would hide what JShell writes around each piece. */
    private static final Pattern HIDING =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+(Object|Throwable|java|jdk)\\b");

    private static final Pattern FINAL =
            Pattern.compile("\\s*(?:@\\w+\\s+|(?:public|protected|private|static)\\s+)*final\\s");

    private Rules() {}

    /** Code with blanks for its comments, strings and characters. */
    static String withoutText(String code) {
        StringBuilder blank = new StringBuilder(code);
        for (int i = 0; i < code.length(); i++) {
            for (int end = Magic.endOfLiteral(code, i); i < end; i++) {
                if (code.charAt(i) != '\n') {
                    blank.setCharAt(i, ' ');
                }
            }
        }
        return blank.toString();
    }

    /** Where code begins that is no comment: the compiler tells lines from there. */
    static int endOfComments(String code, int start) {
        int at = start;
        while (at < code.length()) {
            boolean isComment = code.startsWith("//", at) || code.startsWith("/*", at);
            if (isComment && Magic.endOfLiteral(code, at) < code.length()) {
                at = Magic.endOfLiteral(code, at);
            } else if (Character.isWhitespace(code.charAt(at))) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** Refuses a piece before anything of it is declared. */
    static void check(Piece piece, JShell shell) throws CellError {
        String code = withoutText(piece.source());
        Matcher hiding = HIDING.matcher(code);
        if (hiding.find()) {
            String message = "a type can't be named so in a cell";
            throw Errors.at(piece, hiding.start(1), hiding.end(1), message);
        }
        for (VarSnippet variable : shell.variables().toList()) {
            String name = variable.name();
            if (code.contains(name)
                    && shell.status(variable) == Status.VALID
                    && FINAL.matcher(variable.source()).lookingAt()) {
                checkAssignment(name, code, piece);
            }
        }
    }

    private static void checkAssignment(String name, String code, Piece piece) throws CellError {
        String quoted = Pattern.quote(name);
        boolean isAlsoLocal =
                Pattern.compile("[\\w>\\]]\\s+" + quoted + "\\b|\\b" + quoted + "\\s*->")
                        .matcher(code)
                        .find();
        Matcher assignment =
                Pattern.compile(
                                "(?<![\\w$.])%s\\s*(?:=(?!=)|[-+*/%%&|^]=|<<=|>>>?=|\\+\\+|--)|(?:\\+\\+|--)\\s*%s\\b"
                                        .formatted(quoted, quoted))
                        .matcher(code);
        if (!isAlsoLocal && assignment.find()) {
            String message = "cannot assign a value to final variable " + name;
            throw Errors.at(piece, assignment.start(), assignment.end(), message);
        }
    }
}
