package genlab;

import genlab.nn.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What {@link BadArguments} tries for each type: its name, and how it is made of a valid value. */
final class BadValues {
    private final Map<Class<?>, Map<String, UnaryOperator<Object>>> changes = new LinkedHashMap<>();

    BadValues() {
        add(Integer.class, "smallest", i -> Integer.MIN_VALUE);
        add(Integer.class, "-1", i -> -1);
        add(Integer.class, "0", i -> 0);
        add(Integer.class, "huge", i -> Integer.MAX_VALUE);
        add(Long.class, "smallest", i -> Long.MIN_VALUE);
        add(Long.class, "-1", i -> -1L);
        add(Long.class, "0", i -> 0L);
        add(Long.class, "huge", i -> Long.MAX_VALUE);
        for (double bad :
                new double[] {
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 0,
                }) {
            add(Double.class, "" + bad, d -> bad);
            add(Float.class, "" + bad, f -> (float) bad);
        }
        add(Double.class, "huge", d -> Double.MAX_VALUE);
        add(Float.class, "huge", f -> Float.MAX_VALUE);
        add(String.class, "empty", s -> "");
        add(String.class, "unknown", s -> "no such thing");
        addPaths();
        add(String[].class, "empty", a -> new String[0]);
        add(String[].class, "null inside", a -> new String[1]);
        add(String[].class, "unknown inside", a -> new String[] {"no such thing"});
        add(List.class, "empty", list -> List.of());
        add(List.class, "null inside", list -> Collections.singletonList(null));
        add(Map.class, "empty", map -> Map.of());
        add(
                Map.class,
                "null inside",
                map -> new LinkedHashMap<>(Collections.singletonMap("null", null)));
        add(DoubleUnaryOperator.class, "gives NaN", f -> x -> Double.NaN);
        add(DoubleUnaryOperator.class, "gives Infinity", f -> x -> Double.POSITIVE_INFINITY);
        addArrays();
        addMatrices();
    }

