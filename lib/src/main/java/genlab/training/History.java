package genlab.training;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What was measured during a training run, row by row. */
public final class History {
    private final IntColumn steps;
    private final DoubleColumn[] columns;
    private final Table table;

    /**
     * An empty history.
     *
     * @param name what was trained
     * @param step the name of the first column, for example {@code "epoch"}
     * @param names the names of the other columns, with units where they have one
     */
    public History(String name, String step, String... names) {
        steps = IntColumn.create(step);
        columns = new DoubleColumn[names.length];
        table = Table.create(name, steps);
        for (int i = 0; i < names.length; i++) {
            columns[i] = DoubleColumn.create(names[i]);
            table.addColumns(columns[i]);
        }
    }

    /**
     * Adds a row.
     *
     * @param step the epoch or step that was completed
     * @param values one number a column, in their order
     * @throws IllegalArgumentException if there are more or fewer numbers than columns
     */
    public void add(int step, double... values) {
        if (values.length != columns.length) {
            throw new IllegalArgumentException(
                    "a row must have "
                            + columns.length
                            + " values, but was given "
                            + values.length
                            + "; the columns are "
                            + table.columnNames());
        }
        steps.append(step);
        for (int i = 0; i < values.length; i++) {
            columns[i].append(values[i]);
        }
    }

    /**
     * The last number of a column.
     *
     * @param name the column
     * @return its last number
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if there is no row yet
     */
    public double last(String name) {
        if (table.isEmpty()) {
            throw new IllegalStateException("the history has no row yet; train first");
        }
        return table.numberColumn(name).getDouble(table.rowCount() - 1);
    }

    /**
     * All rows, for charts and statistics.
     *
     * @return the table itself, not a copy; it grows while the training goes on
     */
    public Table table() {
        return table;
    }

    @Override
    public String toString() {
        return table.print(10);
    }
}
