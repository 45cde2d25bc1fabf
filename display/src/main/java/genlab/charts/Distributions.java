package genlab.charts;

import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Charts of the distribution of one feature. */
final class Distributions {
    private static final int DENSITY_POINTS = 161;
    private static final int BINS = 40;

    private Distributions() {}

    static Chart histogram(Series... series) {
        Extent x = new Extent();
        for (Series s : Checks.all("series", series)) {
            x.with(s.values());
        }
        double width = x.size() / BINS;
        if (width <= 0) {
            // A spike keeps a visible width.
            width = Math.max(1e-3, Math.abs(x.low) * 1e-3);
        }
        List<StyledTrace> traces = new ArrayList<>();
        List<StyledTrace> lines = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Extent y = Extent.of(0);
        Palette.Free free = new Palette.Free();
        for (Series s : series) {
            Palette color = free.next(s.color());
            double[] values = s.values();
            double[] heights = new double[BINS];
            for (double value : values) {
                int bin = Math.min(BINS - 1, (int) ((value - x.low) / width));
                heights[bin] += 1 / (values.length * width);
            }
            Object[] centers = new Object[BINS];
            for (int bin = 0; bin < BINS; bin++) {
                centers[bin] = Json.round(x.low + (bin + 0.5) * width);
            }
            traces.add(
                    Traces.bar(s.name(), centers, heights, color, width, 0.4)
                            .with("hoverinfo: 'x+y+name'"));
            Curve curve = density(s, x.low, x.high);
            lines.add(
                    Traces.line(s.name(), curve.x(), curve.y(), color, 2, 1)
                            .with("showlegend: false"));
            words.add(s.name() + ": " + summary(values));
            y.with(heights).with(curve.y());
        }
        traces.addAll(lines);
        return Lines.plain(traces, words, x, y)
                .xTitle("value")
                .yTitle("density")
                .with("barmode", "overlay")
                .with("bargap", 0);
    }

    static Chart qq(Series reference, Series... samples) {
        Checks.all("samples", samples);
        double[] x = Require.given("reference", reference).values();
        Arrays.sort(x);
        int points = Math.min(100, x.length);
        double[] expected = quantiles(x, points);
        Extent xs = Extent.of(expected);
        Extent ys = Extent.of(expected);
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] ends = {xs.low, xs.high};
        traces.add(Traces.line("equal quantiles", ends, ends, Palette.REFERENCE, 1.5, 1));
        Palette.Free free = new Palette.Free();
        for (Series s : samples) {
            double[] values = s.values();
            Arrays.sort(values);
            double[] found = quantiles(values, points);
            ys.with(found);
            String color = free.next(s.color()).hex();
            traces.add(Traces.dots(s.name(), expected, found, color, "circle", 0.9));
            double furthest =
                    IntStream.range(0, points)
                            .mapToDouble(i -> Math.abs(found[i] - expected[i]))
                            .max()
                            .orElseThrow();
            words.add(s.name() + ": quantiles differ by up to " + Text.number(furthest, 3));
        }
        String of = samples.length == 1 ? " of " + samples[0].name() + " values" : "";
        return Lines.plain(traces, words, xs, ys)
                .xTitle("quantiles of " + reference.name() + " values")
                .yTitle("quantiles" + of);
    }

    /** The density of samples, by a Gaussian kernel of Silverman's width. */
    private static Curve density(Series series, double from, double to) {
        double[] values = series.values();
        double width = bandwidth(values);
        double scale = 1 / (values.length * width * Math.sqrt(2 * Math.PI));
        DoubleUnaryOperator density =
                x -> {
                    double sum = 0;
                    for (double value : values) {
                        double u = (x - value) / width;
                        sum += Math.exp(-u * u / 2);
                    }
                    return sum * scale;
                };
        double[] x = new double[DENSITY_POINTS];
        Arrays.setAll(x, i -> from + (to - from) * i / (DENSITY_POINTS - 1));
        double[] y = Arrays.stream(x).map(density).toArray();
        return new Curve(series.name(), x, y, null, null, series.color());
    }

    /** Silverman's rule of thumb; a spike keeps a visible width. */
    private static double bandwidth(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double quartiles = (sorted[3 * n / 4] - sorted[n / 4]) / 1.34;
        double spread = deviation(sorted, Math.max(1, n - 1));
        if (quartiles > 0) {
            spread = Math.min(spread, quartiles);
        }
        double width = 0.9 * spread * Math.pow(n, -0.2);
        return width > 0 ? width : Math.max(1e-3, Math.abs(sorted[n / 2]) * 1e-3);
    }

    private static double deviation(double[] values, int over) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / over);
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

    private static String summary(double[] values) {
        return String.format(
                "%d values, mean %s, standard deviation %s",
                values.length,
                Text.number(Arrays.stream(values).average().orElseThrow()),
                Text.number(deviation(values, values.length)));
    }
}
