package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** What a folder of results says about the course: a table, and a page for people. */
final class Summary {
    private static final int BINS = 10;

    private final String assignment;
    private final Table table;
    private final List<TaskStatistic> tasks;

    /** How the course did on a task: the mean share of its points, from 0 to 1. */
    private record TaskStatistic(
            String id, double meanShare, long full, long none, String hardest) {}

    private Summary(String assignment, Table table, List<TaskStatistic> tasks) {
        this.assignment = assignment;
        this.table = table;
        this.tasks = tasks;
    }

    /**
     * Sums up results.
     *
     * @param results by submission, at least one
     * @return the summary
     */
    static Summary of(SortedMap<String, Result> results) {
        StringColumn submission = StringColumn.create("submission");
        DoubleColumn score = DoubleColumn.create("score");
        DoubleColumn maximum = DoubleColumn.create("maximum");
        DoubleColumn manual = DoubleColumn.create("by hand");
        StringColumn isolation = StringColumn.create("isolation");
        StringColumn reason = StringColumn.create("reason");
        Map<String, DoubleColumn> columns = new LinkedHashMap<>();
        Map<String, List<Result.Task>> byTask = new LinkedHashMap<>();
        results.forEach(
                (name, result) -> {
                    submission.append(formulaSafe(Texts.clean(name, 300)));
                    score.append(result.score());
                    maximum.append(result.maximum());
                    manual.append(result.manual());
                    isolation.append(result.isolation());
                    reason.append(result.reason() == null ? "" : formulaSafe(result.reason()));
                    for (Result.Task task : result.tasks()) {
                        DoubleColumn column =
                                columns.computeIfAbsent(task.id(), DoubleColumn::create);
                        if (task.score() == null) {
                            column.appendMissing();
                        } else {
                            column.append(task.score());
                            byTask.computeIfAbsent(task.id(), id -> new ArrayList<>()).add(task);
                        }
                    }
                });
        Table table = Table.create(submission, score, maximum, manual, isolation, reason);
        columns.values().forEach(table::addColumns);
        results.values().stream()
                .flatMap(result -> result.tasks().stream())
                .filter(task -> task.score() == null)
                .forEach(byHand -> byTask.remove(byHand.id()));
        List<TaskStatistic> tasks =
                byTask.values().stream()
                        .map(Summary::statistic)
                        .sorted(Comparator.comparingDouble(TaskStatistic::meanShare))
                        .toList();
        return new Summary(results.get(results.firstKey()).assignment(), table, tasks);
    }

    private static TaskStatistic statistic(List<Result.Task> outcomes) {
        Map<String, Integer> failures = new LinkedHashMap<>();
        for (Result.Task task : outcomes) {
            for (Result.Test test : task.tests()) {
                failures.merge(test.name(), test.passed() ? 0 : 1, Integer::sum);
            }
        }
        String hardest =
                failures.entrySet().stream()
                        .filter(test -> test.getValue() > 0)
                        .max(Map.Entry.comparingByValue())
                        .map(test -> test.getKey() + " (" + test.getValue() + " failed)")
                        .orElse("");
        return new TaskStatistic(
                outcomes.get(0).id(),
                outcomes.stream()
                        .mapToDouble(task -> task.score() / Math.max(task.maximum(), 1e-9))
                        .average()
                        .orElse(0),
                outcomes.stream().filter(task -> task.score() >= task.maximum()).count(),
                outcomes.stream().filter(task -> task.score() == 0).count(),
                hardest);
    }

    /** A name that a spreadsheet can't take for a formula. */
    private static String formulaSafe(String text) {
        return text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    }

    /** The table: a row for each submission, a column for each task. */
    Table table() {
        return table;
    }

