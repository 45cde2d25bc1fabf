package genlab.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import genlab.metrics.RocCurve;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.notebook.Check;
import genlab.notebook.Exercise;
import genlab.notebook.Notebook;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Every public method of charts and notebooks, tried with every kind of wrong argument: each gets
 * an error of the kit's own that says what must be, none is silent.
 */
class ChartArgumentsTest {
    private static final Matrix PLANE = Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    private static final Matrix PIXELS = Matrix.filled(3, 4, 0.5);
    private static final double[] THREE = {1, 2, 3};
    private static final Layer FLAT = x -> half(x.matrix().rows(), 1);
    private static final UnaryOperator<Matrix> DECODER = z -> Matrix.filled(z.rows(), 4, 0.5);
    private static final Chart CHART = Charts.lines(Curve.of("c", THREE, THREE));
    private static final Table RUNS =
            Table.create(
                    "runs",
                    StringColumn.create("recipe", "a", "a", "b", "b"),
                    DoubleColumn.create("seed", 1, 2, 1, 2),
                    DoubleColumn.create("step", 1, 1, 1, 1),
                    DoubleColumn.create("W1", 1, 2, 3, 4));
    private static final double[][] ROWS = {{1, 2}, {3, 4}};
    private static final String[] NAMES = {"a", "b"};

    private static Pass half(int rows, int columns) {
        return Pass.constant(Matrix.filled(rows, columns, 0.5));
    }

    /** A call that works, on an object or on none. */
    private record Call(Object target, Class<?> type, String name, Object... arguments) {
        @Override
        public String toString() {
            return type.getSimpleName() + "." + name + Arrays.toString(types());
        }

        private String[] types() {
            return Arrays.stream(method().getParameterTypes())
                    .map(Class::getSimpleName)
                    .toArray(String[]::new);
        }

        Executable method() {
            Stream<? extends Executable> all =
                    name.equals("new")
                            ? Arrays.stream(type.getConstructors())
                            : Arrays.stream(type.getMethods())
                                    .filter(m -> m.getName().equals(name));
            // An array of figures is an object too: the most special method is meant.
            return all.filter(m -> fits(m.getParameterTypes()))
                    .min(
                            Comparator.comparing(
                                    m -> List.of(m.getParameterTypes()).contains(Object.class)))
                    .orElseThrow();
        }

        private boolean fits(Class<?>[] types) {
            if (types.length != arguments.length) {
                return false;
            }
            for (int i = 0; i < types.length; i++) {
                Class<?> boxed = arguments[i] == null ? null : arguments[i].getClass();
                if (boxed != null && !box(types[i]).isAssignableFrom(boxed)) {
                    return false;
                }
            }
            return true;
        }

        private static Class<?> box(Class<?> type) {
            return type == double.class
                    ? Double.class
                    : type == int.class
                            ? Integer.class
                            : type == long.class
                                    ? Long.class
                                    : type == boolean.class ? Boolean.class : type;
        }

