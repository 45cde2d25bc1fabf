package genlab.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

class ChartsTest {
    private static final int PAGE = 8_000_000;
    private static final int PLOTLY = 1_360_000;

    static Stream<Map.Entry<String, Rendered>> gallery() {
        return Gallery.charts().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("gallery")
    void everyChartIsAPieceOfAPageAndAText(Map.Entry<String, Rendered> entry) {
        String html = entry.getValue().html();
        assertTrue(html.contains("class=\"genlab-"), html);
        assertTrue(html.contains("data-genlab=\"waiting\""), html);
        assertFalse(html.contains("src="), "nothing is fetched by the page itself");
        assertTrue(entry.getValue().text().length() > 20, entry.getValue().text());
    }

    @Test
    void theWholeGalleryStaysUnderEightMegabytes() {
        int size = gallery().mapToInt(e -> e.getValue().html().length()).sum();
        assertTrue(size + PLOTLY < PAGE, "page of " + (size + PLOTLY) + " bytes");
    }

    @Test
    void chartsAreFiguresOfTablesaw() {
        assertInstanceOf(Figure.class, Charts.histogram(Series.real(1, 2, 3)));
    }

    @Test
    void realAndGeneratedKeepTheirColorsInEveryChart() {
        Series real = Series.real(1, 2, 3);
        Series generated = Series.generated(1, 2, 4);
        Matrix plane = Matrix.zeros(3, 2);
        for (Chart chart :
                List.of(
                        Charts.histogram(generated, real),
                        Charts.densities(generated, real),
                        Charts.scatter(Series.generated(plane), Series.real(plane)))) {
            String script = chart.asJavascript("id");
            assertEquals(Palette.REAL.hex(), colorOf("real", script));
            assertEquals(Palette.GENERATED.hex(), colorOf("generated", script));
        }
        assertEquals(Palette.GENERATED, Palette.named("error of D on fake"));
        assertEquals(Palette.REAL, Palette.named("D's error on real data"));
        assertEquals(Palette.RECONSTRUCTION, Palette.named("reconstruction error"));
    }

    /** The colour in the trace of a name: jsplot's statement ends where the extras begin. */
    private static String colorOf(String name, String script) {
        for (String trace : script.split("var trace")) {
            if (trace.contains("{\"name\":\"" + name + "\"")) {
                Matcher color = Pattern.compile("color\"? ?: ?['\"](#\\w+)").matcher(trace);
                assertTrue(color.find(), trace);
                return color.group(1);
            }
        }
        throw new AssertionError("no trace named " + name + " in " + script);
    }

    @Test
    void twoLinesOfOneColorDifferInTheirDashes() {
        double[] x = {0, 1};
        String script =
                Charts.lines(Curve.of("D on fake", x, x), Curve.of("generator", x, x))
                        .asJavascript("id");
        assertTrue(script.contains("\"dash\" : \"solid\""), script);
        assertTrue(script.contains("\"dash\" : \"dot\""), script);
    }

    @Test
    void lossesLeaveOutWhatIsNone() {
        Table run =
                Table.create(
                        DoubleColumn.create("epoch", 1, 2),
                        DoubleColumn.create("real error", 1, 2),
                        DoubleColumn.create("real mean", 1, 2));
        String text = Charts.losses(run).text();
        assertTrue(text.contains("real error") && !text.contains("real mean"), text);
        run = run.removeColumns("real error");
        assertTrue(Charts.losses(run).text().contains("real mean"));
    }

    @Test
    void histogramIsADensityThatIntegratesToOne() {
        double[] values = new Random(1).doubles(1000).toArray();
        String script = Charts.histogram(Series.real(values)).asJavascript("id");
        double width = number(script, "\"width\":([0-9.E-]+)");
        Matcher y = Pattern.compile("y: \\[([^]]+)]").matcher(script);
        assertTrue(y.find());
        double area =
                Arrays.stream(y.group(1).split(",")).mapToDouble(Double::parseDouble).sum() * width;
        assertEquals(1, area, 1e-3);
    }

    @Test
    void aSpikeIsDrawnToo() {
        assertTrue(
                Charts.histogram(Series.generated(2, 2, 2, 2)).text().contains("deviation 0.000"));
        assertTrue(Charts.densities(Series.generated(2, 2, 2, 2)).text().contains("generated"));
    }

    @Test
    void notANumberIsLeftOutUnlessThereIsNothingElse() {
        assertTrue(
                Charts.histogram(Series.real(1, Double.NaN, 3)).text().contains("real: 2 values"));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Charts.histogram(Series.real(Double.NaN)))
                        .getMessage();
        assertTrue(message.contains("'real' must hold a finite value"), message);
    }

