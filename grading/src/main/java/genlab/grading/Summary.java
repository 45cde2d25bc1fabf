package genlab.grading;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What a folder of results says about the course: a table, and a page for people. Notebooks that
 * could not be read, or that nobody worked on, stand in both, but count in no statistic.
 *
 * @param results by the submission's path, at least one
 */
record Summary(SortedMap<String, Result> results) {
    private static final int BINS = 10;

    /** How the course did on a task: the mean share of its points, from 0 to 1. */
    private record TaskStatistic(
            String id, double meanShare, long full, long none, String hardest) {
        static TaskStatistic of(String id, List<Result.Task> outcomes) {
            Map<String, Long> failures =
                    outcomes.stream()
                            .flatMap(task -> task.tests().stream())
                            .filter(test -> !test.passed())
                            .collect(
                                    Collectors.groupingBy(
                                            Result.Test::name,
                                            LinkedHashMap::new,
                                            Collectors.counting()));
            return new TaskStatistic(
                    id,
                    outcomes.stream()
                            .mapToDouble(task -> task.score() / Math.max(task.maximum(), 1e-9))
                            .average()
                            .orElse(0),
                    outcomes.stream().filter(task -> task.score() >= task.maximum()).count(),
                    outcomes.stream().filter(task -> task.score() == 0).count(),
                    failures.entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .map(test -> test.getKey() + " (" + test.getValue() + " failed)")
                            .orElse(""));
        }
    }

    private List<Result> counted() {
        return results.values().stream().filter(Result::touched).toList();
    }

    private double maximum() {
        return results.values().stream().mapToDouble(Result::maximum).max().orElse(0);
    }

    /** The tasks that tests have graded, the hardest first. */
    private List<TaskStatistic> tasks() {
        Map<String, List<Result.Task>> byTask = new LinkedHashMap<>();
        for (Result result : counted()) {
            for (Result.Task task : result.tasks()) {
                // Written answers have no tests, and perhaps no score yet.
                if (!task.tests().isEmpty()) {
                    byTask.computeIfAbsent(task.id(), id -> new ArrayList<>()).add(task);
                }
            }
        }
        return byTask.entrySet().stream()
                .map(task -> TaskStatistic.of(task.getKey(), task.getValue()))
                .sorted(Comparator.comparingDouble(TaskStatistic::meanShare))
                .toList();
    }

    /**
     * Writes {@code summary.csv} and {@code summary.html}.
     *
     * @throws IOException if they can't be written
     */
    void write(Path folder) throws IOException {
        WholeFile.write(folder.resolve("summary.csv"), csv());
        WholeFile.write(folder.resolve("summary.html"), page());
    }

    /** The table: a row for each submission, a column for each task. */
    String csv() {
        List<String> tasks =
                results.values().stream()
                        .flatMap(result -> result.tasks().stream())
                        .map(Result.Task::id)
                        .distinct()
                        .toList();
        StringBuilder text =
                new StringBuilder("submission,score,maximum,by hand,isolation,reason,notes");
        tasks.forEach(task -> text.append(',').append(task));
        results.forEach(
                (name, result) -> {
                    text.append('\n').append(SafeText.csv(name));
                    for (double number :
                            new double[] {result.score(), result.maximum(), result.manual()}) {
                        text.append(',').append(number);
                    }
                    text.append(',').append(SafeText.csv(result.isolation()));
                    text.append(',').append(SafeText.csv(result.remark()));
                    text.append(',').append(SafeText.csv(String.join("; ", result.notes())));
                    Map<String, Result.Task> byId = new LinkedHashMap<>();
                    result.tasks().forEach(task -> byId.put(task.id(), task));
                    for (String task : tasks) {
                        Result.Task graded = byId.get(task);
                        boolean open = graded == null || graded.score() == null;
                        text.append(',').append(open ? "" : graded.score());
                    }
                });
        return text.append('\n').toString();
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
                         overflow-wrap: anywhere; vertical-align: top }
                td.number, th.number { text-align: right; font-variant-numeric: tabular-nums;
                                       white-space: nowrap }
                meter { width: 8rem }
                svg text { font: 13px system-ui, sans-serif; fill: #444 }
                </style></head><body>
                <h1>Results of %1$s</h1>
                <p>%2$s.</p>
                <h2>Scores</h2>
                """
                        .formatted(
                                SafeText.html(results.get(results.firstKey()).assignment()),
                                SafeText.html(line())));
        page.append(histogram());
        page.append("<h2>Tasks, the hardest first</h2>\n<table><tr><th>task</th>");
        page.append("<th>mean share of the points</th><th class=\"number\">full</th>");
        page.append("<th class=\"number\">none</th><th>test that failed most</th></tr>\n");
        for (TaskStatistic task : tasks()) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td><meter value=\"%.3f\"></meter> %.0f %%</td>"
                                    + "<td class=\"number\">%d</td><td class=\"number\">%d</td>"
                                    + "<td>%s</td></tr>%n",
                            SafeText.html(task.id()),
                            task.meanShare(),
                            100 * task.meanShare(),
                            task.full(),
                            task.none(),
                            SafeText.html(task.hardest())));
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
        return page.append("</table>\n</body></html>\n").toString();
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
