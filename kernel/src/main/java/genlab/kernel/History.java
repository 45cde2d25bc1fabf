package genlab.kernel;

import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The cells that ran since the kernel's start, its only session. */
final class History {

    private static final int SESSION = 1;

    private record Entry(int cell, String input, String output) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int cell, String input, String output) {
        entries.add(new Entry(cell, input, output));
    }

    /** The tuples of a history_reply: session, cell number, and input or (input, output). */
    synchronized List<List<Object>> answer(HistoryRequest request) {
        List<Entry> found;
        if (request instanceof HistoryRequest.Range range) {
            found =
                    entries.stream()
                            .filter(e -> isThis(range.getSessionIndex()))
                            .filter(e -> e.cell >= range.getStart() && e.cell < range.getStop())
                            .toList();
        } else if (request instanceof HistoryRequest.Search search) {
            found = last(search(search), search.getMaxReturnLength());
        } else {
            found = last(entries, ((HistoryRequest.Tail) request).getMaxReturnLength());
        }
        return found.stream().map(e -> tuple(e, request.includeOutput())).toList();
    }

    private static boolean isThis(int session) {
        return session == 0 || session == SESSION;
    }

    private List<Entry> search(HistoryRequest.Search request) {
        Pattern pattern = glob(request.getPattern() == null ? "*" : request.getPattern());
        List<Entry> found =
                entries.stream().filter(e -> pattern.matcher(e.input).matches()).toList();
        if (!request.filterUnique()) {
            return found;
        }
        Map<String, Entry> unique = new LinkedHashMap<>();
        for (Entry entry : found) {
            unique.remove(entry.input);
            unique.put(entry.input, entry);
        }
        return List.copyOf(unique.values());
    }

    /** {@code *} stands for any characters, {@code ?} for one. */
    private static Pattern glob(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    private static List<Entry> last(List<Entry> entries, int count) {
        return count > 0 && count < entries.size()
                ? entries.subList(entries.size() - count, entries.size())
                : entries;
    }

    private static List<Object> tuple(Entry entry, boolean withOutput) {
        Object content = withOutput ? List.of(entry.input, entry.output) : entry.input;
        return List.of(SESSION, entry.cell, content);
    }
}
