package genlab.grading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a course did on a task.
 *
 * @param id the task
 * @param meanShare the mean share of its points, from 0 to 1: the lower, the harder
 * @param full how many got all points
 * @param none how many got no point
 * @param discrimination the point-biserial correlation of "all points here" with the points of all
 *     other tasks, from -1 to 1: high where those who solve it are those who solve the rest; NaN
 *     where all or nobody solved it
 * @param wrong the commonest wrong answers, by message, with how many gave them
 */
record TaskStatistic(
        String id,
        double meanShare,
        long full,
        long none,
        double discrimination,
        Map<String, Integer> wrong) {
    private static final int COMMONEST = 4;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern PAIR =
            Pattern.compile("(?s)expected: (" + NUMBER + ")\nactual: +(" + NUMBER + ")(?:\n.*)?$");

    /** A statistic for each task that has points, in the order of the notebook. */
    static List<TaskStatistic> of(List<Result> results) {
        Set<String> ids = new LinkedHashSet<>();
        for (Result result : results) {
            for (Result.Task task : result.tasks()) {
                if (task.score() != null && (!task.tests().isEmpty() || task.answer() != null)) {
                    ids.add(task.id());
                }
            }
        }
        return ids.stream().map(id -> of(id, results)).toList();
    }

    private static TaskStatistic of(String id, List<Result> results) {
        List<Double> rest = new ArrayList<>();
        List<Boolean> solved = new ArrayList<>();
        Map<String, Integer> wrong = new LinkedHashMap<>();
        double shares = 0;
        long none = 0;
        for (Result result : results) {
            for (Result.Task task : result.tasks()) {
                if (task.id().equals(id) && task.score() != null) {
                    rest.add(result.score() - task.score());
                    solved.add(task.score() >= task.maximum());
                    shares += task.score() / Math.max(task.maximum(), 1e-9);
                    none += task.score() == 0 ? 1 : 0;
                    messages(task).forEach(message -> wrong.merge(message, 1, Integer::sum));
                }
            }
        }
        Map<String, Integer> commonest = new LinkedHashMap<>();
        wrong.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(COMMONEST)
                .forEach(entry -> commonest.put(entry.getKey(), entry.getValue()));
        return new TaskStatistic(
                id,
                shares / rest.size(),
                solved.stream().filter(each -> each).count(),
                none,
                pointBiserial(solved, rest),
                commonest);
    }

    /**
     * The point-biserial correlation, (M1 - M0) / s * sqrt(p (1 - p)), of a yes or no with numbers:
     * M1 and M0 are the numbers' means where it is yes and no, s their standard deviation.
     */
    static double pointBiserial(List<Boolean> yes, List<Double> numbers) {
        int n = numbers.size();
        double mean = numbers.stream().mapToDouble(x -> x).average().orElse(0);
        double variance =
                numbers.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElse(0);
        double sumOfYes = 0;
        int count = 0;
        for (int i = 0; i < n; i++) {
            sumOfYes += yes.get(i) ? numbers.get(i) : 0;
            count += yes.get(i) ? 1 : 0;
        }
        double meanOfYes = sumOfYes / count;
        double meanOfNo = (mean * n - sumOfYes) / (n - count);
        double p = (double) count / n;
        return (meanOfYes - meanOfNo) / Math.sqrt(variance) * Math.sqrt(p * (1 - p));
    }

    /**
     * What a task's failures say, each once, without the numbers that differ by submission; where
     * its cell has a problem, that alone, since it is the reason for the rest.
     */
    private static Set<String> messages(Result.Task task) {
        if (task.problem() != null) {
            return Set.of(message(task.problem()));
        }
        Map<String, List<String>> tests = new LinkedHashMap<>();
        for (Result.Test test : task.tests()) {
            if (!test.passed()) {
                tests.computeIfAbsent(message(test.message()), told -> new ArrayList<>())
                        .add(test.name() + ": ");
            }
        }
        Set<String> messages = new LinkedHashSet<>();
        tests.forEach((told, names) -> messages.add((names.size() > 1 ? "" : names.get(0)) + told));
        return messages;
    }

    private static String message(String message) {
        int hint = message.indexOf("\nhint: ");
        String told =
                hint >= 0
                        ? message.substring(hint + 7)
                        : NUMBER.matcher(message.lines().findFirst().orElse("")).replaceAll("#");
        Matcher pair = PAIR.matcher(message);
        return (told.length() > 200 ? told.substring(0, 200) + " ..." : told)
                + (pair.find()
                        ? factor(
                                Double.parseDouble(pair.group(1)),
                                Double.parseDouble(pair.group(4)))
                        : "");
    }

    /** How a wrong number lies to the right one, where it does so simply. */
    private static String factor(double right, double given) {
        double ratio = given / right;
        for (double simple : new double[] {-1, 0, 2, -2, 0.5, -0.5}) {
            if (Math.abs(ratio - simple) < 1e-3) {
                return " (" + SafeText.number(simple) + " times what was right)";
            }
        }
        return "";
    }

    /** Discrimination for people: two digits, or a dash. */
    String discriminates() {
        return Double.isNaN(discrimination)
                ? "\u2013"
                : String.format(Locale.ROOT, "%.2f", discrimination);
    }
}
