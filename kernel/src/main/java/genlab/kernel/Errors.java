package genlab.kernel;

import static genlab.kernel.Traces.PLAIN;
import static genlab.kernel.Traces.RED;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Tells what went wrong in a cell: where it stands, in the reader's own lines, and why. */
final class Errors {

    /** How the compiler's codes begin for what a class file can't hold. */
    private static final String LIMIT = "compiler.err.limit";

    private final JShell shell;
    private final Map<String, Evaluator.Origin> origins;
    private final Traces traces;
    private final int cell;

    Errors(JShell shell, Map<String, Evaluator.Origin> origins, int cell) {
        this.shell = shell;
        this.origins = origins;
        this.cell = cell;
        traces = new Traces(shell, origins);
    }

    // ---- code that doesn't compile

    /** A cell that isn't at its end. */
    CellError incomplete(String source, int firstLine) {
        String lastLine = source.lines().reduce((a, b) -> b).orElse("");
        return at(
                source,
                firstLine,
                Math.max(0, source.stripTrailing().length() - lastLine.length()),
                source.stripTrailing().length(),
                "the cell ends in the middle of a statement");
    }

    CellError compilation(Snippet snippet, String source, int firstLine) {
        List<String> lines = new ArrayList<>();
        String value = null;
        for (Diag diagnosis : shell.diagnostics(snippet).filter(Diag::isError).toList()) {
            int offset = Math.max(0, source.indexOf(snippet.source()));
            CellError error = at(source, firstLine, offset, diagnosis);
            if (value == null) {
                value = error.getMessage();
            }
            lines.addAll(error.traceback());
        }
        return value == null
                ? at(source, firstLine, 0, 1, "this could not be compiled and did not run")
                : new CellError("CompileError", value, lines);
    }

    /** That of a call with wrong arguments, in a piece that was tried in braces, or null. */
    CellError wrongCall(Snippet tried, Pieces.Piece piece) {
        return shell.diagnostics(tried)
                .filter(diagnosis -> diagnosis.getCode().equals("compiler.err.cant.apply.symbol"))
                .findFirst()
                .map(diagnosis -> at(piece.source(), piece.firstLine(), -1, diagnosis))
                .orElse(null);
    }

    /** What the compiler says of code that begins at an offset in a piece of the cell. */
    private CellError at(String source, int firstLine, int offset, Diag diagnosis) {
        return at(
                source,
                firstLine,
                offset + (int) diagnosis.getStartPosition(),
                offset + (int) diagnosis.getEndPosition(),
                message(diagnosis));
    }

    /** An error at a place in a piece of the cell. */
    CellError at(String source, int firstLine, int from, int to, String message) {
        int start = clamp(from, source);
        int lineStart = source.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = source.indexOf('\n', start);
        String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
        int number = firstLine + (int) source.substring(0, lineStart).lines().count();
        int length = Math.max(1, Math.min(clamp(to, source), lineStart + line.length()) - start);
        String pad = line.substring(0, start - lineStart).replaceAll("[^\t]", " ");
        return new CellError(
                "CompileError",
                "line " + number + ": " + message,
                List.of(
                        RED + Traces.place(cell, number) + ": " + message + PLAIN,
                        "    " + line,
                        "    " + pad + RED + "^".repeat(length) + PLAIN));
    }

    private static int clamp(int position, String source) {
        return Math.max(0, Math.min(position, source.length()));
    }

    /** The compiler itself has failed. */
    CellError crash(Throwable thrown, String source, int firstLine) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String what =
                cause instanceof StackOverflowError
                        ? "this is nested too deeply for the compiler"
                        : "the compiler of Java "
                                + Runtime.version()
                                + " failed on this ("
                                + cause.getClass().getSimpleName()
                                + "), perhaps because of a mistake in it, such as a wrong number"
                                + " of arguments";
        return at(source, firstLine, 0, 1, what + "; nothing of it ran, write it differently");
    }

    boolean hasErrors(Snippet snippet) {
        return shell.diagnostics(snippet).anyMatch(Diag::isError);
    }

    /** Whether it could be compiled but for its size. */
    boolean isTooLarge(Snippet snippet) {
        return shell.diagnostics(snippet).anyMatch(d -> d.getCode().startsWith(LIMIT));
    }

    /** Whether it needs a stand-in, see {@link NonSealed}. */
    boolean comesTooEarly(Snippet snippet) {
        return shell.diagnostics(snippet)
                .anyMatch(d -> d.getCode().startsWith("compiler.err.non.sealed.with.no.sealed"));
    }

    /** The compiler's message on one line, without the classes that JShell wraps code in. */
    private static String message(Diag diagnosis) {
        String message =
                diagnosis
                        .getMessage(Locale.ROOT)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("location: class") || line.length() > 16)
                        .map(line -> line.replaceFirst("^symbol: +", ""))
                        .collect(Collectors.joining(": "));
        return Traces.readers(message)
                + (diagnosis.getCode().startsWith(LIMIT)
                        ? ": a class file holds at most 64 KB in one piece; split it"
                        : "");
    }

    CellError undefined(DeclarationSnippet snippet) {
        Evaluator.Origin origin = origins.get(snippet.id());
        int end = origin.source().lines().findFirst().orElse("").length();
        String message = Evaluator.name(snippet) + lack(snippet);
        return new Errors(shell, origins, origin.cell())
                .at(origin.source(), origin.firstLine(), 0, end, message);
    }

    private String lack(DeclarationSnippet snippet) {
        List<String> missing = missing(snippet);
        if (!missing.isEmpty()) {
            return " needs " + String.join(", ", missing) + ", which isn't declared";
        }
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(Errors::message)
                .collect(Collectors.joining("; ", " doesn't compile any more: ", ""));
    }

    /** What a declaration needs and isn't there. */
    List<String> missing(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet)
                .map(
                        missing -> { // JShell takes an annotation for a class
                            String name = missing.replaceFirst("^class ", "");
                            return snippet.source().matches("(?s).*@\\s*" + name + "\\b.*")
                                    ? "annotation @" + name
                                    : missing;
                        })
                .toList();
    }

    // ---- code that ran

    /** What a cell threw, with its causes. */
    CellError thrown(Thrown thrown) {
        Throwable original = thrown.original();
        if (original instanceof CellError error) {
            return error; // of code in eval("...")
        }
        if (original instanceof Exit.Called) {
            String message = thrown.getMessage();
            return new CellError("SystemExit", message, List.of(RED + message + PLAIN));
        }
        List<String> lines = traces.of(thrown);
        if (original instanceof OutOfMemoryError) {
            lines.add(
                    "The kernel goes on. What your variables hold is kept: set those that you"
                            + " don't need to null.");
        }
        return new CellError(
                simple(thrown.type()),
                Objects.toString(Traces.readers(thrown.getMessage()), ""),
                lines);
    }

    private static String simple(String className) {
        return className.substring(
                Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
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
        lines.addAll(traces.ofInterrupt(interrupted.getStackTrace()));
        return new CellError("Interrupted", message, lines);
    }
}
