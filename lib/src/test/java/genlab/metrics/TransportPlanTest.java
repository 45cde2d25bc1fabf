package genlab.metrics;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import genlab.sampling.GaussianMixture;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TransportPlanTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void inOneDimensionItMovesInOrder() {
        Matrix from = Matrix.wrap(3, 1, new float[] {3, 0, 1});
        Matrix to = Matrix.wrap(3, 1, new float[] {5, 6, 8});
        TransportPlan plan = TransportPlan.between(from, to);
        assertEquals(5, plan.cost(), 1e-9);
        Matrix a = GaussianMixture.ring(3, 1, random).draw(300).columns(0, 1);
        Matrix b = GaussianMixture.ring(5, 2, random).draw(300).columns(0, 1);
        assertEquals(Distances.wasserstein1(a, b), TransportPlan.between(a, b).cost(), 1e-6);
    }

    @Test
    void noOtherPlanIsCheaper() {
        for (int repeat = 0; repeat < 50; repeat++) {
            Matrix from = GaussianMixture.ring(3, 1, 0.5, random).draw(6);
            Matrix to = GaussianMixture.ring(4, 1, 0.5, random).draw(6);
            TransportPlan plan = TransportPlan.between(from, to);
            assertEquals(cheapest(from, to, 0, new boolean[6]) / 6, plan.cost(), 1e-9);
            int[] sorted = plan.destinations().clone();
            Arrays.sort(sorted);
            assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, sorted);
        }
    }

    @Test
    void aShiftCostsItsLength() {
        Matrix from = GaussianMixture.ring(8, 2, random).draw(200);
        Matrix to = from.copy();
        for (int row = 0; row < 200; row++) {
            to.set(row, 0, from.get(row, 0) + 3);
            to.set(row, 1, from.get(row, 1) - 4);
        }
        assertEquals(5, TransportPlan.between(from, to).cost(), 1e-6);
    }

    @Test
    void noOtherPlanHasSmallerSquares() {
        for (int repeat = 0; repeat < 50; repeat++) {
            Matrix from = GaussianMixture.ring(3, 1, 0.5, random).draw(30);
            Matrix to = GaussianMixture.ring(4, 1, 0.5, random).draw(30);
            int[] plan = TransportPlan.ofSquares(from, to).destinations();
            for (int i = 0; i < 30; i++) {
                for (int j = 0; j < i; j++) {
                    double now = square(from, i, to, plan[i]) + square(from, j, to, plan[j]);
                    double swapped = square(from, i, to, plan[j]) + square(from, j, to, plan[i]);
                    assertTrue(now <= swapped + 1e-9);
                }
            }
        }
    }

    private static double square(Matrix a, int i, Matrix b, int j) {
        double x = a.get(i, 0) - b.get(j, 0);
        double y = a.get(i, 1) - b.get(j, 1);
        return x * x + y * y;
    }

    @Test
    void squaresInOneDimensionAreTheSmallestInTwo() {
        Matrix from = GaussianMixture.ring(3, 1, random).draw(100).columns(0, 1);
        Matrix to = GaussianMixture.ring(5, 2, random).draw(100).columns(0, 1);
        Matrix still = Matrix.zeros(100, 1);
        TransportPlan plan = TransportPlan.ofSquares(from, to);
        assertEquals(
                TransportPlan.ofSquares(from.beside(still), to.beside(still)).cost(),
                plan.cost(),
                1e-6);
    }

    @Test
    void badInputNamesTheArgument() {
        assertRejected(
                "to must have from's shape [2, 1], but was [3, 1]",
                () -> TransportPlan.between(Matrix.zeros(2, 1), Matrix.zeros(3, 1)));
        assertRejected(
                "to must be finite",
                () -> TransportPlan.between(Matrix.zeros(2, 1), Matrix.filled(2, 1, Double.NaN)));
    }

    private static double cheapest(Matrix from, Matrix to, int row, boolean[] taken) {
        if (row == from.rows()) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                double x = (double) from.get(row, 0) - to.get(j, 0);
                double y = (double) from.get(row, 1) - to.get(j, 1);
                least = Math.min(least, Math.hypot(x, y) + cheapest(from, to, row + 1, taken));
                taken[j] = false;
            }
        }
        return least;
    }
}
