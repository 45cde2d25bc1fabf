package genlab.nn;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MatrixTest {
    /** 1 2 3 over 4 5 6. */
    private final Matrix a = Matrix.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});

    private static void assertRows(Matrix actual, double[]... rows) {
        Matrix expected = Matrix.ofRows(rows);
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.values(), actual.values(), 1e-6f);
    }

    @Test
    void arithmeticIsElementByElement() {
        Matrix b = Matrix.ofRows(new double[][] {{6, 5, 4}, {3, 2, 1}});
        assertRows(a.plus(b), new double[] {7, 7, 7}, new double[] {7, 7, 7});
        assertRows(a.minus(b), new double[] {-5, -3, -1}, new double[] {1, 3, 5});
        assertRows(a.times(b), new double[] {6, 10, 12}, new double[] {12, 10, 6});
        assertRows(
                a.dividedBy(b), new double[] {1 / 6.0, 0.4, 0.75}, new double[] {4 / 3.0, 2.5, 6});
        assertRows(a.plus(1).times(2), new double[] {4, 6, 8}, new double[] {10, 12, 14});
        assertRows(a.minus(1).dividedBy(2), new double[] {0, 0.5, 1}, new double[] {1.5, 2, 2.5});
        assertRows(a.map(x -> x * x), new double[] {1, 4, 9}, new double[] {16, 25, 36});
    }

    @Test
    void oneRowCountsForEveryRowAndOneColumnForEveryColumn() {
        Matrix row = Matrix.ofRows(new double[] {10, 20, 30});
        Matrix column = Matrix.ofColumn(100, 200);
        assertRows(a.plus(row), new double[] {11, 22, 33}, new double[] {14, 25, 36});
        assertRows(a.minus(column), new double[] {-99, -98, -97}, new double[] {-196, -195, -194});
        assertRows(row.minus(a), new double[] {9, 18, 27}, new double[] {6, 15, 24});
        assertRows(
                column.times(row),
                new double[] {1000, 2000, 3000},
                new double[] {2000, 4000, 6000});
        assertRejected(
                "plus needs the same shape, or one row or one column, but the shapes are [2, 3] and"
                        + " [2, 2]",
                () -> a.plus(Matrix.zeros(2, 2)));
        assertRejected("times needs", () -> a.times(Matrix.zeros(3, 3)));
    }

    @Test
    void productIsRowsTimesColumns() {
        Matrix b = Matrix.ofRows(new double[][] {{1, 0}, {0, 1}, {2, -1}});
        assertRows(a.matmul(b), new double[] {7, -1}, new double[] {16, -1});
        assertRejected("a matrix product needs", () -> a.matmul(a));
    }

    @Test
    void sumsAndMeansGoByRowAndByColumn() {
        assertEquals(21, a.sum());
        assertEquals(3.5, a.mean());
        assertEquals(6, a.max());
        assertEquals(1, a.min());
        assertEquals(Math.sqrt(35 / 12.0), a.standardDeviation(), 1e-9);
        assertRows(a.rowSums(), new double[] {6}, new double[] {15});
        assertRows(a.columnSums(), new double[] {5, 7, 9});
        assertRows(a.rowMeans(), new double[] {2}, new double[] {5});
        assertRows(a.columnMeans(), new double[] {2.5, 3.5, 4.5});
        Matrix withNaN = a.copy();
        withNaN.set(0, 0, Double.NaN);
        assertTrue(Double.isNaN(withNaN.max()) && Double.isNaN(withNaN.min()));
    }

    @Test
    void rangesAndSelectionsAreDifferentThings() {
        assertRows(a.rows(0, 1), new double[] {1, 2, 3});
        assertRows(a.rows(0, 2), new double[] {1, 2, 3}, new double[] {4, 5, 6});
        assertRows(a.columns(1, 3), new double[] {2, 3}, new double[] {5, 6});
        assertRows(a.row(1), new double[] {4, 5, 6});
        assertRows(a.column(2), new double[] {3}, new double[] {6});
        assertRows(
                a.select(1, 0, 1),
                new double[] {4, 5, 6},
                new double[] {1, 2, 3},
                new double[] {4, 5, 6});
    }

    @Test
    void matricesAreJoinedAndTurned() {
        assertRows(
                a.beside(Matrix.ofColumn(7, 8)),
                new double[] {1, 2, 3, 7},
                new double[] {4, 5, 6, 8});
        assertRows(
                a.above(a.row(0)),
                new double[] {1, 2, 3},
                new double[] {4, 5, 6},
                new double[] {1, 2, 3});
        assertRows(a.transpose(), new double[] {1, 4}, new double[] {2, 5}, new double[] {3, 6});
        assertRows(a.reshape(3, 2), new double[] {1, 5}, new double[] {4, 3}, new double[] {2, 6});
        assertRejected("matrices side by side", () -> a.beside(Matrix.zeros(3, 1)));
        assertRejected("matrices above each other", () -> a.above(Matrix.zeros(1, 2)));
        assertRejected("[2, 3] can't become [4, 2]", () -> a.reshape(4, 2));
    }

    @Test
    void everythingOutsideOfTheBoundsIsRejected() {
        assertRejected("there is no element (2, 0) in [2, 3]", () -> a.get(2, 0));
        assertRejected("there is no element (0, 3) in [2, 3]", () -> a.set(0, 3, 1));
        assertRejected("there is no element (-1, 1) in [2, 3]", () -> a.get(-1, 1));
        assertRejected("there are no columns 1 to 4 in [2, 3]", () -> a.columns(1, 4));
        assertRejected("there are no columns 2 to 2 in [2, 3]", () -> a.columns(2, 2));
        assertRejected("there are no rows -1 to 1 in [2, 3]", () -> a.rows(-1, 1));
        assertRejected("there is no row 2 in [2, 3]", () -> a.select(0, 2));
        assertRejected("a matrix must have at least 1 row", () -> Matrix.zeros(70_000, 70_000));
        assertRejected("a matrix must have at least 1 row", () -> Matrix.zeros(0, 1));
        assertRejected(
                "a [2, 2] matrix can't have 3 values", () -> Matrix.wrap(2, 2, new float[3]));
        assertRejected(
                "all rows must have the same length",
                () -> Matrix.ofRows(new double[] {1}, new double[] {1, 2}));
    }

    @Test
    void theDoorsToNd4jKeepTheShape() {
        assertRows(Matrix.of(a.toArray()), new double[] {1, 2, 3}, new double[] {4, 5, 6});
        assertEquals(6, a.toArray().getFloat(1, 2));
        assertRows(Matrix.of(Nd4j.create(new double[] {1, 2})), new double[] {1, 2});
        assertRows(
                Matrix.of(a.toArray().transpose()),
                new double[] {1, 4},
                new double[] {2, 5},
                new double[] {3, 6});
        assertRejected("a batch must be [rows, columns]", () -> Matrix.of(Nd4j.ones(2, 2, 2)));
    }

    @Test
    void itsTextShowsTheFirstRowsAndColumns() {
        assertEquals(
                "Matrix [2, 3]\n[[1.0000, 2.0000, 3.0000]\n [4.0000, 5.0000, 6.0000]]",
                a.toString());
        String eight = "0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000";
        assertEquals("Matrix [1, 8]\n[[" + eight + "]]", Matrix.zeros(1, 8).toString());
        assertEquals("Matrix [1, 9]\n[[" + eight + ", ...]]", Matrix.zeros(1, 9).toString());
        String six = "Matrix [%d, 1]\n[[0.0000]" + "\n [0.0000]".repeat(5);
        assertEquals(six.formatted(6) + "]", Matrix.zeros(6, 1).toString());
        assertEquals(six.formatted(7) + "\n ...]", Matrix.zeros(7, 1).toString());
    }
}
