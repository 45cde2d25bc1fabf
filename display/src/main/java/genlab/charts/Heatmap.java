package genlab.charts;

import genlab.nn.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table of numbers as colours. */
final class Heatmap {
    private static final int MOST = 200;

    private Heatmap() {}

    /** Colours run from -m to m if there are negative values, from 0 to m otherwise. */
    static Chart of(double[][] values, String[] rows, String[] columns, String valueTitle) {
        Extent extent = extent(values, rows, columns);
        double largest = Math.max(Math.abs(extent.low), Math.abs(extent.high));
        largest = largest == 0 ? 1 : largest;
        return of(values, rows, columns, valueTitle, extent.low < 0 ? -largest : 0, largest);
    }

    static Chart of(
            double[][] values,
            String[] rows,
            String[] columns,
            String valueTitle,
            double low,
            double high) {
        Require.given("valueTitle", valueTitle);
        Extent extent = extent(values, rows, columns);
        Checks.ascending("colours", low, high);
        Require.that(
                extent.low >= low && extent.high <= high,
                "values must be in [%s, %s], the colours' range, but were in [%s, %s]",
                low,
                high,
                extent.low,
                extent.high);
        double size = Math.max(Math.abs(low), Math.abs(high));
        String[][] text = new String[rows.length][];
        List<String> words = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            // Two places all over, where they tell the numbers apart: narrow pages have no more.
            text[i] =
                    Arrays.stream(values[i])
                            .mapToObj(
                                    v ->
                                            size >= 0.1 && size < 10
                                                    ? Text.fixed(v, 2)
                                                    : Text.number(v, 3))
                            .toArray(String[]::new);
            String[] ofRow = text[i];
            words.add(
                    rows[i]
                            + ": "
                            + String.join(
                                    ", ",
                                    IntStream.range(0, columns.length)
                                            .mapToObj(j -> columns[j] + " " + ofRow[j])
                                            .toList()));
        }
        double[][] rounded = Arrays.stream(values).map(Json::round).toArray(double[][]::new);
        // jsplot writes names as they are; those of a table may hold quotes.
        Object[] across = IntStream.range(0, columns.length).boxed().toArray();
        Object[] down = IntStream.range(0, rows.length).boxed().toArray();
        StyledTrace heat =
                Traces.heat(valueTitle, across, down, rounded, low, high)
                        .with(
                                "colorscale: ?",
                                (Object) (low < 0 ? Palette.DIVERGING : Palette.HEAT))
                        .with("x: ?, y: ?, text: ?, xgap: 2, ygap: 2", columns, rows, text)
                        .with("texttemplate: '%{text}'");
        String axes =
                "xaxis: {type: 'category', showgrid: false}, yaxis: {type: 'category',"
                        + " showgrid: false, autorange: 'reversed'}";
        return new Chart(List.of(heat), Json.of(axes), words)
                .height(Math.min(560, 150 + 34 * values.length));
    }

    private static Extent extent(double[][] values, String[] rows, String[] columns) {
        Checks.all("values", values);
        Checks.all("rows", rows);
        Checks.all("columns", columns);
        Require.that(
                values.length == rows.length && rows.length <= MOST && columns.length <= MOST,
                "values must have a row for each of the %d names, at most %d, but had %d rows and"
                        + " %d columns' names",
                rows.length,
                MOST,
                values.length,
                columns.length);
        Extent extent = new Extent();
        for (int i = 0; i < values.length; i++) {
            Require.length("row '" + rows[i] + "'", columns.length, values[i].length);
            extent.with(Checks.numbers("row '" + rows[i] + "'", 1, values[i]));
        }
        return extent;
    }
}
