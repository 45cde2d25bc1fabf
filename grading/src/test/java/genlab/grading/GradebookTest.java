package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a roster and results to what learning platforms read. */
class GradebookTest {
    private static final LocalDateTime DEADLINE = LocalDateTime.of(2026, 11, 30, 23, 59);
    private static final String HOSTILE = "=HYPERLINK(\"http://evil\",\"<b>x</b>\")";

    @TempDir private Path folder;
    private final SortedMap<String, Result> results = new TreeMap<>();
    private final List<Path> files = new ArrayList<>();

    private Path roster(String... lines) throws Exception {
        Path file = folder.resolve("roster.csv");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return file;
    }

    /** A submission that is graded: points for the code, and for the written answer or null. */
    private void handIn(String path, double code, Double written, int daysLate) throws Exception {
        Path file = folder.resolve("in").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
        Instant time = DEADLINE.atZone(ZoneId.systemDefault()).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(time.plusSeconds(86_400L * daysLate - 60)));
        files.add(file);
        results.put(
                path,
                Results.of(
                        path,
                        Results.tested(
                                "square-test",
                                code,
                                8,
                                code < 8 ? "expected: 4\nactual:   5" : null),
                        Results.tested("mean-distance-test", 8, 8, null),
                        Results.written("why", written, 4, "the mean" + HOSTILE)));
    }

    private Gradebook book(Path roster) throws Exception {
        Gradebook book =
                new Gradebook(
                        Sample.assignment(),
                        Roster.read(roster),
                        new LatePolicy(DEADLINE, 10),
                        "A1 (4711)");
        book.fill(folder.resolve("in"), files, results);
        book.write(folder.resolve("out"));
        return book;
    }

    private List<CSVRecord> table(String name) throws Exception {
        try (CSVParser rows = Csv.read(folder.resolve("out").resolve(name))) {
            return rows.getRecords();
        }
    }

    @Test
    void twoHundredStudentsNeedNoEditing() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("login,name,email,canvas id,sis id,section,moodle id");
        for (int i = 0; i < 200; i++) {
            lines.add(
                    String.format(
                            "s%03d,\"Student, %d\",s%03d@school.edu,%d,sis-%d,1,m%d",
                            i, i, i, 5000 + i, i, i));
            String path =
                    switch (i % 4) {
                        case 0 -> "s%03d/A1.ipynb";
                        case 1 -> "s%03d.ipynb";
                        case 2 -> "student%03d_" + (5000 + i) + "_99_A1.ipynb";
                        default -> "Student, " + i + "_77_assignsubmission_file_/%03d.ipynb";
                    };
            handIn(String.format(path, i), i % 9, (double) (i % 5), 0);
        }
        Gradebook book = book(roster(lines.toArray(String[]::new)));
        assertEquals(List.of(), book.notes());

        List<CSVRecord> canvas = table("canvas.csv");
        assertEquals(201, canvas.size());
        assertEquals("Points Possible", canvas.get(0).get("Student").strip());
        assertEquals("20", canvas.get(0).get("A1 (4711)"));
        assertEquals("5007", canvas.get(8).get("ID"));
        assertEquals("17", canvas.get(8).get("A1 (4711)"));
        assertEquals("m7", table("moodle.csv").get(7).get("ID number"));
        assertEquals("17", table("moodle.csv").get(7).get("A1 (4711)"));
        assertEquals("7", table("grades.csv").get(7).get("square-test"));
        try (var all = Files.list(folder.resolve("out/gradescope"))) {
            assertEquals(200, all.count());
        }
    }

    /** The header that Canvas's importer asks for, in its order. */
    @Test
    void canvasKnowsTheColumns() throws Exception {
        handIn("ada/A1.ipynb", 8, 4.0, 0);
        book(roster("login;name", "ada;Ada Lovelace"));
        String header = Files.readAllLines(folder.resolve("out/canvas.csv")).get(0);
        assertEquals("Student,ID,SIS User ID,SIS Login ID,Section,A1 (4711)", header);
        assertTrue(
                Files.readString(folder.resolve("out/canvas.csv"))
                        .contains("\n\"    Points Possible\",,,,,20\nAda Lovelace,,,ada,,20\n"));
    }

    @Test
    void lateDaysAndExcusesCount() throws Exception {
        handIn("ada/A1.ipynb", 8, 4.0, 2);
        handIn("bob/A1.ipynb", 8, 2.0, 2);
        handIn("eve/A1.ipynb", 0, 0.0, 0);
        handIn("kim/A1.ipynb", 8, null, 0);
        handIn("nobody/A1.ipynb", 8, 4.0, 0);
        Gradebook book =
                book(
                        roster(
                                "login,name,late days,excused",
                                "ada,Ada,3,",
                                "bob,Bob,1,A7",
                                "eve,Eve,0,sample",
                                "kim,Kim,,",
                                "zoe,Zoe,2,"));
        List<CSVRecord> grades = table("grades.csv");
        assertEquals(
                List.of("graded", "graded", "excused", "answers to be marked", "nothing handed in"),
                grades.stream().map(row -> row.get("status")).toList());
        assertEquals(
                List.of("20", "16.2", "", "", ""),
                grades.stream().map(row -> row.get("points")).toList());
        List<CSVRecord> canvas = table("canvas.csv");
        assertEquals("EX", canvas.get(3).get("A1 (4711)"));
        assertEquals("", canvas.get(4).get("A1 (4711)"));
        assertEquals(
                List.of("1", "0", "0", "0", "2"),
                table("roster.csv").stream().map(row -> row.get("late days")).toList());
        String notes = book.notes().toString();
        assertTrue(notes.contains("nobody/A1.ipynb is of nobody in the roster"), notes);
        assertTrue(notes.contains("1 students have written answers without marks"), notes);
    }

    @Test
    void ofTwoNotebooksTheLastCounts() throws Exception {
        handIn("ada/old.ipynb", 0, 0.0, 0);
        handIn("ada/new.ipynb", 8, 4.0, 1);
        Gradebook book = book(roster("login", "ada"));
        assertEquals("18", table("grades.csv").get(0).get("points"));
        assertTrue(book.notes().toString().contains("ada/new.ipynb is the last and counts"));
    }

    @Test
    void nbgradersTimeStampComesBeforeTheFiles() throws Exception {
        handIn("ada/sample/sample.ipynb", 8, 4.0, 9);
        Path stamp = folder.resolve("in/ada/sample/timestamp.txt");
        Files.writeString(stamp, "2026-11-29 10:00:00.123 UTC\n");
        book(roster("login", "ada"));
        assertEquals("20", table("grades.csv").get(0).get("points"));
        Files.writeString(stamp, "yesterday");
        String said =
                assertThrows(NotebookException.class, () -> book(folder.resolve("roster.csv")))
                        .getMessage();
        assertTrue(said.contains("must be a time like"), said);
    }

    @Test
    void noFormulaAndNoMarkupGetsThrough() throws Exception {
        String name = HOSTILE.replace("\"", "");
        handIn("ada/" + name.replace("/", "") + ".ipynb", 5, 1.0, 0);
        book(roster("login,name,section", "ada,\"" + name + "\",\t@SUM(A1)"));
        for (String table : List.of("grades.csv", "canvas.csv", "moodle.csv", "roster.csv")) {
            for (CSVRecord row : table(table)) {
                for (String cell : row) {
                    assertFalse(cell.strip().matches("(?s)[=+\\-@\t\r].*"), table + ": " + cell);
                }
            }
            String text = Files.readString(folder.resolve("out").resolve(table));
            assertFalse(table.equals("moodle.csv") && text.contains("(Feedback)<"), text);
        }
        String moodle = table("moodle.csv").get(0).get("A1 (4711) (Feedback)");
        assertEquals("square-test: 5 of 8; mean-distance-test: 8 of 8; why: 1 of 4", moodle);
    }

    /** What Gradescope documents of results.json: names, types, and the values of settings. */
    @Test
    void gradescopeKnowsTheFields() throws Exception {
        handIn("ada/A1.ipynb", 5, null, 0);
        String text = Gradebook.gradescope(results.get("ada/A1.ipynb"), null);
        JsonObject all = JsonParser.parseString(text).getAsJsonObject();
        assertEquals(13, all.get("score").getAsDouble());
        assertEquals("text", all.get("output_format").getAsString());
        assertEquals(2, all.getAsJsonArray("tests").size());
        JsonObject test = all.getAsJsonArray("tests").get(0).getAsJsonObject();
        assertEquals(5, test.get("score").getAsDouble());
        assertEquals(8, test.get("max_score").getAsDouble());
        assertEquals("failed", test.get("status").getAsString());
        assertEquals("visible", test.get("visibility").getAsString());
        String output = test.get("output").getAsString();
        assertTrue(output.contains("expected: a smaller number"), output);
    }

    @ParameterizedTest
    @CsvSource({
        "'name,x', columns must be of",
        "'name', must have a column login",
        "'login\nada\nADA', line 3 of the roster",
        "'login\na b', must be a name without blanks",
        "'login,late days\nada,-1', must be a whole number",
        "'login', must have students",
        "'login\n\"ada', must be a table in CSV"
    })
    void aBrokenRosterIsToldByItsRow(String text, String reason) throws Exception {
        Path file = roster(text);
        String said = assertThrows(NotebookException.class, () -> Roster.read(file)).getMessage();
        assertTrue(said.contains(reason), said);
    }

    @Test
    void anotherEncodingIsTold() throws Exception {
        Path file = folder.resolve("roster.csv");
        Files.write(file, "login,name\nada,Zo\u00eb\n".getBytes(StandardCharsets.ISO_8859_1));
        String said = assertThrows(NotebookException.class, () -> Roster.read(file)).getMessage();
        assertTrue(said.contains("must be UTF-8"), said);
    }
}
