package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Honest mistakes, two or more for each task: a sign, a factor of a half, a sum in place of a mean,
 * a detach too few. Each costs its own task points, says why, and leaves what is right its points;
 * it is found where the tasks before are wrong, too.
 */
@org.junit.jupiter.api.Tag("slow")
class MistakesTest {
    /** A submission for each mistake that a task has listed, with one in every task. */
    static Stream<Arguments> submissions() throws Exception {
        return Kit.assignments()
                .flatMap(
                        file ->
                                IntStream.range(0, 3)
                                        .mapToObj(number -> Arguments.of(file, number)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("submissions")
    void costsItsOwnTaskSomePointsAndSaysWhy(Path assignment, int number) throws Exception {
        Kit kit = Kit.of(assignment);
        Notebook submission = kit.solved();
        Set<String> wrong = new HashSet<>();
        List<Mistake> mistakes = Mistake.of(kit.assignment());
        for (Assignment.Task task : kit.assignment().tasks()) {
            List<Mistake> ofTask =
                    mistakes.stream()
                            .filter(mistake -> task.solutions().contains(mistake.cell()))
                            .toList();
            if (number < ofTask.size()) {
                Mistake mistake = ofTask.get(number);
                Notebook.Cell cell = Sample.cell(submission, mistake.cell());
                cell.setSource(mistake.in(cell.source()));
                wrong.add(mistake.cell());
            }
        }
        Path file = Path.of("target", "mistakes", number + "-" + assignment.getFileName());
        submission.write(file);
        Result result = kit.grader().grade(file, OptionalLong.of(7));
        // For whoever wants to read what students are told.
        WholeFile.write(Path.of(file + ".txt"), result.report());
        double earned = 0;
        for (Assignment.Task task : kit.assignment().tasks()) {
            Result.Task graded = Sample.task(result, task.id());
            if (wrong.stream().anyMatch(task.solutions()::contains)) {
                assertTrue(graded.score() < graded.maximum(), graded.report(true));
                graded.tests().stream()
                        .filter(test -> !test.passed())
                        .forEach(test -> assertHelps(test.message()));
                earned += graded.score();
            } else if (!task.manual()) {
                assertEquals(graded.maximum(), graded.score(), graded.report(true));
            }
        }
        assertTrue(earned > 0, "no partial credit at all\n" + result.report());
    }

    private static void assertHelps(String message) {
        assertTrue(
                message.matches("(?s).*expected: .*\nactual: .*(\nhint: .{10,})?")
                        || message.contains(" threw ")
                        || message.matches("(?s).{30,}==> expected: .*"),
                message);
        assertFalse(message.contains("\tat "), message);
        assertTellsNoAnswer(message);
    }

    /** In the feedback no number is left that only the right answer has. */
    private static void assertTellsNoAnswer(String message) {
        String told = Feedback.withoutExpected(message);
        Matcher expected = Pattern.compile("(?m)^expected: (.*)$").matcher(message);
        while (expected.find()) {
            String rest = message.replace(expected.group(), "");
            Pattern.compile("-?\\d+\\.\\d{3,}")
                    .matcher(expected.group(1))
                    .results()
                    .map(MatchResult::group)
                    .filter(number -> !rest.contains(number))
                    .forEach(number -> assertFalse(told.contains(number), told));
        }
    }
}
