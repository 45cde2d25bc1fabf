package genlab.grading;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Plain;
import genlab.grading.Assignment.Kind;
import genlab.grading.Assignment.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A student's answers: the cells run in a sandbox, and a new one is started where a cell or a call
 * has ended the last, so that one endless loop costs one task and not all.
 */
final class StudentAnswers implements Answers, AutoCloseable {
    private static final int LONGEST_MESSAGE = 600;
    private static final int LONGEST_INPUT = 500;

    /** How many times a process begins anew: the compiler leaves files open each time. */
    private static final int MOST_USES = 5;

    /** How often a function is called that ended the sandbox. */
    private static final int TRIES = 3;

    private final SandboxImage image;
    private final Limits limits;
    private final UnaryOperator<String> advice;
    private final Map<Step, String> fatalSteps = new HashMap<>();
    private final Map<String, Integer> endings = new HashMap<>();

    /** Second and third tries of all functions together: time is limited. */
    private int triesLeft = 4;

    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final List<Step> done = new ArrayList<>();
    private List<Step> steps = List.of();
    private List<String> cells = List.of();
    private Sandbox sandbox;

    /** When the submission's time is over; it stands still until code of the student's runs. */
    private long end;

    private boolean counting = true;
    private long stoppedAt;

    /** Whether the present sandbox has answered calls. */
    private boolean called;

    /** Whether it has done so before the present steps were set. */
    private boolean calledBefore;

    /** How many times the present sandbox has begun anew. */
    private int uses;

    private SandboxException failure;

    /** Starts nothing yet. */
    StudentAnswers(SandboxImage image, Limits limits, UnaryOperator<String> advice) {
        this.image = image;
        this.limits = limits;
        this.advice = advice;
        end = System.nanoTime() + limits.total().toNanos();
    }

    /**
     * Sets what runs before the next call. Where more was asked for than the last time, only what
     * is new runs; where something else, all of it, in the same process if that is still there.
     */
    void follow(List<Step> all, List<String> ofTask) {
        steps = all;
        cells = ofTask;
        changed.clear();
        calledBefore = called;
        if (!(done.size() <= all.size() && done.equals(all.subList(0, done.size())))) {
            beginAnew();
            problems.clear();
            endings.clear();
        }
    }

    private void beginAnew() {
        done.clear();
        if (sandbox == null) {
            return;
        }
        if (++uses > MOST_USES) {
            close();
            return;
        }
        try {
            sandbox.beginAnew();
        } catch (SandboxException e) {
            sandbox = null;
        }
    }

    /** What the compiler or the run complained of, by cell. */
    Map<String, String> problems() {
        return problems;
    }

