package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The visible checks of an assignment in JVisibleChecks, as the notebooks' kernel runs them. */
class SelfCheckTest {

    @Test
    void aRightSolutionGetsItsPointsAsTheValueOfTheCell() throws Exception {
        VisibleChecks run =
                VisibleChecks.run(Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE));
        assertEquals("8.0", run.value("mean-distance-test"));
        assertEquals(
                """
                passed  squares every element
                8 of 8 points
                passed  is the mean over rows
                passed  is zero at the centre
                8 of 8 points
                """,
                run.output());
        assertEquals("", run.errors());
    }

    @Test
    void aWrongSolutionReadsExpectedActualAndHint() throws Exception {
        VisibleChecks run =
                VisibleChecks.run(
                        Sample.notebook(
                                "double[] square(double[] x) { return x; }",
                                Sample.RIGHT_MEAN_DISTANCE.replace("/ batch.rows()", "")));
        assertEquals("0.0", run.value("square-test"));
        assertEquals("4.0", run.value("mean-distance-test"));
        assertTrue(
                run.output()
                        .contains(
                                """
                        FAILED  squares every element
                                your value, element [0]
                                expected: 4.0
                                actual:   2.0
                                hint: multiply x by itself
                        0 of 8 points
                        """),
                run.output());
        assertFalse(run.output().contains("\tat "), run.output());
        assertEquals("", run.errors());
    }

    @Test
    void whatIsNotThereYetIsSaidInOneSentence() throws Exception {
        VisibleChecks run = VisibleChecks.run(Sample.assignment().studentVersion());
        assertEquals("0.0", run.value("square-test"));
        assertTrue(run.output().contains("not implemented yet"), run.output());
        VisibleChecks without = VisibleChecks.run(Sample.notebook("", ""));
        assertEquals("0.0", without.value("square-test"));
        assertTrue(without.output().contains("run the cells above"), without.output());
        assertEquals("", without.errors());
    }
}
