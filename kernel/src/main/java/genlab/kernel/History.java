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

    private record Entry(int cell, String input, String output) {

        List<Object> tuple(boolean withOutput) {
            return List.of(SESSION, cell, withOutput ? List.of(input, output) : input);
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int cell, String input, String output) {
        entries.add(new Entry(cell, input, output));
    }

    /** Tuples of session, cell number, and input or (input, output). */
    synchronized Map<String, Object> answer(HistoryRequest request) {
        List<Entry> found = entries;
        int most = 0;
        if (request instanceof HistoryRequest.Range range) {
            boolean isThis = List.of(0, SESSION).contains(range.getSessionIndex());
            found =
                    entries.stream()
                            .filter(e -> isThis && e.cell >= range.getStart())
                            .filter(e -> e.cell < range.getStop())
                            .toList();
        } else if (request instanceof HistoryRequest.Search search) {
            found = search(search);
            most = search.getMaxReturnLength();
        } else {
            most = ((HistoryRequest.Tail) request).getMaxReturnLength();
        }
        int skipped = most > 0 ? Math.max(0, found.size() - most) : 0;
        return Map.of(
                "history",
                found.stream().skip(skipped).map(e -> e.tuple(request.includeOutput())).toList());
    }

    /** In a pattern {@code *} stands for any characters, {@code ?} for one. */
    private List<Entry> search(HistoryRequest.Search request) {
        String glob = request.getPattern() == null ? "*" : request.getPattern();
        String expression = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
        Map<Object, Entry> found = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (pattern.matcher(entry.input).matches()) {
                Object key = request.filterUnique() ? entry.input : entry;
                found.remove(key); // the last one counts
                found.put(key, entry);
            }
        }
        return List.copyOf(found.values());
    }
}
