package genlab.charts;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * The kit's charts, each a figure of Tablesaw's.
 *
 * <pre>{@code
 * Charts.losses(history)                                         // a Tablesaw table of the run
 * Charts.histogram(Series.real(x), Series.generated(g))          // with density curves
 * Charts.scatter(Series.real(points), Series.generated(samples)) // [n, 2]
 * Charts.qq(Series.real(x), Series.generated(g))
 * Charts.strips(runs, "recipe", "W1").horizontalLine(0.155, "perfect")  // a tidy table of runs
 * Charts.imageGrid(digits)                                       // [n, 784], pixels in [0, 1]
 * Charts.surface(discriminator, -3, 3, Series.real(points))
 * Charts.beside(chart, chart)                                    // side by side
 * Chart.frames("epoch", labels, charts)                          // with play and slider
 * }</pre>
 *
 * <p>{@link Chart}'s methods add titles, ranges and reference lines. Samples come as {@link
 * Series}, functions and runs as {@link Curve}; both know their colour. Numbers must be finite;
 * every method throws an {@link IllegalArgumentException} that says what it can't draw.
 */
public final class Charts {
    private Charts() {}

    /**
     * Errors and losses of a run's table over its first column.
     *
     * @param history a table whose first column counts epochs or steps
     * @param columns the columns to draw; without any, the number columns with "error" or "loss" in
     *     their names, or all if there are none. "real", "generated", "fake", "reconstruction" in a
     *     name choose its colour
     */
    public static Chart losses(Table history, String... columns) {
        return Lines.losses(history, columns);
    }

    /**
     * Columns of a table over another column. Rows without a value are left out; the text form
     * counts them.
     *
     * @param x the column for the horizontal axis
     */
    public static Chart lines(Table table, String x, String... columns) {
        return Lines.of(table, x, columns);
    }

    /**
     * Curves, with their intervals where they have any. Where they have few points, these are
     * marked, and the axis names their positions.
     */
    public static Chart lines(Curve... curves) {
        return Lines.curves(List.of(Checks.all("curves", curves)), true, List.of());
    }

    /**
     * Points that no line joins: a ranked list, one number against another.
     *
     * @param points the points of each kind
     */
    public static Chart points(Curve... points) {
        return Lines.curves(List.of(Checks.all("points", points)), false, List.of());
    }

    /**
     * Paths in the plane, from a hollow start to a filled end: of a game's two players, of an
     * optimizer. More than six have no legend.
     *
     * @param paths the paths, x and y of each point in turn
     */
    public static Chart paths(Curve... paths) {
        return Lines.paths(paths);
    }

    /**
     * Receiver operating characteristics, with the line of chance.
     *
     * @param curves made by {@link Curve#roc}
     */
    public static Chart roc(Curve... curves) {
        return Lines.roc(curves);
    }

    /**
     * Histograms over the same bins, scaled to densities, with a smooth density curve over each.
     */
    public static Chart histogram(Series... series) {
        return Distributions.histogram(series);
    }

    /**
     * Quantiles of samples against those of a reference: where the points leave the line, the
     * distributions differ.
     *
     * @param reference samples of one feature
     * @param samples samples of one feature, one or more
     */
    public static Chart qq(Series reference, Series... samples) {
        return Distributions.qq(reference, samples);
    }

    /**
     * Samples of two features as points.
     *
     * @param series samples {@code [n, 2]}
     */
    public static Chart scatter(Series... series) {
        return Plane.scatter(series);
    }

    /**
     * Codes in a latent plane, coloured by label; each label stands at the median of its codes, or
     * beside it where others stand.
     */
    public static Chart latent(Matrix codes, int[] labels) {
        return Plane.latent(codes, labels);
    }

    /**
     * Codes in a latent plane, coloured by a number: a true factor such as slant.
     *
     * @param name what the number is, with its unit
     */
    public static Chart latent(Matrix codes, double[] factor, String name) {
        return Plane.latent(codes, factor, name);
    }

    /**
     * A discriminator's probability over a square of the plane, from 0 (the colour of generated
     * data) to 1 (that of real data), with samples on it.
     *
     * @param samples samples {@code [n, 2]} to draw on it
     */
    public static Chart surface(Layer discriminator, double from, double to, Series... samples) {
        return Plane.surface(discriminator, from, to, samples);
    }

    /**
     * Square images in a grid of ten columns.
     *
     * @param images {@code [n, side * side]}, pixels in [0, 1]; what lies up to 0.5 beyond is drawn
     *     as black or white
     */
    public static Chart imageGrid(Matrix images) {
        return Pictures.grid(images, 10);
    }

    /**
     * Square images in a grid.
     *
     * @param images {@code [n, side * side]}, pixels in [0, 1]; what lies up to 0.5 beyond is drawn
     *     as black or white
     * @param columns how many beside each other
     */
    public static Chart imageGrid(Matrix images, int columns) {
        return Pictures.grid(images, columns);
    }

    /**
     * Pictures in a grid, grey or colour, of any height and width.
     *
     * @param pictures of a folder, or what a model made of them: {@code pictures.with(samples)}
     * @param columns how many beside each other
     */
    public static Chart imageGrid(genlab.data.Pictures pictures, int columns) {
        return Pictures.grid(pictures, columns);
    }

    /**
     * Square images in named rows, one below the other: originals over their reconstructions.
     *
     * @param rows names and images {@code [n, side * side]} of each row
     */
    public static Chart imageRows(Series... rows) {
        return Pictures.rows(rows);
    }

