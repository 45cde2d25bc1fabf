package genlab.grading;

import java.util.ArrayList;
import java.util.List;

/** The lines between {@code // BEGIN X} and {@code // END X} in a cell. */
record Region(String name) {
    static final Region SOLUTION = new Region("SOLUTION");

    /**
     * A cell's text with other lines in place of each region, markers included.
     *
     * @throws NotebookException if the markers don't match up
     */
    String replace(String source, String... lines) throws NotebookException {
        List<String> kept = new ArrayList<>();
        boolean inside = false;
        for (String line : source.split("\n", -1)) {
            if (line.contains("BEGIN " + name)) {
                check(!inside, "BEGIN", source);
                inside = true;
                for (String replacement : lines) {
                    kept.add(
                            " ".repeat(line.length() - line.stripLeading().length()) + replacement);
                }
            } else if (line.contains("END " + name)) {
                check(inside, "END", source);
                inside = false;
            } else if (!inside) {
                kept.add(line);
            }
        }
        check(!inside, "BEGIN", source);
        return String.join("\n", kept);
    }

    boolean isIn(String source) {
        return source.contains("BEGIN " + name) || source.contains("END " + name);
    }

    private void check(boolean condition, String marker, String source) throws NotebookException {
        if (!condition) {
            throw new NotebookException(
                    "every // BEGIN "
                            + name
                            + " must be followed by its // END "
                            + name
                            + ", but a "
                            + marker
                            + " stands alone in the cell that starts with: "
                            + source.lines().findFirst().orElse(""));
        }
    }
}
