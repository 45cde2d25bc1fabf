package genlab.grading;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.DoubleStream;

/**
 * What a folder of results says about the course: a table, and a page for people. Notebooks that
 * could not be read, or that nobody worked on, stand in both, but count in no statistic.
 *
 * @param results by the submission's path, at least one
 */
record Summary(SortedMap<String, Result> results) {
    private static final int BINS = 10;

    private List<Result> counted() {
        return results.values().stream().filter(Result::touched).toList();
    }

    private double maximum() {
        return results.values().stream().mapToDouble(Result::maximum).max().orElse(0);
    }

    /** The tasks, the hardest first. */
    private List<TaskStatistic> tasks() {
        return TaskStatistic.of(counted()).stream()
                .sorted(Comparator.comparingDouble(TaskStatistic::meanShare))
                .toList();
    }

    /**
     * Writes {@code summary.csv} and {@code summary.html}.
     *
     * @throws IOException if they can't be written
     */
    void write(Path folder) throws IOException {
        csv().write(folder.resolve("summary.csv"));
        WholeFile.write(folder.resolve("summary.html"), page());
    }

    /** The table: a row for each submission, a column for each task. */
    Csv csv() {
        List<String> tasks =
                results.values().stream()
                        .flatMap(result -> result.tasks().stream())
                        .map(Result.Task::id)
                        .distinct()
                        .toList();
        List<String> header =
                new ArrayList<>(
                        List.of(
                                "submission",
                                "score",
                                "maximum",
                                "by hand",
                                "isolation",
                                "reason",
                                "notes"));
        header.addAll(tasks);
        Csv table = new Csv(header);
        results.forEach(
                (name, result) -> {
                    List<Object> row = new ArrayList<>();
                    row.add(name);
                    row.add(result.score());
                    row.add(result.maximum());
                    row.add(result.manual());
                    row.add(result.isolation());
                    row.add(result.remark());
                    row.add(String.join("; ", result.notes()));
                    tasks.forEach(task -> row.add(result.score(task)));
                    table.row(row);
                });
        return table;
    }

    /** A line for the console. */
    String line() {
        double[] scores = counted().stream().mapToDouble(Result::score).sorted().toArray();
        int n = scores.length;
        double median = n == 0 ? 0 : (scores[(n - 1) / 2] + scores[n / 2]) / 2;
        List<TaskStatistic> tasks = tasks();
        String line =
                String.format(
                        Locale.ROOT,
                        "%d submissions: mean %.1f, median %.1f of %s points; hardest: %s",
                        n,
                        DoubleStream.of(scores).average().orElse(0),
                        median,
                        SafeText.number(maximum()),
                        tasks.isEmpty()
                                ? "none"
                                : String.format(
                                        Locale.ROOT,
                                        "%s (%.0f %%)",
                                        tasks.get(0).id(),
                                        100 * tasks.get(0).meanShare()));
        long broken = results.values().stream().filter(r -> r.reason() != null).count();
        long untouched = results.size() - n - broken;
        return line
                + (broken == 0 ? "" : "; not counted because it could not be read: " + broken)
                + (untouched == 0 ? "" : "; not counted because nothing was done: " + untouched);
    }

    private String page() {
        StringBuilder page = new StringBuilder();
        page.append("<p>%s.</p>\n<h2>Scores</h2>\n".formatted(SafeText.html(line())));
        page.append(histogram());
        page.append(
                """
                <h2>Tasks, the hardest first</h2>
                <p>Discrimination is the point-biserial correlation of having all points here with
                the points of the other tasks: near 0 or below, the task says little of who can do
                the rest.</p>
                <table><tr><th>task</th><th>mean share of the points</th>
                <th class="number">full</th><th class="number">none</th>
                <th class="number">discrimination</th><th>commonest wrong answers</th></tr>
                """);
        for (TaskStatistic task : tasks()) {
            StringBuilder wrong = new StringBuilder();
            task.wrong()
                    .forEach(
                            (message, count) ->
                                    wrong.append(count)
                                            .append(" \u00d7 ")
                                            .append(SafeText.html(message))
                                            .append("<br>"));
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td><meter value=\"%.3f\"></meter> %.0f %%</td>"
                                    + "<td class=\"number\">%d</td><td class=\"number\">%d</td>"
                                    + "<td class=\"number\">%s</td><td>%s</td></tr>%n",
                            SafeText.html(task.id()),
                            task.meanShare(),
                            100 * task.meanShare(),
                            task.full(),
                            task.none(),
                            task.discriminates(),
                            wrong));
        }
        page.append("</table>\n<h2>Submissions</h2>\n<table><tr><th>submission</th>");
        page.append("<th class=\"number\">score</th><th>remark</th></tr>\n");
        results.forEach(
                (name, result) ->
                        page.append(
                                String.format(
                                        "<tr><td><a href=\"%s\">%s</a></td>"
                                                + "<td class=\"number\">%s of %s</td>"
                                                + "<td>%s</td></tr>%n",
                                        link(name),
                                        SafeText.html(SafeText.printable(name, 300)),
                                        SafeText.number(result.score()),
                                        SafeText.number(result.maximum()),
                                        SafeText.html(remarks(result)))));
        String assignment = results.get(results.firstKey()).assignment();
        return Page.of("Results of " + assignment, page.append("</table>\n").toString());
    }

    private static String link(String name) {
        try {
            String file = "results/" + FolderGrading.stem(name) + ".json";
            return SafeText.html(new URI(null, null, file, null).toASCIIString());
        } catch (URISyntaxException e) {
            return "results";
        }
    }

    private static String remarks(Result result) {
        List<String> remarks = new ArrayList<>();
        if (!result.isolation().equals("sandbox")) {
            remarks.add(result.isolation());
        }
        if (result.manual() > 0) {
            remarks.add(SafeText.number(result.manual()) + " points to be graded by hand");
        }
        remarks.add(result.remark());
        remarks.addAll(result.notes());
        remarks.removeIf(String::isEmpty);
        return String.join("; ", remarks);
    }

    private String histogram() {
        double maximum = Math.max(maximum(), 1e-9);
        int[] counts = new int[BINS];
        for (Result result : counted()) {
            counts[Math.min(BINS - 1, (int) (BINS * result.score() / maximum))]++;
        }
        int highest = 1;
        for (int count : counts) {
            highest = Math.max(highest, count);
        }
        StringBuilder svg =
                new StringBuilder(
                        "<svg viewBox=\"0 0 640 250\" role=\"img\" aria-label=\"Histogram of"
                                + " scores\" style=\"max-width:40rem;width:100%\">\n");
        for (int bin = 0; bin < BINS; bin++) {
            double height = 180.0 * counts[bin] / highest;
            int x = 20 + bin * 60;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%.1f\" width=\"56\" height=\"%.1f\""
                                    + " fill=\"#4477aa\"/>%n",
                            x,
                            205 - height,
                            height));
            svg.append(
                    label(x + 28, (int) (200 - height), counts[bin] == 0 ? "" : "" + counts[bin]));
        }
        for (int edge = 0; edge <= BINS; edge++) {
            double points = Math.round(10 * maximum * edge / BINS) / 10.0;
            svg.append(label(18 + edge * 60, 222, SafeText.number(points)));
        }
        return svg + label(320, 244, "points") + "</svg>\n";
    }

    private static String label(int x, int y, String text) {
        return String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x, y, text);
    }
}
