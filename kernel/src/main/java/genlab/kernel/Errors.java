package genlab.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.UnresolvedReferenceException;

/** Tells what went wrong in a cell: where it stands, in the reader's own lines, and why. */
final class Errors {

    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int FRAMES = 12;
    private static final String WRAPPERS = "REPL\\.\\$JShell\\$\\d+\\w*?[.$]";
    private static final Pattern WRAPPER =
            Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*\\$?(.*)");

    private final JShell shell;
    private final Map<String, Evaluator.Origin> origins;
    private final int cell;

    Errors(JShell shell, Map<String, Evaluator.Origin> origins, int cell) {
        this.shell = shell;
        this.origins = origins;
        this.cell = cell;
    }

    /** Code that can't be parsed: JShell's own diagnosis, without running anything. */
    CellError syntax(String source, int firstLine) {
        for (SnippetEvent event : shell.eval(source)) {
            if (shell.diagnostics(event.snippet()).anyMatch(Diag::isError)) {
                return compilation(event.snippet(), source, firstLine);
            }
        }
        String message = "the cell ends in the middle of a statement";
        String lastLine = source.lines().reduce((a, b) -> b).orElse("");
        return compileError(
                firstLine + (int) source.lines().count() - 1,
                message,
                lastLine,
                lastLine.length(),
                1);
    }

    CellError compilation(Snippet snippet, String source, int firstLine) {
        List<String> lines = new ArrayList<>();
        String value = null;
        for (Diag diagnosis : shell.diagnostics(snippet).filter(Diag::isError).toList()) {
            int offset = Math.max(0, source.indexOf(snippet.source()));
            int start = clamp(offset + (int) diagnosis.getStartPosition(), source);
            int end = clamp(offset + (int) diagnosis.getEndPosition(), source);
            int lineStart = source.lastIndexOf('\n', start - 1) + 1;
            int lineEnd = source.indexOf('\n', start);
            String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
            int number = firstLine + (int) source.substring(0, lineStart).lines().count();
            int length = Math.max(1, Math.min(end, lineStart + line.length()) - start);
            CellError error =
                    compileError(number, message(diagnosis), line, start - lineStart, length);
            if (value == null) {
                value = error.getMessage();
            }
            lines.addAll(error.traceback());
        }
        return new CellError("CompileError", Objects.toString(value, "not valid Java"), lines);
    }

    private CellError compileError(
            int number, String message, String line, int column, int length) {
        String value = "line " + number + ": " + message;
        String pad = line.substring(0, column).replaceAll("[^\t]", " ");
        return new CellError(
                "CompileError",
                value,
                List.of(
                        RED + place(cell, number) + ": " + message + PLAIN,
                        "    " + line,
                        "    " + pad + RED + "^".repeat(length) + PLAIN));
    }

    private static int clamp(int position, String source) {
        return Math.max(0, Math.min(position, source.length()));
    }

