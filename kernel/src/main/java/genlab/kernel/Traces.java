package genlab.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Stack traces as a reader wants them: in the lines of cells, without the kernel's own. */
final class Traces {

    static final String RED = "\u001b[1;31m";
    static final String PLAIN = "\u001b[0m";

    private static final int FRAMES = 12;
    private static final String WRAPPERS = "REPL\\.\\$JShell\\$\\d+\\w*?[.$]";
    private static final Pattern WRAPPER =
            Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*\\$?(.*)");
    private static final Pattern PRINTED = // by printStackTrace()
            Pattern.compile("(\t+)at (?:[^()]*/)?([^()/]+)\\.([^.()]+)\\(([^:()]*)(?::(\\d+))?\\)");

    private final JShell shell;
    private final Map<String, Evaluator.Origin> origins;

    Traces(JShell shell, Map<String, Evaluator.Origin> origins) {
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
            StackTraceElement[] trace = readers(e.getStackTrace());
            lines.add(RED + head + text(e) + PLAIN);
            if (head.isEmpty()) {
                source(trace).ifPresent(lines::add);
            }
            lines.addAll(frames(trace));
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

    /** The line of the cell that an exception came from. */
    private Optional<String> source(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .filter(frame -> origin(frame) != null)
                .findFirst()
                .flatMap(
                        frame ->
                                origin(frame)
                                        .source()
                                        .lines()
                                        .skip(Math.max(0, frame.getLineNumber() - 1))
                                        .findFirst())
                .map(line -> "    " + line.strip());
    }

    /** Where threads were that an interrupt has stopped. */
    List<String> ofInterrupt(StackTraceElement[] trace) {
        return frames(readers(trace));
    }

    private List<String> frames(StackTraceElement[] trace) {
        List<String> lines = new ArrayList<>();
        for (StackTraceElement frame : trace) {
            if (!isKernels(frame)) {
                lines.add("    at " + place(frame));
            }
        }
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
        String number = printed.group(5);
        StackTraceElement frame =
                new StackTraceElement(
                        printed.group(2),
                        printed.group(3),
                        printed.group(4),
                        number == null ? -1 : Integer.parseInt(number));
        if (isKernels(frame)) {
            return null;
        }
        return WRAPPER.matcher(frame.getClassName()).matches()
                ? printed.group(1) + "at " + place(readers(frame))
                : line;
    }

    private static boolean isKernels(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("genlab.kernel.")
                || name.startsWith("io.github.spencerpark.") // its base library
                || name.startsWith("REPL.$Cancel$") // JShell's checks in loops, from JDK 20 on
                || name.contains("$$Lambda") // what calls a lambda; only live threads show it
                || name.startsWith("jdk.jshell.")
                || name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.reflect.")
                || (name.equals("java.lang.Thread") && frame.getMethodName().startsWith("run"));
    }

    private String place(StackTraceElement frame) {
        Evaluator.Origin origin = origin(frame);
        if (origin == null) {
            return WRAPPER.matcher(frame.getClassName()).matches()
                    ? "the statement that runs now"
                    : frame.toString();
        }
        String place = place(origin.cell(), origin.firstLine() + frame.getLineNumber() - 1);
        String type = frame.getClassName();
        String method = frame.getMethodName();
        if (method.isEmpty() || method.matches("(lambda\\$)?do_it\\$.*")) {
            return place;
        }
        return (type.isEmpty() ? method : type + "." + method) + " (" + place + ")";
    }

    /** A trace as JShell tells it of what a cell throws, with the lines of the reader's source. */
    private StackTraceElement[] readers(StackTraceElement[] trace) {
        return Arrays.stream(trace).map(this::readers).toArray(StackTraceElement[]::new);
    }

    private StackTraceElement readers(StackTraceElement frame) {
        Matcher wrapper = WRAPPER.matcher(frame.getClassName());
        Evaluator.Origin origin = wrapper.matches() ? origins.get(wrapper.group(1)) : null;
        if (origin == null || isKernels(frame)) {
            return frame;
        }
        SnippetWrapper wrapped = shell.sourceCodeAnalysis().wrapper(origin.snippet());
        int start = 0;
        for (int line = 1; line < frame.getLineNumber(); line++) {
            start = wrapped.wrapped().indexOf('\n', start) + 1;
        }
        String source = origin.snippet().source();
        int position = wrapped.wrappedToSourcePosition(start);
        String before = source.substring(0, Math.max(0, Math.min(position, source.length())));
        return new StackTraceElement(
                wrapper.group(2),
                frame.getMethodName(),
                "#" + wrapper.group(1),
                1 + (int) before.chars().filter(c -> c == '\n').count());
    }

    private Evaluator.Origin origin(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? origins.get(file.substring(1)) : null;
    }
}
