package genlab.grading;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.grading.harness.Values;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A student's answers: the cells run in a sandbox, and a new one is started where a cell or a call
 * has ended the last, so that one endless loop costs one task and not all.
 */
final class Trial implements Answers, AutoCloseable {
    private static final int LONGEST_MESSAGE = 600;

    private final Assignment assignment;
    private final Map<String, String> solutions;
    private final SandboxImage image;
    private final Limits limits;
    private final long end;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Map<String, String> fatalCells = new HashMap<>();
    private final Map<String, String> fatalFunctions = new HashMap<>();
    private Sandbox sandbox;

    Trial(Assignment assignment, Map<String, String> solutions, SandboxImage image, Limits limits) {
        this.assignment = assignment;
        this.solutions = solutions;
        this.image = image;
        this.limits = limits;
        end = System.nanoTime() + limits.total().toNanos();
    }

    /**
     * What the compiler or the run complained of, by cell.
     *
     * @return a message for each cell that has a problem
     */
    Map<String, String> problems() {
        return problems;
    }

    @Override
    public Answer call(String function, Object... arguments) {
        if (fatalFunctions.containsKey(function)) {
            throw new AssertionError(function + ": " + fatalFunctions.get(function));
        }
        List<?> plain = (List<?>) Answer.of("", arguments).value();
        String name = function + "(" + brief(plain) + ")";
        try {
            Map<?, ?> reply = ready().call(function, plain);
            if (reply.get("error") instanceof String error) {
                throw new AssertionError(Texts.clean(error, LONGEST_MESSAGE));
            }
            Object value = reply.get("value");
            if (Values.hasNonFinite(value)) {
                throw new AssertionError(
                        name
                                + "\nexpected: finite numbers\nactual:   "
                                + Texts.clean(brief(value), 200)
                                + "\nhint: look for a division by 0, or the logarithm of 0 or of a"
                                + " negative number");
            }
            return Answer.of(name, value);
        } catch (SandboxException e) {
            sandbox = null;
            String message = Texts.clean(e.getMessage(), LONGEST_MESSAGE);
            fatalFunctions.put(function, message);
            throw new AssertionError(name + ": " + message);
        }
    }

    private static String brief(Object value) {
        String text = String.valueOf(value);
        if (value instanceof List<?>) {
            text = text.substring(1, text.length() - 1);
        }
        return text.length() <= 80 ? text : text.substring(0, 76) + " ...";
    }

    private Sandbox ready() throws SandboxException {
        while (sandbox == null) {
            try {
                sandbox = new Sandbox(socket -> image.command(socket, limits), limits, end);
            } catch (IOException e) {
                throw new SandboxException("the sandbox did not start: " + e.getMessage());
            }
            runCells();
        }
        return sandbox;
    }

    private void runCells() throws SandboxException {
        for (Assignment.Step step : assignment.steps()) {
            String source = step.solution() ? solutions.get(step.id()) : step.source();
            if (source == null || fatalCells.containsKey(step.id())) {
                continue;
            }
            try {
                List<?> found = sandbox.cell(source);
                if (!found.isEmpty() && !problems.containsKey(step.id())) {
                    problems.put(
                            step.id(),
                            Texts.clean(
                                    String.join("; ", found.stream().map(String::valueOf).toList()),
                                    LONGEST_MESSAGE));
                }
            } catch (SandboxException e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                fatalCells.put(step.id(), e.getMessage());
                problems.put(step.id(), Texts.clean(e.getMessage(), LONGEST_MESSAGE));
                sandbox = null;
                return;
            }
        }
    }

    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }
}
