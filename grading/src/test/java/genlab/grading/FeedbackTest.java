package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.assignment.Answer;
import genlab.assignment.Explanation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Students read what came and a hint, and never the answer. */
class FeedbackTest {
    private static String told(Executable check) {
        AssertionError failure = Assertions.assertThrows(AssertionError.class, check);
        String message = Explanation.of(failure);
        assertTrue(message.contains("17.25") || message.contains("secret"), message);
        return Feedback.withoutExpected(message);
    }

    /** Every form in which a check of the kit, or one of JUnit, tells what was expected. */
    @Test
    void noFormOfACheckTellsTheExpectedValue() {
        Map<String, Object> record = Map.of("a", 17.25);
        List<Executable> checks =
                List.of(
                        () -> Answer.of("f(1)", 3.5).assertClose(17.25, 1e-6, "look"),
                        () -> Answer.of("f(1)", 30).assertClose(17.25, 1e-6, "look"),
                        () ->
                                Answer.of("f(1)", new double[] {1, 2})
                                        .assertClose(new double[] {1, 17.25}, 1e-6, "look"),
                        () ->
                                Answer.of("f(1)", new double[] {1, 2})
                                        .assertProportional(new double[] {1, 17.25}, 1e-6, "look"),
                        () -> Answer.of("f(1)", Map.of("a", 1.0)).assertClose(record, 1e-6, "look"),
                        () -> Answer.of("f(1)", "word").assertClose("secret", 1e-6, "look"),
                        () ->
                                Answer.of("f(1)", "word")
                                        .assertClose("two\nsecret\nlines", 0, "look"),
                        () -> Answer.of("f(1)", "word").assertClose("a secret word", 0, "look"),
                        () -> Answer.of("f(1)", new double[2]).assertClose(17.25, 1e-6, "look"),
                        () -> Assertions.assertEquals(17.25, 3.5, "look"),
                        () -> Assertions.assertEquals("secret", "word"),
                        () ->
                                Assertions.assertArrayEquals(
                                        new double[] {17.25}, new double[] {3.5}),
                        () -> Assertions.assertNotEquals(17.25, 17.25),
                        () -> Assertions.assertIterableEquals(List.of(17.25), List.of(3.5)));
        for (Executable check : checks) {
            String told = told(check);
            assertFalse(told.contains("17.25") || told.contains("secret"), told);
        }
        assertEquals(
                "f(1)\nexpected: a larger number\nactual:   3.5\nhint: look", told(checks.get(0)));
    }

    @Test
    void shapesAreTold() {
        String message = "f(1)\nexpected: an array of shape [3]\nactual:   an array of shape [2]";
        assertEquals(message, Feedback.withoutExpected(message));
    }

    @Test
    void aPageHasPointsHintsAndNoMarkupOfAStudent() throws Exception {
        Result result =
                Results.of(
                        "ada.ipynb",
                        Results.tested(
                                "square-test",
                                2,
                                8,
                                "square([1])\nexpected: [17.25]\nactual:   <img src=x>\nhint: look"),
                        Results.written("why", null, 4, "<script>alert(1)</script>"));
        String page = Feedback.page(Sample.assignment(), result);
        assertTrue(page.contains("1. Squares<span class=\"points\">2 of 8"), page);
        assertTrue(page.contains("hint: look"), page);
        assertTrue(page.contains("expected: other numbers"), page);
        assertTrue(page.contains("&lt;script&gt;alert(1)"), page);
        assertTrue(page.contains("4 points of written answers are still to be given"), page);
        assertFalse(
                page.contains("17.25") || page.contains("<img") || page.contains("<script"), page);
    }
}
