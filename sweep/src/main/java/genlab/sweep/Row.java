package genlab.sweep;

import java.util.List;

/**
 * What came out of a run. Everything but the seconds is the same whenever and wherever the run is
 * done, on processors of one kind.
 *
 * @param run what was done
 * @param status how it ended
 * @param modesCovered the modes with at least one high-quality sample; NaN where the data has no
 *     modes or the run diverged, as with the other numbers
 * @param highQualityShare the share of generated samples within three standard deviations of a mode
 * @param slicedWasserstein1 the sliced Wasserstein-1 distance between generated and fresh real
 *     samples
 * @param discriminatorLoss its mean over the last hundredth of the training
 * @param generatorLoss its mean over the last hundredth of the training
 * @param seconds processor time of the training
 * @param reason why it diverged; empty if it didn't
 */
public record Row(
        Run run,
        Status status,
        double modesCovered,
        double highQualityShare,
        double slicedWasserstein1,
        double discriminatorLoss,
        double generatorLoss,
        double seconds,
        String reason) {

    static final List<String> COLUMNS =
            List.of(
                    "loss",
                    "data",
                    "seed",
                    "steps",
                    "status",
                    "modes_covered",
                    "high_quality_share",
                    "sliced_w1",
                    "discriminator_loss",
                    "generator_loss",
                    "seconds",
                    "reason");

    /** How a run ended. */
    public enum Status {
        /** The model was trained to the last step. */
        OK,
        /** A loss, or what the model generated, was no longer finite. */
        DIVERGED
    }

    static Row diverged(Run run, double seconds, String reason) {
        double none = Double.NaN;
        return new Row(run, Status.DIVERGED, none, none, none, none, none, seconds, reason);
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @param line one line
     * @return the row
     * @throws IllegalArgumentException if it is no row; the message says why
     */
    public static Row parse(String line) {
        return of(Csv.fields(line));
    }

    static Row of(String... fields) {
        if (fields.length != COLUMNS.size()) {
            throw new IllegalArgumentException(
                    "must have " + COLUMNS.size() + " fields, but has " + fields.length);
        }
        try {
            return new Row(
                    Run.parse(Csv.line(fields[0], fields[1], fields[2], fields[3])),
                    Names.parse(Status.class, "status", fields[4]),
                    number(fields[5]),
                    number(fields[6]),
                    number(fields[7]),
                    number(fields[8]),
                    number(fields[9]),
                    number(fields[10]),
                    fields[11]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "must have numbers where they belong, but has none (" + e.getMessage() + ")",
                    e);
        }
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    /**
     * The row as text.
     *
     * @return one line of CSV
     */
    public String line() {
        return Csv.line(fields());
    }

    String[] fields() {
        return new String[] {
            Names.of(run.loss()),
            Names.of(run.data()),
            Long.toString(run.seed()),
            Integer.toString(run.steps()),
            Names.of(status),
            text(modesCovered),
            text(highQualityShare),
            text(slicedWasserstein1),
            text(discriminatorLoss),
            text(generatorLoss),
            text(seconds),
            reason
        };
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
