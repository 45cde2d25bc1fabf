package genlab.grading;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.grading.harness.Values;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Set<String> fatalCells = new HashSet<>();
    private final Map<String, String> fatalFunctions = new HashMap<>();
    private Sandbox sandbox;
    private String standIns = "";
    private SandboxException failure;

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

    /**
     * Stops if there can be no verdict: where no sandbox starts, the student is not to blame.
     *
     * @throws SandboxException if a sandbox did not start, or not even the assignment's own cells
     *     before the student's first ran in it
     */
    void requireSandboxes() throws SandboxException {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Puts other methods in place of the student's of the same names, from now on.
     *
     * @param code the methods, see {@link genlab.assignment.StandIns}
     */
    void replace(String code) {
        standIns = code;
        try {
            // Where no sandbox is there, the next one that starts will run them.
            if (sandbox != null) {
                run(new Assignment.Step(code, code, false));
            }
        } catch (SandboxException e) {
            close();
        }
    }

    @Override
    public Answer call(String function, Object... arguments) {
        String attempt = function + standIns;
        if (fatalFunctions.containsKey(attempt)) {
            throw new AssertionError(function + ": " + fatalFunctions.get(attempt));
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
            fatalFunctions.put(attempt, message);
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
        requireSandboxes();
        while (sandbox == null) {
            start();
        }
        return sandbox;
    }

    private void start() throws SandboxException {
        boolean untouched = true;
        try {
            sandbox = new Sandbox(socket -> image.command(socket, limits), limits, end);
            for (Assignment.Step step : assignment.steps()) {
                untouched = untouched && !step.solution();
                if (untouched) {
                    note(step.id(), sandbox.cell(step.source(), limits.start()));
                } else if (!run(step)) {
                    break;
                }
            }
            if (sandbox != null && !standIns.isEmpty()) {
                run(new Assignment.Step(standIns, standIns, false));
            }
        } catch (IOException | SandboxException e) {
            close();
            if (System.nanoTime() >= end) {
                throw new SandboxException(
                        "the submission took longer than "
                                + limits.total().toSeconds()
                                + " s in all");
            }
            failure = new SandboxException("no sandbox started: " + e.getMessage());
            throw failure;
        }
    }

    /** Runs a cell, the student's text of it if it is a solution; false if that was the end. */
    private boolean run(Assignment.Step step) throws SandboxException {
        String source = step.solution() ? solutions.get(step.id()) : step.source();
        if (source == null || fatalCells.contains(step.id())) {
            return true;
        }
        try {
            note(step.id(), sandbox.cell(source));
            return true;
        } catch (SandboxException e) {
            if (System.nanoTime() >= end) {
                throw e;
            }
            fatalCells.add(step.id());
            note(step.id(), List.of(e.getMessage()));
            sandbox = null;
            return false;
        }
    }

    private void note(String cell, List<String> found) {
        if (!found.isEmpty()) {
            problems.putIfAbsent(cell, Texts.clean(String.join("; ", found), LONGEST_MESSAGE));
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
