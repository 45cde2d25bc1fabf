package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.TestRun;
import genlab.grading.harness.CellRunner;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An assignment and what grades it, shared by all tests: to compile hidden tests and to run the
 * instructor's cells takes some seconds.
 */
record Kit(Path file, Assignment assignment, Grader grader) {
    static final Path FOLDER = Path.of("../notebooks/assignments");

    private static final Map<Path, Kit> ALL = new ConcurrentHashMap<>();

    /** The sample, and the project's assignments if this is the whole project. */
    static Stream<Path> assignments() throws IOException {
        Stream<Path> sample = Stream.of(Sample.FILE);
        return Files.isDirectory(FOLDER)
                ? Stream.concat(
                        sample,
                        Files.list(FOLDER)
                                .filter(file -> file.toString().endsWith(".ipynb"))
                                .sorted())
                : sample;
    }

    static Kit of(Path file) throws Exception {
        Kit known = ALL.get(file);
        if (known == null) {
            Assignment assignment = Assignment.read(file);
            known =
                    new Kit(
                            file,
                            assignment,
                            new Grader(assignment, Images.isolated(), Limits.DEFAULT));
            ALL.put(file, known);
        }
        return known;
    }

    /** How the hidden tests of a task end, without stand-ins. */
    TestRun run(Assignment.Task task, Answers answers, long seed) {
        return grader.hiddenTests.run(task.id(), answers, grader.solution, seed);
    }

    /** A copy of the instructor's notebook. */
    Notebook solved() throws Exception {
        return Notebook.read(file).copy();
    }

    /**
     * Does something with the answers of a submission that runs without a sandbox, in a fraction of
     * the time: for what is to be shown of hidden tests, not of walls.
     */
    void withAnswers(Notebook submission, Consumer<Answers> action) throws Exception {
        Map<String, String> solutions = Submission.of(assignment, submission).solutions();
        try (CellRunner cells = new CellRunner()) {
            for (Assignment.Step step : assignment.steps()) {
                assertEquals(
                        List.of(),
                        cells.run(step.solution() ? solutions.get(step.id()) : step.source()));
            }
            action.accept(
                    (function, arguments) -> {
                        List<?> plain = (List<?>) Answer.of("", arguments).value();
                        try {
                            return Answer.of(function, cells.call(function, plain));
                        } catch (NoSuchMethodException | InvocationTargetException e) {
                            throw new AssertionError(function + ": " + e.getCause());
                        }
                    });
        }
    }
}