    @Test
    void quantilesOfTheSameValuesLieOnTheLine() {
        double[] values = new Random(2).doubles(300).toArray();
        String text = Charts.qq(Series.real(values), Series.generated(values)).text();
        assertTrue(text.contains("quantiles differ by up to 0.00"), text);
    }

    @Test
    void areaUnderTheRocCurveOfClosedForms() {
        boolean[] positive = {true, true, false, false};
        assertTrue(
                Curve.roc("s", new double[] {4, 3, 2, 1}, positive).name().contains("area 1.000"));
        assertTrue(
                Curve.roc("s", new double[] {1, 2, 3, 4}, positive).name().contains("area 0.000"));
        // All equal: one step along the diagonal.
        Curve equal = Curve.roc("s", new double[] {5, 5, 5, 5}, positive);
        assertTrue(equal.name().contains("area 0.500"), equal.name());
        assertArrayEquals(new double[] {0, 1}, equal.x());
        // Of the four pairs of a positive and a negative, three are in order.
        assertTrue(
                Curve.roc("s", new double[] {4, 2, 3, 1}, positive).name().contains("area 0.750"));
    }

    @Test
    void intervalOfAMeanIsStudents() {
        Interval interval = Interval.ofMean(1, 2, 3);
        assertEquals(2, interval.value(), 1e-12);
        // t(0.975; 2) = 4.303, standard error 1 / sqrt(3)
        assertEquals(2 - 4.303 / Math.sqrt(3), interval.low(), 1e-9);
        assertEquals(2 + 4.303 / Math.sqrt(3), interval.high(), 1e-9);
        // t(0.975; 40) = 2.0211
        double[] many = new double[41];
        Arrays.setAll(many, i -> i % 2);
        Interval wide = Interval.ofMean(many);
        double standardError =
                Math.sqrt(
                        Arrays.stream(many).map(v -> Math.pow(v - wide.value(), 2)).sum()
                                / 40
                                / 41);
        assertEquals(2.0211, (wide.high() - wide.value()) / standardError, 2e-3);
        assertEquals(new Interval(7, 7, 7), Interval.ofMean(7));
    }

    @Test
    void heatmapsHaveTheirOwnTracesTitlesAndScales() {
        Chart surface =
                Charts.surface(x -> x.then(Matrix.zeros(x.matrix().rows(), 1), g -> null), -1, 1);
        String script = surface.over(surface).asJavascript("id");
        assertTrue(script.contains("var trace0 "), script.substring(0, 500));
        assertTrue(script.contains("var trace1 "), "second heatmap");
        assertTrue(script.contains("data = [ trace0, trace1]"), "both are drawn");
        assertTrue(script.contains("colorscale"), "scale");
        assertTrue(script.contains("D(x), probability of real"), "title of the scale");
    }

