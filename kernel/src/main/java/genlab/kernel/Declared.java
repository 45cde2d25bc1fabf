package genlab.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** What is declared before a piece is, since JShell loses what a wrong piece would replace. */
final class Declared {

    private final Evaluator evaluator;
    private final JShell shell;
    private final Map<String, Evaluator.Origin> origins;
    private final Set<Snippet> before;
    private final List<DeclarationSnippet> active;

    Declared(Evaluator evaluator) {
        this.evaluator = evaluator;
        shell = evaluator.shell();
        origins = evaluator.origins();
        before = shell.snippets().collect(Collectors.toSet());
        active = active();
    }

    private List<DeclarationSnippet> active() {
        List<DeclarationSnippet> found = new ArrayList<>();
        shell.snippets()
                .filter(snippet -> snippet instanceof DeclarationSnippet)
                .filter(snippet -> shell.status(snippet).isActive())
                .forEach(snippet -> found.add((DeclarationSnippet) snippet));
        return found;
    }

    /** Declares again what was lost since; variables keep their values. */
    void restore() {
        List<DeclarationSnippet> lost = new ArrayList<>(active);
        lost.removeIf(snippet -> shell.status(snippet) != Status.OVERWRITTEN);
        lost.removeIf(this::declareAgain);
        tellLoss(lost);
    }

    /**
     * The same after a crash of the compiler. JShell then counts as declared what has no class, new
     * or old, and every later piece would import it: that is declared again, as far as the compiler
     * takes it; else it goes, and what else keeps other code from being compiled.
     */
    void recover() {
        shell.snippets().filter(snippet -> !before.contains(snippet)).forEach(this::drop);
        restore();
        Set<DeclarationSnippet> lost = new LinkedHashSet<>();
        for (DeclarationSnippet snippet : active()) {
            boolean isWhole = shell.status(snippet) != Status.VALID || hasClass(snippet);
            if (!isWhole && !declareAgain(snippet)) {
                lost.add(snippet);
                drop(snippet);
            }
        }
        List<DeclarationSnippet> newestFirst = active();
        Collections.reverse(newestFirst);
        for (DeclarationSnippet snippet : newestFirst) {
            if (canCompile()) {
                break;
            }
            lost.add(snippet);
            drop(snippet);
        }
        tellLoss(lost);
    }

    private boolean hasClass(Snippet snippet) {
        String name = shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
        return evaluator.control().loader().hasCell(name);
    }

    private boolean canCompile() {
        List<Status> statuses = new ArrayList<>();
        return declares("{ }", event -> statuses.add(event.status()))
                && statuses.equals(List.of(Status.VALID));
    }

    private boolean declareAgain(Snippet snippet) {
        Evaluator.Origin origin = origins.get(snippet.id());
        return declares(snippet.source(), event -> keep(event.snippet(), origin));
    }

    /** Whether the compiler gets through, as far as it tells. */
    private boolean declares(String source, Consumer<SnippetEvent> events) {
        try {
            evaluator.control().restore(() -> shell.eval(source).forEach(events));
            return true;
        } catch (RuntimeException | InternalError e) {
            return false;
        }
    }

    private void keep(Snippet again, Evaluator.Origin its) {
        if (its != null) {
            origins.put(
                    again.id(),
                    new Evaluator.Origin(its.cell(), its.firstLine(), its.source(), again));
        }
    }

    private void drop(Snippet snippet) {
        try {
            if (shell.status(snippet).isActive()) {
                shell.drop(snippet);
            }
        } catch (RuntimeException | InternalError e) {
            // it is dropped, only what depends on it could not be compiled
        }
    }

    private void tellLoss(Iterable<DeclarationSnippet> lost) {
        StringBuilder names = new StringBuilder();
        for (DeclarationSnippet snippet : lost) {
            names.append(names.isEmpty() ? "" : ", ").append(Evaluator.name(snippet));
        }
        if (!names.isEmpty()) {
            evaluator.note("The compiler's failure cost " + names + "; declare it again.");
        }
    }
}
