package genlab.models;

import genlab.nn.Matrix;
import genlab.training.History;
import genlab.training.Progress;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/** Networks start with numbers around 1; data far from that often can't be learned as it is. */
final class Scale {
    private static final double LARGE = 10;
    private static final double SMALL = 0.02;
    private static final int FEWEST_ROWS = 10;

    private Scale() {}

    /** What to do about the data's scale; empty if it is as usual. */
    static String advice(Matrix data) {
        double mean = data.mean();
        double deviation = data.standardDeviation();
        boolean usual =
                Math.abs(mean) <= LARGE && deviation <= LARGE && (deviation >= SMALL || mean == 0);
        return usual
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", and standardise the data (mean %.3g, standard deviation %.3g) with a"
                                + " Standardizer",
                        mean,
                        deviation);
    }

    /** Says so where a loss has not moved in the second half of a training on unusual data. */
    static void warnOfStandstill(History history, String column, Matrix batch, Progress progress) {
        double[] losses = history.table().doubleColumn(column).asDoubleArray();
        if (losses.length < FEWEST_ROWS || advice(batch).isEmpty()) {
            return;
        }
        DoubleSummaryStatistics late =
                Arrays.stream(losses, losses.length / 2, losses.length).summaryStatistics();
        double size = Math.max(Math.abs(late.getMin()), Math.abs(late.getMax()));
        if (late.getMax() - late.getMin() < 1e-3 * size) {
            progress.print(
                    String.format(
                            Locale.ROOT,
                            "The %s stood still at %.4f for the second half of the training: look"
                                    + " at the learning rate%s.",
                            column,
                            late.getMax(),
                            advice(batch)));
        }
    }
}
