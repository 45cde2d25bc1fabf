package genlab.charts;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * The kit's charts, each a figure of Tablesaw's.
 *
 * <pre>{@code
 * Charts.losses(history)                                         // a Tablesaw table of the run
 * Charts.histogram(Series.real(x), Series.generated(g))          // with density curves
 * Charts.scatter(Series.real(points), Series.generated(samples)) // [n, 2]
 * Charts.qq(Series.real(x), Series.generated(g))
 * Charts.seedStrip("mean", Map.of("4 moments", meansOverSeeds)).horizontalBand(3.7, 4.3, "success")
 * Charts.imageGrid(digits)                                       // [n, 784], pixels in [0, 1]
 * Charts.surface(discriminator, -3, 3, Series.real(points))
 * Charts.beside(chart, chart)                                    // side by side
 * Chart.frames("epoch", labels, charts)                          // with play and slider
 * }</pre>
 *
 * <p>{@link Chart}'s methods add titles, ranges and reference lines. Samples come as {@link
 * Series}, functions and runs as {@link Curve}; both know their colour.
 */
public final class Charts {
    private static final int DENSITY_POINTS = 161;
    private static final int BINS = 40;
    private static final Object[][] HEAT = {
        {0, "#fcfdbf"}, {0.25, "#fe9f6d"}, {0.5, "#de4968"}, {0.75, "#8c2981"}, {1, "#251255"}
    };
    private static final Object[][] DIVERGING = {{0, "#f0a877"}, {0.5, "#f7f7f7"}, {1, "#86bfe3"}};
    private static final Object[][] FACTOR = {
        {0, "#3b528b"}, {0.33, "#21918c"}, {0.67, "#5ec962"}, {1, "#e6d51d"}
    };
    private static final Line.Dash[] DASHES = {
        Line.Dash.SOLID, Line.Dash.DOT, Line.Dash.DASH_DOT, Line.Dash.LONG_DASH
    };
    private static final Symbol[] SYMBOLS = {
        Symbol.CIRCLE,
        Symbol.SQUARE,
        Symbol.DIAMOND,
        Symbol.CROSS,
        Symbol.X,
        Symbol.TRIANGLE_UP,
        Symbol.PENTAGON,
        Symbol.STAR,
        Symbol.HOURGLASS,
        Symbol.TRIANGLE_DOWN
    };

    private Charts() {}

    // ------------------------------------------------------------------ lines

    /**
     * The errors and losses of a run's table over its first column: the number columns with "error"
     * or "loss" in their names, or all of them if there are none.
     *
     * @param history a table whose first column counts epochs or steps
     * @return lines named as the columns
     */
    public static Chart losses(Table history) {
        List<String> names =
                history.columns().stream()
                        .skip(1)
                        .filter(column -> column instanceof NumericColumn<?>)
                        .map(Column::name)
                        .toList();
        List<String> losses =
                names.stream().filter(name -> name.matches("(?i).*(error|loss).*")).toList();
        return losses(history, (losses.isEmpty() ? names : losses).toArray(new String[0]));
    }

    /**
     * Some columns of a run's table over its first column.
     *
     * @param history a table whose first column counts epochs or steps
     * @param columns the columns to draw; "real", "generated", "fake", "reconstruction" in a name
     *     choose its colour
     * @return lines named as the columns
     */
    public static Chart losses(Table history, String... columns) {
        return lines(history, history.column(0).name(), columns).yTitle("loss");
    }

    /**
     * Columns of a table over another column.
     *
     * @param table the table
     * @param x the column for the horizontal axis
     * @param columns the columns to draw
     * @return lines named as the columns
     */
    public static Chart lines(Table table, String x, String... columns) {
        double[] positions = table.numberColumn(x).asDoubleArray();
        Curve[] curves =
                Arrays.stream(columns)
                        .map(c -> Curve.of(c, positions, table.numberColumn(c).asDoubleArray()))
                        .toArray(Curve[]::new);
        return lines(curves).xTitle(x);
    }

