package genlab.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.metrics.RocCurve;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The numbers that are plotted are those that were given, where they belong. */
class PlottedNumbersTest {
    private static final double[] X = {1, 2, 4};
    private static final double[] Y = {5, 3, 8};

    private static Drawn drawn(Chart chart) throws Exception {
        return new Drawn(chart);
    }

    private static double[] texts(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> Double.parseDouble(array.get(i).asText()))
                .toArray();
    }

    @Test
    void linesAndPointsKeepPositionsAndValues() throws Exception {
        for (Chart chart :
                List.of(
                        Charts.lines(Curve.of("c", X, Y)),
                        Charts.points(Curve.of("c", X, Y)),
                        Charts.paths(Curve.of("c", X, Y)),
                        Charts.lines(
                                Table.create(
                                        DoubleColumn.create("x", X), DoubleColumn.create("c", Y)),
                                "x",
                                "c"))) {
            assertArrayEquals(X, drawn(chart).numbers(0, "x"));
            assertArrayEquals(Y, drawn(chart).numbers(0, "y"));
        }
    }

    @Test
    void aPathStartsHollowAndEndsFilled() throws Exception {
        Drawn paths = drawn(Charts.paths(Curve.of("c", X, Y)));
        assertEquals("circle-open", paths.traces.get(1).at("/marker/symbol").asText());
        assertArrayEquals(new double[] {1}, paths.numbers(1, "x"));
        assertArrayEquals(new double[] {5}, paths.numbers(1, "y"));
        assertEquals("circle", paths.traces.get(2).at("/marker/symbol").asText());
        assertArrayEquals(new double[] {4}, paths.numbers(2, "x"));
        assertArrayEquals(new double[] {8}, paths.numbers(2, "y"));
    }

    @Test
    void aChosenPartOfThePlaneGivesAChartOfEqualScalesItsShape() throws Exception {
        Chart flat = Charts.paths(Curve.of("c", new double[] {0, 10}, new double[] {0, 1}));
        assertEquals(0.3, drawn(flat).layout.at("/meta/aspect").asDouble());
        Chart square = flat.xRange(-1, 1).yRange(-1, 1);
        assertEquals(1, drawn(square).layout.at("/meta/aspect").asDouble());
        assertEquals(
                1,
                drawn(Chart.frames("n", List.of("1"), List.of(square)))
                        .layout
                        .at("/meta/aspect")
                        .asDouble());
    }

    @Test
    void manyPathsHaveNoLegend() throws Exception {
        Curve[] many = new Curve[7];
        Arrays.fill(many, Curve.of("c", X, Y));
        assertEquals(false, drawn(Charts.paths(many)).layout.get("showlegend").asBoolean(true));
        Curve[] few = Arrays.copyOf(many, 6);
        assertTrue(drawn(Charts.paths(few)).layout.path("showlegend").asBoolean(true));
    }

    @Test
    void aBandGoesUpAlongItsLowerEndsAndBackAlongItsUpperOnes() throws Exception {
        double[] low = {4, 2, 6};
        double[] high = {6, 5, 9};
        Drawn band = drawn(Charts.lines(Curve.of("c", X, Y).between(low, high)));
        assertArrayEquals(new double[] {1, 2, 4, 4, 2, 1}, band.numbers(0, "x"));
        assertArrayEquals(new double[] {4, 2, 6, 9, 5, 6}, band.numbers(0, "y"));
        assertEquals("toself", band.traces.get(0).get("fill").asText());
    }

    @Test
    void runsAreTheirMeanAndStudentsInterval() throws Exception {
        Drawn runs =
                drawn(
                        Charts.lines(
                                Curve.ofRuns(
                                        "c", new double[] {7}, new double[][] {{1}, {2}, {3}})));
        assertArrayEquals(new double[] {2}, runs.numbers(1, "y"));
        // t(0.975; 2) = 4.3027, standard error 1 / sqrt(3)
        double half = 4.3027 / Math.sqrt(3);
        assertArrayEquals(new double[] {2 - half, 2 + half}, runs.numbers(0, "y"), 1e-3);
        assertEquals(1, drawn(Charts.lines(Curve.ofRuns("c", X, Y))).traces.size());
    }

    @Test
    void aLogarithmicAxisCutsIntervalsAndRefusesValuesBelowZero() throws Exception {
        double[] low = {-1, 2, 6};
        double[] high = {6, 5, 9};
        Chart chart = Charts.lines(Curve.of("c", X, Y).between(low, high)).logY();
        assertArrayEquals(new double[] {3, 3, 6, 9, 5, 6}, drawn(chart).numbers(0, "y"));
        assertTrue(chart.text().contains("cut at 3"), chart.text());
    }

    @Test
    void aRocCurveIsTheRatesOfFalseAndTruePositives() throws Exception {
        RocCurve rates = RocCurve.of(new double[] {3, 1}, new double[] {4, 2});
        Drawn roc = drawn(Charts.roc(Curve.roc("s", rates)));
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, roc.numbers(0, "x"));
        assertArrayEquals(new double[] {0, 0.5, 0.5, 1, 1}, roc.numbers(0, "y"));
        assertArrayEquals(new double[] {0, 1}, roc.numbers(1, "x"));
    }

    @Test
    void barsOfAHistogramStandOverTheirValuesAndCoverTheAreaOne() throws Exception {
        // 0 to 40: forty bins of width 1, so the value k + 0.5 is the middle of bin k.
        double[] values = new double[44];
        Arrays.setAll(values, i -> i < 40 ? i + 0.5 : 10.5);
        values[0] = 0;
        values[39] = 40;
        Drawn histogram = drawn(Charts.histogram(Series.real(values)));
        double[] centers = histogram.numbers(0, "x");
        double[] heights = histogram.numbers(0, "y");
        for (int bin = 0; bin < 40; bin++) {
            assertEquals(bin + 0.5, centers[bin], 1e-4);
            assertEquals((bin == 10 ? 5 : 1) / 44.0, heights[bin], 1e-5);
        }
        assertEquals(1, histogram.traces.get(0).get("width").asDouble(), 1e-6);
    }

    @Test
    void aDensityIsTheMeanOfItsKernels() throws Exception {
        double[] values = new Random(1).doubles(500).map(u -> 2 * u).toArray();
        Drawn drawn = drawn(Charts.histogram(Series.real(values)));
        double width = drawn.traces.get(0).get("width").asDouble();
        assertEquals(0.05, width, 0.001);
        assertEquals(1, width * Arrays.stream(drawn.numbers(0, "y")).sum(), 1e-3);
        double[] x = drawn.numbers(1, "x");
        double[] y = drawn.numbers(1, "y");
        double inside = 0;
        for (int i = 1; i < x.length; i++) {
            inside += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        // A little of the kernels' mass lies beyond the ends.
        assertEquals(0.95, inside, 0.04);
        // Two samples of one place: Silverman's width is that of a spike, 0.001.
        double[] spike = drawn(Charts.histogram(Series.real(0, 0))).numbers(1, "y");
        double peak = Arrays.stream(spike).max().orElseThrow();
        assertEquals(1 / (0.001 * Math.sqrt(2 * Math.PI)), peak, 1);
        // A normal's density at its middle, its kernel's width added.
        Random random = new Random(3);
        double[] normal = random.doubles(4000).map(u -> random.nextGaussian()).toArray();
        double top =
                Arrays.stream(drawn(Charts.histogram(Series.real(normal))).numbers(1, "y"))
                        .max()
                        .orElseThrow();
        double kernel = 0.9 * Math.pow(4000, -0.2);
        assertEquals(1 / Math.sqrt(2 * Math.PI * (1 + kernel * kernel)), top, 0.02);
    }

    @Test
    void quantilesOfTheReferenceLieAcross() throws Exception {
        Drawn qq = drawn(Charts.qq(Series.real(1, 3, 2), Series.generated(20, 10, 30)));
        assertArrayEquals(new double[] {1, 2, 3}, qq.numbers(1, "x"));
        assertArrayEquals(new double[] {10, 20, 30}, qq.numbers(1, "y"));
    }

    @Test
    void pointsOfThePlaneHaveTheirFirstFeatureAcross() throws Exception {
        Matrix points = Matrix.ofRows(new double[][] {{1, 20}, {2, 30}, {3, 50}});
        double[] x = {1, 2, 3};
        double[] y = {20, 30, 50};
        for (Chart chart :
                List.of(
                        Charts.scatter(Series.real(points)),
                        Charts.latent(points, new int[3]),
                        Charts.latent(points, new double[] {7, 8, 9}, "slant"))) {
            assertArrayEquals(x, drawn(chart).numbers(0, "x"));
            assertArrayEquals(y, drawn(chart).numbers(0, "y"));
        }
        Chart slant = Charts.latent(points, new double[] {7, 8, 9}, "slant");
        assertArrayEquals(new double[] {7, 8, 9}, drawn(slant).numbers(0, "marker/color"));
    }

    @Test
    void labelsStandAtTheMediansOfTheirCodes() throws Exception {
        Matrix codes = Matrix.ofRows(new double[][] {{0, 0}, {1, 5}, {2, 1}, {-9, -9}});
        JsonNode labels =
                drawn(Charts.latent(codes, new int[] {3, 3, 3, 4})).layout.get("annotations");
        assertEquals("<b>3</b>", labels.get(0).get("text").asText());
        assertEquals(1, labels.get(0).get("x").asDouble());
        assertEquals(1, labels.get(0).get("y").asDouble());
        assertEquals(-9, labels.get(1).get("x").asDouble());
    }

    @Test
    void aSurfaceHasItsFirstFeatureAcrossAndItsSecondUp() throws Exception {
        Chart surface =
                Charts.surface(
                        x -> {
                            Matrix p = Matrix.zeros(x.matrix().rows(), 1);
                            for (int i = 0; i < p.rows(); i++) {
                                double sum = 3 * x.matrix().get(i, 0) + x.matrix().get(i, 1);
                                p.set(i, 0, sum / 4);
                            }
                            return Pass.constant(p);
                        },
                        0,
                        1);
        Drawn drawn = drawn(surface);
        double[] lowest = drawn.row(0, 0);
        double[] highest = drawn.row(0, lowest.length - 1);
        assertEquals(0, lowest[0], 1e-4);
        assertEquals(0.75, lowest[lowest.length - 1], 1e-4);
        assertEquals(0.25, highest[0], 1e-4);
        assertEquals(1, highest[lowest.length - 1], 1e-4);
        assertEquals(0, texts(drawn.traces.get(0).get("y"))[0]);
        assertEquals(1, texts(drawn.traces.get(0).get("x"))[lowest.length - 1]);
        assertEquals(0, drawn.traces.get(0).get("zmin").asDouble());
        assertEquals(1, drawn.traces.get(0).get("zmax").asDouble());
    }

    @Test
    void aHeatmapStartsAtTheTopAndItsColoursAreEvenAroundZero() throws Exception {
        double[][] values = {{1, -2}, {0.5, 4}};
        String[] rows = {"first", "second"};
        String[] columns = {"a", "b"};
        Drawn heat = drawn(Charts.heatmap(values, rows, columns, "v"));
        assertArrayEquals(values[0], heat.row(0, 0));
        assertArrayEquals(values[1], heat.row(0, 1));
        JsonNode trace = heat.traces.get(0);
        assertEquals("first", trace.get("y").get(0).asText());
        assertEquals("b", trace.get("x").get(1).asText());
        assertEquals("-2.00", trace.get("text").get(0).get(1).asText());
        assertEquals("reversed", heat.layout.at("/yaxis/autorange").asText());
        assertEquals(-4, trace.get("zmin").asDouble());
        assertEquals(4, trace.get("zmax").asDouble());
        double[][] positive = {{1, 2}, {0.5, 0.25}};
        JsonNode other = drawn(Charts.heatmap(positive, rows, columns, "v")).traces.get(0);
        assertEquals(0, other.get("zmin").asDouble());
        assertEquals(2, other.get("zmax").asDouble());
        JsonNode fixed = drawn(Charts.heatmap(positive, rows, columns, "v", -3, 3)).traces.get(0);
        assertEquals(-3, fixed.get("zmin").asDouble());
        assertEquals(3, fixed.get("zmax").asDouble());
    }

    @Test
    void whatRoundsToZeroHasNoSign() throws Exception {
        double[][] values = {{-0.001, 0.4}};
        String[] columns = {"a", "b"};
        Drawn heat = drawn(Charts.heatmap(values, new String[] {"r"}, columns, "v"));
        assertEquals("0.00", heat.traces.get(0).get("text").get(0).get(0).asText());
        assertEquals("0", Text.number(-0.0));
    }

    private static BufferedImage picture(Chart chart) throws Exception {
        String source = drawn(chart).traces.get(0).get("source").asText();
        byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int gray(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) >>> 24 == 0 ? -1 : picture.getRGB(x, y) & 255;
    }

    @Test
    void picturesAreReadRowByRowAndOneIsWhite() throws Exception {
        Matrix images =
                Matrix.ofRows(new double[][] {{0, 1, 0.5, 0.25}, {1, 1, 1, 0}, {0, 0, 0, 1}});
        Chart grid = Charts.imageGrid(images, 2);
        BufferedImage picture = picture(grid);
        assertEquals(5, picture.getWidth());
        assertEquals(5, picture.getHeight());
        assertEquals(0, gray(picture, 0, 0));
        assertEquals(255, gray(picture, 1, 0));
        assertEquals(128, gray(picture, 0, 1), 2);
        assertEquals(64, gray(picture, 1, 1), 2);
        // The second image stands to the right, the third below; gaps are no pixels at all.
        assertEquals(0, gray(picture, 4, 1));
        assertEquals(255, gray(picture, 1, 4));
        assertEquals(-1, gray(picture, 2, 0));
        assertEquals(-1, gray(picture, 3, 3));
        Drawn drawn = drawn(grid);
        assertArrayEquals(new double[] {4.5, -0.5}, Drawn.numbers(drawn.layout.at("/yaxis/range")));
        assertFalse(drawn.traces.get(0).get("zsmooth").asBoolean(true), "pixels stay squares");
    }

    @Test
    void picturesInColourMayHaveAnySize() throws Exception {
        // two pictures, 1 high and 2 wide: red and green; blue and white
        Matrix pixels = Matrix.ofRows(new double[][] {{1, 0, 0, 1, 0, 0}, {0, 1, 0, 1, 1, 1}});
        genlab.data.Pictures colours =
                new genlab.data.Pictures(pixels, 3, 1, 2, new int[0], java.util.List.of());
        Chart grid = Charts.imageGrid(colours, 1);
        BufferedImage picture = picture(grid);
        assertEquals(2, picture.getWidth());
        assertEquals(3, picture.getHeight());
        assertEquals(0xffff0000, picture.getRGB(0, 0));
        assertEquals(0xff00ff00, picture.getRGB(1, 0));
        assertEquals(-1, gray(picture, 0, 1));
        assertEquals(0xff0000ff, picture.getRGB(0, 2));
        assertEquals(0xffffffff, picture.getRGB(1, 2));
    }

    @Test
    void rowsOfPicturesStandBelowEachOther() throws Exception {
        Matrix black = Matrix.zeros(2, 1);
        Matrix white = Matrix.filled(1, 1, 1);
        Chart rows = Charts.imageRows(Series.of("data", black), Series.of("white", white));
        BufferedImage picture = picture(rows);
        assertEquals(0, gray(picture, 0, 0));
        assertEquals(0, gray(picture, 2, 0));
        assertEquals(255, gray(picture, 0, 2));
        assertEquals(-1, gray(picture, 2, 2));
        JsonNode axis = drawn(rows).layout.get("yaxis");
        assertEquals("white", axis.get("ticktext").get(1).asText());
        assertEquals(2, axis.get("tickvals").get(1).asDouble());
    }

    @Test
    void aPlaneOfPicturesHasTheFirstLatentAcrossAndTheSecondUp() throws Exception {
        Chart plane =
                Charts.manifold(
                        z -> {
                            Matrix images = Matrix.zeros(z.rows(), 1);
                            for (int i = 0; i < z.rows(); i++) {
                                images.set(i, 0, (3 * z.get(i, 0) + z.get(i, 1) + 4) / 8);
                            }
                            return images;
                        },
                        2,
                        1);
        BufferedImage picture = picture(plane);
        assertEquals(64, gray(picture, 0, 0), 2);
        assertEquals(255, gray(picture, 2, 0), 2);
        assertEquals(0, gray(picture, 0, 2), 2);
        assertEquals("1", drawn(plane).layout.at("/yaxis/ticktext/0").asText());
        assertEquals("-1", drawn(plane).layout.at("/xaxis/ticktext/0").asText());
    }

    @Test
    void aTraversalMovesOneLatentARow() throws Exception {
        Chart rows =
                Charts.traversal(
                        z -> {
                            Matrix images = Matrix.zeros(z.rows(), 1);
                            for (int i = 0; i < z.rows(); i++) {
                                images.set(i, 0, (z.get(i, 0) + 4) / 8);
                            }
                            return images;
                        },
                        Matrix.ofRows(new double[] {2, 0}),
                        2);
        BufferedImage picture = picture(rows);
        assertEquals(64, gray(picture, 0, 0), 2);
        assertEquals(191, gray(picture, 16, 0), 2);
        assertEquals(191, gray(picture, 0, 2), 2);
        assertEquals(191, gray(picture, 16, 2), 2);
        assertEquals("-2", drawn(rows).layout.at("/xaxis/ticktext/0").asText());
    }

    @Test
    void dotsOfSeedsStandInOrderAndTheMeanHasItsInterval() throws Exception {
        Map<String, double[]> runs = new LinkedHashMap<>();
        runs.put("a", new double[] {1, Double.NaN, 3, 2});
        runs.put("b", new double[] {5});
        Drawn strip = drawn(Charts.seedStrip("modes", runs));
        assertArrayEquals(new double[] {1, 3, 2}, strip.numbers(0, "y"));
        double[] x = strip.numbers(0, "x");
        assertArrayEquals(new double[] {-0.22, 0.22}, new double[] {x[0], x[2]}, 1e-6);
        assertTrue(x[0] < x[1] && x[1] < x[2], Arrays.toString(x));
        assertEquals("seed 3", strip.traces.get(0).at("/text/1").asText());
        assertArrayEquals(new double[] {2}, strip.numbers(1, "y"));
        double half = 4.3027 / Math.sqrt(3);
        assertArrayEquals(new double[] {half}, strip.numbers(1, "error_y/array"), 1e-3);
        assertArrayEquals(new double[] {half}, strip.numbers(1, "error_y/arrayminus"), 1e-3);
        // One run alone has neither a mean of its own nor an interval.
        assertEquals(3, strip.traces.size());
        assertArrayEquals(new double[] {1}, strip.numbers(2, "x"));
        assertEquals("b", strip.layout.at("/xaxis/ticktext/1").asText());
    }

    @Test
    void barsHaveTheirMeansAndNoIntervalOfNoWidth() throws Exception {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("a", new double[] {1, 2, 3});
        values.put("b", new double[] {7});
        Drawn bars = drawn(Charts.bars("share", values));
        assertArrayEquals(new double[] {2}, bars.numbers(0, "y"));
        assertEquals(1, bars.traces.get(0).at("/error_y/array").size());
        assertArrayEquals(new double[] {7}, bars.numbers(1, "y"));
        assertFalse(bars.traces.get(1).has("error_y"));
        assertArrayEquals(new double[] {1}, texts(bars.traces.get(1).get("x")));
    }

    private static Table runs() {
        return Table.create(
                "runs",
                StringColumn.create("recipe", "usual", "usual", "R1", "R1"),
                IntColumn.create("seed", 4, 5, 5, 4),
                IntColumn.create("step", 10, 10, 10, 10),
                DoubleColumn.create("W1", 0.5, 0.25, 0.125, 0.375));
    }

    @Test
    void aTidyTableBecomesStripsPairsCurvesAndASummary() throws Exception {
        Drawn strips = drawn(Charts.strips(runs(), "recipe", "W1"));
        assertArrayEquals(new double[] {0.5, 0.25}, strips.numbers(0, "y"));
        // The seeds' order is the same in every strip.
        assertArrayEquals(new double[] {0.375, 0.125}, strips.numbers(2, "y"));
        assertEquals("seed 4", strips.traces.get(2).at("/text/0").asText());
        Chart pairs = Charts.differences(runs(), "recipe", "usual", "W1");
        assertArrayEquals(new double[] {-0.125, -0.125}, drawn(pairs).numbers(0, "y"));
        assertEquals(
                strips.traces.get(2).at("/marker/color"),
                drawn(pairs).traces.get(0).at("/marker/color"),
                "a contestant keeps its colour");
        Drawn curves = drawn(Charts.progress(runs(), "recipe", "step", "W1"));
        assertArrayEquals(new double[] {0.375}, curves.numbers(1, "y"));
        assertArrayEquals(new double[] {0.25}, curves.numbers(3, "y"));
        assertEquals(
                strips.traces.get(2).at("/marker/color"), curves.traces.get(3).at("/line/color"));
        Table summary = Charts.summary(runs(), "recipe", "W1");
        assertEquals("[R1, 2, 0.3 ± 1.6]", rowOf(summary, 1));
    }

    private static String rowOf(Table table, int row) {
        return table.columns().stream().map(c -> c.getString(row)).toList().toString();
    }

    @Test
    void ticksAreTheValuesTried() throws Exception {
        double[] sizes = {1, 2, 4, 8, 16, 32};
        Chart chart = Charts.lines(Curve.of("error", sizes, sizes)).logX();
        JsonNode axis = drawn(chart).layout.get("xaxis");
        assertArrayEquals(sizes, Drawn.numbers(axis.get("tickvals")));
        assertEquals("16", axis.get("ticktext").get(4).asText());
        assertEquals("lines+markers", drawn(chart).traces.get(0).get("mode").asText());
        // Those that would touch are left out: on a linear axis 1, 2 and 4 of 32.
        JsonNode linear = drawn(Charts.lines(Curve.of("error", sizes, sizes))).layout.get("xaxis");
        assertArrayEquals(new double[] {1, 4, 8, 16, 32}, Drawn.numbers(linear.get("tickvals")));
    }

    @Test
    void logarithmicAxesAreWrittenInFullAndTheirRangesArePowers() throws Exception {
        double[] x = new double[50];
        Arrays.setAll(x, i -> 1 + 20.0 * i);
        Chart chart = Charts.lines(Curve.of("c", x, x)).logX().logY().yRange(1, 1000);
        Drawn drawn = drawn(chart.horizontalLine(100, "chance"));
        assertArrayEquals(new double[] {0, 3}, Drawn.numbers(drawn.layout.at("/yaxis/range")));
        assertArrayEquals(
                new double[] {1, 3, 10, 30, 100, 300, 1000},
                Drawn.numbers(drawn.layout.at("/xaxis/tickvals")));
        assertEquals(2, drawn.layout.at("/annotations/0/y").asDouble());
        assertEquals(100, drawn.layout.at("/shapes/0/y0").asDouble());
    }

    @Test
    void referencesStandWhereTheyWereAskedFor() throws Exception {
        Chart chart = Charts.lines(Curve.of("c", X, Y)).horizontalLine(4, "target");
        JsonNode line = drawn(chart).layout.at("/shapes/0");
        assertEquals(4, line.get("y0").asDouble());
        assertEquals(4, line.get("y1").asDouble());
        assertEquals("paper", line.get("xref").asText());
        JsonNode label = drawn(chart).layout.at("/annotations/0");
        assertEquals("target", label.get("text").asText());
        assertEquals(4, label.get("y").asDouble());
        JsonNode across = drawn(chart.verticalLine(2, "now")).layout.at("/shapes/1");
        assertEquals(2, across.get("x0").asDouble());
        JsonNode band = drawn(chart.horizontalBand(1, 3, "success")).layout.at("/shapes/1");
        assertEquals("rect", band.get("type").asText());
        assertEquals(1, band.get("y0").asDouble());
        assertEquals(3, band.get("y1").asDouble());
        // A label close to another one starts at the other side.
        JsonNode second = drawn(chart.horizontalLine(4.1, "chance")).layout.at("/annotations/1");
        assertEquals("left", second.get("xanchor").asText());
    }

    @Test
    void labelsThatWouldHideEachOtherMoveApart() {
        double[] a = {0, 0};
        double[] b = {0.1, 0};
        Plane.spread(List.of(a, b), 1);
        assertEquals(1, Math.hypot(a[0] - b[0], a[1] - b[1]), 1e-6);
        assertEquals(0.1, a[0] + b[0], 1e-9);
    }
}
