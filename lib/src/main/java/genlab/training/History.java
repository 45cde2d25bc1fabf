package genlab.training;

import genlab.nn.Require;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What was measured during the training of a model, row by row. */
public final class History {
    private final IntColumn steps;
    private final List<DoubleColumn> columns = new ArrayList<>();
    private final Table table;

    /**
     * An empty history.
     *
     * @param name what was trained
     * @param step the name of the first column, for example {@code "epoch"}
     * @param names the names of the other columns, with units where they have one
     */
    public History(String name, String step, String... names) {
        steps = IntColumn.create(Require.given("step", step));
        table = Table.create(Require.given("name", name), steps);
        for (String column : Require.given("names", names)) {
            Require.that(
                    !table.containsColumn(Require.given("the name of a column", column)),
                    "names must differ from each other and from %s, but %s is twice there",
                    step,
                    column);
            column(column);
        }
    }

    /**
     * Adds a row.
     *
     * @param step the epoch or step that was completed
     * @param values one number a column, in their order
     */
    public void add(int step, double... values) {
        Require.that(
                Require.given("values", values).length == columns.size(),
                "a row must have %d values, but was given %d; the columns are %s",
                columns.size(),
                values.length,
                table.columnNames());
        steps.append(Require.atLeast("step", 0, step));
        for (int i = 0; i < values.length; i++) {
            columns.get(i).append(values[i]);
        }
    }

    /** Makes sure that there is a column; rows before it have no number in it. */
    public void column(String name) {
        if (!table.containsColumn(Require.given("name", name))) {
            DoubleColumn column = DoubleColumn.create(name, new double[table.rowCount()]);
            for (int row = 0; row < table.rowCount(); row++) {
                column.setMissing(row);
            }
            columns.add(column);
            table.addColumns(column);
        }
    }

    /** How many columns there are beside the first. */
    public int width() {
        return columns.size();
    }

    /**
     * The last number of a column.
     *
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if there is no row yet
     */
    public double last(String name) {
        Require.that(
                table.containsColumn(Require.given("name", name)),
                "there is no column %s; the columns are %s",
                name,
                table.columnNames());
        if (table.isEmpty()) {
            throw new IllegalStateException("the history has no row yet; train first");
        }
        return table.numberColumn(name).getDouble(table.rowCount() - 1);
    }

    /** All rows, for charts and statistics; not a copy, it grows while the training goes on. */
    public Table table() {
        return table;
    }

    @Override
    public String toString() {
        return table.print(10);
    }
}