    /**
     * Curves, with their intervals where they have any.
     *
     * @param curves the curves
     * @return a chart without axis titles: set them
     */
    public static Chart lines(Curve... curves) {
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] x = none();
        double[] y = none();
        Map<Palette, Integer> drawn = new EnumMap<>(Palette.class);
        int other = 0;
        for (Curve curve : curves) {
            Palette color = curve.color() != null ? curve.color() : Palette.other(other++);
            if (curve.low() != null) {
                traces.add(band(curve, color));
                widen(y, curve.low());
                widen(y, curve.high());
            }
            traces.add(
                    line(
                            curve.name(),
                            curve.x(),
                            curve.y(),
                            color,
                            2,
                            drawn.merge(color, 1, Integer::sum)));
            words.add(curve.name() + ": " + ends(curve.y()));
            widen(x, curve.x());
            widen(y, curve.y());
        }
        return chart(traces, words, x, y, "", "");
    }

    /**
     * Paths in the plane, from a hollow start to a filled end: of a game's two players, of an
     * optimizer.
     *
     * @param paths the paths, x and y of each point in turn
     * @return a chart with equal scales
     */
    public static Chart paths(Curve... paths) {
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] x = none();
        double[] y = none();
        int other = 0;
        for (Curve path : paths) {
            Palette color = path.color() != null ? path.color() : Palette.other(other++);
            traces.add(line(path.name(), path.x(), path.y(), color, 1.5));
            int last = path.x().length - 1;
            for (int end : new int[] {0, last}) {
                ScatterTrace dot =
                        ScatterTrace.builder(
                                        new double[] {Json.round(path.x()[end])},
                                        new double[] {Json.round(path.y()[end])})
                                .mode(ScatterTrace.Mode.MARKERS)
                                .build();
                traces.add(
                        new StyledTrace(
                                dot,
                                path.name(),
                                Json.of(
                                        "name",
                                        (end == 0 ? "start of " : "end of ") + path.name(),
                                        "showlegend",
                                        false,
                                        "marker",
                                        Json.of(
                                                "size",
                                                9,
                                                "color",
                                                color.hex(),
                                                "symbol",
                                                end == 0 ? "circle-open" : "circle"))));
            }
            words.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %d points, from (%.4g, %.4g) to (%.4g, %.4g)",
                            path.name(),
                            last + 1,
                            path.x()[0],
                            path.y()[0],
                            path.x()[last],
                            path.y()[last]));
            widen(x, path.x());
            widen(y, path.y());
        }
        return square(chart(traces, words, x, y, "", ""));
    }

    /**
     * Receiver operating characteristics, with the line of chance.
     *
     * @param curves made by {@link Curve#roc}
     * @return a chart with equal scales
     */
    public static Chart roc(Curve... curves) {
        List<Curve> all = new ArrayList<>(List.of(curves));
        all.add(Curve.of("chance", new double[] {0, 1}, new double[] {0, 1}));
        return square(
                lines(all.toArray(new Curve[0]))
                        .xTitle("false positive rate")
                        .yTitle("true positive rate")
                        .xRange(-0.01, 1.01)
                        .yRange(-0.01, 1.01));
    }

    // ------------------------------------------------------------------ distributions of one
    // feature

    /**
     * Histograms over the same bins, scaled to densities, with a smooth density curve over each.
     *
     * @param series samples of one feature
     * @return a chart of densities
     */
    public static Chart histogram(Series... series) {
        double[] x = none();
        for (Series s : series) {
            widen(x, finite(s));
        }
        double width = (x[1] - x[0]) / BINS;
        if (width <= 0) {
            width = Math.max(1e-3, Math.abs(x[0]) * 1e-3);
        }
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] y = {0, 0};
        int other = 0;
        for (Series s : series) {
            Palette color = s.color() != null ? s.color() : Palette.other(other++);
            double[] values = finite(s);
            Object[] centers = new Object[BINS];
            double[] heights = new double[BINS];
            for (int bin = 0; bin < BINS; bin++) {
                centers[bin] = Json.round(x[0] + (bin + 0.5) * width);
            }
            for (double value : values) {
                int bin = Math.min(BINS - 1, (int) ((value - x[0]) / width));
                heights[bin] += 1 / (values.length * width);
            }
            traces.add(
                    new StyledTrace(
                            BarTrace.builder(centers, Json.round(heights))
                                    .marker(
                                            Marker.builder()
                                                    .color(color.hex())
                                                    .opacity(0.4)
                                                    .build())
                                    .build(),
                            s.name(),
                            Json.of("name", s.name(), "width", width, "hoverinfo", "x+y+name")));
            words.add(s.name() + ": " + summary(values));
            widen(y, heights);
        }
        List<Curve> curves = densityCurves(series, x[0], x[1]);
        other = 0;
        for (int i = 0; i < series.length; i++) {
            Palette color = series[i].color() != null ? series[i].color() : Palette.other(other++);
            StyledTrace line =
                    line(series[i].name(), curves.get(i).x(), curves.get(i).y(), color, 2);
            line.extras().put("showlegend", false);
            traces.add(line);
        }
        return chart(traces, words, x, y, "value", "density")
                .with("barmode", "overlay")
                .with("bargap", 0);
    }

    /**
     * Smooth densities of samples, by a Gaussian kernel of Silverman's width.
     *
     * @param series samples of one feature
     * @return a chart of densities
     */
    public static Chart densities(Series... series) {
        double[] x = none();
        for (Series s : series) {
            double[] values = finite(s);
            double width = bandwidth(values);
            double[] ends = none();
            widen(ends, values);
            widen(x, new double[] {ends[0] - 3 * width, ends[1] + 3 * width});
        }
        Chart chart =
                lines(densityCurves(series, x[0], x[1]).toArray(new Curve[0]))
                        .xTitle("value")
                        .yTitle("density");
        return chart;
    }

    /**
     * Quantiles of samples against those of a reference: where the points leave the line, the
     * distributions differ.
     *
     * @param reference samples of one feature
     * @param samples samples of one feature, one or more
     * @return a chart with the line of equality
     */
    public static Chart qq(Series reference, Series... samples) {
        double[] x = finite(reference);
        Arrays.sort(x);
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] xs = none();
        double[] ys = none();
        int points = Math.min(100, x.length);
        double[] expected = quantiles(x, points);
        widen(xs, expected);
        widen(ys, expected);
        traces.add(
                line(
                        "equal quantiles",
                        new double[] {xs[0], xs[1]},
                        new double[] {xs[0], xs[1]},
                        Palette.REFERENCE,
                        1.5));
        int other = 0;
        for (Series s : samples) {
            double[] values = finite(s);
            Arrays.sort(values);
            double[] found = quantiles(values, points);
            widen(ys, found);
            Palette color = s.color() != null ? s.color() : Palette.other(other++);
            traces.add(dots(s.name(), expected, found, color, Symbol.CIRCLE, 6, 0.9));
            double furthest = 0;
            for (int i = 0; i < points; i++) {
                furthest = Math.max(furthest, Math.abs(found[i] - expected[i]));
            }
            words.add(
                    String.format(
                            Locale.ROOT, "%s: quantiles differ by up to %.3g", s.name(), furthest));
        }
        return chart(
                traces,
                words,
                xs,
                ys,
                "quantiles of " + reference.name() + " values",
                samples.length == 1
                        ? "quantiles of " + samples[0].name() + " values"
                        : "quantiles");
    }

    // ------------------------------------------------------------------ points in the plane

    /**
     * Samples of two features as points.
     *
     * @param series samples {@code [n, 2]}
     * @return a chart with equal scales
     */
    public static Chart scatter(Series... series) {
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] x = none();
        double[] y = none();
        int other = 0;
        for (Series s : series) {
            requireTwo(s.name(), s.samples());
            Palette color = s.color() != null ? s.color() : Palette.other(other++);
            double[] xs = s.feature(0);
            double[] ys = s.feature(1);
            double opacity = xs.length > 1000 ? 0.35 : 0.65;
            Symbol symbol = color == Palette.GENERATED ? Symbol.X : Symbol.CIRCLE;
            traces.add(dots(s.name(), xs, ys, color, symbol, xs.length > 1000 ? 4 : 5, opacity));
            words.add(s.name() + ": " + xs.length + " points");
            widen(x, xs);
            widen(y, ys);
        }
        return square(chart(traces, words, x, y, "x", "y"));
    }

    /**
     * Codes in a latent plane, coloured by label; each label stands at the median of its codes.
     *
     * @param codes {@code [n, 2]}
     * @param labels one label a row
     * @return a chart with equal scales
     */
    public static Chart latent(Matrix codes, int[] labels) {
        requireTwo("codes", codes);
        requireLength("labels", labels.length, codes);
        double[] x = none();
        double[] y = none();
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<Map<String, Object>> notes = new ArrayList<>();
        for (int label : new TreeSet<>(Arrays.stream(labels).boxed().toList())) {
            int[] rows =
                    IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
            Series s = Series.of("" + label, codes.select(rows));
            double[] xs = s.feature(0);
            double[] ys = s.feature(1);
            widen(x, xs);
            widen(y, ys);
            traces.add(
                    new StyledTrace(
                            ScatterTrace.builder(Json.round(xs), Json.round(ys))
                                    .mode(ScatterTrace.Mode.MARKERS)
                                    .marker(
                                            Marker.builder()
                                                    .size(5)
                                                    .opacity(0.6)
                                                    .color(Palette.ofClass(label))
                                                    .symbol(SYMBOLS[label % SYMBOLS.length])
                                                    .build())
                                    .build(),
                            "" + label,
                            Json.of("name", "" + label)));
            words.add("label " + label + ": " + rows.length + " points");
            Arrays.sort(xs);
            Arrays.sort(ys);
            notes.add(
                    Json.of(
                            "x",
                            Json.round(xs[xs.length / 2]),
                            "y",
                            Json.round(ys[ys.length / 2]),
                            "text",
                            "<b>" + label + "</b>",
                            "showarrow",
                            false,
                            "font",
                            Json.of("size", 15, "color", "#ffffff"),
                            "bgcolor",
                            Palette.ofClass(label),
                            "borderpad",
                            3,
                            "opacity",
                            0.9));
        }
        Chart chart =
                square(chart(traces, words, x, y, "latent 1", "latent 2"))
                        .with("showlegend", false);
        for (Map<String, Object> note : notes) {
            chart = chart.adding("annotations", note);
        }
        return chart;
    }

    /**
     * Codes in a latent plane, coloured by label.
     *
     * @param codes {@code [n, 2]}
     * @param labels one label a row
     * @return a chart with equal scales
     */
    public static Chart latent(INDArray codes, int[] labels) {
        return latent(Matrix.of(codes), labels);
    }

    /**
     * Codes in a latent plane, coloured by a number: a true factor such as slant.
     *
     * @param codes {@code [n, 2]}
     * @param factor one number a row
     * @param name what the number is, with its unit
     * @return a chart with equal scales and a colour bar
     */
    public static Chart latent(Matrix codes, double[] factor, String name) {
        requireTwo("codes", codes);
        requireLength(name, factor.length, codes);
        Series s = Series.of(name, codes);
        double[] x = none();
        double[] y = none();
        widen(x, s.feature(0));
        widen(y, s.feature(1));
        Trace dots =
                new StyledTrace(
                        ScatterTrace.builder(Json.round(s.feature(0)), Json.round(s.feature(1)))
                                .mode(ScatterTrace.Mode.MARKERS)
                                .build(),
                        name,
                        Json.of(
                                "name",
                                name,
                                "marker",
                                Json.of(
                                        "size",
                                        5,
                                        "color",
                                        Json.round(factor),
                                        "colorscale",
                                        FACTOR,
                                        "showscale",
                                        true,
                                        "colorbar",
                                        colorBar(name))));
        return square(
                chart(
                        List.of(dots),
                        List.of(name + ": " + ends(factor)),
                        x,
                        y,
                        "latent 1",
                        "latent 2"));
    }

    /**
     * Codes in a latent plane, coloured by a number.
     *
     * @param codes {@code [n, 2]}
     * @param factor one number a row
     * @param name what the number is, with its unit
     * @return a chart with equal scales and a colour bar
     */
    public static Chart latent(INDArray codes, double[] factor, String name) {
        return latent(Matrix.of(codes), factor, name);
    }

    /**
     * A function over a square of the plane as colours, with samples on it: by default a
     * discriminator's probability, from 0 (the colour of generated data) to 1 (that of real data).
     *
     * @param discriminator maps {@code [n, 2]} to {@code [n, 1]} probabilities
     * @param from the lower end of both axes
     * @param to the upper end of both axes
     * @param samples samples {@code [n, 2]} to draw on it
     * @return a chart with equal scales
     */
    public static Chart surface(Layer discriminator, double from, double to, Series... samples) {
        return surface(discriminator, "D(x), probability of real", 0, 1, from, to, samples);
    }

    /**
     * A function over a square of the plane as colours, with samples on it.
     *
     * @param function maps {@code [n, 2]} to {@code [n, 1]}: a critic, say
     * @param name what its value is
     * @param low the value of the colour of generated data
     * @param high the value of the colour of real data
     * @param from the lower end of both axes
     * @param to the upper end of both axes
     * @param samples samples {@code [n, 2]} to draw on it
     * @return a chart with equal scales
     */
    public static Chart surface(
            Layer function,
            String name,
            double low,
            double high,
            double from,
            double to,
            Series... samples) {
        int n = 48;
        Object[] ticks = new Object[n];
        Matrix points = Matrix.zeros(n * n, 2);
        for (int i = 0; i < n; i++) {
            ticks[i] = Json.round(from + (to - from) * i / (n - 1));
            for (int j = 0; j < n; j++) {
                points.set(i * n + j, 0, from + (to - from) * j / (n - 1));
                points.set(i * n + j, 1, from + (to - from) * i / (n - 1));
            }
        }
        Matrix values = function.forward(points).matrix();
        double[][] z = new double[n][n];
        for (int i = 0; i < n * n; i++) {
            z[i / n][i % n] = Math.round(values.get(i, 0) * 1000) / 1000.0;
        }
        Trace heat =
                new StyledTrace(
                        HeatmapTrace.builder(ticks, ticks, z).build(),
                        name,
                        Json.of(
                                "name",
                                name,
                                "colorscale",
                                DIVERGING,
                                "zmin",
                                low,
                                "zmax",
                                high,
                                "zsmooth",
                                "best",
                                "colorbar",
                                colorBar(name)));
        Chart over =
                samples.length == 0
                        ? square(chart(List.of(), List.of(), none(), none(), "x", "y"))
                        : scatter(samples);
        return over.over(new Chart(List.of(heat), Json.of(), List.of(name + " as colour")))
                .xRange(from, to)
                .yRange(from, to)
                .equalScales();
    }

    // ------------------------------------------------------------------ images

    /**
     * Square images in a grid of ten columns.
     *
     * @param images {@code [n, side * side]}, pixels in [0, 1]
     * @return a chart of pictures
     */
    public static Chart imageGrid(Matrix images) {
        return imageGrid(images, Math.min(10, images.rows()));
    }

    /**
     * Square images in a grid of ten columns.
     *
     * @param images {@code [n, side * side]}, pixels in [0, 1]
     * @return a chart of pictures
     */
    public static Chart imageGrid(INDArray images) {
        return imageGrid(Matrix.of(images));
    }

    /**
     * Square images in a grid.
     *
     * @param images {@code [n, side * side]}, pixels in [0, 1]
     * @param columns how many beside each other
     * @return a chart of pictures
     */
    public static Chart imageGrid(Matrix images, int columns) {
        int side = Images.side(images);
        int rows = (images.rows() + columns - 1) / columns;
        return pictures(images, columns, new String[rows], new String[columns], side, "", "");
    }

    /**
     * Square images in named rows, one below the other: originals over their reconstructions.
     *
     * @param rows names and images {@code [n, side * side]} of each row
     * @return a chart of pictures
     */
    public static Chart imageRows(Series... rows) {
        int columns = Arrays.stream(rows).mapToInt(r -> r.samples().rows()).max().orElse(1);
        int side = Images.side(rows[0].samples());
        Matrix all = Matrix.filled(rows.length * columns, side * side, Double.NaN);
        for (int r = 0; r < rows.length; r++) {
            copy(rows[r].samples(), all, r * columns);
        }
        return pictures(
                all,
                columns,
                Arrays.stream(rows).map(Series::name).toArray(String[]::new),
                new String[columns],
                side,
                "",
                "");
    }

    /**
     * What each latent does: every row moves one latent from low to high and keeps the others.
     *
     * @param decoder maps {@code [n, latentSize]} to images {@code [n, side * side]} in [0, 1]:
     *     {@code vae::decode}
     * @param code the code to start from, {@code [1, latentSize]}; the prior's mean is all zeros
     * @param reach how far to go to both sides, in the latent's units; 2.5 covers a standard normal
     * @return a chart of pictures, nine steps a latent
     */
    public static Chart traversal(UnaryOperator<Matrix> decoder, Matrix code, double reach) {
        int steps = 9;
        Matrix codes = Matrix.zeros(code.columns() * steps, code.columns());
        String[] names = new String[code.columns()];
        String[] values = new String[steps];
        for (int latent = 0; latent < code.columns(); latent++) {
            names[latent] = "latent " + (latent + 1);
            for (int step = 0; step < steps; step++) {
                double value = -reach + 2 * reach * step / (steps - 1);
                values[step] = number(value);
                int row = latent * steps + step;
                for (int column = 0; column < code.columns(); column++) {
                    codes.set(row, column, code.get(0, column));
                }
                codes.set(row, latent, value);
            }
        }
        Matrix images = decoder.apply(codes);
        return pictures(
                images, steps, names, values, Images.side(images), "value of the latent", "");
    }

    /**
     * The images of a grid over a two-dimensional latent plane.
     *
     * @param decoder maps {@code [n, 2]} to images {@code [n, side * side]} in [0, 1]
     * @param count how many images in each direction
     * @param reach the plane's ends: from -reach to reach
     * @return a chart of pictures
     */
    public static Chart manifold(UnaryOperator<Matrix> decoder, int count, double reach) {
        Matrix codes = Matrix.zeros(count * count, 2);
        String[] across = new String[count];
        String[] down = new String[count];
        for (int i = 0; i < count; i++) {
            double value = -reach + 2 * reach * i / (count - 1);
            across[i] = i * 2 % (count - 1) == 0 ? number(value) : null;
            down[i] = i * 2 % (count - 1) == 0 ? number(-value) : null;
            for (int j = 0; j < count; j++) {
                codes.set(i * count + j, 0, -reach + 2 * reach * j / (count - 1));
                codes.set(i * count + j, 1, -value);
            }
        }
        Matrix images = decoder.apply(codes);
        return pictures(images, count, down, across, Images.side(images), "latent 1", "latent 2");
    }

    private static Chart pictures(
            Matrix images,
            int columns,
            String[] rowNames,
            String[] columnNames,
            int side,
            String xTitle,
            String yTitle) {
        BufferedImage picture = Images.grid(images, columns, side, side);
        Trace trace =
                new ImageTrace(Images.dataUri(picture), picture.getWidth(), picture.getHeight());
        Chart chart =
                new Chart(
                        List.of(trace),
                        Json.of(),
                        List.of(
                                images.rows()
                                        + " images of "
                                        + side
                                        + " x "
                                        + side
                                        + " pixels in "
                                        + columns
                                        + " columns"));
        int step = side + 1;
        for (boolean horizontal : new boolean[] {true, false}) {
            String[] names = horizontal ? columnNames : rowNames;
            List<Double> at = new ArrayList<>();
            List<String> text = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                if (names[i] != null) {
                    at.add(i * (double) step + side / 2.0 - 0.5);
                    text.add(names[i]);
                }
            }
            String axis = horizontal ? "xaxis" : "yaxis";
            int length = horizontal ? picture.getWidth() : picture.getHeight();
            double[] range =
                    horizontal
                            ? new double[] {-0.5, length - 0.5}
                            : new double[] {length - 0.5, -0.5};
            chart =
                    chart.axis(axis, "range", range)
                            .axis(axis, "showgrid", false)
                            .axis(axis, "zeroline", false)
                            .axis(axis, "showline", false)
                            .axis(axis, "ticks", "")
                            .axis(axis, "tickvals", at)
                            .axis(axis, "ticktext", text)
                            .axis(axis, "constrain", "domain")
                            .axis(axis, "constraintoward", horizontal ? "left" : "top");
        }
        chart = xTitle.isEmpty() ? chart : chart.xTitle(xTitle);
        chart = yTitle.isEmpty() ? chart : chart.yTitle(yTitle);
        int longest =
                Arrays.stream(rowNames).mapToInt(n -> n == null ? 0 : n.length()).max().orElse(0);
        boolean named = Arrays.stream(columnNames).anyMatch(Objects::nonNull);
        double aspect = picture.getHeight() / (double) picture.getWidth();
        return chart.axis("yaxis", "scaleanchor", "x")
                .with("margin", Json.of("l", 4, "r", 4, "t", 4, "b", 4))
                .pictures(
                        aspect,
                        (int) Math.min(680, Math.max(columns * 28.0, 560 / aspect)),
                        8 + 8 * longest + (yTitle.isEmpty() ? 0 : 24),
                        8 + (named ? 22 : 0) + (xTitle.isEmpty() ? 0 : 26));
    }

    // ------------------------------------------------------------------ runs and comparisons

    /**
     * One dot a seed, for each setting, with the mean and its 95 % confidence interval.
     *
     * @param valueTitle what is measured, with its unit
     * @param bySetting the values over the seeds of each setting, in the map's order
     * @return a chart
     */
    public static Chart seedStrip(String valueTitle, Map<String, double[]> bySetting) {
        int most = bySetting.values().stream().mapToInt(values -> values.length).max().orElse(0);
        List<String> seeds =
                IntStream.rangeClosed(1, most).mapToObj(seed -> "seed " + seed).toList();
        return seedStrip(valueTitle, seeds, bySetting);
    }

    /**
     * One dot a seed, for each setting, with the mean and its 95 % confidence interval. Runs may be
     * missing.
     *
     * @param valueTitle what is measured, with its unit
     * @param seeds names of the seeds
     * @param bySetting the values over the seeds of each setting, in the map's order; NaN where a
     *     run has none
     * @return a chart
     */
    public static Chart seedStrip(
            String valueTitle, List<String> seeds, Map<String, double[]> bySetting) {
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] y = none();
        int at = 0;
        for (Map.Entry<String, double[]> entry : bySetting.entrySet()) {
            double[] all = entry.getValue();
            int[] there =
                    IntStream.range(0, all.length).filter(i -> !Double.isNaN(all[i])).toArray();
            double[] values = Arrays.stream(there).mapToDouble(i -> all[i]).toArray();
            Palette named = Palette.named(entry.getKey());
            Palette color = named != null ? named : Palette.other(at);
            double[] x = new double[values.length];
            String[] names = new String[values.length];
            for (int i = 0; i < values.length; i++) {
                // Seeds in their order, left to right: the same dot is the same seed everywhere.
                x[i] = at + (all.length == 1 ? 0 : -0.22 + 0.44 * there[i] / (all.length - 1));
                names[i] = seeds.get(there[i]);
            }
            StyledTrace dots = dots(entry.getKey(), x, values, color, Symbol.CIRCLE, 8, 0.8);
            dots.extras().put("text", names);
            dots.extras()
                    .put("hovertemplate", "%{text}: %{y}<extra>" + entry.getKey() + "</extra>");
            dots.extras().put("showlegend", false);
            traces.add(dots);
            Interval mean = Interval.ofMean(values);
            traces.add(errorBar(at + 0.34, mean, Palette.REFERENCE));
            words.add(entry.getKey() + ": " + describe(mean) + " over " + values.length + " seeds");
            widen(y, values);
            widen(y, new double[] {mean.low(), mean.high()});
            at++;
        }
        return settings(
                chart(traces, words, new double[] {-0.5, at - 0.5}, y, "", valueTitle),
                bySetting.keySet());
    }

    /**
     * Bars with intervals.
     *
     * @param valueTitle what is measured, with its unit
     * @param bySetting a value with its interval for each setting, in the map's order
     * @return a chart
     */
    public static Chart bars(String valueTitle, Map<String, Interval> bySetting) {
        List<Trace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] y = {0, 0};
        int at = 0;
        for (Map.Entry<String, Interval> entry : bySetting.entrySet()) {
            Interval interval = entry.getValue();
            Palette named = Palette.named(entry.getKey());
            Palette color = named != null ? named : Palette.other(at);
            traces.add(
                    new StyledTrace(
                            BarTrace.builder(
                                            new Object[] {at},
                                            new double[] {Json.round(interval.value())})
                                    .marker(
                                            Marker.builder()
                                                    .color(color.hex())
                                                    .opacity(0.8)
                                                    .build())
                                    .build(),
                            entry.getKey(),
                            Json.of(
                                    "name",
                                    entry.getKey(),
                                    "width",
                                    0.6,
                                    "showlegend",
                                    false,
                                    "hovertemplate",
                                    "%{y}<extra>" + entry.getKey() + "</extra>",
                                    "error_y",
                                    error(interval))));
            words.add(entry.getKey() + ": " + describe(interval));
            widen(y, new double[] {interval.low(), interval.high()});
            at++;
        }
        return settings(
                chart(traces, words, new double[] {-0.5, at - 0.5}, y, "", valueTitle),
                bySetting.keySet());
    }

    /**
     * A table of numbers as colours, with the numbers written in, to two places if the largest is
     * below 10, for narrow pages: correlations, say.
     *
     * @param values one row of numbers a row
     * @param rows the rows' names, from the top
     * @param columns the columns' names
     * @param valueTitle what the numbers are
     * @return a chart; colours run from -m to m if there are negative values, from 0 otherwise
     */
    public static Chart heatmap(
            double[][] values, String[] rows, String[] columns, String valueTitle) {
        double largest = 0;
        boolean negative = false;
        String[][] text = new String[values.length][];
        for (int i = 0; i < values.length; i++) {
            text[i] = new String[values[i].length];
            for (int j = 0; j < values[i].length; j++) {
                largest = Math.max(largest, Math.abs(values[i][j]));
                negative |= values[i][j] < 0;
                text[i][j] = number(values[i][j]);
            }
        }
        double[][] rounded = Arrays.stream(values).map(Json::round).toArray(double[][]::new);
        Trace heat =
                new StyledTrace(
                        HeatmapTrace.builder(columns, rows, rounded).build(),
                        valueTitle,
                        Json.of(
                                "x",
                                columns,
                                "y",
                                rows,
                                "name",
                                valueTitle,
                                "colorscale",
                                negative ? DIVERGING : HEAT,
                                "zmin",
                                negative ? -largest : 0,
                                "zmax",
                                largest,
                                "text",
                                text,
                                "texttemplate",
                                largest >= 0.1 && largest < 10 ? "%{z:.2~f}" : "%{text}",
                                "xgap",
                                2,
                                "ygap",
                                2,
                                "colorbar",
                                colorBar(valueTitle)));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            words.add(rows[i] + ": " + String.join(", ", text[i]));
        }
        return new Chart(List.of(heat), Json.of(), words)
                .axis("xaxis", "type", "category")
                .axis("yaxis", "type", "category")
                .axis("xaxis", "showgrid", false)
                .axis("yaxis", "showgrid", false)
                .axis("yaxis", "autorange", "reversed")
                .height(Math.min(560, 150 + 34 * values.length));
    }

    /**
     * Charts side by side; where the page is narrow, one below the other.
     *
     * @param figures charts, or other figures of Tablesaw's
     * @return a panel that notebooks show
     */
    public static Panel beside(Figure... figures) {
        return new Panel(List.of(figures));
    }

    /**
     * Any figure of Tablesaw's as a piece of a page, in the kit's look.
     *
     * @param figure a chart of the kit's, or a figure that a notebook makes with jsplot itself
     * @return HTML that draws itself wherever it stands
     */
    public static String html(Figure figure) {
        return figure instanceof Rendered rendered
                ? rendered.html()
                : Page.figure(figure, text(figure), 450);
    }

    /**
     * Any figure of Tablesaw's in words.
     *
     * @param figure a chart of the kit's, or a figure that a notebook makes with jsplot itself
     * @return its title and what it shows
     */
    public static String text(Figure figure) {
        if (figure instanceof Rendered rendered) {
            return rendered.text();
        }
        String title = figure.getLayout() == null ? null : figure.getLayout().getTitle();
        String series =
                Arrays.stream(figure.getTraces())
                        .map(t -> t.name() == null || t.name().isEmpty() ? "unnamed" : t.name())
                        .collect(Collectors.joining(", "));
        return "Chart" + (title == null ? "" : " \"" + title + "\"") + " of " + series;
    }

    // ------------------------------------------------------------------ parts

    private static Chart chart(
            List<Trace> traces,
            List<String> words,
            double[] x,
            double[] y,
            String xTitle,
            String yTitle) {
        Chart chart =
                new Chart(traces, Json.of(), words)
                        .axis("xaxis", "type", "linear")
                        .axis("yaxis", "type", "linear");
        if (x[0] <= x[1] && y[0] <= y[1]) {
            chart = chart.with("_xaxis", x).with("_yaxis", y);
        }
        chart = xTitle.isEmpty() ? chart : chart.xTitle(xTitle);
        return yTitle.isEmpty() ? chart : chart.yTitle(yTitle);
    }

    /** Equal scales; the chart is as wide as its part of the plane asks for. */
    private static Chart square(Chart chart) {
        return chart.axis("yaxis", "scaleanchor", "x")
                .axis("xaxis", "constrain", "domain")
                .axis("yaxis", "constrain", "domain")
                .axis("yaxis", "constraintoward", "top")
                .axis("xaxis", "constraintoward", "left")
                .height(420)
                .equalScales();
    }

    private static Chart settings(Chart chart, Collection<String> names) {
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            at.add(i);
        }
        return chart.xRange(-0.6, names.size() - 0.4)
                .axis("xaxis", "tickvals", at)
                .axis("xaxis", "ticktext", List.copyOf(names))
                .axis("xaxis", "zeroline", false)
                .axis("xaxis", "showgrid", false);
    }

    private static StyledTrace line(
            String name, double[] x, double[] y, Palette color, double width) {
        return line(name, x, y, color, width, 1);
    }

    /** The second and third line of one colour are told apart by their dashes. */
    private static StyledTrace line(
            String name, double[] x, double[] y, Palette color, double width, int use) {
        Line.Dash dash =
                color == Palette.REFERENCE
                        ? Line.Dash.DASH
                        : DASHES[Math.min(use, DASHES.length) - 1];
        return new StyledTrace(
                ScatterTrace.builder(Json.round(x), Json.round(y))
                        .mode(ScatterTrace.Mode.LINE)
                        .line(Line.builder().color(color.hex()).width(width).dash(dash).build())
                        .build(),
                name,
                Json.of("name", name));
    }

    private static StyledTrace dots(
            String name,
            double[] x,
            double[] y,
            Palette color,
            Symbol symbol,
            double size,
            double opacity) {
        return new StyledTrace(
                ScatterTrace.builder(Json.round(x), Json.round(y))
                        .mode(ScatterTrace.Mode.MARKERS)
                        .marker(
                                Marker.builder()
                                        .color(color.hex())
                                        .size(size)
                                        .opacity(opacity)
                                        .symbol(symbol)
                                        .build())
                        .build(),
                name,
                Json.of("name", name));
    }

    /** The area between a curve's ends: up along the lower ends, back along the upper ones. */
    private static Trace band(Curve curve, Palette color) {
        int n = curve.x().length;
        double[] x = Arrays.copyOf(curve.x(), 2 * n);
        double[] y = Arrays.copyOf(curve.low(), 2 * n);
        for (int i = 0; i < n; i++) {
            x[n + i] = curve.x()[n - 1 - i];
            y[n + i] = curve.high()[n - 1 - i];
        }
        return new StyledTrace(
                ScatterTrace.builder(Json.round(x), Json.round(y))
                        .mode(ScatterTrace.Mode.LINE)
                        .fill(ScatterTrace.Fill.TO_SELF)
                        .fillColor(color.hex() + "33")
                        .build(),
                curve.name(),
                Json.of(
                        "name",
                        curve.name() + ", interval",
                        "showlegend",
                        false,
                        "hoverinfo",
                        "skip",
                        "line",
                        Json.of("width", 0)));
    }

    private static Trace errorBar(double x, Interval interval, Palette color) {
        StyledTrace bar =
                dots(
                        "mean and 95 % interval",
                        new double[] {x},
                        new double[] {interval.value()},
                        color,
                        Symbol.DIAMOND,
                        8,
                        1);
        bar.extras().put("error_y", error(interval));
        bar.extras().put("showlegend", false);
        return bar;
    }

    private static Map<String, Object> error(Interval interval) {
        return Json.of(
                "type",
                "data",
                "symmetric",
                false,
                "array",
                new double[] {Json.round(interval.high() - interval.value())},
                "arrayminus",
                new double[] {Json.round(interval.value() - interval.low())},
                "thickness",
                1.5,
                "width",
                5);
    }

    private static Map<String, Object> colorBar(String title) {
        return Json.of(
                "title",
                Json.of("text", title, "side", "right"),
                "thickness",
                12,
                "outlinewidth",
                0,
                "len",
                0.9);
    }

    private static List<Curve> densityCurves(Series[] series, double from, double to) {
        List<Curve> curves = new ArrayList<>();
        for (Series s : series) {
            DoubleUnaryOperator density = density(finite(s));
            double[] x = new double[DENSITY_POINTS];
            Arrays.setAll(x, i -> from + (to - from) * i / (DENSITY_POINTS - 1));
            double[] y = Arrays.stream(x).map(density).toArray();
            curves.add(new Curve(s.name(), x, y, null, null, s.color()));
        }
        return curves;
    }

    private static DoubleUnaryOperator density(double[] values) {
        double width = bandwidth(values);
        double scale = 1 / (values.length * width * Math.sqrt(2 * Math.PI));
        return x -> {
            double sum = 0;
            for (double value : values) {
                double u = (x - value) / width;
                sum += Math.exp(-u * u / 2);
            }
            return sum * scale;
        };
    }

    /** Silverman's rule of thumb; a spike keeps a visible width. */
    private static double bandwidth(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double mean = Arrays.stream(sorted).average().orElse(0);
        double variance =
                Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, n - 1);
        double quartiles = (sorted[3 * n / 4] - sorted[n / 4]) / 1.34;
        double spread = Math.sqrt(variance);
        if (quartiles > 0) {
            spread = Math.min(spread, quartiles);
        }
        double width = 0.9 * spread * Math.pow(n, -0.2);
        return width > 0 ? width : Math.max(1e-3, Math.abs(mean) * 1e-3);
    }

    private static double[] quantiles(double[] sorted, int points) {
        double[] result = new double[points];
        for (int i = 0; i < points; i++) {
            double position = (i + 0.5) / points * sorted.length - 0.5;
            int below = (int) Math.floor(Math.max(0, position));
            int above = Math.min(sorted.length - 1, below + 1);
            double part = Math.max(0, position - below);
            result[i] = sorted[below] * (1 - part) + sorted[above] * part;
        }
        return result;
    }

    private static double[] finite(Series series) {
        double[] values = Arrays.stream(series.values()).filter(Double::isFinite).toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "series '"
                            + series.name()
                            + "' must hold a finite value, but all "
                            + series.samples().values().length
                            + " are NaN or infinite; look at the loss for where it began");
        }
        return values;
    }

    private static String summary(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(
                Locale.ROOT,
                "%d values, mean %.4g, standard deviation %.4g",
                values.length,
                mean,
                Math.sqrt(squares / values.length));
    }

    private static String ends(double[] values) {
        double[] range = none();
        widen(range, values);
        return values.length == 0
                ? "no values"
                : String.format(
                        Locale.ROOT,
                        "%d values in [%.4g, %.4g], last %.4g",
                        values.length,
                        range[0],
                        range[1],
                        values[values.length - 1]);
    }

    /** A number as one writes it: three digits at most, no trailing zeros, no negative zero. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "" + value;
        }
        return new BigDecimal(value)
                .round(new MathContext(Math.abs(value) < 0.1 ? 2 : 3))
                .setScale(3, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String describe(Interval interval) {
        return String.format(
                Locale.ROOT,
                "%.4g [%.4g, %.4g]",
                interval.value(),
                interval.low(),
                interval.high());
    }

    private static void copy(Matrix from, Matrix to, int row) {
        if (from.columns() != to.columns()) {
            throw new IllegalArgumentException(
                    "all rows must have images of the same size, but had "
                            + to.columns()
                            + " and "
                            + from.columns()
                            + " pixels");
        }
        for (int r = 0; r < from.rows(); r++) {
            for (int column = 0; column < from.columns(); column++) {
                to.set(row + r, column, from.get(r, column));
            }
        }
    }

    private static void requireTwo(String name, Matrix points) {
        if (points.columns() != 2) {
            throw new IllegalArgumentException(
                    name
                            + " must be [n, 2], but was "
                            + points.shape()
                            + "; pick two columns with columns(i, i + 2)");
        }
    }

    private static void requireLength(String name, int length, Matrix codes) {
        if (length != codes.rows()) {
            throw new IllegalArgumentException(
                    name
                            + " must have one value a code, but had "
                            + length
                            + " for "
                            + codes.rows()
                            + " codes");
        }
    }

    private static double[] none() {
        return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    }

    private static void widen(double[] range, double[] values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
            }
        }
    }
}
