package genlab.kernel;

import genlab.kernel.Pieces.Piece;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Helps while a cell is written: completes, explains, and tells whether it can run. */
final class Assistant {

    /** The beginning of a method reference: {@code Point::x}. */
    private static final Pattern REFERENCE = Pattern.compile("([\\w.]+)::(\\w*)\\z");

    private final SourceCodeAnalysis analysis;
    private boolean sourcesAdded;

    Assistant(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** Code that the compiler fails on gets no help, but an answer. */
    static <T> T help(Supplier<T> help, T none) {
        try {
            return help.get();
        } catch (Throwable e) { // whatever the compiler does
            return none;
        }
    }

    /**
     * Ways to go on.
     *
     * @param at the cursor, counted in code points as Jupyter does
     */
    ReplacementOptions complete(String code, int at) {
        JShellHelp.releaseIndex();
        String text = code.substring(0, code.offsetByCodePoints(0, at));
        Matcher reference = REFERENCE.matcher(text);
        if (reference.find()) {
            String prefix = reference.group(2);
            return new ReplacementOptions(
                    methods(reference.group(1), prefix), at - prefix.length(), at);
        }
        for (int begin : starts(text)) {
            String piece = text.substring(begin);
            int[] anchor = new int[1];
            List<Suggestion> suggestions =
                    analysis.completionSuggestions(piece, piece.length(), anchor);
            if (!suggestions.isEmpty()) {
                int start = text.codePointCount(0, begin + anchor[0]);
                boolean argument = piece.stripTrailing().matches("(?s).*[(,]");
                return new ReplacementOptions(continuations(suggestions, argument), start, at);
            }
        }
        return null;
    }

    /**
     * Those of the type that is wanted come first.
     *
     * @param argument whether nothing is written yet of an argument: then classes, which are
     *     hundreds, are no help
     */
    private static List<String> continuations(List<Suggestion> suggestions, boolean argument) {
        return suggestions.stream()
                .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
                .filter(
                        suggestion ->
                                suggestion.matchesType()
                                        || !argument
                                        || !Character.isUpperCase(
                                                suggestion.continuation().charAt(0)))
                .map(Suggestion::continuation)
                .filter(text -> !text.startsWith("$JShell"))
                .distinct()
                .toList();
    }

    /** JShell knows no method references: their names are those of calls. */
    private List<String> methods(String type, String prefix) {
        return Stream.of(type + "." + prefix, "((" + type + ") null)." + prefix)
                .flatMap(
                        call ->
                                analysis
                                        .completionSuggestions(call, call.length(), new int[1])
                                        .stream())
                .map(Suggestion::continuation)
                .filter(text -> text.contains("("))
                .map(text -> text.substring(0, text.indexOf('(')))
                .sorted()
                .distinct()
                .toList();
    }

    /** Where statements of unfinished code start, last first; JShell looks at one at a time. */
    private Iterable<Integer> starts(String text) {
        Deque<Integer> starts = new ArrayDeque<>();
        int start = 0;
        while (true) {
            starts.push(start);
            CompletionInfo info = analysis.analyzeCompletion(text.substring(start));
            String remaining = info.remaining();
            if (!info.completeness().isComplete() || remaining.isBlank()) {
                return starts;
            }
            start = text.length() - remaining.length();
        }
    }

    /** What the name at the cursor, or the method whose arguments are being written, means. */
    DisplayData inspect(String code, int at) {
        if (!sourcesAdded) {
            sourcesAdded = true;
            JShellHelp.addSources(analysis);
        }
        int length = code.codePointCount(0, code.length());
        int cursor = code.offsetByCodePoints(0, Math.min(at, length));
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        List<Documentation> found = new ArrayList<>();
        if (end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1))) {
            String name = code.substring(0, end);
            found.addAll(documentation(name));
            found.addAll(documentation(name + "("));
        }
        if (found.isEmpty()) {
            found.addAll(documentation(code.substring(0, cursor)));
        }
        if (found.isEmpty()) {
            return null;
        }
        Set<String> signatures = new HashSet<>();
        found.removeIf(documentation -> !signatures.add(documentation.signature()));
        DisplayData data =
                new DisplayData(
                        found.stream().map(Assistant::text).collect(Collectors.joining("\n\n")));
        data.putHTML(found.stream().map(Assistant::html).collect(Collectors.joining("<hr>")));
        return data;
    }

    private List<Documentation> documentation(String text) {
        for (int begin : starts(text)) {
            String piece = text.substring(begin);
            List<Documentation> found = analysis.documentation(piece, piece.length(), true);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static String text(Documentation its) {
        String comment = its.javadoc();
        return its.signature() + (comment == null ? "" : "\n" + Javadoc.text(comment));
    }

    private static String html(Documentation its) {
        String comment = its.javadoc();
        return "<code>"
                + CellRenderer.escape(its.signature())
                + "</code>"
                + (comment == null ? "" : "<p>" + Javadoc.html(comment) + "</p>");
    }

    /**
     * Whether code can run.
     *
     * @return "complete", "invalid", or, if it goes on, the indentation of the next line
     */
    String isComplete(String code) {
        Pieces pieces = Pieces.of(new Piece(0, 1, code, true), analysis);
        if (pieces.list().stream().anyMatch(this::isWrong)) {
            return "invalid";
        }
        if (pieces.rest() == null) {
            return "complete";
        }
        CompletionInfo rest = analysis.analyzeCompletion(pieces.rest().source());
        return rest.completeness() == Completeness.UNKNOWN ? "invalid" : indentation(code);
    }

    private boolean isWrong(Piece piece) {
        return analysis.sourceToSnippets(piece.source()).stream()
                .anyMatch(ErroneousSnippet.class::isInstance);
    }

    /** That of the last line, and four more after an opening bracket. */
    private static String indentation(String code) {
        String line = code.stripTrailing();
        line = line.substring(line.lastIndexOf('\n') + 1);
        String indentation = line.substring(0, line.length() - line.stripLeading().length());
        return line.matches(".*[({\\[]") ? indentation + "    " : indentation;
    }
}
