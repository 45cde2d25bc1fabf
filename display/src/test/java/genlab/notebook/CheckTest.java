package genlab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genlab.charts.Text;
import genlab.nn.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static String printed(Runnable action) {
        PrintStream old = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(old);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void aClaimThatHoldsIsPrintedWithItsFigures() {
        assertEquals(
                "✓ mean: expected 4 ± 0.3, actual 4.062",
                printed(() -> Check.near("mean", 4, 4.0621, 0.3)));
        assertEquals(
                "✓ wins: expected at least 8, actual 9",
                printed(() -> Check.atLeast("wins", 8, 9)));
    }

    @Test
    void numbersAreShortAndExact() {
        assertEquals("0.6931", Text.number(Math.log(2)));
        assertEquals("1.25", Text.number(1.25));
        assertEquals("1e-06", Text.number(1e-6));
        assertEquals("1.235e-05", Text.number(1.2345678e-5));
        assertEquals("1200", Text.number(1200));
        assertEquals("1235", Text.number(1234.6));
        assertEquals("-0.05", Text.number(-0.05));
        assertEquals("NaN", Text.number(Double.NaN));
        assertEquals("1.5e+07", Text.number(1.5e7 + 0.5));
    }

    @Test
    void aStatementHasNoFigures() {
        assertEquals("✓ it is so", printed(() -> Check.that("it is so", true)));
        assertEquals(
                "○ not solved yet: 2: it is so",
                printed(() -> Exercise.that("2: it is so", () -> false)));
    }

    @Test
    void aClaimThatDoesNotHoldStopsTheNotebook() {
        AssertionError error =
                assertThrows(AssertionError.class, () -> Check.near("mean", 4, 5, 0.3));
        assertEquals("✗ mean: expected 4 ± 0.3, actual 5", error.getMessage());
        assertThrows(AssertionError.class, () -> Check.near("mean", 4, Double.NaN, 0.3));
        assertThrows(AssertionError.class, () -> Check.atLeast("wins", 8, Double.NaN));
        assertThrows(AssertionError.class, () -> Check.atMost("loss", 8, 9));
        assertThrows(AssertionError.class, () -> Check.that("it is so", false));
        assertThrows(AssertionError.class, () -> Check.equal("shape", "[1, 4]", "[4, 1]"));
    }

    @Test
    void matricesAreComparedWhereTheyDifferMost() {
        Matrix expected = Matrix.ofRows(new double[][] {{1, 2}, {3, 4}});
        Matrix actual = Matrix.ofRows(new double[][] {{1, 2.5}, {3, 4}});
        assertEquals(
                "✓ m: expected differences up to 0.5, actual 0.5",
                printed(() -> Check.near("m", expected, actual, 0.5)));
        AssertionError error =
                assertThrows(AssertionError.class, () -> Check.near("m", expected, actual, 0.1));
        assertEquals(
                "✗ m: expected 2 ± 0.1, actual 2.5 at [0, 1], where they differ most",
                error.getMessage());
        assertThrows(
                AssertionError.class, () -> Check.near("m", expected, Matrix.zeros(1, 2), 0.1));
        assertThrows(
                AssertionError.class,
                () -> Check.near("m", expected, Matrix.filled(2, 2, Double.NaN), 0.1));
    }

    @Test
    void anUnsolvedExerciseDoesNotStopTheNotebook() {
        assertEquals(
                "○ not solved yet: 1, skewness",
                printed(() -> Exercise.near("1, skewness", 2, () -> Double.NaN, 0)));
        assertEquals(
                "○ not solved yet: 1: too large, actual 3",
                printed(() -> Exercise.near("1", 2, () -> 3, 0)));
        assertEquals(
                "○ not solved yet: 1: too small, actual 1",
                printed(() -> Exercise.equal("1", 2L, () -> 1L)));
        assertEquals(
                "○ not solved yet: 1: not it, actual c",
                printed(() -> Exercise.equal("1", "b", () -> "c")));
        Matrix expected = Matrix.ofRows(new double[] {2, -4});
        assertEquals(
                "○ not solved yet: 1: too small, actual -5 at [0, 1], where they differ most",
                printed(
                        () ->
                                Exercise.near(
                                        "1",
                                        expected,
                                        () -> Matrix.ofRows(new double[] {2.1, -5}),
                                        0.01)));
        assertEquals(
                "○ not solved yet: 1: java.lang.UnsupportedOperationException: your turn",
                printed(
                        () ->
                                Exercise.that(
                                        "1",
                                        () -> {
                                            throw new UnsupportedOperationException("your turn");
                                        })));
        assertEquals(
                "✓ 1: expected 2, actual 2 - solved",
                printed(() -> Exercise.near("1", 2, () -> 2, 0)));
    }
}
