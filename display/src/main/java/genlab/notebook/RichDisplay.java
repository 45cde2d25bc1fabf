package genlab.notebook;

import genlab.charts.Charts;
import genlab.charts.Rendered;
import genlab.charts.Text;
import genlab.nn.Matrix;
import genlab.training.History;
import genlab.training.Progress;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Teaches the running kernel to show what the kit works with: charts and other figures of
 * Tablesaw's, tables, matrices and ND4J arrays; each as HTML and as text.
 *
 * <p>The kit's kernel calls {@link #install} by itself; under another kernel the notebook's first
 * cell does, through {@link Notebook#setup}.
 */
public final class RichDisplay {
    private static final int ROWS = 20;
    private static final int COLUMNS = 12;
    private static Object taught;

    private RichDisplay() {}

    /**
     * Registers how values are shown, and shows progress in the notebook from now on. Without a
     * kernel, on a console, it does nothing; a second call changes nothing.
     */
    public static synchronized void install() {
        JupyterKernel kernel = JupyterKernel.find().orElse(null);
        if (kernel == null || kernel.instance() == taught) {
            return;
        }
        html(kernel, Rendered.class, Rendered::html, Rendered::text);
        html(kernel, Figure.class, Charts::html, Charts::text);
        html(kernel, Table.class, RichDisplay::table, t -> t.print(ROWS));
        html(kernel, History.class, h -> table(h.table()), History::toString);
        html(kernel, Matrix.class, RichDisplay::matrix, Matrix::toString);
        html(
                kernel,
                INDArray.class,
                a ->
                        a.rank() == 2
                                ? matrix(Matrix.of(a))
                                : "<pre>" + Text.escape("" + a) + "</pre>",
                a -> "INDArray " + Arrays.toString(a.shape()) + "\n" + a);
        kernel.register(Rich.class, Rich::forms, Rich.HTML, Rich.MARKDOWN, Rich.TEXT);
        kernel.register(Widget.class, w -> ((Widget<?>) w).forms(), Widget.VIEW, Rich.TEXT);
        Progress.use((task, total) -> new NotebookProgress(kernel, task, total, null));
        taught = kernel.instance();
    }

    private static <T> void html(
            JupyterKernel kernel,
            Class<T> type,
            Function<T, String> html,
            Function<T, String> text) {
        kernel.register(
                type,
                value -> Map.of(Rich.HTML, html.apply(value), Rich.TEXT, text.apply(value)),
                Rich.HTML,
                Rich.TEXT);
    }

    /** The first and the last rows; all that is left out is counted. */
    static String table(Table table) {
        StringBuilder html = new StringBuilder("<table class=\"genlab-table\">");
        if (table.name() != null && !table.name().isEmpty()) {
            html.append("<caption>").append(Text.escape(table.name())).append("</caption>");
        }
        html.append("<thead><tr>");
        for (String name : table.columnNames()) {
            html.append("<th>").append(Text.escape(name)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        int rows = table.rowCount();
        for (int r = 0; r < rows; r++) {
            if (rows > ROWS && r == ROWS / 2) {
                html.append("<tr><td colspan=\"")
                        .append(table.columnCount())
                        .append("\">... ")
                        .append(rows - ROWS)
                        .append(" more rows ...</td></tr>");
                r = rows - ROWS / 2;
            }
            Row row = table.row(r);
            html.append("<tr>");
            for (int c = 0; c < table.columnCount(); c++) {
                Object value = row.getObject(c);
                boolean number = value instanceof Double || value instanceof Float;
                html.append("<td>")
                        .append(
                                number
                                        ? Text.number(((Number) value).doubleValue())
                                        : Text.escape(value == null ? "" : value.toString()))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    static String matrix(Matrix matrix) {
        int rows = Math.min(ROWS / 2, matrix.rows());
        int columns = Math.min(COLUMNS, matrix.columns());
        StringBuilder html =
                new StringBuilder("<table class=\"genlab-table\"><caption>")
                        .append(matrix.rows())
                        .append(" x ")
                        .append(matrix.columns())
                        .append("</caption><tbody>");
        for (int r = 0; r < rows; r++) {
            html.append("<tr>");
            for (int c = 0; c < columns; c++) {
                html.append("<td>").append(Text.number(matrix.get(r, c))).append("</td>");
            }
            html.append(columns < matrix.columns() ? "<td>...</td></tr>" : "</tr>");
        }
        if (rows < matrix.rows()) {
            html.append("<tr><td>...</td></tr>");
        }
        return html.append("</tbody></table>").toString();
    }
}
