package genlab.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/** What is declared before a piece is, since JShell loses what a wrong piece would replace. */
final class Declared {

    private final Map<Snippet, Evaluator.Origin> active = new LinkedHashMap<>();
    private final Set<Snippet> before;
    private final Evaluator evaluator;
    private final JShell shell;

    Declared(Evaluator evaluator) {
        this.evaluator = evaluator;
        shell = evaluator.shell();
        before = shell.snippets().collect(Collectors.toSet());
        shell.snippets()
                .filter(DeclarationSnippet.class::isInstance)
                .filter(snippet -> shell.status(snippet).isActive())
                .filter(snippet -> evaluator.origins().containsKey(snippet.id()))
                .forEach(snippet -> active.put(snippet, evaluator.origins().get(snippet.id())));
    }

    /**
     * Where the compiler crashed in the middle, JShell may count as declared what has no class;
     * every later piece would import it.
     */
    void dropNew() {
        List<Snippet> since = shell.snippets().filter(s -> !before.contains(s)).toList();
        for (Snippet snippet : since) {
            try {
                if (shell.status(snippet).isActive()) {
                    shell.drop(snippet);
                }
            } catch (RuntimeException | InternalError e) {
                evaluator.note("What " + snippet.source() + " declares is lost.");
            }
        }
    }

    /** Declares again what was lost since; variables keep their values. */
    void restore() {
        List<Snippet> lost = new ArrayList<>(active.keySet());
        lost.removeIf(snippet -> shell.status(snippet) != Status.OVERWRITTEN);
        for (Snippet snippet : lost) {
            Evaluator.Origin origin = active.get(snippet);
            try {
                evaluator
                        .control()
                        .restore(
                                () ->
                                        shell.eval(snippet.source())
                                                .forEach(e -> keep(e.snippet(), origin)));
            } catch (RuntimeException | InternalError e) {
                evaluator.note("What " + snippet.source() + " declares is lost.");
            }
        }
    }

    private void keep(Snippet again, Evaluator.Origin origin) {
        evaluator
                .origins()
                .put(
                        again.id(),
                        new Evaluator.Origin(
                                origin.cell(), origin.firstLine(), origin.source(), again));
    }
}