    /** The compiler's message on one line, without the classes that JShell wraps code in. */
    private static String message(Diag diagnosis) {
        return diagnosis
                .getMessage(Locale.ROOT)
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("location: class") || line.length() > 16)
                .map(line -> line.replaceFirst("^symbol: +", ""))
                .collect(Collectors.joining(": "))
                .replaceAll(WRAPPERS, "");
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? null : message.replaceAll(WRAPPERS, "");
    }

    CellError undefined(DeclarationSnippet snippet) {
        String message = Evaluator.name(snippet) + lack(snippet);
        Evaluator.Origin origin = origins.get(snippet.id());
        return new CellError(
                "CompileError",
                "line " + origin.firstLine() + ": " + message,
                List.of(
                        RED + place(origin.cell(), origin.firstLine()) + ": " + message + PLAIN,
                        "    " + origin.source().lines().findFirst().orElse("")));
    }

    private String lack(DeclarationSnippet snippet) {
        String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return " needs " + missing + ", which isn't declared";
        }
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(Errors::message)
                .collect(Collectors.joining("; ", " doesn't compile any more: ", ""));
    }

    /** An exception that a cell threw, with its causes. */
    CellError runtime(JShellException exception, Throwable thrown) {
        if (exception instanceof UnresolvedReferenceException e) {
            return undefined(e.getSnippet());
        }
        if (thrown instanceof CellError error) {
            return error; // of code in eval("...")
        }
        if (thrown instanceof Exit.Called) {
            return new CellError(
                    "SystemExit", thrown.getMessage(), List.of(RED + thrown.getMessage() + PLAIN));
        }
        List<String> lines = trace(exception);
        for (Throwable suppressed : thrown == null ? new Throwable[0] : thrown.getSuppressed()) {
            String name = suppressed.getClass().getName();
            lines.add(RED + "Suppressed: " + text(name, message(suppressed)) + PLAIN);
        }
        String name = ((EvalException) exception).getExceptionClassName();
        if (thrown instanceof OutOfMemoryError) {
            lines.add(
                    "The kernel goes on. What your variables hold is kept: set those that you"
                            + " don't need to null.");
        }
        return new CellError(simple(name), Objects.toString(message(exception), ""), lines);
    }

    /** An exception of the kernel's own code, or of code that it called. */
    CellError thrown(Throwable thrown) {
        return new CellError(
                thrown.getClass().getSimpleName(),
                Objects.toString(message(thrown), ""),
                trace(thrown));
    }

    /** What was thrown, and its causes. */
    private List<String> trace(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        String head = "";
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            StackTraceElement[] trace = readers(e.getStackTrace());
            lines.add(RED + head + text(name(e), message(e)) + PLAIN);
            if (head.isEmpty()) {
                source(trace).ifPresent(lines::add);
            }
            lines.addAll(frames(trace));
            head = "Caused by: ";
        }
        return lines;
    }

    private static String name(Throwable e) {
        if (e instanceof JShellException) {
            return e instanceof EvalException eval ? eval.getExceptionClassName() : "";
        }
        return e.getClass().getName();
    }

    CellError interrupted(CellThreads.Interrupted interrupted) {
        String message =
                interrupted.stopped()
                        ? "the cell was interrupted; variables keep the values they had"
                        : "the cell was interrupted, but code that ignores it still runs;"
                                + " it goes on in the background until it ends or the kernel is"
                                + " restarted";
        List<String> lines = new ArrayList<>();
        lines.add(RED + message + PLAIN);
        lines.addAll(frames(readers(interrupted.getStackTrace())));
        return new CellError("Interrupted", message, lines);
    }

    private static String text(String name, String message) {
        String type = name.replaceAll(WRAPPERS, "");
        return message == null || message.isEmpty() ? type : type + ": " + message;
    }

    private static String simple(String className) {
        return className.substring(
                Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
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

    private List<String> frames(StackTraceElement[] trace) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < trace.length; i++) {
            boolean calls = i > 0 && isCall(trace[i - 1]); // on the line of what follows
            if (!isKernel(trace[i]) && !calls) {
                lines.add("    at " + place(trace[i]));
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

    private static boolean isCall(StackTraceElement frame) {
        return frame.getClassName().equals(Call.class.getName());
    }

    private static boolean isKernel(StackTraceElement frame) {
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
        if (origin == null || isKernel(frame)) {
            return frame;
        }
        SnippetWrapper wrapped = shell.sourceCodeAnalysis().wrapper(origin.snippet());
        int start = 0;
        for (int line = 1; line < frame.getLineNumber(); line++) {
            start = wrapped.wrapped().indexOf('\n', start) + 1;
        }
        String source = origin.snippet().source();
        String before = source.substring(0, clamp(wrapped.wrappedToSourcePosition(start), source));
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

    private static String place(int cell, int line) {
        return cell > 0 ? "cell [" + cell + "], line " + line : "line " + line;
    }
}
