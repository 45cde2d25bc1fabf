package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestOutputTest {

    @TempDir private Path root;
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(before);
    }

    private List<String> said() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void showsResultsWithTheirCountWhatTestsSayWhatIsWrongAndTheClosingLines() {
        String closing = "[INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0";
        try (TestOutput output = new TestOutput(3)) {
            for (String line :
                    List.of(
                            "\u001b[0m[INFO] Scanning for projects...",
                            "[INFO] --- surefire:3.5.3:test (default-test) @ genlab ---",
                            "[INFO] Running genlab.nn.DenseTest",
                            "a test says this",
                            "[INFO] Tests run: 4, Skipped: 0, Time elapsed: 1 s -- in genlab.nn.DenseTest",
                            "[INFO] ",
                            "[ERROR] Tests run: 5 <<< FAILURE! -- in genlab.nn.GanTest$Nested",
                            "[ERROR] it is wrong",
                            closing,
                            "[INFO] BUILD SUCCESS")) {
                output.read(line);
            }
        }
        assertEquals(
                List.of(
                        "a test says this",
                        "[INFO] Tests run: 4, Skipped: 0, Time elapsed: 1 s -- in genlab.nn.DenseTest"
                                + " (1 of 3 test classes)",
                        "[ERROR] Tests run: 5 <<< FAILURE! -- in genlab.nn.GanTest$Nested"
                                + " (2 of 3 test classes)",
                        "[ERROR] it is wrong",
                        closing,
                        "[INFO] BUILD SUCCESS"),
                said());
    }

    @Test
    void countsTheClassesThatWillRun() throws IOException {
        Path tests = Files.createDirectories(root.resolve("lib/src/test/java/genlab"));
        Files.writeString(
                tests.resolve("FastTest.java"), "class FastTest {\n    @Tag(\"slow\")\n}");
        Files.writeString(tests.resolve("LongTest.java"), "@Tag(\"slow\")\nclass LongTest {}");
        Files.writeString(tests.resolve("Helper.java"), "class Helper {}");
        Path hidden = Files.createDirectories(tests.resolve("hidden"));
        Files.writeString(hidden.resolve("SquareTest.java"), "class SquareTest {}");
        assertEquals(2, TestOutput.classes(root, false));
        assertEquals(1, TestOutput.classes(root, true));
    }

    @Test
    void tellsWhyAnythingWasSkippedOnceAReason() throws IOException {
        Path reports = Files.createDirectories(root.resolve("lib/target/surefire-reports"));
        String abort = "<![CDATA[org.opentest4j.TestAbortedException: ";
        try (TestOutput output = new TestOutput(0)) {
            Files.writeString(
                    reports.resolve("TEST-a.xml"),
                    "<testcase name=\"a\" classname=\"genlab.a.ATest\" time=\"0\">\n"
                            + "    <skipped type=\"T\">"
                            + abort
                            + "Assumption failed: no <b> there\n\tat x]]></skipped>\n</testcase>\n"
                            + "<testcase name=\"b\" classname=\"genlab.a.ATest\" time=\"0\">\n"
                            + "    <skipped type=\"T\">"
                            + abort
                            + "no <b> there\n\tat y]]></skipped></testcase>\n"
                            + "<testcase name=\"c\" classname=\"genlab.a.BTest\" time=\"0\">\n"
                            + "    <skipped message=\"it&apos;s &lt;off>\"/></testcase>\n"
                            + "<testcase name=\"d\" classname=\"genlab.a.CTest\" time=\"0\"/>");
            output.tellSkipped(root);
        }
        assertEquals(
                List.of(
                        "Not checked: ATest, because no <b> there",
                        "Not checked: BTest, because it's <off>"),
                said());
    }
}
