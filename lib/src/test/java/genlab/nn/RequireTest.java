package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class RequireTest {
    @Test
    void bothEndsOfARangeAreInIt() {
        assertEquals(-1, Require.between("x", -1, 2, -1));
        assertEquals(2, Require.between("x", -1, 2, 2));
        assertRejected("x must be in [-1.0, 2.0], but was 2.5", () -> between(2.5));
        assertRejected("x must be in [-1.0, 2.0], but was NaN", () -> between(Double.NaN));
        assertEquals(3, Require.atLeast("n", 3, 3));
        assertRejected("n must be at least 3, but was 2", () -> Require.atLeast("n", 3, 2));
        assertEquals(1, Require.size("n", 1));
        assertEquals(10_000_000, Require.size("n", 10_000_000));
        assertRejected("n must be in [1, 10000000], but was 0", () -> Require.size("n", 0));
        assertRejected("n must be in", () -> Require.size("n", 10_000_001));
        assertEquals(10, Require.learningRate(10));
        assertRejected("learningRate must be in (0, 10], but was 0.0; try", () -> rate(0));
        assertRejected("learningRate must be in (0, 10], but was 10.5; try", () -> rate(10.5));
    }

    private static void between(double value) {
        Require.between("x", -1, 2, value);
    }

    private static void rate(double value) {
        Require.learningRate(value);
    }

    @Test
    void zeroIsNotNegativeAndNotPositive() {
        assertEquals(0, Require.notNegative("x", 0));
        assertEquals(1.5, Require.notNegative("x", 1.5));
        assertRejected(
                "x must be at least 0 and finite, but was -1.0",
                () -> Require.notNegative("x", -1));
        assertRejected(
                "x must be at least 0 and finite, but was Infinity",
                () -> Require.notNegative("x", Double.POSITIVE_INFINITY));
        assertEquals(1.5, Require.positive("x", 1.5));
        assertRejected(
                "x must be positive and finite, but was 0.0", () -> Require.positive("x", 0));
        assertRejected(
                "x must be positive and finite, but was Infinity",
                () -> Require.positive("x", Double.POSITIVE_INFINITY));
    }

    @Test
    void whatIsNotFiniteIsToldWithItsPlace() {
        double[] numbers = {1, 2, Double.NaN};
        assertRejected("x must be finite, but was NaN at 2", () -> Require.finite("x", 1, numbers));
        assertRejected(
                "x must have at least 4 number(s), but had 3",
                () -> Require.finite("x", 4, numbers));
        double[] fine = {1, 2};
        assertSame(fine, Require.finite("x", 2, fine));
        assertEquals(-3, Require.finite("x", -3));
        assertRejected("x must be finite, but was NaN", () -> Require.finite("x", Double.NaN));
        Matrix matrix = Matrix.zeros(3, 2);
        matrix.set(2, 1, Double.NEGATIVE_INFINITY);
        assertRejected(
                "x must be finite, but was -Infinity in row 2, column 1",
                () -> Require.finite("x", 3, matrix));
        assertRejected(
                "x must have at least 4 rows, but was [3, 2]",
                () -> Require.finite("x", 4, matrix));
    }

    @Test
    void aVectorIsOneRowOrOneColumn() {
        assertArrayEquals(new double[] {1, 2}, Require.vector("x", Matrix.ofColumn(1, 2)));
        assertArrayEquals(
                new double[] {1, 2}, Require.vector("x", Matrix.ofRows(new double[] {1, 2})));
        assertRejected(
                "x must have one column, but was [2, 3]",
                () -> Require.vector("x", Matrix.zeros(2, 3)));
    }

    @Test
    void whatBelongsTogetherHasTheSameSize() {
        assertRejected(
                "a and b must have the same columns, but were [1, 2] and [1, 3]",
                () -> Require.sameColumns("a", Matrix.zeros(1, 2), "b", Matrix.zeros(1, 3)));
        assertRejected(
                "a must have b's shape [3, 1], but was [2, 1]",
                () -> Require.sameShape("a", Matrix.zeros(2, 1), "b", Matrix.zeros(3, 1)));
        assertRejected(
                "a and b must have the same length, but had 1 and 2 numbers",
                () -> Require.sameLength("a", new double[1], "b", new double[2]));
        assertRejected("a must have 3 elements, but had 2", () -> Require.length("a", 3, 2));
    }
}