        void with(int index, Object value) throws Throwable {
            Object[] changed = arguments.clone();
            changed[index] = value;
            try {
                if (method() instanceof Method m) {
                    m.invoke(target, changed);
                } else {
                    ((java.lang.reflect.Constructor<?>) method()).newInstance(changed);
                }
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private static Call of(Class<?> type, String name, Object... arguments) {
        return new Call(null, type, name, arguments);
    }

    private static Call on(Object target, String name, Object... arguments) {
        return new Call(target, target.getClass(), name, arguments);
    }

    static Stream<Call> calls() {
        Series[] plane = {Series.of("s", PLANE)};
        Series[] line = {Series.of("s", 1, 2, 3)};
        Series[] pictures = {Series.of("s", PIXELS)};
        Curve[] curves = {Curve.of("c", new double[] {0, 1}, new double[] {0, 1})};
        int[] labels = {0, 1, 2};
        Map<String, double[]> settings = Map.of("a", THREE);
        Curve curve = curves[0];
        Chart film = Chart.frames("step", List.of("0"), List.of(CHART));
        DoubleUnaryOperator f = x -> x;
        RocCurve roc = RocCurve.of(THREE, THREE);
        Supplier<Object> one = () -> "1";
        DoubleSupplier number = () -> 1;
        BooleanSupplier yes = () -> true;
        Supplier<Matrix> matrix = () -> PLANE;
        Supplier<Rendered> chart = () -> CHART;
        Class<?> c = Charts.class;
        return Stream.of(
                of(c, "losses", RUNS.selectColumns("step", "W1"), new String[] {"W1"}),
                of(c, "lines", RUNS, "seed", new String[] {"W1"}),
                of(c, "lines", (Object) curves),
                of(c, "points", (Object) curves),
                of(c, "paths", (Object) curves),
                of(c, "roc", (Object) curves),
                of(c, "histogram", (Object) line),
                of(c, "qq", line[0], line),
                of(c, "scatter", (Object) plane),
                of(c, "latent", PLANE, labels),
                of(c, "latent", PLANE, THREE, "slant"),
                of(c, "surface", FLAT, -1.0, 1.0, plane),
                of(c, "imageGrid", PIXELS),
                of(c, "imageGrid", PIXELS, 2),
                of(c, "imageGrid", genlab.data.Pictures.grey(Matrix.zeros(2, 4)), 2),
                of(c, "imageRows", (Object) pictures),
                of(c, "traversal", DECODER, Matrix.zeros(1, 2), 2.0),
                of(c, "manifold", DECODER, 3, 2.0),
                of(c, "seedStrip", "v", settings),
                of(c, "bars", "v", settings),
                of(c, "strips", RUNS, "recipe", "W1"),
                of(c, "differences", RUNS, "recipe", "a", "W1"),
                of(c, "progress", RUNS, "recipe", "step", "W1"),
                of(c, "summary", RUNS, "recipe", new String[] {"W1"}),
                of(c, "heatmap", ROWS, NAMES, NAMES, "v"),
                of(c, "heatmap", ROWS, NAMES, NAMES, "v", 0.0, 4.0),
                of(c, "beside", (Object) new Figure[] {CHART}),
                of(c, "html", CHART),
                of(c, "text", CHART),
                on(CHART, "title", "t"),
                on(CHART, "xTitle", "t"),
                on(CHART, "yTitle", "t"),
                on(CHART, "xRange", 1.0, 2.0),
                on(CHART, "yRange", 1.0, 2.0),
                on(CHART.logX(), "xRange", 1.0, 2.0),
                on(CHART, "horizontalLine", 1.0, "l"),
                on(CHART.logY(), "horizontalLine", 1.0, "l"),
                on(CHART, "verticalLine", 1.0, "l"),
                on(CHART, "horizontalBand", 1.0, 2.0, "l"),
                on(CHART, "over", CHART),
                of(Chart.class, "frames", "step", List.of("0"), List.of(CHART)),
                on(film, "startAt", 0),
                of(Curve.class, "of", "c", THREE, THREE),
                of(Curve.class, "function", "c", 0.0, 1.0, f),
                of(Curve.class, "ofRuns", "c", THREE, new double[][] {THREE, THREE}),
                of(Curve.class, "roc", "c", roc),
                of(Curve.class, "new", "c", THREE, THREE, THREE, THREE, Palette.REAL),
                on(curve, "colored", Palette.REAL),
                of(Series.class, "real", PLANE),
                of(Series.class, "real", THREE),
                of(Series.class, "generated", PLANE),
                of(Series.class, "generated", THREE),
                of(Series.class, "reconstruction", PLANE),
                of(Series.class, "of", "s", PLANE),
                of(Series.class, "of", "s", THREE),
                of(Series.class, "new", "s", PLANE, Palette.REAL),
                of(Palette.class, "other", 1),
                of(LatentExplorer.class, "of", Gallery.decoder(2), PLANE, labels),
                of(Diagram.class, "of", (Object) new String[] {"a: b > c"}),
                of(Diagram.class, "new", List.of("a: b > c")),
                of(Panel.class, "new", List.of(CHART)),
                of(Check.class, "near", "w", 1.0, 1.0, 0.1),
                of(Check.class, "near", "w", PLANE, PLANE, 0.1),
                of(Check.class, "atLeast", "w", 1.0, 1.0),
                of(Check.class, "atMost", "w", 1.0, 1.0),
                of(Check.class, "equal", "w", "1", "1"),
                of(Check.class, "that", "w", true),
                of(Exercise.class, "near", "w", 1.0, number, 0.1),
                of(Exercise.class, "near", "w", PLANE, matrix, 0.1),
                of(Exercise.class, "equal", "w", "1", one),
                of(Exercise.class, "that", "w", yes),
                of(Notebook.class, "show", "value"),
                of(Notebook.class, "show", (Object) new Figure[] {CHART}),
                of(Notebook.class, "markdown", "m"),
                of(Notebook.class, "html", "h", "t"),
                of(Notebook.class, "live", "t", 1L, chart));
    }

    /**
     * Wrong values of each kind; what a method takes by its purpose is left out in {@link #right}.
     */
    private static Map<String, Object> wrong(Class<?> type) {
        Map<String, Object> wrong = new HashMap<>();
        if (!type.isPrimitive()) {
            wrong.put("null", null);
        }
        if (type == double.class) {
            wrong.put("NaN", Double.NaN);
            wrong.put("infinite", Double.POSITIVE_INFINITY);
            wrong.put("huge", -1e300);
        } else if (type == int.class) {
            wrong.put("negative", -1);
            wrong.put("huge", Integer.MIN_VALUE);
        } else if (type == long.class) {
            wrong.put("negative", -1L);
            wrong.put("zero", 0L);
        } else if (type == double[].class) {
            wrong.put("empty", new double[0]);
            wrong.put("longer", new double[] {1, 2, 3, 4});
            wrong.put("NaN", new double[] {1, Double.NaN, 3});
            wrong.put("infinite", new double[] {1, Double.NEGATIVE_INFINITY, 3});
            wrong.put("huge", new double[] {1, 1e300, 3});
            wrong.put("many", new double[300_000]);
        } else if (type == double[][].class) {
            wrong.put("empty", new double[0][]);
            wrong.put("null row", new double[][] {THREE, null});
            wrong.put("ragged", new double[][] {THREE, {1}});
            wrong.put("NaN", new double[][] {{1, Double.NaN, 1}, THREE});
        } else if (type == int[].class) {
            wrong.put("empty", new int[0]);
            wrong.put("longer", new int[4]);
        } else if (type == Matrix.class) {
            wrong.put("3 columns", Matrix.zeros(2, 3));
            wrong.put("NaN", Matrix.filled(3, 2, Double.NaN));
            wrong.put("infinite", Matrix.filled(3, 4, Double.POSITIVE_INFINITY));
            wrong.put("pixels of 255", Matrix.filled(3, 4, 255));
        } else if (type == Layer.class) {
            Layer wide = x -> half(x.matrix().rows(), 2);
            Layer short_ = x -> half(1, 1);
            Layer nan = x -> Pass.constant(Matrix.filled(x.matrix().rows(), 1, Double.NaN));
            Layer logits = x -> Pass.constant(Matrix.filled(x.matrix().rows(), 1, 4));
            wrong.put("wide", wide);
            wrong.put("short", short_);
            wrong.put("NaN", nan);
            wrong.put("logits", logits);
        } else if (type == UnaryOperator.class) {
            UnaryOperator<Matrix> none = z -> null;
            UnaryOperator<Matrix> oblong = z -> Matrix.zeros(z.rows(), 3);
            UnaryOperator<Matrix> few = z -> Matrix.zeros(1, 4);
            UnaryOperator<Matrix> nan = z -> Matrix.filled(z.rows(), 4, Double.NaN);
            UnaryOperator<Matrix> bytes = z -> Matrix.filled(z.rows(), 4, 255);
            wrong.put("gives null", none);
            wrong.put("gives 3 pixels", oblong);
            wrong.put("gives one row", few);
            wrong.put("gives NaN", nan);
            wrong.put("gives 255", bytes);
        } else if (type == DoubleUnaryOperator.class) {
            DoubleUnaryOperator pole = x -> 1 / x;
            wrong.put("has a pole", pole);
        } else if (type == Map.class) {
            wrong.put("empty", Map.of());
            wrong.put("no values", Map.of("a", new double[0]));
            wrong.put("infinite", Map.of("a", new double[] {1, Double.POSITIVE_INFINITY}));
            wrong.put("NaN alone", Map.of("a", new double[] {Double.NaN}));
            Map<String, double[]> none = new HashMap<>();
            none.put("a", null);
            wrong.put("null values", none);
        } else if (type == Table.class) {
            wrong.put("empty", Table.create("empty"));
            wrong.put("no rows", RUNS.emptyCopy());
        } else if (type == List.class) {
            wrong.put("empty", List.of());
            wrong.put("longer", new ArrayList<>(Arrays.asList(null, null)));
        } else if (type == String[].class) {
            wrong.put("longer", new String[] {"a", "b", "c"});
            wrong.put("null name", new String[] {"a", null});
        } else if (type.isArray()) {
            Class<?> of = type.getComponentType();
            wrong.put("empty", java.lang.reflect.Array.newInstance(of, 0));
            wrong.put("null element", java.lang.reflect.Array.newInstance(of, 2));
        }
        return wrong;
    }

    /** What is right for a method though it is wrong for others, as "Class.method index kind". */
    private static final Set<String> RIGHT =
            Set.of(
                    // A chart that grows while a model trains begins with nothing, and says so.
                    "Charts.losses 0 no rows",
                    "Charts.lines 0 no rows",
                    // Without names of columns, all losses are drawn.
                    "Charts.losses 1 empty",
                    // A series or curve without a colour gets the next free one.
                    "Curve.new 5 null",
                    "Series.new 2 null",
                    // No ends, both null, mean no interval; one alone is refused, which is tried.
                    "Charts.surface 3 empty",
                    // Samples of any size and scale.
                    "Series.real 0 3 columns",
                    "Series.generated 0 3 columns",
                    "Series.reconstruction 0 3 columns",
                    "Series.of 1 3 columns",
                    "Series.new 1 3 columns",
                    "Series.real 0 pixels of 255",
                    "Series.generated 0 pixels of 255",
                    "Series.reconstruction 0 pixels of 255",
                    "Series.of 1 pixels of 255",
                    "Series.new 1 pixels of 255",
                    "Series.real 0 longer",
                    "Series.generated 0 longer",
                    "Series.of 1 longer",
                    // An answer may be anything: a wrong one fails the check, which is tried.
                    "Check.near 2 NaN",
                    "Check.near 2 infinite",
                    "Check.near 2 huge",
                    "Check.near 2 3 columns",
                    "Check.near 2 pixels of 255",
                    "Check.near 1 3 columns",
                    "Check.near 1 pixels of 255",
                    "Check.near 1 huge",
                    "Check.atLeast 2 NaN",
                    "Check.atLeast 2 infinite",
                    "Check.atLeast 2 huge",
                    "Check.atLeast 1 huge",
                    "Check.atMost 1 huge",
                    "Check.atMost 2 NaN",
                    "Check.atMost 2 infinite",
                    "Check.atMost 2 huge",
                    "Check.equal 2 null",
                    "Exercise.near 1 3 columns",
                    "Exercise.near 1 pixels of 255",
                    "Exercise.near 1 huge");

    @ParameterizedTest
    @MethodSource("calls")
    void wrongArgumentsAreToldApart(Call call) throws Throwable {
        PrintStream console = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        List<String> silent = new ArrayList<>();
        try {
            call.with(0, call.arguments()[0]);
            Class<?>[] types = call.method().getParameterTypes();
            for (int i = 0; i < types.length; i++) {
                for (Map.Entry<String, Object> wrong : wrong(types[i]).entrySet()) {
                    String where = call.type().getSimpleName() + "." + call.name() + " " + i;
                    if (RIGHT.contains(where + " " + wrong.getKey())) {
                        continue;
                    }
                    try {
                        call.with(i, wrong.getValue());
                        silent.add(where + " " + wrong.getKey() + " is taken in silence");
                    } catch (IllegalArgumentException e) {
                        if (e.getClass() != IllegalArgumentException.class
                                || e.getMessage() == null
                                || !e.getMessage().matches("(?s).*\\b(must|has)\\b.*")) {
                            silent.add(where + " " + wrong.getKey() + " says " + e);
                        }
                    } catch (Throwable e) {
                        silent.add(where + " " + wrong.getKey() + " throws " + e);
                    }
                }
            }
        } finally {
            System.setOut(console);
        }
        assertEquals("", String.join("\n", silent));
    }

    @Test
    void everyPublicMethodIsTried() {
        Set<String> tried = new TreeSet<>();
        calls().forEach(call -> tried.add(call.method().toString()));
        Set<String> untried = new TreeSet<>();
        for (Class<?> type :
                List.of(
                        Charts.class,
                        Chart.class,
                        Curve.class,
                        Series.class,
                        Palette.class,
                        LatentExplorer.class,
                        Diagram.class,
                        Panel.class,
                        Check.class,
                        Exercise.class,
                        Notebook.class)) {
            Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getConstructors()))
                    .filter(m -> m.getDeclaringClass() == type && m.getParameterCount() > 0)
                    .filter(m -> !m.isSynthetic() && Modifier.isPublic(m.getModifiers()))
                    .filter(m -> !Set.of("equals", "valueOf", "asJavascript").contains(m.getName()))
                    .map(Executable::toString)
                    .filter(m -> !tried.contains(m))
                    .forEach(untried::add);
        }
        assertEquals(Set.of(), untried);
    }

