package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The distribution of data that one has: every sample is one of its rows, each as likely as any
 * other, drawn with replacement.
 *
 * <pre>{@code
 * Table people = Table.read().csv("people.csv");
 * EmpiricalSampler heights = EmpiricalSampler.of(people, random, "height", "weight");
 * }</pre>
 *
 * <p>A model learns data of any scale only after {@code genlab.data.Standardizer}.
 */
public final class EmpiricalSampler implements LabelledSampler {
    private final Matrix data;
    private final int[] labels;
    private final List<String> classes;
    private final RandomGenerator random;

    private EmpiricalSampler(
            Matrix data, int[] labels, List<String> classes, RandomGenerator random) {
        this.data = Require.finite("data", 1, data).copy();
        for (float value : this.data.values()) {
            Draws.number("data", value);
        }
        this.labels = labels;
        this.classes = classes;
        this.random = Require.given("random", random);
    }

    /**
     * Rows of a matrix.
     *
     * @param data {@code [samples, features]}
     * @return a sampler of {@code [count, features]}, all of label 0
     * @throws IllegalArgumentException if a number isn't within ±1e15
     */
    public static EmpiricalSampler of(Matrix data, RandomGenerator random) {
        Require.given("data", data);
        return new EmpiricalSampler(data, new int[data.rows()], List.of(), random);
    }

    /**
     * Rows of a matrix with their labels.
     *
     * @param data samples and labels
     * @return a sampler of {@code [count, features]}
     */
    public static EmpiricalSampler of(LabelledSamples data, RandomGenerator random) {
        Require.given("data", data);
        return new EmpiricalSampler(data.samples(), data.labels().clone(), List.of(), random);
    }

    /**
     * The values of a column.
     *
     * @param column the data
     * @return a sampler of {@code [count, 1]}, all of label 0
     * @throws IllegalArgumentException if a value is missing
     */
    public static EmpiricalSampler of(NumericColumn<?> column, RandomGenerator random) {
        return of(Table.create(Require.given("column", column)), random);
    }

    /**
     * Rows of a table.
     *
     * @param table the data
     * @param columns the names of the numeric columns to take, in the order wanted; all columns of
     *     the table if there is none
     * @return a sampler of {@code [count, columns]}, all of label 0
     * @throws IllegalArgumentException if there is no such column, or it isn't numeric, or a value
     *     is missing
     */
    public static EmpiricalSampler of(Table table, RandomGenerator random, String... columns) {
        Matrix data = matrix(table, columns);
        return new EmpiricalSampler(data, new int[data.rows()], List.of(), random);
    }

    /**
     * Rows of a table, with another column as their labels.
     *
     * @param table the data
     * @param label the name of the column of labels, of text, numbers or truth values; each
     *     different value is one label, in ascending order
     * @param columns the names of the numeric columns to take, in the order wanted; all but the
     *     labels if there is none
     * @return a sampler of {@code [count, columns]}
     * @throws IllegalArgumentException if there is no such column, or a value is missing
     */
    public static EmpiricalSampler labelled(
            Table table, String label, RandomGenerator random, String... columns) {
        Column<?> column = column(table, label);
        Require.given("columns", columns);
        Table rest = columns.length == 0 ? table.copy().removeColumns(label) : table;
        Map<Object, Integer> labelOf = new TreeMap<>();
        column.asList().forEach(value -> labelOf.put(value, 0));
        int[] next = {0};
        labelOf.replaceAll((value, unset) -> next[0]++);
        int[] labels = column.asList().stream().mapToInt(labelOf::get).toArray();
        List<String> classes = labelOf.keySet().stream().map(String::valueOf).toList();
        return new EmpiricalSampler(matrix(rest, columns), labels, classes, random);
    }

    /**
     * A copy of the data itself, {@code [samples, features]}: what to fit a {@code Standardizer}
     * to, or to compare samples with.
     */
    public Matrix data() {
        return data.copy();
    }

    /**
     * What the labels stand for, label i's value as text at place i; empty if they come from no
     * column of a table.
     */
    public List<String> classes() {
        return classes;
    }

    @Override
    public LabelledSamples drawLabelled(int count) {
        int[] rows = random.ints(Draws.count(count, data.columns()), 0, data.rows()).toArray();
        int[] drawn = Arrays.stream(rows).map(row -> labels[row]).toArray();
        return new LabelledSamples(data.select(rows), drawn);
    }

    private static Matrix matrix(Table table, String... names) {
        Require.given("table", table);
        Require.given("columns", names);
        String[] all = names.length == 0 ? table.columnNames().toArray(new String[0]) : names;
        Require.that(all.length > 0, "table must have at least 1 column, but has none");
        Require.that(table.rowCount() > 0, "table must have at least 1 row, but has none");
        Matrix data = Draws.room(table.rowCount(), all.length);
        for (int feature = 0; feature < all.length; feature++) {
            Column<?> column = column(table, all[feature]);
            Require.that(
                    column instanceof NumericColumn,
                    "column %s must be numeric, but is of type %s; name the columns to take, or"
                            + " make it the label",
                    all[feature],
                    column.type().name());
            for (int row = 0; row < data.rows(); row++) {
                double value = ((NumericColumn<?>) column).getDouble(row);
                data.set(row, feature, value);
            }
        }
        return data;
    }

    private static Column<?> column(Table table, String name) {
        Require.given("table", table);
        Require.given("the name of a column", name);
        Require.that(
                table.containsColumn(name),
                "column must be one of %s, but was %s",
                table.columnNames(),
                name);
        Column<?> column = table.column(name);
        int missing = column.countMissing();
        Require.that(
                missing == 0,
                "column %s must have a value in every row, but %d of %d are missing; take"
                        + " table.dropRowsWithMissingValues(), or fill them in",
                name,
                missing,
                column.size());
        return column;
    }
}