    /** In a folder of their own: a bad path may be written to. */
    private void addPaths() {
        try {
            Path folder = Files.createTempDirectory("bad-arguments");
            Path file = Files.writeString(folder.resolve("text"), "neither picture nor number");
            Path empty = Files.createDirectory(folder.resolve("empty"));
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit(); // before the folder: the last one goes first
            empty.toFile().deleteOnExit();
            add(Path.class, "missing", p -> folder.resolve("no").resolve("such").resolve("file"));
            add(Path.class, "an empty folder", p -> empty);
            add(Path.class, "another file", p -> file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addArrays() {
        add(int[].class, "empty", a -> new int[0]);
        add(int[].class, "one less", a -> Arrays.copyOf(a, Math.max(0, a.length - 1)));
        add(int[].class, "one more", a -> Arrays.copyOf(a, a.length + 1));
        add(int[].class, "-1 inside", a -> with(a, -1));
        add(int[].class, "huge inside", a -> with(a, Integer.MAX_VALUE));
        add(double[].class, "empty", a -> new double[0]);
        add(double[].class, "one less", a -> Arrays.copyOf(a, Math.max(0, a.length - 1)));
        add(double[].class, "one more", a -> Arrays.copyOf(a, a.length + 1));
        add(double[].class, "NaN inside", a -> with(a, Double.NaN));
        add(double[].class, "Infinity inside", a -> with(a, Double.POSITIVE_INFINITY));
        add(double[].class, "huge inside", a -> with(a, Double.MAX_VALUE));
        add(double[].class, "-1 inside", a -> with(a, -1));
        add(double[].class, "zeros", a -> new double[a.length]);
        add(float[].class, "empty", a -> new float[0]);
        add(float[].class, "one less", a -> Arrays.copyOf(a, Math.max(0, a.length - 1)));
        add(float[].class, "one more", a -> Arrays.copyOf(a, a.length + 1));
        add(float[].class, "NaN inside", a -> with(a, Float.NaN));
        add(float[].class, "Infinity inside", a -> with(a, Float.POSITIVE_INFINITY));
        add(double[][].class, "empty", a -> new double[0][]);
        add(double[][].class, "null inside", a -> new double[a.length][]);
        add(double[][].class, "one less", a -> Arrays.copyOf(a, a.length - 1));
        add(
                double[][].class,
                "ragged",
                a -> changed(a, last -> Arrays.copyOf(last, last.length - 1)));
        add(double[][].class, "NaN inside", a -> changed(a, last -> with(last, Double.NaN)));
        add(
                double[][].class,
                "Infinity inside",
                a -> changed(a, last -> with(last, Double.POSITIVE_INFINITY)));
        add(double[][].class, "huge inside", a -> changed(a, last -> with(last, 1e300)));
        add(double[][].class, "asymmetric", a -> changed(a, last -> plusOneAtTheStart(last)));
        add(
                double[][].class,
                "negative",
                a ->
                        Arrays.stream(a)
                                .map(row -> Arrays.stream(row).map(x -> -x).toArray())
                                .toArray(double[][]::new));
    }

    private void addMatrices() {
        add(Matrix.class, "one row less", m -> resized(m, m.rows() - 1, m.columns()));
        add(Matrix.class, "one row more", m -> resized(m, m.rows() + 1, m.columns()));
        add(Matrix.class, "one column less", m -> resized(m, m.rows(), m.columns() - 1));
        add(Matrix.class, "one column more", m -> resized(m, m.rows(), m.columns() + 1));
        add(Matrix.class, "NaN inside", m -> filledLast(m, Float.NaN));
        add(Matrix.class, "Infinity inside", m -> filledLast(m, Float.POSITIVE_INFINITY));
        add(Matrix.class, "huge inside", m -> filledLast(m, 1e38f));
        add(Matrix.class, "-1 inside", m -> filledLast(m, -1));
    }

    <T> void add(Class<T> type, String name, UnaryOperator<T> change) {
        changes.computeIfAbsent(type, t -> new LinkedHashMap<>())
                .put(name, value -> change.apply(type.cast(value)));
    }

    /** All bad values for a parameter for which the given one is valid. */
    Map<String, Supplier<Object>> of(Class<?> parameter, Object valid) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        if (!parameter.isPrimitive()) {
            all.put("null", () -> null);
        }
        changes.forEach(
                (type, byName) -> {
                    if (type == boxed(parameter)) {
                        byName.forEach(
                                (name, change) -> {
                                    Object bad = change.apply(valid);
                                    if (bad != null && !Objects.equals(bad, valid)) {
                                        all.put(name, () -> bad);
                                    }
                                });
                    }
                });
        return all;
    }

    static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static int[] with(int[] values, int last) {
        int[] result = values.clone();
        result[result.length - 1] = last;
        return result;
    }

    private static double[] with(double[] values, double last) {
        double[] result = values.clone();
        result[result.length - 1] = last;
        return result;
    }

    private static float[] with(float[] values, float last) {
        float[] result = values.clone();
        result[result.length - 1] = last;
        return result;
    }

    private static double[] plusOneAtTheStart(double[] values) {
        double[] result = values.clone();
        result[0] += 1;
        return result;
    }

    private static double[][] changed(double[][] rows, UnaryOperator<double[]> last) {
        double[][] result = rows.clone();
        result[result.length - 1] = last.apply(rows[rows.length - 1]);
        return result;
    }

    /** The same numbers where both have them, else 0.5; null if there would be none. */
    private static Matrix resized(Matrix matrix, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            return null;
        }
        Matrix result = Matrix.filled(rows, columns, 0.5);
        for (int row = 0; row < Math.min(rows, matrix.rows()); row++) {
            for (int column = 0; column < Math.min(columns, matrix.columns()); column++) {
                result.set(row, column, matrix.get(row, column));
            }
        }
        return result;
    }

    private static Matrix filledLast(Matrix matrix, float value) {
        Matrix result = matrix.copy();
        result.values()[result.values().length - 1] = value;
        return result;
    }
}
