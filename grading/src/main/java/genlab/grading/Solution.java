package genlab.grading;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Plain;
import genlab.grading.harness.CellRunner;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answers of the instructor's own solution, which runs in this process, never in a sandbox. */
final class Solution implements Answers, AutoCloseable {
    private final Assignment assignment;
    private final String standIns;
    private final Map<String, Solution> others = new HashMap<>();
    private CellRunner cells;

    Solution(Assignment assignment) {
        this(assignment, "");
    }

    private Solution(Assignment assignment, String standIns) {
        this.assignment = assignment;
        this.standIns = standIns;
    }

    /** The solution with other methods in place of some of its own. */
    synchronized Solution with(String code) {
        return others.computeIfAbsent(code, methods -> new Solution(assignment, methods));
    }

    @Override
    public synchronized Answer call(String function, Object... arguments) {
        if (cells == null) {
            cells = new CellRunner();
            for (Assignment.Step step : assignment.steps()) {
                run("cell " + step.id(), step.source());
            }
            run("stand-ins", standIns);
        }
        List<?> plain = (List<?>) Plain.of(arguments);
        try {
            CellRunner.Call call = cells.call(function, plain);
            if (!call.changed().isEmpty()) {
                throw new IllegalStateException(
                        "the instructor's "
                                + function
                                + " must leave its arguments as they are, but changed number "
                                + call.changed().get(0));
            }
            return Answer.of("the solution's " + function, call.value());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("in the instructor's notebook " + e.getMessage(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "in the instructor's notebook " + cells.explain(function, e.getCause()), e);
        }
    }

    private void run(String name, String source) {
        List<String> problems = cells.run(source);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "the instructor's " + name + " must run, but: " + String.join("; ", problems));
        }
    }

    @Override
    public synchronized void close() {
        others.values().forEach(Solution::close);
        if (cells != null) {
            cells.close();
            cells = null;
        }
    }
}
