package genlab.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.metrics.RocCurve;
import genlab.nn.Matrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        boolean drawing = html.contains("<svg") && html.contains("aria-label=\"");
        assertTrue(html.contains("data-genlab=\"waiting\"") || drawing, html);
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
    void realAndGeneratedKeepTheirColorsInEveryChart() throws Exception {
        Series real = Series.real(1, 2, 3);
        Series generated = Series.generated(1, 2, 4);
        Matrix plane = Matrix.zeros(3, 2);
        for (Chart chart :
                List.of(
                        Charts.histogram(generated, real),
                        Charts.scatter(Series.generated(plane), Series.real(plane)))) {
            assertEquals(Palette.REAL.hex(), colorOf("real", chart));
            assertEquals(Palette.GENERATED.hex(), colorOf("generated", chart));
        }
        assertEquals(Palette.GENERATED, Palette.named("error of D on fake"));
        assertEquals(Palette.REAL, Palette.named("D's error on real data"));
        assertEquals(Palette.RECONSTRUCTION, Palette.named("reconstruction error"));
    }

    private static String colorOf(String name, Chart chart) throws Exception {
        JsonNode trace =
                new Drawn(chart)
                        .traces.stream()
                                .filter(t -> t.get("name").asText().equals(name))
                                .findFirst()
                                .orElseThrow();
        return trace.at("/marker/color").asText();
    }

    @Test
    void twoLinesOfOneColorDifferInTheirDashes() throws Exception {
        double[] x = {0, 1};
        Drawn drawn =
                new Drawn(Charts.lines(Curve.of("D on fake", x, x), Curve.of("generator", x, x)));
        assertEquals("solid", drawn.traces.get(0).at("/line/dash").asText());
        assertEquals("dot", drawn.traces.get(1).at("/line/dash").asText());
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
    void aSpikeIsDrawnToo() {
        assertTrue(Charts.histogram(Series.generated(2, 2, 2, 2)).text().contains("deviation 0"));
    }

    @Test
    void quantilesOfTheSameValuesLieOnTheLine() {
        double[] values = new Random(2).doubles(300).toArray();
        String text = Charts.qq(Series.real(values), Series.generated(values)).text();
        assertTrue(text.contains("quantiles differ by up to 0"), text);
    }

    @Test
    void theLegendOfARocCurveTellsTheArea() {
        // Of the four pairs of a positive and a negative, three are in order.
        Curve curve = Curve.roc("s", RocCurve.of(new double[] {3, 1}, new double[] {4, 2}));
        assertEquals("s (area 0.750)", curve.name());
        assertEquals(0, curve.x()[0]);
        assertEquals(1, curve.y()[curve.y().length - 1]);
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
    void framesRepeatNothingThatStays() throws Exception {
        Series real = Series.real(Matrix.filled(200, 2, 0.123));
        Chart first = Charts.scatter(real, Series.generated(Matrix.filled(2, 2, 1)));
        Chart second = Charts.scatter(real, Series.generated(Matrix.filled(2, 2, 3)));
        Chart film = Chart.frames("epoch", List.of("0", "1"), List.of(first, second));
        String script = film.asJavascript("id");
        assertTrue(script.contains("frames.push([frames[0][0],trace1])"), script);
        // Axes are wide enough for all frames, so that nothing jumps.
        double[] range = Drawn.numbers(new Drawn(film).layout.at("/xaxis/range"));
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
        String[] names = {name};
        String table = Charts.heatmap(new double[][] {{1}}, names, names, name).asJavascript("id");
        assertFalse(table.contains(name), table);
    }

    @Test
    void chartsAreNotChangedByTheirMethods() {
        Chart chart = Charts.histogram(Series.real(1, 2, 3));
        String before = chart.asJavascript("id");
        chart.title("other").xRange(1, 2).horizontalLine(1, "line").logX();
        assertEquals(before, chart.asJavascript("id"));
    }

    @Test
    void seedStripTellsMeanAndInterval() {
        Map<String, double[]> seeds = new LinkedHashMap<>();
        seeds.put("b", new double[] {1, 2, 3});
        seeds.put("a", new double[] {5});
        String text = Charts.seedStrip("modes", seeds).text();
        assertTrue(text.contains("b: 2 [-0.4841, 4.484] over 3 seeds"), text);
        assertTrue(text.indexOf("b:") < text.indexOf("a:"), "in the map's order");
    }

    @Test
    void seedStripLeavesOutMissingRunsAndKeepsTheSeedsInPlace() {
        Map<String, double[]> runs = new LinkedHashMap<>();
        runs.put("a", new double[] {1, Double.NaN, 3});
        Chart chart = Charts.seedStrip("modes", runs);
        assertTrue(chart.text().contains("a: 2 ["), chart.text());
        assertTrue(chart.text().contains("over 2 seeds, 1 missing"), chart.text());
        String html = chart.html();
        assertTrue(html.contains("seed 1") && html.contains("seed 3"), html);
        assertFalse(html.contains("seed 2") || html.contains("NaN"), html);
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
    }
}
