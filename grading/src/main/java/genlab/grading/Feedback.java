package genlab.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a student gets back: points by task, what came, what kind of thing was expected and a hint.
 * Never an expected value, a hidden test or another student.
 */
final class Feedback {
    private static final Pattern EXPECTED =
            Pattern.compile("(?s)(?<=^|\n)expected: (.*?)\n(?=actual: )");
    private static final Pattern ACTUAL = Pattern.compile("(?m)^actual: +(.*)$");

    /** What JUnit writes into one line. */
    private static final Pattern IN_LINE =
            Pattern.compile("expected: ?(not equal )?(but was: )?<.*");

    /** The words for a kind of thing. Whatever else was expected is taken for an answer. */
    private static final Pattern KIND =
            Pattern.compile(
                    "a number|true or false|a text|an array of numbers|a matrix|finite numbers"
                            + "|an array of shape \\[[\\d, ]*]|a matrix of at least \\d+ columns"
                            + "|a list of at least \\d+ elements|a record (with a field|of) [\\w\\[\\], ]+"
                            + "|arguments as they were before the call");

    private Feedback() {}

    /** A failed test's message without the right answer. */
    static String withoutExpected(String message) {
        Matcher expected = EXPECTED.matcher(message);
        StringBuilder told = new StringBuilder();
        while (expected.find()) {
            String kind = kind(expected.group(1), message);
            expected.appendReplacement(told, Matcher.quoteReplacement("expected: " + kind + "\n"));
        }
        expected.appendTail(told);
        return told.toString()
                .lines()
                .map(line -> IN_LINE.matcher(line).replaceAll("another value was expected"))
                .collect(Collectors.joining("\n"));
    }

    private static String kind(String expected, String message) {
        if (KIND.matcher(expected).matches()) {
            return expected;
        }
        Matcher actual = ACTUAL.matcher(message);
        try {
            double right = Double.parseDouble(expected.strip());
            double given = actual.find() ? Double.parseDouble(actual.group(1).strip()) : Double.NaN;
            return given > right
                    ? "a smaller number"
                    : given < right ? "a larger number" : "another number";
        } catch (NumberFormatException e) {
            return expected.endsWith("or a positive multiple of it")
                    ? "other numbers, or a positive multiple of them"
                    : expected.startsWith("[")
                            ? "other numbers"
                            : expected.startsWith("the number ") ? "a number" : "something else";
        }
    }

    /** What concerns the whole submission. */
    static List<String> general(Result result) {
        List<String> lines = new ArrayList<>();
        if (!result.remark().isEmpty()) {
            lines.add(result.remark());
        }
        lines.addAll(result.notes());
        if (result.manual() > 0) {
            lines.add(
                    SafeText.number(result.manual())
                            + " points of written answers are still to be given");
        }
        return lines;
    }

    /** What there is to say of a task, without points. */
    static String text(Result.Task task) {
        StringBuilder text = new StringBuilder();
        if (task.problem() != null) {
            text.append(task.problem()).append('\n');
        }
        for (Result.Test test : task.tests()) {
            text.append(test.passed() ? "right: " : "not yet: ").append(test.name()).append('\n');
            if (!test.passed()) {
                text.append(withoutExpected(test.message()).indent(4));
            }
        }
        if (task.remark() != null) {
            text.append(task.remark()).append('\n');
        }
        return text.toString();
    }

    /** A student's page. */
    static String page(Assignment assignment, Result result) {
        StringBuilder page = new StringBuilder();
        page.append(
                "<p class=\"total\"><b>%s</b> of %s points</p>\n"
                        .formatted(
                                SafeText.number(result.score()),
                                SafeText.number(result.maximum())));
        general(result).forEach(line -> page.append("<p>" + SafeText.html(line) + "</p>\n"));
        for (Result.Task task : result.tasks()) {
            page.append(
                    "<section><h2>%s<span class=\"points\">%s of %s</span></h2>\n"
                            .formatted(
                                    SafeText.html(assignment.title(task.id())),
                                    task.score() == null ? "?" : SafeText.number(task.score()),
                                    SafeText.number(task.maximum())));
            if (task.problem() != null) {
                page.append(pre("", task.problem()));
            }
            for (Result.Test test : task.tests()) {
                page.append(
                        "<p class=\"%s\">%s</p>\n"
                                .formatted(
                                        test.passed() ? "right" : "wrong",
                                        SafeText.html(test.name())));
                if (!test.passed()) {
                    page.append(pre("", withoutExpected(test.message())));
                }
            }
            if (task.answer() != null) {
                page.append(pre("answer", task.answer()));
            }
            if (task.remark() != null) {
                page.append(pre("remark", task.remark()));
            }
            page.append("</section>\n");
        }
        return Page.of("Feedback: " + result.assignment(), page.toString());
    }

    private static String pre(String kind, String text) {
        return "<pre class=\"%s\">%s</pre>\n".formatted(kind, SafeText.html(text.strip()));
    }
}
