package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of each student's own. */
class DrawsTest {
    private static final String CELL =
            """
            int count = 3;                  // DRAWN 2 to 9
            double[] mine = {1, 2};         // DRAWN 3 numbers from -2 to 2
            """;

    @TempDir private Path folder;

    @Test
    void areInTheirRangeDifferentByStudentAndTheSameEachTime() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String drawn = Draws.of("student" + i, "A1", CELL);
            assertEquals(drawn, Draws.of("student" + i, "A1", CELL));
            all.add(drawn);
            Matcher count = Pattern.compile("count = (\\d+);").matcher(drawn);
            assertTrue(count.find() && count.group(1).matches("[2-9]"), drawn);
            Matcher mine = Pattern.compile("mine = \\{(.*)};").matcher(drawn);
            assertTrue(mine.find(), drawn);
            List<Double> numbers =
                    List.of(mine.group(1).split(", ")).stream().map(Double::parseDouble).toList();
            assertEquals(3, numbers.size());
            assertTrue(numbers.stream().allMatch(x -> Math.abs(x) <= 2), drawn);
        }
        assertEquals(200, all.size());
        assertNotEquals(Draws.of("ada", "A1", CELL), Draws.of("ada", "A2", CELL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double x = 1; // DRAWN",
                "double x = 1; // DRAWN 2 to 1",
                "double[] x = {1}; // DRAWN 1 to 2",
                "int x = 1; // DRAWN 3 numbers from 1 to 2",
                "String x = \"\"; // DRAWN 1 to 2"
            })
    void whatCanNotBeDrawnIsTold(String line) {
        assertFalse(Draws.isRight(line));
    }

    private Assignment assignment() throws Exception {
        Notebook notebook = Notebook.read(Sample.FILE).copy();
        Notebook.Cell setup = Sample.cell(notebook, "setup");
        setup.setSource(setup.source() + "\n" + CELL);
        Sample.cell(notebook, "square")
                .setSource(
                        """
                        double mySquares() {
                            // BEGIN SOLUTION
                            double sum = 0;
                            for (double number : mine) sum += number * number;
                            return sum;
                            // END SOLUTION
                        }
                        """);
        Notebook.Cell distance = Sample.cell(notebook, "mean-distance");
        distance.setSource(
                distance.source()
                        .replace(
                                "for (double squared : square(difference))",
                                "for (double d : difference)")
                        .replace("sum += squared", "sum += d * d"));
        Path file = folder.resolve("drawn.ipynb");
        notebook.write(file);
        return Assignment.read(file);
    }

    /** The number that a student types in who has worked it out. */
    private static double squares(Assignment own) {
        try (Solution solution = new Solution(own)) {
            return solution.call("mySquares").number();
        }
    }

    @org.junit.jupiter.api.Tag("slow")
    @Test
    void onesOwnAnswerGetsAllPointsAndANeighboursNone() throws Exception {
        Assignment assignment = assignment();
        double adas = squares(assignment.of("ada"));
        assertNotEquals(adas, squares(assignment.of("bob")), 1e-2);
        Path roster = folder.resolve("roster.csv");
        Files.writeString(roster, "login\nada\nbob\n");
        try (Grader grader =
                new Grader(assignment, Images.isolated(), Sample.LIMITS, Roster.read(roster))) {
            // Bob copies Ada's answer, and then her whole notebook.
            for (String given : List.of("ada", "bob")) {
                for (String owner : List.of("ada", "bob")) {
                    Notebook notebook = assignment.of(given).studentVersion();
                    Sample.cell(notebook, "square")
                            .setSource("double mySquares() { return " + adas + "; }");
                    Sample.cell(notebook, "mean-distance").setSource(Sample.RIGHT_MEAN_DISTANCE);
                    Path file = folder.resolve(owner + ".ipynb");
                    notebook.write(file);
                    Result result = grader.grade(file, OptionalLong.empty());
                    assertEquals(owner.equals("ada") ? 16 : 8, result.score(), result.report());
                    assertTrue(grader.wouldRepeat(result, file, OptionalLong.empty()));
                }
            }
            // Everybody's numbers are nobody's own, and need no roster.
            Path common = folder.resolve("common.ipynb");
            Notebook notebook = assignment.studentVersion();
            assertFalse(notebook.json().toString().contains("DRAWN"));
            double squares = squares(assignment.of(null));
            Sample.cell(notebook, "square")
                    .setSource("double mySquares() { return " + squares + "; }");
            notebook.write(common);
            Result result = grader.grade(common, OptionalLong.empty());
            assertEquals(8, result.score(), result.report());
            assertEquals(List.of(), result.notes());
            Path stranger = folder.resolve("stranger.ipynb");
            assignment.of("ada").studentVersion().write(stranger);
            String said =
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> grader.grade(stranger, OptionalLong.empty()))
                            .getMessage();
            assertTrue(said.contains("of nobody in the roster"), said);
        }
    }
}
