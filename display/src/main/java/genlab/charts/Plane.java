package genlab.charts;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Charts of points in the plane, and of functions over it. */
final class Plane {
    private static final int CELLS = 48;

    private static final String[] SYMBOLS =
            "circle square diamond cross x triangle-up pentagon star hourglass triangle-down"
                    .split(" ");

    private Plane() {}

    static Chart scatter(Series... series) {
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Extent x = new Extent();
        Extent y = new Extent();
        Palette.Free free = new Palette.Free();
        for (Series s : Checks.all("series", series)) {
            Checks.plane(s.name(), s.samples());
            Palette color = free.next(s.color());
            double[] xs = s.feature(0);
            double[] ys = s.feature(1);
            boolean many = xs.length > 1000;
            String symbol = color == Palette.GENERATED ? "x" : "circle";
            traces.add(
                    Traces.dots(s.name(), xs, ys, color.hex(), symbol, many ? 0.35 : 0.65)
                            .sized(many ? 4 : 5));
            words.add(s.name() + ": " + xs.length + " points");
            x.with(xs);
            y.with(ys);
        }
        return Lines.square(Lines.plain(traces, words, x, y).xTitle("x").yTitle("y"));
    }

    static Chart latent(Matrix codes, int[] labels) {
        Checks.plane("codes", codes);
        Require.given("labels", labels);
        length("labels", labels.length, codes);
        Extent x = Extent.of(Checks.column("codes", codes, 0));
        Extent y = Extent.of(Checks.column("codes", codes, 1));
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<double[]> places = new ArrayList<>();
        TreeSet<Integer> kinds = new TreeSet<>(Arrays.stream(labels).boxed().toList());
        Require.that(
                kinds.size() <= 30,
                "labels must have at most 30 kinds, but had %d; for numbers use"
                        + " latent(codes, factor, name)",
                kinds.size());
        for (int label : kinds) {
            int[] rows =
                    IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
            Series s = Series.of("" + label, codes.select(rows));
            double[] xs = s.feature(0);
            double[] ys = s.feature(1);
            String symbol = SYMBOLS[Math.floorMod(label, SYMBOLS.length)];
            traces.add(
                    Traces.dots("" + label, xs, ys, Palette.ofClass(label), symbol, 0.6).sized(5));
            words.add("label " + label + ": " + rows.length + " points");
            places.add(new double[] {median(xs), median(ys)});
        }
        Chart chart = Lines.plain(traces, words, x, y).xTitle("latent 1").yTitle("latent 2");
        spread(places, 0.07 * Math.max(x.size(), y.size()));
        int next = 0;
        for (int label : kinds) {
            double[] place = places.get(next++);
            chart =
                    chart.adding(
                            "annotations",
                            Json.of(
                                    "x: ?, y: ?, text: ?, bgcolor: ?, borderpad: 2, opacity: 0.9,"
                                            + " font: {size: 13, color: '#ffffff'}",
                                    place[0],
                                    place[1],
                                    "<b>" + label + "</b>",
                                    Palette.ofClass(label)));
        }
        return Lines.square(chart.with("showlegend", false));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Pushes places apart that are closer than this, so that no label hides another. */
    static void spread(List<double[]> places, double apart) {
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < places.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double[] a = places.get(j);
                    double[] b = places.get(i);
                    double dx = b[0] - a[0];
                    double dy = b[1] - a[1];
                    double distance = Math.hypot(dx, dy);
                    if (distance < apart) {
                        double push = distance == 0 ? apart / 2 : (apart / distance - 1) / 2;
                        dx = distance == 0 ? 1 : dx;
                        a[0] -= push * dx;
                        a[1] -= push * dy;
                        b[0] += push * dx;
                        b[1] += push * dy;
                    }
                }
            }
        }
    }

    static Chart latent(Matrix codes, double[] factor, String name) {
        Checks.plane("codes", codes);
        Checks.numbers(Require.given("name", name), 1, factor);
        length(name, factor.length, codes);
        double[] x = Checks.column("codes", codes, 0);
        double[] y = Checks.column("codes", codes, 1);
        StyledTrace dots =
                Traces.dots(name, x, y, "", "circle", 0.8)
                        .with(
                                "marker: {color: ?, colorscale: ?}",
                                Json.round(factor),
                                Palette.FACTOR);
        dots.marker().putAll(Json.of("showscale: true, colorbar: ?", Traces.colorBar(name)));
        List<String> words = List.of(name + ": " + Lines.range(factor));
        return Lines.square(
                Lines.plain(List.of(dots), words, Extent.of(x), Extent.of(y))
                        .xTitle("latent 1")
                        .yTitle("latent 2"));
    }

    static Chart surface(Layer function, double from, double to, Series... samples) {
        String name = "D(x), probability of real";
        Require.given("function", function);
        Require.given("samples", samples);
        Checks.ascending("plane", from, to);
        Object[] ticks = new Object[CELLS];
        Matrix points = Matrix.zeros(CELLS * CELLS, 2);
        for (int i = 0; i < CELLS; i++) {
            ticks[i] = Json.round(from + (to - from) * i / (CELLS - 1));
            for (int j = 0; j < CELLS; j++) {
                points.set(i * CELLS + j, 0, from + (to - from) * j / (CELLS - 1));
                points.set(i * CELLS + j, 1, from + (to - from) * i / (CELLS - 1));
            }
        }
        Matrix values = function.forward(points).matrix();
        Require.that(
                values.rows() == points.rows() && values.columns() == 1,
                "function must map [n, 2] to [n, 1], but gave %s for %s",
                values.shape(),
                points.shape());
        double[] heights = Checks.column("values of the function", values, 0);
        for (double height : heights) {
            Require.between("probability of a discriminator", 0, 1, height);
        }
        double[][] z = new double[CELLS][CELLS];
        for (int i = 0; i < heights.length; i++) {
            z[i / CELLS][i % CELLS] = Json.round(heights[i]);
        }
        StyledTrace heat =
                Traces.heat(name, ticks, ticks, z, 0, 1)
                        .with("zsmooth: 'best', colorscale: ?", (Object) Palette.DIVERGING);
        List<String> words = List.of(name + " as colour: " + Lines.range(heights));
        Extent extent = Extent.of(from, to);
        Chart below = Lines.plain(List.of(heat), words, extent, extent);
        Chart over =
                samples.length > 0
                        ? scatter(samples)
                        : Lines.square(
                                Lines.plain(List.of(), List.of(), extent, extent)
                                        .xTitle("x")
                                        .yTitle("y"));
        return over.over(below).xRange(from, to).yRange(from, to).equalScales();
    }

    private static void length(String name, int length, Matrix codes) {
        Require.that(
                length == codes.rows(),
                "%s must have one value a code, but had %d for %d codes",
                name,
                length,
                codes.rows());
    }
}