    /**
     * Writes {@code summary.csv} and {@code summary.html}.
     *
     * @param folder where to
     * @throws IOException if they can't be written
     */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path csv = folder.resolve("summary.csv");
        table.write().usingOptions(CsvWriteOptions.builder(csv.toFile()).build());
        Texts.write(folder.resolve("summary.html"), page());
    }

    /** A line for the console. */
    String line() {
        DoubleColumn score = table.doubleColumn("score");
        return String.format(
                Locale.ROOT,
                "%d submissions: mean %.1f, median %.1f of %s points; hardest: %s",
                table.rowCount(),
                score.mean(),
                score.median(),
                Texts.number(table.doubleColumn("maximum").max()),
                tasks.isEmpty()
                        ? "none"
                        : String.format(
                                Locale.ROOT,
                                "%s (%.0f %%)",
                                tasks.get(0).id(),
                                100 * tasks.get(0).meanShare()));
    }

    private String page() {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Results of %1$s</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 60rem;
                       margin: 2rem auto; padding: 0 1rem }
                table { border-collapse: collapse; width: 100%% }
                th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd;
                         overflow-wrap: anywhere }
                td.number, th.number { text-align: right; font-variant-numeric: tabular-nums;
                                       white-space: nowrap }
                meter { width: 8rem }
                svg text { font: 13px system-ui, sans-serif; fill: #444 }
                </style></head><body>
                <h1>Results of %1$s</h1>
                <p>%2$s.</p>
                <h2>Scores</h2>
                """
                        .formatted(escape(assignment), escape(line())));
        page.append(histogram());
        page.append("<h2>Tasks, the hardest first</h2>\n<table><tr><th>task</th>");
        page.append("<th>mean share of the points</th><th class=\"number\">full</th>");
        page.append("<th class=\"number\">none</th><th>test that failed most</th></tr>\n");
        for (TaskStatistic task : tasks) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td><meter value=\"%.3f\"></meter> %.0f %%</td>"
                                    + "<td class=\"number\">%d</td><td class=\"number\">%d</td>"
                                    + "<td>%s</td></tr>%n",
                            escape(task.id()),
                            task.meanShare(),
                            100 * task.meanShare(),
                            task.full(),
                            task.none(),
                            escape(task.hardest())));
        }
        page.append("</table>\n<h2>Submissions</h2>\n<table><tr><th>submission</th>");
        page.append("<th class=\"number\">score</th><th>remark</th></tr>\n");
        table.forEach(
                row ->
                        page.append(
                                String.format(
                                        "<tr><td>%s</td><td class=\"number\">%s of %s</td>"
                                                + "<td>%s</td></tr>%n",
                                        escape(row.getString("submission")),
                                        Texts.number(row.getDouble("score")),
                                        Texts.number(row.getDouble("maximum")),
                                        escape(remark(row)))));
        return page.append("</table>\n</body></html>\n").toString();
    }

    private static String remark(tech.tablesaw.api.Row row) {
        List<String> remarks = new ArrayList<>();
        if (!row.getString("isolation").equals("sandbox")) {
            remarks.add(row.getString("isolation"));
        }
        if (row.getDouble("by hand") > 0) {
            remarks.add(Texts.number(row.getDouble("by hand")) + " points to be graded by hand");
        }
        if (!row.getString("reason").isEmpty()) {
            remarks.add(row.getString("reason"));
        }
        return String.join("; ", remarks);
    }

    private String histogram() {
        double maximum = Math.max(table.doubleColumn("maximum").max(), 1e-9);
        int[] counts = new int[BINS];
        for (double score : table.doubleColumn("score")) {
            counts[Math.min(BINS - 1, (int) (BINS * score / maximum))]++;
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
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n",
                            x + 28,
                            200 - height,
                            counts[bin] == 0 ? "" : counts[bin]));
        }
        for (int edge = 0; edge <= BINS; edge++) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"222\" text-anchor=\"middle\">%s</text>%n",
                            18 + edge * 60,
                            Texts.number(Math.round(10 * maximum * edge / BINS) / 10.0)));
        }
        return svg.append("<text x=\"320\" y=\"244\" text-anchor=\"middle\">points</text></svg>\n")
                .toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
