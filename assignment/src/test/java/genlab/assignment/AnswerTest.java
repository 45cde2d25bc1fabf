package genlab.assignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final double[] RIGHT = {3, 4};

    @Test
    void aPositiveFactorIsForgiven() {
        answer(0.3, 0.4).assertProportional(RIGHT, 1e-9, "hint");
        answer(3e9, 4e9).assertProportional(RIGHT, 1e-9, "hint");
        Answer.of("f", new double[][] {{3}, {4}})
                .assertProportional(new double[][] {{6}, {8}}, 1e-9, "hint");
    }

    @Test
    void anotherDirectionIsNot() {
        assertTrue(refusal(-3, -4).contains("(the opposite direction)"));
        assertTrue(refusal(3, 4.1).contains("[3.0, 4.0], or a positive multiple of it"));
        assertTrue(refusal(0, 0).contains("hint: look there"));
        assertTrue(refusal(3, 4, 5).contains("an array of shape [3]"));
        assertTrue(refusal(Double.NaN, 4).contains("NaN"));
    }

    /** Its length is infinite, so that it could pass for 0, at a distance of 1 from anything. */
    @Test
    void aHugeAnswerIsJudgedByItsDirection() {
        Answer huge = answer(-1e200, 1e308);
        assertThrows(
                AssertionError.class,
                () -> huge.assertProportional(new double[] {1, 0}, 1, "hint"));
        answer(3e200, 4e200).assertProportional(RIGHT, 1e-9, "hint");
    }

    /** 60 degrees are a distance of 1 between vectors of length 1. */
    @Test
    void aToleranceOfOneIsRoughlyTheDirection() {
        double[] along = {1, 0};
        double angle = Math.toRadians(59);
        answer(Math.cos(angle), Math.sin(angle)).assertProportional(along, 1, "hint");
        double wide = Math.toRadians(61);
        Answer far = answer(Math.cos(wide), Math.sin(wide));
        assertThrows(AssertionError.class, () -> far.assertProportional(along, 1, "hint"));
    }

    private static String refusal(double... numbers) {
        return assertThrows(
                        AssertionError.class,
                        () -> answer(numbers).assertProportional(RIGHT, 1e-3, "look there"))
                .getMessage();
    }

    private static Answer answer(double... numbers) {
        return Answer.of("f(1.0)", numbers);
    }

    @Test
    void columnsAndChangesAreAnswersAgain() {
        Answer matrix = Answer.of("f", new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertArrayEquals(new double[][] {{2, 3}, {5, 6}}, matrix.columns(1, 3).matrix());
        assertThrows(AssertionError.class, () -> matrix.columns(1, 4));
        assertArrayEquals(new double[] {2, 2}, answer(3, 4).minus(new double[] {1, 2}).vector());
        assertThrows(AssertionError.class, () -> answer(3, 4).minus(new double[3]));
        assertThrows(AssertionError.class, () -> Answer.of("f", new double[0][2]).matrix());
    }

    @Test
    void probabilitiesAddUpToOne() {
        double[] p = new Inputs(new SplittableRandom(1)).probabilities(5);
        assertEquals(1, DoubleStream.of(p).sum(), 1e-12);
        assertTrue(DoubleStream.of(p).allMatch(each -> each > 0));
        assertArrayEquals(
                new double[][] {{1, 2}, {3, 4}, {1, 2}, {3, 4}},
                Inputs.twice(new double[][] {{1, 2}, {3, 4}}));
    }
}
