package genlab.sweep;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds as a user writes them: {@code 1-5,8}. */
final class Seeds {
    private static final int MOST = 100_000;
    private static final Pattern PART = Pattern.compile("\\s*(\\d{1,9})(?:-(\\d{1,9}))?\\s*");

    private Seeds() {}

    /**
     * The seeds in ascending order, each once.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    static List<Long> parse(String text) {
        TreeSet<Long> seeds = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            Matcher range = PART.matcher(part);
            long first = range.matches() ? Long.parseLong(range.group(1)) : 0;
            long last =
                    range.matches() && range.group(2) != null
                            ? Long.parseLong(range.group(2))
                            : first;
            if (!range.matches() || last < first || last - first >= MOST - seeds.size()) {
                throw new IllegalArgumentException(
                        "--seeds must be numbers from 0 on and ascending ranges of them, at most "
                                + MOST
                                + " in all, such as 1-5 or 1,3,7-9, but was '"
                                + text
                                + "'");
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add(seed);
            }
        }
        return List.copyOf(seeds);
    }
}
