package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it costs to hand in late.
 *
 * @param deadline the last moment, in this machine's time zone; null for none
 * @param percentPerDay what is taken off for each day that is begun, of the points earned
 */
record LatePolicy(LocalDateTime deadline, double percentPerDay) {
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)[.\\d]*\\s*(\\S*)");

    /**
     * When a submission was handed in: what nbgrader's {@code timestamp.txt} beside it says, else
     * the file's time.
     *
     * @throws NotebookException if there is a time stamp that can't be read
     * @throws IOException if the file can't be read
     */
    static Instant handedIn(Path submission) throws NotebookException, IOException {
        Path stamp = submission.resolveSibling("timestamp.txt");
        if (!Files.isRegularFile(stamp)) {
            return Files.getLastModifiedTime(submission).toInstant();
        }
        String text = Files.readString(stamp).strip();
        Matcher parts = TIMESTAMP.matcher(text);
        try {
            if (parts.matches()) {
                ZoneId zone = ZoneId.of(parts.group(3).isEmpty() ? "UTC" : parts.group(3));
                return LocalDateTime.parse(parts.group(1) + "T" + parts.group(2))
                        .atZone(zone)
                        .toInstant();
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw new NotebookException(
                stamp
                        + " must be a time like 2026-11-25 12:00:00 UTC, but was "
                        + SafeText.printable(text, 60));
    }

    /** The days between the deadline and a moment, a day that is begun as a whole one. */
    int daysLate(Instant moment) {
        if (deadline == null) {
            return 0;
        }
        Duration late =
                Duration.between(deadline.atZone(ZoneId.systemDefault()).toInstant(), moment);
        return (int)
                Math.max(0, Math.ceil(late.toMillis() / (double) Duration.ofDays(1).toMillis()));
    }

    /** The points that are left after some days. */
    double points(double earned, int days) {
        double left = Math.max(0, 1 - percentPerDay / 100 * days);
        return Math.round(earned * left * 100) / 100.0;
    }
}
