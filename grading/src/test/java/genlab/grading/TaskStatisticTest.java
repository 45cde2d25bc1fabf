package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskStatisticTest {

    /** The Pearson correlation of 0, 0, 1, 1 with 1, 2, 3, 6, by hand: 3 / sqrt(14). */
    @Test
    void pointBiserialIsThePearsonCorrelationWithZerosAndOnes() {
        assertEquals(
                3 / Math.sqrt(14),
                TaskStatistic.pointBiserial(
                        List.of(false, false, true, true), List.of(1.0, 2.0, 3.0, 6.0)),
                1e-12);
        assertTrue(
                Double.isNaN(TaskStatistic.pointBiserial(List.of(true, true), List.of(1.0, 2.0))));
    }

    private static Result result(double first, String message, double second) {
        return Results.of(
                "a",
                Results.tested("first", first, 8, message),
                Results.tested("second", second, 8, second < 8 ? "no" : null));
    }

    @Test
    void wrongAnswersAreCountedByWhatIsWrongNotByTheirNumbers() {
        List<Result> results =
                List.of(
                        result(0, "f(1.5)\nexpected: 2.0\nactual:   4.0\nhint: divide", 0),
                        result(0, "f(2.5)\nexpected: -3.0\nactual:   -6.0\nhint: divide", 0),
                        result(0, "f(3.5)\nexpected: 3.0\nactual:   3.7\nhint: divide", 8),
                        result(0, "f threw X at 12", 0),
                        result(0, "f threw X at 13", 0),
                        result(8, null, 8));
        TaskStatistic first = TaskStatistic.of(results).get(0);
        assertEquals(
                Map.of(
                        "agrees with the solution: divide (2 times what was right)", 2,
                        "agrees with the solution: f threw X at #", 2,
                        "agrees with the solution: divide", 1),
                first.wrong());
        assertEquals(1 / 6.0, first.meanShare(), 1e-12);
        assertEquals(1, first.full());
        assertEquals(5, first.none());
        // The one who solved it has 8 in the rest, the others 0, 0, 8, 0, 0.
        assertEquals(
                (8 - 1.6) / Math.sqrt(14.2222222) * Math.sqrt(5 / 36.0),
                first.discrimination(),
                1e-6);
    }

    @Test
    void whatAllTestsOfATaskSayIsToldOnce() {
        String stub = "f is not implemented yet";
        List<Result.Test> tests =
                List.of(
                        new Result.Test("squares", false, stub),
                        new Result.Test("adds", false, stub));
        Result.Task undone = new Result.Task("first", 0.0, 8, null, tests, null, null);
        assertEquals(
                Map.of(stub, 1), TaskStatistic.of(List.of(Results.of("a", undone))).get(0).wrong());
        Result.Task broken =
                new Result.Task("first", 0.0, 8, "cell f: line 3: ';' expected", tests, null, null);
        assertEquals(
                Map.of("cell f: line #: ';' expected", 1),
                TaskStatistic.of(List.of(Results.of("a", broken))).get(0).wrong());
    }
}
