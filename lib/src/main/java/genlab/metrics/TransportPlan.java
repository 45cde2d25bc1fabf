package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cheapest way to move one set of samples onto another of the same size: the exact optimal
 * transport, whose mean cost is the Wasserstein-1 distance in any dimension.
 *
 * <p>Found by the Hungarian algorithm with shortest augmenting paths (Kuhn, 1955; Munkres, 1957).
 * The time grows with the cube of the samples: a few hundred are fine.
 *
 * @param destinations the row of the second set that each row of the first one moves to
 * @param cost the mean distance moved, in the samples' unit; of {@link #ofSquares} its square
 */
public record TransportPlan(int[] destinations, double cost) {
    /** Checks that every row has a destination of its own. */
    public TransportPlan {
        int[] sorted = Require.given("destinations", destinations).clone();
        Arrays.sort(sorted);
        boolean all = Arrays.equals(sorted, IntStream.range(0, sorted.length).toArray());
        Require.that(
                all && sorted.length > 0,
                "destinations must be each row once, but was %s",
                Arrays.toString(destinations));
        Require.notNegative("cost", cost);
    }

    /**
     * Finds the plan.
     *
     * @param from {@code [samples, features]}
     * @param to {@code [samples, features]}, as many
     */
    public static TransportPlan between(Matrix from, Matrix to) {
        check(from, to);
        double[][] costs = squares(from, to);
        for (double[] row : costs) {
            Arrays.setAll(row, i -> Math.sqrt(row[i]));
        }
        return cheapest(costs);
    }

    /**
     * Finds the plan with the smallest mean of the squared distances, whose root is the
     * Wasserstein-2 distance. Its lines don't cross: in one dimension it sorts both sets, and takes
     * any number of samples.
     *
     * @param from {@code [samples, features]}
     * @param to {@code [samples, features]}, as many
     * @return the cheapest plan; its cost is the mean squared distance moved
     */
    public static TransportPlan ofSquares(Matrix from, Matrix to) {
        check(from, to);
        return from.columns() == 1 ? sorted(from, to) : cheapest(squares(from, to));
    }

    private static void check(Matrix from, Matrix to) {
        Require.sameShape("to", to, "from", from);
        Checks.pair("from", from, "to", to, 1);
    }

    private static TransportPlan sorted(Matrix from, Matrix to) {
        int[] left = Correlation.order(Require.vector("from", from));
        int[] right = Correlation.order(Require.vector("to", to));
        int[] destinations = new int[left.length];
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            destinations[left[i]] = right[i];
            double difference = (double) from.get(left[i], 0) - to.get(right[i], 0);
            sum += difference * difference;
        }
        return new TransportPlan(destinations, sum / left.length);
    }

    private static TransportPlan cheapest(double[][] costs) {
        int size = costs.length;
        // Prices of both sides keep every reduced cost, cost - price - price, at least 0, and 0
        // where a row is matched. Row and column `size` stand for "not matched".
        double[] rowPrices = new double[size + 1];
        double[] columnPrices = new double[size + 1];
        int[] rowOf = new int[size + 1];
        Arrays.fill(rowOf, size);
        for (int row = 0; row < size; row++) {
            match(row, costs, rowPrices, columnPrices, rowOf);
        }
        int[] destinations = new int[size];
        double sum = 0;
        for (int column = 0; column < size; column++) {
            destinations[rowOf[column]] = column;
            sum += costs[rowOf[column]][column];
        }
        return new TransportPlan(destinations, sum / size);
    }

    /** Matches one more row along the cheapest path that rematches the others. */
    private static void match(
            int newRow, double[][] costs, double[] rowPrices, double[] columnPrices, int[] rowOf) {
        int size = costs.length;
        double[] least = new double[size + 1];
        int[] previous = new int[size + 1];
        boolean[] visited = new boolean[size + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        rowOf[size] = newRow;
        int column = size;
        while (rowOf[column] != size) {
            visited[column] = true;
            int row = rowOf[column];
            int next = -1;
            for (int j = 0; j < size; j++) {
                if (!visited[j]) {
                    double reduced = costs[row][j] - rowPrices[row] - columnPrices[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        previous[j] = column;
                    }
                    next = next < 0 || least[j] < least[next] ? j : next;
                }
            }
            double step = least[next];
            for (int j = 0; j <= size; j++) {
                if (visited[j]) {
                    rowPrices[rowOf[j]] += step;
                    columnPrices[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            column = next;
        }
        for (; column != size; column = previous[column]) {
            rowOf[column] = rowOf[previous[column]];
        }
    }

    private static double[][] squares(Matrix from, Matrix to) {
        double[][] costs = new double[from.rows()][];
        Arrays.setAll(costs, row -> NearestNeighbours.squaredDistances(to, from, row));
        return costs;
    }
}
