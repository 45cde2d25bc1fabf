package genlab.kernel;

import genlab.kernel.Evaluator.Origin;
import genlab.kernel.Pieces.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Stack traces as a reader wants them: in the lines of cells, without the kernel's own. */
final class Traces {

    static final String RED = "\u001b[1;31m";
    static final String PLAIN = "\u001b[0m";

    private static final int FRAMES = 12;
    private static final Pattern KERNELS =
            Pattern.compile(
                    "genlab\\.kernel\\..*|io\\.github\\.spencerpark\\..*" // its base library
                            + "|REPL\\.\\$Cancel\\$.*" // JShell's checks in loops, from JDK 20 on
                            + "|.*\\$\\$Lambda.*" // what calls a lambda; live threads show it
                            + "|jdk\\.jshell\\..*|jdk\\.internal\\.reflect\\..*"
                            + "|java\\.lang\\.reflect\\..*");
    private static final String WRAPPERS = "REPL\\.\\$JShell\\$\\d+\\w*?[.$]";
    private static final Pattern WRAPPER =
            Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*\\$?(.*)");
    private static final Pattern PRINTED = // by printStackTrace()
            Pattern.compile("(\t+)at (?:[^()]*/)?([^()/]+)\\.([^.()]+)\\([^:()]*(?::(\\d+))?\\)");

    private final JShell shell;
    private final Map<String, Origin> origins;

    /** A line of a cell, and the class and method that it is in. */
    private record Place(Piece piece, int line, String type, String method) {

        String source() {
            return piece.source().lines().skip(line - 1).findFirst().orElse("").strip();
        }

        @Override
        public String toString() {
            String place = place(piece.cell(), piece.firstLine() + line - 1);
            if (method.matches("(lambda\\$)?do_it\\$.*")) {
                return place;
            }
            return (type.isEmpty() ? method : type + "." + method) + " (" + place + ")";
        }
    }

    Traces(JShell shell, Map<String, Origin> origins) {
        this.shell = shell;
        this.origins = origins;
    }

    /** A text without the names of the classes that JShell wraps code in. */
    static String readers(String text) {
        return text == null ? null : text.replaceAll(WRAPPERS, "");
    }

    static String place(int cell, int line) {
        return cell > 0 ? "cell [" + cell + "], line " + line : "line " + line;
    }

    /** What was thrown, and its causes. */
    List<String> of(Thrown thrown) {
        List<String> lines = new ArrayList<>();
        String head = "";
        for (Thrown e = thrown; e != null; e = (Thrown) e.getCause()) {
            lines.add(RED + head + text(e) + PLAIN);
            if (head.isEmpty()) {
                Arrays.stream(e.getStackTrace())
                        .map(this::place)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(place -> lines.add("    " + place.source()));
            }
            lines.addAll(frames(e.getStackTrace()));
            head = "Caused by: ";
        }
        for (Thrown suppressed : thrown.suppressed()) {
            lines.add(RED + "Suppressed: " + text(suppressed) + PLAIN);
        }
        return lines;
    }

    private static String text(Thrown thrown) {
        String type = readers(thrown.type());
        String message = readers(thrown.getMessage());
        return message == null || message.isEmpty() ? type : type + ": " + message;
    }

    /** The frames that are the reader's, a line each. */
    List<String> frames(StackTraceElement[] trace) {
        List<String> lines =
                Arrays.stream(trace)
                        .filter(frame -> !isKernels(frame))
                        .map(frame -> "    at " + text(frame))
                        .toList();
        if (lines.size() <= FRAMES + 1) {
            return lines;
        }
        List<String> shortened = new ArrayList<>(lines.subList(0, FRAMES - 2));
        shortened.add(String.format("    ... %,d more", lines.size() - FRAMES));
        shortened.addAll(lines.subList(lines.size() - 2, lines.size()));
        return shortened;
    }

    /** A line that {@code printStackTrace()} prints as the reader wants it, null for none. */
    String printed(String line) {
        Matcher printed = PRINTED.matcher(line);
        if (!printed.matches()) {
            return line;
        }
        int number = printed.group(4) == null ? -1 : Integer.parseInt(printed.group(4));
        StackTraceElement frame =
                new StackTraceElement(printed.group(2), printed.group(3), null, number);
        if (isKernels(frame)) {
            return null;
        }
        return isOfCells(frame) ? printed.group(1) + "at " + text(frame) : line;
    }

    private static boolean isKernels(StackTraceElement frame) {
        String name = frame.getClassName();
        return KERNELS.matcher(name).matches()
                || (name.equals("java.lang.Thread") && frame.getMethodName().startsWith("run"));
    }

    private static boolean isOfCells(StackTraceElement frame) {
        return WRAPPER.matcher(frame.getClassName()).matches();
    }

    private String text(StackTraceElement frame) {
        Place place = place(frame);
        if (place != null) {
            return place.toString();
        }
        return isOfCells(frame) ? "the statement that runs now" : frame.toString();
    }

    /** Where a frame is in a cell, or null: JShell tells a line of the class that it has made. */
    private Place place(StackTraceElement frame) {
        Matcher wrapper = WRAPPER.matcher(frame.getClassName());
        Origin origin = wrapper.matches() ? origins.get(wrapper.group(1)) : null;
        if (origin == null || isKernels(frame)) {
            return null;
        }
        SnippetWrapper wrapped = shell.sourceCodeAnalysis().wrapper(origin.snippet());
        int start = 0;
        for (int line = 1; line < frame.getLineNumber(); line++) {
            start = wrapped.wrapped().indexOf('\n', start) + 1;
        }
        String source = origin.snippet().source();
        int position = Math.min(wrapped.wrappedToSourcePosition(start), source.length());
        String before = source.substring(0, Math.max(0, position));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(origin.piece(), line, wrapper.group(2), frame.getMethodName());
    }
}
