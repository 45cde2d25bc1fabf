package genlab.sweep;

import genlab.charts.Chart;
import genlab.charts.Charts;
import genlab.charts.Text;
import genlab.experiment.GanRecipe;
import genlab.metrics.ConfidenceInterval;
import genlab.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The page that compares the losses of a sweep. */
final class Report {
    private static final String TITLE = "Sweep of losses, data sets and seeds";

    private final List<Row> rows;
    private final GanRecipe baseline;
    private final StringBuilder page = new StringBuilder();

    /** What is compared. */
    private enum Metric {
        MODES("modes covered", true, 1, Row::modesCovered),
        QUALITY("high-quality share", true, 100, Row::highQualityShare),
        WASSERSTEIN("sliced W1", false, 1, Row::slicedWasserstein1);

        private final String title;
        private final boolean moreIsBetter;
        private final double scale;
        private final ToDoubleFunction<Row> value;

        Metric(String title, boolean moreIsBetter, double scale, ToDoubleFunction<Row> value) {
            this.title = title;
            this.moreIsBetter = moreIsBetter;
            this.scale = scale;
            this.value = value;
        }

        double of(Row row) {
            return scale * value.applyAsDouble(row);
        }

        boolean of(DataSet data) {
            return this == WASSERSTEIN || data.modes() > 0;
        }

        String title(DataSet data) {
            return switch (this) {
                case MODES -> title + " of " + data.modes();
                case QUALITY -> title + ", %";
                case WASSERSTEIN -> title;
            };
        }
    }

    private Report(List<Row> rows, GanRecipe baseline) {
        this.rows = rows;
        this.baseline = baseline;
    }

    /**
     * Writes the page beside the CSV file.
     *
     * @param csv the file of the rows
     * @param rows at least one
     * @param baseline the loss that the others are compared with
     * @return the page
     * @throws SweepException if it can't be written
     */
    static Path write(Path csv, List<Row> rows, GanRecipe baseline) throws SweepException {
        String name = csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".html";
        Path page = csv.resolveSibling(name);
        try {
            Files.writeString(page, new Report(rows, baseline).html(csv));
        } catch (IOException e) {
            throw new SweepException(
                    "the page must be writable, but "
                            + page
                            + " is not ("
                            + e.getClass().getSimpleName()
                            + "); the rows are safe in "
                            + csv);
        }
        return page;
    }

    private String html(Path csv) {
        page.append(HEAD.replace("TITLE", TITLE));
        Notebook.plotlyScript().ifPresent(page::append);
        page.append("<h1>").append(TITLE).append("</h1>\n");
        add(
                "p",
                "%d runs, %d of them diverged, of %d steps each; the rows are in %s. Numbers are"
                        + " means over the seeds ± half the width of their 95 %% confidence interval, without"
                        + " the diverged runs.",
                rows.size(),
                rows.stream().filter(row -> row.status() == Row.Status.DIVERGED).count(),
                rows.isEmpty() ? 0 : rows.get(0).run().steps(),
                csv.getFileName());
        for (DataSet data : DataSet.values()) {
            List<Row> ofData = rows.stream().filter(row -> row.run().data() == data).toList();
            if (!ofData.isEmpty()) {
                dataSet(data, ofData);
            }
        }
        diverged();
        return page.append("</body></html>\n").toString();
    }

    private void dataSet(DataSet data, List<Row> ofData) {
        add("h2", "%s", data);
        Map<GanRecipe, List<Row>> byLoss = new LinkedHashMap<>();
        // The baseline first: an order that does not depend on which worker was faster.
        ofData.stream()
                .sorted(
                        Comparator.comparing((Row row) -> row.run().loss() != baseline)
                                .thenComparing(row -> row.run().loss())
                                .thenComparing(row -> row.run().seed()))
                .forEach(
                        row ->
                                byLoss.computeIfAbsent(row.run().loss(), l -> new ArrayList<>())
                                        .add(row));
        List<Metric> metrics =
                Arrays.stream(Metric.values()).filter(metric -> metric.of(data)).toList();
        means(data, byLoss, metrics);
        for (Metric metric : metrics) {
            strip(data, byLoss, metric);
        }
        differences(data, byLoss, metrics);
    }

    private void means(DataSet data, Map<GanRecipe, List<Row>> byLoss, List<Metric> metrics) {
        page.append("<div class=\"wide\"><table><tr><th>loss</th><th class=\"number\">runs</th>");
        page.append("<th class=\"number\">diverged</th>");
        metrics.forEach(m -> add("th class=\"number\"", "%s", m.title(data)));
        page.append("<th class=\"number\">discriminator loss</th>");
        page.append("<th class=\"number\">generator loss</th>");
        page.append("<th class=\"number\">seconds</th></tr>\n");
        byLoss.forEach(
                (loss, ofLoss) -> {
                    List<Row> good = good(ofLoss);
                    page.append("<tr>");
                    add("td", "%s", loss);
                    add("td class=\"number\"", "%d", ofLoss.size());
                    add("td class=\"number\"", "%d", ofLoss.size() - good.size());
                    metrics.forEach(m -> add("td class=\"number\"", "%s", mean(good, m::of)));
                    add("td class=\"number\"", "%s", mean(good, Row::discriminatorLoss));
                    add("td class=\"number\"", "%s", mean(good, Row::generatorLoss));
                    add("td class=\"number\"", "%s", mean(good, Row::seconds));
                    page.append("</tr>\n");
                });
        page.append("</table></div>\n");
    }

    private static List<Row> good(List<Row> rows) {
        return rows.stream().filter(row -> row.status() == Row.Status.OK).toList();
    }