    /**
     * What each latent does: every row moves one latent from low to high and keeps the others.
     *
     * @param decoder maps {@code [n, latentSize]} to images {@code [n, side * side]} in [0, 1]:
     *     {@code vae::decode}
     * @param code the code to start from, {@code [1, latentSize]}; the prior's mean is all zeros
     * @param reach how far to go to both sides, in the latent's units; 2.5 covers a standard normal
     */
    public static Chart traversal(UnaryOperator<Matrix> decoder, Matrix code, double reach) {
        return Pictures.traversal(decoder, code, reach);
    }

    /**
     * The images of a grid over a two-dimensional latent plane.
     *
     * @param decoder maps {@code [n, 2]} to images {@code [n, side * side]} in [0, 1]
     * @param count how many images in each direction, at least 2
     * @param reach the plane's ends: from -reach to reach
     */
    public static Chart manifold(UnaryOperator<Matrix> decoder, int count, double reach) {
        return Pictures.manifold(decoder, count, reach);
    }

    /**
     * One dot a seed, for each setting, with the mean and its 95 % confidence interval.
     *
     * @param bySetting the values over the seeds of each setting, in the map's order; NaN where a
     *     run has none
     */
    public static Chart seedStrip(String valueTitle, Map<String, double[]> bySetting) {
        return Strips.seeds(valueTitle, bySetting);
    }

    /**
     * One dot a run of a tidy table, for each setting, with the mean and its 95 % confidence
     * interval. Lines to compare with are {@link Chart#horizontalLine}'s.
     *
     * @param measure the column of what was measured; it may have missing values
     * @return a chart; the settings keep the table's order, and with it their colours
     */
    public static Chart strips(Table runs, String setting, String measure) {
        RunTable of = new RunTable(runs, setting);
        return Strips.seeds(measure, of.seeds(), of.values(measure), 0);
    }

    /**
     * Paired differences: for each seed, what a setting has more than the baseline.
     *
     * @param baseline the setting to compare the others with
     * @return a chart with a line at 0; where an interval holds 0, the two can't be told apart
     */
    public static Chart differences(Table runs, String setting, String baseline, String measure) {
        RunTable of = new RunTable(runs, setting);
        int first = of.settings().indexOf(baseline) == 0 ? 1 : 0;
        return Strips.seeds(
                        measure + " minus that of " + baseline,
                        of.seeds(),
                        of.differences(baseline, measure),
                        first)
                .horizontalLine(0, "");
    }

    /**
     * Runs that were looked at several times, as curves: the mean of each setting with its 95 %
     * confidence interval.
     *
     * @param runs a row a look; a column named "seed" says which run of a setting it was
     * @param x the column that says when: the step, say
     */
    public static Chart progress(Table runs, String setting, String x, String measure) {
        List<Curve> curves = new RunTable(runs, setting).curves(x, measure);
        return Lines.curves(curves, true, List.of()).xTitle(x).yTitle(measure);
    }

    /**
     * A table of runs in short: for each setting how many runs there were, and the mean of each
     * measure ± half of its 95 % confidence interval.
     *
     * @param measures the columns of what was measured
     */
    public static Table summary(Table runs, String setting, String... measures) {
        return new RunTable(runs, setting).summary(measures);
    }

    /**
     * Bars: of one number a setting, or of means with their 95 % confidence intervals.
     *
     * @param bySetting one value, or the values over the seeds, of each setting, in the map's order
     */
    public static Chart bars(String valueTitle, Map<String, double[]> bySetting) {
        return Strips.bars(valueTitle, bySetting);
    }

    /**
     * A table of numbers as colours, with the numbers written in, to two places if the largest is
     * below 10, for narrow pages.
     *
     * @param values one row of numbers a row
     * @param rows the rows' names, from the top
     * @param valueTitle what the numbers are
     * @return a chart; colours run from -m to m if there are negative values, from 0 otherwise
     */
    public static Chart heatmap(
            double[][] values, String[] rows, String[] columns, String valueTitle) {
        return Heatmap.of(values, rows, columns, valueTitle);
    }

    /**
     * A table of numbers as colours of a fixed range, so that several tables can be compared:
     * correlations from -1 to 1, say.
     *
     * @param values one row of numbers a row
     * @param rows the rows' names, from the top
     * @param valueTitle what the numbers are
     * @param low the value of the first colour; below 0 the middle colour is at the range's middle
     * @param high the value of the last colour
     */
    public static Chart heatmap(
            double[][] values,
            String[] rows,
            String[] columns,
            String valueTitle,
            double low,
            double high) {
        return Heatmap.of(values, rows, columns, valueTitle, low, high);
    }

    /**
     * Charts side by side; where the page is narrow, one below the other.
     *
     * @param figures charts, or other figures of Tablesaw's
     */
    public static Panel beside(Figure... figures) {
        return new Panel(List.of(Checks.all("figures", figures)));
    }

    /**
     * Any figure of Tablesaw's as a piece of a page, in the kit's look.
     *
     * @return HTML that draws itself wherever it stands
     */
    public static String html(Figure figure) {
        return Require.given("figure", figure) instanceof Rendered rendered
                ? rendered.html()
                : Page.figure(figure, text(figure), 450);
    }

    /**
     * Any figure of Tablesaw's in words.
     *
     * @return its title and what it shows
     */
    public static String text(Figure figure) {
        if (Require.given("figure", figure) instanceof Rendered rendered) {
            return rendered.text();
        }
        String title = figure.getLayout() == null ? null : figure.getLayout().getTitle();
        String series =
                Arrays.stream(figure.getTraces())
                        .map(t -> t.name() == null || t.name().isEmpty() ? "unnamed" : t.name())
                        .collect(Collectors.joining(", "));
        return "Chart" + (title == null ? "" : " \"" + title + "\"") + " of " + series;
    }
}
