package genlab.grading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab similar}: which solutions are alike. */
@Command(
        name = "lab similar",
        description = {
            "Compares the solution cells of all submissions with JPlag and writes a page with the"
                    + " pairs that are most alike, side by side. It gives reasons to look, no"
                    + " verdict.",
            ""
        },
        sortOptions = false)
public final class Similar implements Callable<Integer> {
    @Mixin private AssignmentArgument argument;

    @Parameters(index = "1", paramLabel = "submissions", description = "A folder of notebooks.")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "similar.html",
            description = "Where to write the page (default: similar.html).")
    private Path output;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many pairs the page shows (default: 30).")
    private int shown;

    private Similar() {}

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments what follows {@code ./lab similar}
     */
    public static void main(String[] arguments) {
        System.exit(Commands.run(new Similar(), arguments));
    }

    @Override
    public Integer call() throws NotebookException, IOException {
        Assignment assignment = argument.read();
        Map<String, String> given = new LinkedHashMap<>();
        for (Notebook.Cell cell : assignment.studentVersion().cells()) {
            if (cell.isCode() && cell.isSolution()) {
                given.put(cell.id(), cell.source());
            }
        }
        Map<String, Map<String, String>> texts = new TreeMap<>();
        for (Path file : Submissions.in(folder, output, assignment).files()) {
            String name = folder.relativize(file).toString();
            try {
                texts.put(name, Submission.of(assignment, Notebook.read(file)).code());
            } catch (NotebookException e) {
                System.err.println("lab: not compared: " + SafeText.printable(e.getMessage(), 300));
            }
        }
        List<Similarity.Pair> pairs = Similarity.compare(texts, given);
        WholeFile.write(output, page(assignment, pairs));
        System.out.printf(
                "%s: %d of %d pairs are worth a look%n",
                output, pairs.stream().filter(Similarity.Pair::flagged).count(), pairs.size());
        return 0;
    }

    private String page(Assignment assignment, List<Similarity.Pair> pairs) {
        StringBuilder page =
                new StringBuilder(
                        """
                        <p>Pairs of submissions, the most alike first, as JPlag finds them: other
                        names, layout or order change little. Short tasks have few solutions, so
                        likeness alone proves nothing. Pairs far above what is usual here have a
                        flag; lines in common are marked.</p>
                        """);
        for (Similarity.Pair pair : pairs.subList(0, Math.min(shown, pairs.size()))) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<details%s><summary>%s%.0f %%: %s and %s</summary>%n",
                            pair.flagged() ? " open" : "",
                            pair.flagged() ? "\u2691 " : "",
                            100 * pair.similarity(),
                            SafeText.html(pair.first()),
                            SafeText.html(pair.second())));
            for (Similarity.Side cell : pair.cells()) {
                page.append("<h2>" + SafeText.html(cell.id()) + "</h2><div class=\"pair\">");
                page.append(text(cell.first(), cell.inFirst()));
                page.append(text(cell.second(), cell.inSecond())).append("</div>\n");
            }
            page.append("</details>\n");
        }
        return Page.of("Similar solutions of " + assignment.name(), page.toString());
    }

    private static String text(List<String> lines, BitSet common) {
        StringBuilder text = new StringBuilder("<pre>");
        for (int i = 0; i < lines.size(); i++) {
            String line = SafeText.html(lines.get(i));
            text.append(common.get(i) ? "<mark>" + line + "</mark>\n" : line + "\n");
        }
        return text.append("</pre>").toString();
    }
}
