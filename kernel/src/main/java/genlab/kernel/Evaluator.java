package genlab.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs cells: pieces of Java, one after the other, in one JShell. */
final class Evaluator {

    /** What every cell sees, the same as in jshell and IJava. */
    private static final List<String> IMPORTS =
            List.of(
                    "import java.io.*;",
                    "import java.math.*;",
                    "import java.net.*;",
                    "import java.nio.file.*;",
                    "import java.util.*;",
                    "import java.util.concurrent.*;",
                    "import java.util.function.*;",
                    "import java.util.prefs.*;",
                    "import java.util.regex.*;",
                    "import java.util.stream.*;",
                    "import static io.github.spencerpark.ijava.runtime.Display.*;",
                    "import static io.github.spencerpark.ijava.runtime.Kernel.*;",
                    "import static io.github.spencerpark.ijava.runtime.Magics.*;");

    private final CellThreads threads;
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Expressions expressions = new Expressions();
    private final Map<String, Origin> origins = new ConcurrentHashMap<>(); // threads look into it
    private final Consumer<String> notes;
    private final Settings settings;
    private final Libraries libraries;
    private StandardJavaFileManager files;

    /** Where a piece of a cell stands. */
    record Origin(int cell, int firstLine, String source, Snippet snippet) {}

    /** One statement, declaration or expression of a cell. */
    private record Piece(String source, int firstLine, boolean last) {}

    /**
     * Starts a JShell.
     *
     * @param threads runs the cells
     * @param notes takes what the reader should know besides errors
     */
    Evaluator(CellThreads threads, Settings settings, Consumer<String> notes) {
        this.threads = threads;
        this.settings = settings;
        this.notes = notes;
        libraries = new Libraries(threads.loader());
        shell = shell(threads, settings.compiler(), opened -> files = opened);
        analysis = shell.sourceCodeAnalysis();
        threads.tellUncaught(this::tell);
    }

