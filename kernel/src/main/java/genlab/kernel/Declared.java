package genlab.kernel;

import genlab.kernel.Evaluator.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Set<Snippet> before;
    private final List<DeclarationSnippet> active;

    Declared(Evaluator evaluator) {
        this.evaluator = evaluator;
        shell = evaluator.shell();
        before = shell.snippets().collect(Collectors.toSet());
        active = active();
    }

    private List<DeclarationSnippet> active() {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet).isActive())
                .filter(DeclarationSnippet.class::isInstance)
                .map(DeclarationSnippet.class::cast)
                .toList();
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
        List<DeclarationSnippet> newestFirst = new ArrayList<>(active());
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
        return declare("{ }").stream()
                .anyMatch(events -> events.size() == 1 && events.get(0).status() == Status.VALID);
    }

    private boolean declareAgain(Snippet snippet) {
        Origin origin = evaluator.origins().get(snippet.id());
        Optional<List<SnippetEvent>> events = declare(snippet.source());
        if (events.isPresent() && origin != null) {
            for (SnippetEvent event : events.get()) {
                Snippet again = event.snippet();
                evaluator.origins().put(again.id(), new Origin(origin.piece(), again));
            }
        }
        return events.isPresent();
    }

    /** Lets JShell declare something, and run nothing; none if the compiler doesn't get through. */
    Optional<List<SnippetEvent>> declare(String source) {
        try {
            return Optional.of(evaluator.control().restore(() -> shell.eval(source)));
        } catch (RuntimeException | InternalError e) {
            return Optional.empty();
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

    private void tellLoss(Collection<DeclarationSnippet> lost) {
        if (!lost.isEmpty()) {
            String names = lost.stream().map(Evaluator::name).collect(Collectors.joining(", "));
            evaluator.note("The compiler's failure cost " + names + "; declare it again.");
        }
    }
}