    @Test
    void picturesAreSharpAndSmall() {
        Matrix images = Matrix.zeros(100, 784);
        new Random(1).ints(2000, 0, 78400).forEach(i -> images.values()[i] = 1);
        assertTrue(Charts.imageGrid(images).html().length() < 40_000);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Charts.imageGrid(Matrix.zeros(2, 10)))
                        .getMessage();
        assertTrue(message.contains("images must be square, but had 10 pixels"), message);
    }

    @Test
    void framesRepeatNothingThatStays() {
        Series real = Series.real(Matrix.filled(200, 2, 0.123));
        Chart first = Charts.scatter(real, Series.generated(Matrix.filled(2, 2, 1)));
        Chart second = Charts.scatter(real, Series.generated(Matrix.filled(2, 2, 3)));
        String script =
                Chart.frames("epoch", List.of("0", "1"), List.of(first, second)).asJavascript("id");
        assertTrue(script.contains("frames.push([frames[0][0],trace1])"), script);
        // Axes are wide enough for all frames, so that nothing jumps.
        double[] range = {
            number(script, "\"xaxis\":.*?\"range\":\\[([-0-9.]+)"),
            number(script, "\"xaxis\":.*?\"range\":\\[[-0-9.]+,([-0-9.]+)")
        };
        assertTrue(range[0] < 0.123 && range[1] > 3, Arrays.toString(range));
        assertThrows(
                IllegalArgumentException.class,
                () -> Chart.frames("epoch", List.of("0"), List.of(first, second)));
        assertThrows(IllegalArgumentException.class, () -> first.startAt(0));
    }

    @Test
    void namesCannotBreakOutOfTheScript() {
        String name = "</script><b>\"quoted\" & 'single'";
        double[] x = {0, 1};
        Chart chart = Charts.lines(Curve.of(name, x, x)).title(name).xTitle(name);
        assertEquals(chart.html().indexOf("</script>"), chart.html().lastIndexOf("</script>"));
        assertFalse(chart.html().contains("<b>"));
        assertTrue(chart.text().contains(name), chart.text());
    }

    @Test
    void chartsAreNotChangedByTheirMethods() {
        Chart chart = Charts.histogram(Series.real(1, 2, 3));
        String before = chart.asJavascript("id");
        chart.title("other").xRange(0, 1).horizontalLine(1, "line").logY().height(10);
        assertEquals(before, chart.asJavascript("id"));
    }

    @Test
    void seedStripTellsMeanAndInterval() {
        Map<String, double[]> seeds = new LinkedHashMap<>();
        seeds.put("b", new double[] {1, 2, 3});
        seeds.put("a", new double[] {5});
        String text = Charts.seedStrip("modes", seeds).text();
        assertTrue(text.contains("b: 2.000 [-0.4843, 4.484] over 3 seeds"), text);
        assertTrue(text.indexOf("b:") < text.indexOf("a:"), "in the map's order");
    }

    @Test
    void seedStripLeavesOutMissingRunsAndKeepsTheSeedsInPlace() {
        Map<String, double[]> runs = new LinkedHashMap<>();
        runs.put("a", new double[] {1, Double.NaN, 3});
        Chart chart = Charts.seedStrip("modes", List.of("seed 4", "seed 5", "seed 9"), runs);
        assertTrue(chart.text().contains("a: 2.000"), chart.text());
        assertTrue(chart.text().contains("over 2 seeds"), chart.text());
        String html = chart.html();
        assertTrue(html.contains("seed 4") && html.contains("seed 9"), html);
        assertFalse(html.contains("seed 5") || html.contains("NaN"), html);
    }

    @Test
    void wrongShapesAreNamed() {
        String scatter =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Charts.scatter(Series.real(Matrix.zeros(5, 3))))
                        .getMessage();
        assertTrue(scatter.startsWith("real must be [n, 2], but was [5, 3]; "), scatter);
        String histogram =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Charts.histogram(Series.real(Matrix.zeros(5, 3))))
                        .getMessage();
        assertTrue(histogram.contains("must have one feature, but was [5, 3]"), histogram);
        String labels =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Charts.latent(Matrix.zeros(5, 2), new int[4]))
                        .getMessage();
        assertTrue(labels.contains("had 4 for 5 codes"), labels);
        assertThrows(
                IllegalArgumentException.class,
                () -> Curve.of("c", new double[] {1}, new double[] {1, 2}));
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, 2, 0));
    }

    private static double number(String script, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(script);
        assertTrue(matcher.find(), pattern + " in " + script);
        return Double.parseDouble(matcher.group(1));
    }
}
