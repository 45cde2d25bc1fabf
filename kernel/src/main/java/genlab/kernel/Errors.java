package genlab.kernel;

import static genlab.kernel.Traces.PLAIN;
import static genlab.kernel.Traces.RED;

import genlab.kernel.Evaluator.Origin;
import genlab.kernel.Pieces.Piece;
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
    private final Map<String, Origin> origins;
    private final Traces traces;

    Errors(JShell shell, Map<String, Origin> origins) {
        this.shell = shell;
        this.origins = origins;
        traces = new Traces(shell, origins);
    }

    Traces traces() {
        return traces;
    }

    // ---- code that doesn't compile

    /** A cell that isn't at its end. */
    CellError incomplete(Piece piece) {
        String source = piece.source().stripTrailing();
        int lastLine = source.lastIndexOf('\n') + 1;
        return at(piece, lastLine, source.length(), "the cell ends in the middle of a statement");
    }

    CellError compilation(Snippet snippet, Piece piece) {
        int offset = Math.max(0, piece.source().indexOf(snippet.source()));
        List<CellError> errors =
                shell.diagnostics(snippet)
                        .filter(Diag::isError)
                        .map(diagnosis -> at(piece, offset, diagnosis))
                        .toList();
        return errors.isEmpty()
                ? at(piece, 0, 1, "this could not be compiled and did not run")
                : new CellError(
                        "CompileError",
                        errors.get(0).getMessage(),
                        errors.stream().flatMap(e -> e.traceback().stream()).toList());
    }

    /** That of a call with wrong arguments, in a piece that was tried in braces, or null. */
    CellError wrongCall(Snippet tried, Piece piece) {
        return shell.diagnostics(tried)
                .filter(diagnosis -> diagnosis.getCode().equals("compiler.err.cant.apply.symbol"))
                .findFirst()
                .map(diagnosis -> at(piece, -1, diagnosis))
                .orElse(null);
    }

    /** What the compiler says of code that begins at an offset in a piece. */
    private static CellError at(Piece piece, int offset, Diag diagnosis) {
        return at(
                piece,
                offset + (int) diagnosis.getStartPosition(),
                offset + (int) diagnosis.getEndPosition(),
                message(diagnosis));
    }

    /** An error at a place in a piece. */
    static CellError at(Piece piece, int from, int to, String message) {
        String source = piece.source();
        int start = clamp(from, source);
        int lineStart = source.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = source.indexOf('\n', start);
        String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
        int number = piece.line(lineStart);
        int length = Math.max(1, Math.min(clamp(to, source), lineStart + line.length()) - start);
        String pad = line.substring(0, start - lineStart).replaceAll("[^\t]", " ");
        return new CellError(
                "CompileError",
                "line " + number + ": " + message,
                List.of(
                        RED + Traces.place(piece.cell(), number) + ": " + message + PLAIN,
                        "    " + line,
                        "    " + pad + RED + "^".repeat(length) + PLAIN));
    }

    private static int clamp(int position, String source) {
        return Math.max(0, Math.min(position, source.length()));
    }

    /** The compiler itself has failed. */
    static CellError crash(Throwable thrown, Piece piece) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String what =
                cause instanceof StackOverflowError
                        ? "this is nested too deeply for the compiler"
                        : String.format(
                                "the compiler of Java %s failed on this (%s), perhaps because of a"
                                        + " mistake in it, such as a wrong number of arguments",
                                Runtime.version(), cause.getClass().getSimpleName());
        return at(piece, 0, 1, what + "; nothing of it ran, write it differently");
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
        Piece piece = origins.get(snippet.id()).piece();
        int end = piece.source().lines().findFirst().orElse("").length();
        return at(piece, 0, end, Evaluator.name(snippet) + lack(snippet));
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
                thrown.type().replaceFirst(".*[.$]", ""),
                Objects.toString(Traces.readers(thrown.getMessage()), ""),
                lines);
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
        lines.addAll(traces.frames(interrupted.getStackTrace()));
        return new CellError("Interrupted", message, lines);
    }
}
