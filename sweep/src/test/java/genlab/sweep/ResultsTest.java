package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.experiment.GanRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class ResultsTest {
    private static final String CODE = "0123456789ab";
    private static final int STEPS = 500;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sweep.csv");
    }

    private Results open() throws SweepException {
        return Results.open(file, CODE, STEPS);
    }

    private static Row row(long seed) {
        Run run = new Run(GanRecipe.HINGE, DataSet.GRID, seed, STEPS);
        return new Row(run, Row.Status.OK, 20, 0.9, 0.3, 1.2, 0.7, 4.5, "");
    }

    private List<Row> written(Row... rows) throws IOException, SweepException {
        try (Results results = open()) {
            for (Row row : rows) {
                results.append(row);
            }
        }
        return List.of(rows);
    }

    private String problem() {
        return assertThrows(SweepException.class, this::open).getMessage();
    }

    @Test
    void rowsStay() throws IOException, SweepException {
        Run bad = new Run(GanRecipe.HINGE, DataSet.RING, 2, STEPS);
        List<Row> rows = written(row(1), Row.diverged(bad, 1, "loss is NaN, at step 3"));
        try (Results results = open()) {
            assertEquals(rows.toString(), results.rows().toString());
            assertEquals("", results.repair());
            assertTrue(results.has(row(1).run()));
        }
    }

    @Test
    void tablesawReadsTheFile() throws IOException, SweepException {
        written(row(1), Row.diverged(row(2).run(), 1, "a, \"b\""), row(3));
        Table table = Table.read().csv(file.toFile());
        assertEquals(3, table.rowCount());
        assertEquals(13, table.columnCount());
        assertEquals(ColumnType.DOUBLE, table.column("sliced_w1").type());
        assertEquals(0.3, table.doubleColumn("sliced_w1").mean(), 1e-12);
        assertEquals("a, \"b\"", table.column("reason").getString(1));
    }

    @Test
    void aTornLastLineIsToldAndRemovedAndItsRunIsDoneAgain() throws IOException, SweepException {
        written(row(1), row(2));
        String whole = Files.readString(file);
        int second = whole.indexOf("hinge,grid,2");
        for (int length = second + 1; length < whole.length() - 1; length++) {
            Files.writeString(file, whole.substring(0, length));
            try (Results results = open()) {
                assertEquals(List.of(row(1)), results.rows(), "cut off at " + length);
                assertTrue(results.repair().contains("cut off"), results.repair());
                assertTrue(
                        results.repair().contains(whole.substring(second, length).substring(0, 1)));
            }
            assertEquals(whole.substring(0, second), Files.readString(file));
        }
    }

    @Test
    void aTornHeaderIsWrittenAgain() throws IOException, SweepException {
        written();
        String header = Files.readString(file);
        for (int length = 0; length < header.length(); length++) {
            Files.writeString(file, header.substring(0, length));
            open().close();
            assertEquals(header, Files.readString(file));
        }
    }

    @Test
    void aLastLineWithoutItsEndButWholeStays() throws IOException, SweepException {
        written(row(1), row(2));
        String whole = Files.readString(file);
        Files.writeString(file, whole.stripTrailing());
        try (Results results = open()) {
            assertEquals(List.of(row(1), row(2)), results.rows());
            results.append(row(3));
        }
        assertEquals(List.of(row(1), row(2), row(3)), reread());
    }

    private List<Row> reread() throws IOException, SweepException {
        try (Results results = open()) {
            return results.rows();
        }
    }

    @Test
    void lineEndsOfWindowsAreRead() throws IOException, SweepException {
        written(row(1), row(2));
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        assertEquals(List.of(row(1), row(2)), reread());
    }

    @Test
    void twoSweepsCantShareAFile() throws IOException, SweepException {
        try (Results results = open()) {
            assertTrue(problem().contains("another sweep is writing to it"), problem());
            results.append(row(1));
        }
        assertEquals(List.of(row(1)), reread());
    }

    @Test
    void foreignFilesAreRefusedAndLeftAlone() throws IOException {
        for (String content : List.of("name,score\nA,3\n", "no line end", "\u0000\u0001\n", "\n")) {
            Files.writeString(file, content);
            assertTrue(problem().contains("must be the file of a sweep"), problem());
            assertEquals(content, Files.readString(file));
        }
        byte[] binary = {(byte) 0xff, (byte) 0xfe, 0, 1};
        Files.write(file, binary);
        assertTrue(problem().contains("must be the file of a sweep"), problem());
    }

    @Test
    void otherSettingsAndOtherCodeAreRefused() throws IOException, SweepException {
        written(row(1));
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace(",500,", ",600,"));
        assertTrue(problem().contains("runs of 500 steps, but has some of 600"), problem());
        Files.writeString(file, whole.replace(CODE, "ba9876543210"));
        assertTrue(problem().contains("this version of the code"), problem());
    }

    @Test
    void brokenLinesAreNamed() throws IOException, SweepException {
        written(row(1));
        String whole = Files.readString(file);
        Files.writeString(file, whole + "hinge,grid\n");
        assertTrue(problem().contains("line 3: must have 13 fields, but has 2"), problem());
        Files.writeString(file, whole + whole.lines().toList().get(1) + "\n");
        assertTrue(problem().contains("line 3: must be of a run of its own"), problem());
    }

    @Test
    void placesThatCantBeWrittenAreNamed() {
        file = folder.resolve("nowhere").resolve("sweep.csv");
        assertTrue(problem().contains("must be readable and writable"), problem());
        file = folder;
        assertTrue(problem().contains("is a folder"), problem());
    }
}
