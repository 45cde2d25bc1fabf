package genlab.grading;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.grading.harness.CellRunner;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** The answers of the instructor's own solution, which runs in this process, never in a sandbox. */
final class Solution implements Answers, AutoCloseable {
    private final Assignment assignment;
    private CellRunner cells;

    Solution(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public synchronized Answer call(String function, Object... arguments) {
        if (cells == null) {
            cells = new CellRunner();
            for (Assignment.Step step : assignment.steps()) {
                List<String> problems = cells.run(step.source());
                if (!problems.isEmpty()) {
                    throw new IllegalStateException(
                            "the instructor's cell "
                                    + step.id()
                                    + " must run, but: "
                                    + String.join("; ", problems));
                }
            }
        }
        List<?> plain = (List<?>) Answer.of("", arguments).value();
        try {
            return Answer.of("the solution's " + function, cells.call(function, plain));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("in the instructor's notebook " + e.getMessage(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "the instructor's " + function + " must not throw, but threw " + e.getCause(),
                    e);
        }
    }

    @Override
    public synchronized void close() {
        if (cells != null) {
            cells.close();
            cells = null;
        }
    }
}