    /** A JShell as cells see it. */
    static JShell shell(
            ExecutionControl control,
            List<String> options,
            Consumer<StandardJavaFileManager> taker) {
        JShell shell =
                JShell.builder()
                        .executionEngine(new Provider(control), Map.of())
                        .compilerOptions(options.toArray(String[]::new))
                        .fileManager(
                                files -> {
                                    taker.accept(files);
                                    return CompilerFiles.quick(files);
                                })
                        .build();
        IMPORTS.forEach(shell::eval);
        return shell;
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "genlab";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> options) {
            return control;
        }
    }

    JShell shell() {
        return shell;
    }

    /**
     * Adds jars or folders to what cells see.
     *
     * @param keep whether what the kernel was started with stays, whatever its version
     * @return those that were not there yet
     */
    List<Path> add(List<Path> wanted, boolean keep) {
        List<Path> added = libraries.choose(wanted, keep, notes);
        for (Path path : added) {
            shell.addToClasspath(path.toString());
        }
        orderClasspath();
        return added;
    }

    /** What was added comes first; JShell puts it last. */
    private void orderClasspath() {
        String classpath = libraries.classpath();
        files.handleOption("-classpath", List.of(classpath).iterator());
        System.setProperty("java.class.path", classpath);
    }

    Settings settings() {
        return settings;
    }

    /** How long code of cells has run so far. */
    long nanosRun() {
        return threads.nanosRun();
    }

    /**
     * Runs a cell, or a part of one.
     *
     * @param cell the cell's number, as in {@code In [3]}
     * @param firstLine the number of the code's first line within the cell
     * @return the value of the last expression, null if it has none
     */
    Object evaluate(String code, int cell, int firstLine) throws CellError {
        Errors errors = new Errors(shell, origins, cell);
        Set<DeclarationSnippet> unresolved = new LinkedHashSet<>();
        Object value = null;
        for (Piece piece : pieces(code, firstLine, errors)) {
            value = evaluate(piece, cell, errors, unresolved);
        }
        for (DeclarationSnippet snippet : unresolved) {
            Status status = shell.status(snippet);
            if (status == Status.RECOVERABLE_NOT_DEFINED) {
                throw errors.undefined(snippet);
            } else if (status == Status.RECOVERABLE_DEFINED) {
                notes.accept(
                        name(snippet)
                                + " can be used once there is a "
                                + String.join(" and a ", missing(snippet))
                                + ".");
            }
        }
        return value;
    }

    /** Cuts a cell into pieces; nothing of it runs if one can't be parsed. */
    private List<Piece> pieces(String code, int firstLine, Errors errors) throws CellError {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (true) {
            while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
                start++;
            }
            String rest = code.substring(start);
            int line = firstLine + (int) code.substring(0, start).lines().count();
            if (start > 0 && code.charAt(start - 1) != '\n') {
                line--;
            }
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness completeness = info.completeness();
            if (completeness == Completeness.EMPTY) {
                return pieces;
            }
            if (completeness == Completeness.UNKNOWN || !completeness.isComplete()) {
                throw errors.syntax(rest, line);
            }
            int end = code.length() - info.remaining().length();
            pieces.add(new Piece(info.source(), line, info.remaining().isBlank()));
            start = end;
        }
    }

    private Object evaluate(
            Piece piece, int cell, Errors errors, Set<DeclarationSnippet> unresolved)
            throws CellError {
        String shorter = shorter(piece);
        if (shorter != null) {
            SnippetEvent event = evaluate(shorter).get(0);
            if (event.status() == Status.VALID) {
                return finish(event, piece, cell, errors, event.snippet() instanceof VarSnippet);
            }
            shell.drop(event.snippet()); // wrong: JShell tells
        }
        Object value = null;
        List<SnippetEvent> events = evaluate(piece.source);
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                tellLoss(event, events.get(0).snippet());
                continue;
            }
            boolean temporary = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
            Object result = finish(event, piece, cell, errors, temporary);
            if (snippet instanceof DeclarationSnippet declaration
                    && event.status() != Status.VALID) {
                unresolved.add(declaration);
            }
            if (snippet instanceof ExpressionSnippet
                    || temporary
                    || snippet.subKind() == SubKind.OTHER_EXPRESSION_SUBKIND) {
                value = snippet.subKind() == SubKind.ASSIGNMENT_SUBKIND ? null : result;
            }
        }
        return value;
    }

    /** What the compiler has less to do with than with the piece itself, or null. */
    private String shorter(Piece piece) {
        String expression =
                piece.last
                        ? expressions.asVariable(piece.source)
                        : expressions.asStatement(piece.source);
        if (expression != null
                || shell.variables().noneMatch(known -> piece.source.contains(known.name()))) {
            return expression;
        }
        return expressions.asAssignment(piece.source, this::typeOf);
    }

    private String typeOf(String variable) {
        return shell.variables()
                .filter(known -> known.name().equals(variable))
                .filter(known -> shell.status(known) == Status.VALID)
                .map(VarSnippet::typeName)
                .findFirst()
                .orElse(null);
    }

    private List<SnippetEvent> evaluate(String source) {
        threads.beginPiece();
        long millis = settings.timeoutMillis();
        if (millis == 0) {
            return shell.eval(source);
        }
        Timer timer = new Timer("timeout", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        notes.accept("stopped after " + millis + " ms, as IJAVA_TIMEOUT says");
                        threads.interrupt();
                    }
                },
                millis);
        try {
            return shell.eval(source);
        } finally {
            timer.cancel();
        }
    }

    /**
     * Takes the value of a piece that ran.
     *
     * @param temporary whether it is a variable that was made up for the value
     * @throws CellError if the piece didn't run to its end
     */
    private Object finish(
            SnippetEvent event, Piece piece, int cell, Errors errors, boolean temporary)
            throws CellError {
        Snippet snippet = event.snippet();
        Throwable thrown = threads.thrown();
        Object value =
                event.value() == null
                        ? null
                        : threads.take(
                                event.value(), temporary ? ((VarSnippet) snippet).name() : null);
        if (temporary && event.status() == Status.VALID) {
            shell.drop(snippet); // else the compiler reads it again for every later cell
        }
        origins.put(snippet.id(), new Origin(cell, piece.firstLine, piece.source, snippet));
        if (event.status() == Status.REJECTED) {
            throw errors.compilation(snippet, piece.source, piece.firstLine);
        }
        if (event.exception() != null) {
            throw errors.runtime(event.exception(), thrown);
        }
        if (thrown instanceof CellThreads.Interrupted interrupted) {
            throw errors.interrupted(interrupted);
        }
        return value;
    }

    /** A variable loses its value when what its declaration depends on is declared anew. */
    private void tellLoss(SnippetEvent event, Snippet cause) {
        boolean lost = event.isSignatureChange() && event.previousStatus() == Status.VALID;
        if (event.snippet() instanceof VarSnippet variable
                && lost
                && cause instanceof DeclarationSnippet declared) {
            notes.accept(
                    variable.name()
                            + " has lost its value, because "
                            + name(declared)
                            + " was declared anew; run its cell again.");
        }
    }

    List<String> missing(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet).collect(Collectors.toList());
    }

    static String name(DeclarationSnippet snippet) {
        if (snippet instanceof MethodSnippet method) {
            return method.name() + "(" + method.parameterTypes() + ")";
        }
        return snippet instanceof TypeDeclSnippet type ? type.name() : snippet.name();
    }

    /** What ended a thread that a cell started is told in the reader's lines, too. */
    private void tell(Thread thread, Throwable thrown) {
        List<String> trace = new Errors(shell, origins, 0).thrown(thrown).traceback();
        System.err.println(
                "Exception in thread \"" + thread.getName() + "\" " + String.join("\n", trace));
    }

    /** Runs code of the kernel that calls code of cells, so that it can be interrupted too. */
    <T> T call(Callable<T> code) throws CellError {
        try {
            return threads.call(code);
        } catch (Exception e) {
            Errors errors = new Errors(shell, origins, 0);
            Throwable thrown = threads.thrown() == null ? e : threads.thrown();
            throw thrown instanceof CellThreads.Interrupted interrupted
                    ? errors.interrupted(interrupted)
                    : errors.thrown(thrown);
        }
    }
}
