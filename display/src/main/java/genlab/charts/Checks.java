package genlab.charts;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.Collection;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What charts ask of their arguments beside {@link Require}'s checks. */
final class Checks {
    /** More than a screen can tell apart, and as much as a page can hold. */
    static final int MOST_POINTS = 200_000;

    private static final double LARGEST = 1e100;

    private Checks() {}

    /** Numbers that can be drawn, at least some of them. */
    static double[] numbers(String name, int least, double[] values) {
        Require.given(name, values);
        count(name, least, values.length);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= LARGEST)) {
                throw Require.error(
                        "%s must be finite and below 1e100, but was %s at %d;"
                                + " leave it out, or look at where it began",
                        name, values[i], i);
            }
        }
        return values;
    }

    static double number(String name, double value) {
        boolean drawn = Math.abs(value) <= LARGEST;
        Require.that(drawn, "%s must be finite and below 1e100, but was %s", name, value);
        return value;
    }

    static void count(String name, int least, int count) {
        Require.that(
                count >= least && count <= MOST_POINTS,
                "%s must have %d to %d values, but had %d; %s",
                name,
                least,
                MOST_POINTS,
                count,
                count < least ? "give at least that many" : "draw a part of them");
    }

    static void ascending(String name, double from, double to) {
        number(name + " from", from);
        number(name + " to", to);
        Require.that(
                from < to, "%s must go from low to high, but was from %s to %s", name, from, to);
    }

    /** Things that are all there, at least one. */
    static <T> T[] all(String name, T[] things) {
        Require.given(name, things);
        Require.that(things.length > 0, "%s must hold at least 1, but was empty", name);
        for (T thing : things) {
            Require.given(name, thing);
        }
        return things;
    }

    static <T, C extends Collection<T>> C all(String name, C things) {
        Require.given(name, things);
        all(name, things.toArray());
        return things;
    }

    /** Points of a plane. */
    static Matrix plane(String name, Matrix points) {
        Require.given(name, points);
        Require.that(
                points.columns() == 2,
                "%s must be [n, 2], but was %s; pick two columns with columns(i, i + 2)",
                name,
                points.shape());
        count(name, 1, points.rows());
        return points;
    }

    static double[] column(String name, Matrix matrix, int column) {
        double[] values = new double[matrix.rows()];
        Arrays.setAll(values, row -> matrix.get(row, column));
        return numbers(name, 1, values);
    }

    /** A column of a table, by name. */
    static Column<?> column(Table table, String name) {
        Require.given("table", table);
        Require.given("name of a column", name);
        Require.that(
                table.containsColumn(name),
                "table '%s' must have a column '%s', but has %s",
                table.name(),
                name,
                table.columnNames());
        return table.column(name);
    }

    /** The numbers of a column; NaN where a value is missing. */
    static double[] numbers(Table table, String name) {
        Column<?> column = column(table, name);
        if (column instanceof NumericColumn<?> numbers) {
            return numbers.asDoubleArray();
        }
        throw Require.error(
                "column '%s' must hold numbers, but holds %s; choose one of %s",
                name,
                column.type().name(),
                table.columns().stream()
                        .filter(c -> c instanceof NumericColumn<?>)
                        .map(Column::name)
                        .toList());
    }
}
