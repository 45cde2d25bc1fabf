package genlab.charts;

import genlab.metrics.ConfidenceInterval;
import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Charts of settings side by side: dots of runs, bars. */
final class Strips {
    /** Names that are longer are written in lines. */
    private static final int LINE = 14;

    private Strips() {}

    static Chart seeds(String valueTitle, Map<String, double[]> bySetting) {
        Require.given("bySetting", bySetting);
        int most = 0;
        for (double[] values : bySetting.values()) {
            most = Math.max(most, Require.given("values", values).length);
        }
        List<String> seeds = IntStream.rangeClosed(1, most).mapToObj(s -> "seed " + s).toList();
        return seeds(valueTitle, seeds, bySetting, 0);
    }

    /** Dots of the seeds with their mean; the first setting has the colour of this place. */
    static Chart seeds(
            String valueTitle, List<String> seeds, Map<String, double[]> bySetting, int place) {
        Checks.all("seeds", seeds);
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Extent y = new Extent();
        List<String> names = names(valueTitle, bySetting);
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            double[] all = Require.given("values of '" + name + "'", bySetting.get(name));
            Require.that(
                    all.length <= seeds.size(),
                    "'%s' must have a value for each of the %d seeds, but had %d",
                    name,
                    seeds.size(),
                    all.length);
            int[] there =
                    IntStream.range(0, all.length).filter(i -> !Double.isNaN(all[i])).toArray();
            double[] values = Arrays.stream(there).mapToDouble(i -> all[i]).toArray();
            if (values.length == 0) {
                words.add(name + ": no run");
                continue;
            }
            Checks.numbers("values of '" + name + "'", 1, values);
            double[] x = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                // Seeds in their order, left to right: the same dot is the same seed everywhere.
                x[i] = at + (all.length == 1 ? 0 : -0.22 + 0.44 * there[i] / (all.length - 1));
            }
            Palette color = color(name, at + place);
            StyledTrace dots =
                    Traces.dots(name, x, values, color.hex(), "circle", 0.8)
                            .with("text: ?", Arrays.stream(there).mapToObj(seeds::get).toList())
                            .with("hovertemplate: ?", "%{text}: %{y}<extra>" + name + "</extra>")
                            .with("showlegend: false");
            traces.add(dots.sized(8));
            y.with(values);
            ConfidenceInterval mean = mean(values);
            if (values.length > 1) {
                double[] beside = {at + 0.34};
                double[] middle = {mean.mean()};
                String gray = Palette.REFERENCE.hex();
                StyledTrace diamond =
                        Traces.dots("mean, 95 % interval", beside, middle, gray, "diamond", 1)
                                .with("showlegend: false");
                traces.add(Traces.interval(diamond.sized(8), mean));
                y.with(mean.low(), mean.high());
            }
            String missing =
                    values.length < seeds.size()
                            ? ", " + (seeds.size() - values.length) + " missing"
                            : "";
            words.add(name + ": " + describe(mean) + " over " + values.length + " seeds" + missing);
        }
        Require.that(y.low <= y.high, "bySetting must hold a run, but all are missing (NaN)");
        return settings(traces, words, y, names, valueTitle);
    }

    static Chart bars(String valueTitle, Map<String, double[]> bySetting) {
        List<StyledTrace> traces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Extent y = Extent.of(0);
        List<String> names = names(valueTitle, bySetting);
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            ConfidenceInterval mean =
                    mean(Checks.numbers("values of '" + name + "'", 1, bySetting.get(name)));
            double[] height = {mean.mean()};
            StyledTrace bar =
                    Traces.bar(name, new Object[] {at}, height, color(name, at), 0.6, 0.8)
                            .with("showlegend: false")
                            .with("hovertemplate: ?", "%{y}<extra>" + name + "</extra>");
            traces.add(Traces.interval(bar, mean));
            words.add(name + ": " + describe(mean));
            y.with(mean.low(), mean.high());
        }
        return settings(traces, words, y, names, valueTitle);
    }

    private static List<String> names(String valueTitle, Map<String, double[]> bySetting) {
        Require.given("valueTitle", valueTitle);
        Require.given("bySetting", bySetting);
        return Checks.all("settings", new ArrayList<>(bySetting.keySet()));
    }

    /** A setting's colour: what its name asks for, or that of its place, in every chart. */
    static Palette color(String name, int at) {
        Palette named = Palette.named(name);
        return named != null ? named : Palette.other(at);
    }

    /** The mean of some runs; one run alone has no interval. */
    private static ConfidenceInterval mean(double[] values) {
        return values.length == 1
                ? new ConfidenceInterval(values[0], values[0], values[0], 1)
                : ConfidenceInterval.ofMean(values);
    }

    private static String describe(ConfidenceInterval mean) {
        String value = Text.number(mean.mean());
        return mean.high() == mean.low()
                ? value
                : value + " [" + Text.number(mean.low()) + ", " + Text.number(mean.high()) + "]";
    }

    private static Chart settings(
            List<StyledTrace> traces,
            List<String> words,
            Extent y,
            List<String> names,
            String valueTitle) {
        double[] at = IntStream.range(0, names.size()).asDoubleStream().toArray();
        return Lines.plain(traces, words, Extent.of(-0.5, names.size() - 0.5), y)
                .yTitle(valueTitle)
                .with("_names", names.size())
                .xRange(-0.6, names.size() - 0.4)
                .axis("xaxis", "tickvals", at)
                .axis("xaxis", "ticktext", names.stream().map(Strips::inLines).toList())
                .axis("xaxis", Json.of("zeroline: false, showgrid: false"));
    }

    /** A long name in several lines, so that neighbours don't touch. */
    static String inLines(String name) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : Text.escape(name).split(" ")) {
            boolean full = length > 0 && length + 1 + word.length() > LINE;
            lines.append(length == 0 ? "" : full ? "<br>" : " ").append(word);
            length = full ? word.length() : length + 1 + word.length();
        }
        return lines.toString();
    }
}