    private static String mean(List<Row> rows, ToDoubleFunction<Row> value) {
        double[] values = rows.stream().mapToDouble(value).toArray();
        return switch (values.length) {
            case 0 -> "–";
            case 1 -> number(values[0]);
            default -> {
                ConfidenceInterval mean = ConfidenceInterval.ofMean(values);
                yield number(mean.mean()) + " ± " + number(mean.halfWidth());
            }
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    private void strip(DataSet data, Map<GanRecipe, List<Row>> byLoss, Metric metric) {
        Table runs = runs(data, byLoss, metric);
        if (!runs.isEmpty()) {
            Chart chart = Charts.strips(runs, "loss", metric.title(data));
            page.append(chart.title(data + ": " + metric.title(data)).html()).append('\n');
        }
    }

    /** The runs that came to an end, a row each. */
    private static Table runs(DataSet data, Map<GanRecipe, List<Row>> byLoss, Metric metric) {
        StringColumn losses = StringColumn.create("loss");
        StringColumn seeds = StringColumn.create("seed");
        DoubleColumn values = DoubleColumn.create(metric.title(data));
        byLoss.forEach(
                (loss, ofLoss) ->
                        bySeed(ofLoss, metric)
                                .forEach(
                                        (seed, value) -> {
                                            losses.append(loss.toString());
                                            seeds.append("" + seed);
                                            values.append(value);
                                        }));
        return Table.create(losses, seeds, values);
    }

    private static Map<Long, Double> bySeed(List<Row> rows, Metric metric) {
        Map<Long, Double> values = new LinkedHashMap<>();
        good(rows).forEach(row -> values.put(row.run().seed(), metric.of(row)));
        return values;
    }

    private void differences(DataSet data, Map<GanRecipe, List<Row>> byLoss, List<Metric> metrics) {
        List<Row> reference = byLoss.get(baseline);
        if (reference == null || byLoss.size() < 2) {
            return;
        }
        add("h3", "%s: what changes against %s", data, baseline);
        add(
                "p",
                "Paired differences: each loss minus %s with the same seed, their mean and its 95 %%"
                        + " confidence interval. Where 0 is in the interval, this sweep can't tell"
                        + " the two apart. Of twenty intervals, one misses the truth by chance.",
                baseline);
        page.append("<div class=\"wide\"><table><tr><th>loss</th><th class=\"number\">pairs</th>");
        metrics.forEach(m -> add("th class=\"number\"", "%s", m.title(data)));
        page.append("</tr>\n");
        byLoss.forEach(
                (loss, ofLoss) -> {
                    if (loss == baseline) {
                        return;
                    }
                    page.append("<tr>");
                    add("td", "%s", loss);
                    add(
                            "td class=\"number\"",
                            "%d",
                            pairs(ofLoss, reference, metrics.get(0))[0].length);
                    for (Metric metric : metrics) {
                        double[][] pairs = pairs(ofLoss, reference, metric);
                        page.append("<td class=\"number\">");
                        if (pairs[0].length < 2) {
                            page.append("–");
                        } else {
                            ConfidenceInterval difference =
                                    ConfidenceInterval.ofDifference(pairs[0], pairs[1]);
                            difference(metric, difference);
                        }
                        page.append("</td>");
                    }
                    page.append("</tr>\n");
                });
        page.append("</table></div>\n");
        boolean paired =
                byLoss.values().stream()
                        .filter(ofLoss -> ofLoss != reference)
                        .anyMatch(o -> pairs(o, reference, Metric.WASSERSTEIN)[0].length > 0);
        if (paired) {
            Table runs = runs(data, byLoss, Metric.WASSERSTEIN);
            page.append(
                    Charts.differences(
                                    runs,
                                    "loss",
                                    baseline.toString(),
                                    Metric.WASSERSTEIN.title(data))
                            .title(data + ": sliced W1 minus " + baseline + "'s; below 0 is better")
                            .html());
        }
    }

    /** The values of seeds that both finished: of the loss, of the baseline. */
    private static double[][] pairs(List<Row> rows, List<Row> reference, Metric metric) {
        Map<Long, Double> a = bySeed(rows, metric);
        Map<Long, Double> b = bySeed(reference, metric);
        List<Long> both = a.keySet().stream().filter(b::containsKey).toList();
        return new double[][] {
            both.stream().mapToDouble(a::get).toArray(), both.stream().mapToDouble(b::get).toArray()
        };
    }

    private void difference(Metric metric, ConfidenceInterval difference) {
        boolean told = !difference.contains(0);
        boolean better = difference.mean() > 0 == metric.moreIsBetter;
        add(
                told ? "b" : "span",
                "%s%s ± %s%s",
                difference.mean() > 0 ? "+" : "",
                number(difference.mean()),
                number(difference.halfWidth()),
                told ? better ? ", better" : ", worse" : "");
    }

    private void diverged() {
        List<Row> bad = rows.stream().filter(row -> row.status() == Row.Status.DIVERGED).toList();
        if (bad.isEmpty()) {
            return;
        }
        page.append("<h2>Diverged runs</h2>\n<ul>\n");
        bad.forEach(row -> add("li", "%s: %s", row.run(), row.reason()));
        page.append("</ul>\n");
    }

    /** An element with text in it; the tag may have attributes. */
    private void add(String tag, String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        page.append('<').append(tag).append('>');
        page.append(Text.escape(text));
        page.append("</").append(tag.replaceAll(" .*", "")).append(">\n");
    }

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>TITLE</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff;
                   max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #ddd }
            td { white-space: nowrap }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
            .wide { overflow-x: auto }
            </style></head><body>
            """;
}
