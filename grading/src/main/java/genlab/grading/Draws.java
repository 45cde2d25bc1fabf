package genlab.grading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers and data of a student's own. A read-only cell of the instructor's notebook says what is
 * drawn, behind a value for the notebook itself:
 *
 * <pre>
 * int latents = 3;                    // DRAWN 2 to 9
 * double beta = 0.5;                  // DRAWN 0.25 to 4
 * double[] mean = {0.5, -1, 1.5};     // DRAWN 3 numbers from -2 to 2
 * </pre>
 */
final class Draws {
    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern LINE =
            Pattern.compile(
                    "(?m)^(\\s*(int|long|double|double\\[]) \\w+ = )(.*?)(;\\s*// DRAWN "
                            + "(?:(\\d+) numbers from )?"
                            + NUMBER
                            + " to "
                            + NUMBER
                            + "\\s*)$");

    private Draws() {}

    static boolean isIn(String source) {
        return source.contains("// DRAWN");
    }

    /** Whether every line that says so can be drawn. */
    static boolean isRight(String source) {
        return source.lines()
                .filter(Draws::isIn)
                .allMatch(
                        line -> {
                            Matcher parts = LINE.matcher(line);
                            return parts.matches()
                                    && parts.group(2).endsWith("]") == (parts.group(5) != null)
                                    && low(parts) < high(parts);
                        });
    }

    private static double low(MatchResult parts) {
        return Double.parseDouble(parts.group(6));
    }

    private static double high(MatchResult parts) {
        return Double.parseDouble(parts.group(7));
    }

    /** A cell with the values that stand in it, and no word of others. */
    static String plain(String source) {
        return source.replaceAll("(?m)[ \\t]*// DRAWN.*$", "");
    }

    /** A cell with the numbers of one student; the same ones each time. */
    static String of(String login, String assignment, String source) {
        SplittableRandom random = new SplittableRandom(seed(assignment + "\n" + login));
        return plain(
                LINE.matcher(source)
                        .replaceAll(
                                parts ->
                                        Matcher.quoteReplacement(
                                                parts.group(1)
                                                        + drawn(parts, random)
                                                        + parts.group(4))));
    }

    private static String drawn(MatchResult parts, SplittableRandom random) {
        double low = low(parts);
        double high = high(parts);
        return switch (parts.group(2)) {
            case "int", "long" -> Long.toString(random.nextLong((long) low, (long) high + 1));
            case "double" -> number(random, low, high);
            default ->
                    IntStream.range(0, Integer.parseInt(parts.group(5)))
                            .mapToObj(i -> number(random, low, high))
                            .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** Three digits behind the point: few enough to read, too many to be a neighbour's. */
    private static String number(SplittableRandom random, double low, double high) {
        return String.format(Locale.ROOT, "%.3f", random.nextDouble(low, high));
    }

    private static long seed(String text) {
        MessageDigest digest = JarStore.sha256();
        return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
