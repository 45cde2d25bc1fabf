package genlab.kernel;

import genlab.kernel.Evaluator.Origin;
import genlab.kernel.Pieces.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** A cell, or a part of one, on its way. */
final class CellRun {

    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");

    private final Evaluator evaluator;
    private final CellControl control;
    private final JShell shell;
    private final Errors errors;

    /** Declarations that aren't valid yet, and what each has taken the place of. */
    private final Map<DeclarationSnippet, Declared> unresolved = new LinkedHashMap<>();

    /** Pieces that have a stand-in, see {@link NonSealed}. */
    private final Map<Piece, Snippet> early = new LinkedHashMap<>();

    CellRun(Evaluator evaluator) {
        this.evaluator = evaluator;
        control = evaluator.control();
        shell = evaluator.shell();
        errors = evaluator.errors();
    }

    /** Cuts the cell into pieces; nothing of it runs if one can't be parsed. */
    List<Piece> pieces(Piece cell) throws CellError {
        return shielded(
                cell,
                new Declared(evaluator),
                () -> {
                    Pieces pieces = Pieces.of(cell, shell.sourceCodeAnalysis());
                    if (pieces.rest() != null) {
                        throw diagnosis(pieces.rest());
                    }
                    return pieces.list();
                });
    }

    /** What JShell says of what it can't cut; nothing of it runs. */
    private CellError diagnosis(Piece rest) {
        Declared before = new Declared(evaluator);
        CellError error =
                control.restore(() -> shell.eval(rest.source())).stream()
                        .map(SnippetEvent::snippet)
                        .filter(errors::hasErrors)
                        .findFirst()
                        .map(snippet -> errors.compilation(snippet, rest))
                        .orElseGet(() -> errors.incomplete(rest));
        before.restore();
        return error;
    }

    /** Whatever the compiler does, the cell gets an answer, and what was declared stays. */
    private <T> T shielded(Piece piece, Declared before, Callable<T> work) throws CellError {
        try {
            return work.call();
        } catch (CellError e) {
            throw e;
        } catch (OutOfMemoryError e) {
            before.restore();
            throw e;
        } catch (Throwable e) {
            before.recover();
            throw Errors.crash(e, piece);
        }
    }

    Object evaluate(Piece piece) throws CellError {
        Rules.check(piece, shell);
        Declared before = new Declared(evaluator);
        return shielded(piece, before, () -> run(piece, before));
    }

    private Object run(Piece piece, Declared before) throws CellError {
        tryAsLocal(piece, before);
        List<SnippetEvent> events = declare(piece);
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
     * JShell takes a type with a wrong call in it for one that lacks something yet, and gives up
     * the one that it would replace, and its objects. A local type shows that beforehand.
     */
    private void tryAsLocal(Piece piece, Declared before) throws CellError {
        Matcher type = TYPE.matcher(piece.source());
        if (!type.find() || shell.types().noneMatch(t -> t.name().equals(type.group(1)))) {
            return;
        }
        String local = "{" + piece.source() + "\n}";
        for (SnippetEvent event : before.declare(local).orElse(List.of())) {
            CellError wrong = errors.wrongCall(event.snippet(), piece);
            if (wrong != null) {
                throw wrong;
            }
        }
    }

    private List<SnippetEvent> declare(Piece piece) {
        control.beginPiece();
        List<SnippetEvent> events = shell.eval(piece.source());
        return !events.isEmpty() && errors.comesTooEarly(events.get(0).snippet())
                ? standIn(piece, events)
                : events;
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
        Object value = control.take(variable);
        evaluator.origins().put(snippet.id(), new Origin(piece, snippet));
        if (isWrong(snippet, event.status(), ran)) {
            CellError error = errors.compilation(snippet, piece);
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
            throw evaluator.describe(thrown);
        }
        if (snippet instanceof DeclarationSnippet declaration && event.status() != Status.VALID) {
            unresolved.put(declaration, before);
        }
        return value == null && !piece.isQuiet() ? Evaluator.NULL : value;
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
            evaluator.renewCompiler();
        }
        before.restore();
    }

    /** Tells of declarations that lack something. */
    void finish() throws CellError {
        for (Map.Entry<DeclarationSnippet, Declared> entry : unresolved.entrySet()) {
            DeclarationSnippet snippet = entry.getKey();
            Status status = shell.status(snippet);
            if (!status.isActive() || status == Status.VALID) {
                continue;
            }
            if (errors.hasErrors(snippet)) {
                Piece piece = evaluator.origins().get(snippet.id()).piece();
                CellError error = errors.compilation(snippet, piece);
                undo(snippet, entry.getValue());
                throw error;
            }
            if (status == Status.RECOVERABLE_NOT_DEFINED) {
                CellError error = errors.undefined(snippet);
                entry.getValue().restore();
                throw error;
            }
            evaluator.note(
                    Evaluator.name(snippet)
                            + " can be used once there is a "
                            + String.join(" and a ", errors.missing(snippet))
                            + ".");
        }
    }

    private static boolean hasValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND -> true;
            default -> false;
        };
    }

    /** A variable loses its value when what its declaration depends on is declared anew. */
    private void tellLoss(SnippetEvent event, Snippet cause) {
        boolean lost = event.isSignatureChange() && event.previousStatus() == Status.VALID;
        if (event.snippet() instanceof VarSnippet variable
                && lost
                && cause instanceof DeclarationSnippet declared) {
            evaluator.note(
                    variable.name()
                            + " has lost its value, because "
                            + Evaluator.name(declared)
                            + " was declared anew; run its cell again.");
        }
    }
}