    @Test
    void messagesSayWhatMustBeWhatWasFoundAndWhatToDo() {
        assertMessage(
                "column 'recipe' must hold numbers, but holds STRING; choose one of [seed, step, W1]",
                () -> Charts.lines(RUNS, "step", "recipe"));
        assertMessage(
                "table 'runs' must have a column 'W2', but has [recipe, seed, step, W1]",
                () -> Charts.lines(RUNS, "step", "W2"));
        assertMessage("columns must be at least 1, but was 0", () -> Charts.imageGrid(PIXELS, 0));
        assertMessage(
                "pixels of images must be in [0, 1], but one was 255.0; scale them first",
                () -> Charts.imageGrid(Matrix.filled(3, 4, 255)));
        assertMessage(
                "lower ends of curve 'c' must have 3 elements, but had 2",
                () -> new Curve("c", THREE, THREE, new double[2], THREE, null));
        assertMessage(
                "row 'b' must have 2 elements, but had 1",
                () -> Charts.heatmap(new double[][] {{1, 2}, {3}}, NAMES, NAMES, "v"));
        assertMessage(
                "a logarithmic axis must have values above 0 only, but there is -1 on yaxis;"
                        + " draw it without logY",
                () -> Charts.lines(Curve.of("c", THREE, new double[] {-1, 2, 3})).logY());
        assertMessage(
                "s must be [n, 2], but was [2, 3]; pick two columns with columns(i, i + 2)",
                () -> Charts.scatter(Series.of("s", Matrix.zeros(2, 3))));
        assertMessage(
                "a setting must have one row a seed, but 'a' has several of seed 1; keep the last"
                        + " look of each run",
                () -> Charts.strips(RUNS.copy().append(RUNS), "recipe", "W1"));
    }

    private static void assertMessage(String expected, Runnable call) {
        try {
            call.run();
        } catch (IllegalArgumentException e) {
            assertEquals(expected, e.getMessage());
            return;
        }
        fail("no error: " + expected);
    }

    @Test
    void aTableWithoutRowsIsAChartThatSaysSo() {
        Table empty = RUNS.selectColumns("step", "W1").emptyCopy();
        String text = Charts.losses(empty, "W1").logY().text();
        assertTrue(text.contains("W1: no value yet"), text);
        assertTrue(Charts.losses(empty).html().contains("no value yet"));
    }

    @Test
    void gapsOfATableAreCounted() {
        Table table =
                Table.create(
                        DoubleColumn.create("step", 1, 2, 3),
                        DoubleColumn.create("loss", 1, Double.NaN, 3));
        String text = Charts.losses(table).text();
        assertNotNull(text);
        assertTrue(text.contains("loss: missing in 1 rows"), text);
        assertTrue(text.contains("(1, 1), (3, 3)"), text);
    }
}