    /** Which calls since {@link #follow} changed their arguments, and which argument. */
    Set<String> changed() {
        return changed;
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

    @Override
    public Answer call(String function, Object... arguments) {
        List<?> plain = (List<?>) Plain.of(arguments);
        String inputs = Plain.brief(plain, LONGEST_INPUT);
        String name = function + "(" + inputs.replaceAll("^\\[|]$", "") + ")";
        int ended = endings.getOrDefault(function, 0);
        if (ended >= TRIES || ended > 0 && --triesLeft < 0) {
            throw new AssertionError(
                    name + " was not tried: " + function + " gave no answer to other inputs");
        }
        try {
            Map<?, ?> reply = reply(function, plain);
            if (reply.get("error") instanceof String error) {
                throw new AssertionError(message(function, error));
            }
            if (reply.get("changed") instanceof List<?> positions
                    && !positions.isEmpty()
                    && positions.get(0) instanceof Double position) {
                changed.add("argument " + Math.round(position) + " of " + function);
            }
            Object value = reply.get("value");
            if (!Plain.isFinite(value)) {
                throw new AssertionError(
                        name
                                + "\nexpected: finite numbers\nactual:   "
                                + SafeText.printable(Plain.brief(value, 80), 200)
                                + "\nhint: look for a division by 0, or the logarithm of 0 or of a"
                                + " negative number");
            }
            return Answer.of(name, value);
        } catch (SandboxException e) {
            endings.merge(function, 1, Integer::sum);
            throw new AssertionError(
                    name + ": " + SafeText.printable(e.getMessage(), LONGEST_MESSAGE));
        }
    }

    private Map<?, ?> reply(String function, List<?> arguments) throws SandboxException {
        Sandbox ready = ready();
        count();
        called = true;
        boolean used = calledBefore;
        try {
            return ready.call(function, arguments);
        } catch (SandboxException e) {
            sandbox = null;
            if (!used) {
                throw e;
            }
            // Perhaps it is what the calls of another task have left behind.
            return reply(function, arguments);
        }
    }

    private String message(String function, String error) {
        String broken = cells.stream().filter(problems::containsKey).findFirst().orElse(null);
        return error.startsWith("there is no method ") && broken != null
                ? function + " was not tried: cell " + broken + " has a problem, see above"
                : SafeText.printable(advice.apply(error), LONGEST_MESSAGE);
    }

    /** A sandbox in which all cells have run that are asked for. */
    private Sandbox ready() throws SandboxException {
        requireSandboxes();
        while (true) {
            if (sandbox == null) {
                start();
            }
            while (sandbox != null && done.size() < steps.size()) {
                run(steps.get(done.size()));
            }
            if (sandbox != null) {
                return sandbox;
            }
        }
    }

    private void start() throws SandboxException {
        done.clear();
        called = false;
        calledBefore = false;
        uses = 0;
        if (counting && System.nanoTime() >= end) {
            throw new SandboxException(limits.tooLong());
        }
        stopCounting();
        try {
            sandbox = new Sandbox(socket -> image.command(socket, limits), limits, Long.MAX_VALUE);
        } catch (IOException | SandboxException e) {
            throw noVerdict(e);
        }
    }

    private SandboxException noVerdict(Exception e) {
        close();
        failure = new SandboxException("no sandbox started: " + e.getMessage());
        return failure;
    }

    /** A busy machine may take long to start a sandbox: that is not the submission's time. */
    private void stopCounting() {
        if (counting) {
            counting = false;
            stoppedAt = System.nanoTime();
        }
    }

    private void count() {
        if (!counting) {
            counting = true;
            end += System.nanoTime() - stoppedAt;
            sandbox.endAt(end);
        }
    }

    private void run(Step step) throws SandboxException {
        boolean untouched = done.stream().allMatch(each -> each.kind() == Kind.OWN);
        if (step.kind() != Kind.OWN) {
            count();
        }
        done.add(step);
        if (fatalSteps.containsKey(step)) {
            note(step, List.of(fatalSteps.get(step)));
            return;
        }
        try {
            if (step.kind() == Kind.DECLARATIONS) {
                sandbox.declarations(step.source());
            } else {
                boolean ofUs = untouched && step.kind() == Kind.OWN;
                Sandbox.Run run =
                        sandbox.cell(step.source(), ofUs ? limits.start() : limits.cell());
                if (called && run.thrown() || uses > 0 && ofUs && !run.problems().isEmpty()) {
                    // Perhaps it is what the calls and cells before have left behind.
                    close();
                    return;
                }
                note(step, run.problems());
            }
        } catch (SandboxException e) {
            if (called || uses > 0) {
                // In a new process it may have room and time.
                sandbox = null;
                return;
            }
            if (untouched && step.kind() == Kind.OWN) {
                throw noVerdict(e);
            }
            if (System.nanoTime() >= end) {
                throw e;
            }
            fatalSteps.put(step, e.getMessage());
            note(step, List.of(e.getMessage()));
            sandbox = null;
        }
    }

    private void note(Step step, List<String> found) {
        // What a cell of the student's own lacks, its task will lack.
        if (!found.isEmpty() && step.kind() != Kind.DECLARATIONS) {
            String text = advice.apply(String.join("; ", found));
            problems.putIfAbsent(step.id(), SafeText.printable(text, LONGEST_MESSAGE));
        }
    }

    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
        done.clear();
    }
}
