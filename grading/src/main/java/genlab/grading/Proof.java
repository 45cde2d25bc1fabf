package genlab.grading;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Plain;
import genlab.assignment.TestRun;
import genlab.grading.harness.CellRunner;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an assignment has to stand before students see it: right solutions get all points, whatever
 * the inputs, and wrong ones, thoughtless ones and none at all do not. Everything runs in this
 * process, so only its author's code may.
 */
final class Proof implements AutoCloseable {
    private static final int LONGEST_CELL = 40;
    private static final int DRAWS = 20;
    private static final int GUESSED_DRAWS = 6;
    private static final int MISTAKES = 3;

    private final Assignment assignment;
    private final HiddenTests hiddenTests;
    private final Solution solution;
    private final List<String> findings = new ArrayList<>();

    Proof(Assignment assignment) throws NotebookException {
        this.assignment = assignment;
        hiddenTests = new HiddenTests(assignment);
        solution = new Solution(assignment);
    }

    /**
     * Refuses an assignment whose own solutions don't get all points: nobody else would.
     *
     * @throws NotebookException if a hidden test breaks off, or fails for the solution
     */
    static void requireFullPoints(Assignment assignment) throws NotebookException {
        try (Proof proof = new Proof(assignment)) {
            proof.solutionsGetAllPoints(3);
            if (!proof.findings.isEmpty()) {
                throw new NotebookException(
                        assignment.name()
                                + ": the instructor's own solutions must get all points, but\n"
                                + String.join("\n", proof.findings));
            }
        }
    }

    /**
     * Everything at once.
     *
     * @throws NotebookException if the notebook breaks a rule
     */
    List<String> all() throws NotebookException {
        layout();
        int before = findings.size();
        solutionsGetAllPoints(DRAWS);
        // What fails its own solution says nothing about wrong ones.
        if (findings.size() == before) {
            stubsGetNone();
            guessesGetNone();
            mistakesCostPoints();
            solutionsGetAllPointsForOthersNumbers();
            standInsSuffice();
            visibleChecksAgree();
        }
        return findings;
    }

    private void find(String cell, String finding) {
        findings.add(cell + ": " + finding);
    }

    private List<Assignment.Task> tested() {
        return assignment.tasks().stream().filter(task -> !task.manual()).toList();
    }

    /** Sizes, marks, and nothing left of a solution in what students get. */
    void layout() throws NotebookException {
        double points = assignment.tasks().stream().mapToDouble(Assignment.Task::points).sum();
        int tasks = assignment.tasks().size();
        if (points != 100) {
            find("all", "there must be 100 points, but are " + SafeText.number(points));
        }
        if (tasks < 8 || tasks > 12) {
            find("all", "there must be 8 to 12 cells with points, but are " + tasks);
        }
        for (Assignment.Task task : assignment.tasks()) {
            double rubric = task.manual() ? Question.of(assignment, task.id()).rubricPoints() : 0;
            if (task.manual() && rubric != task.points()) {
                find(
                        task.id(),
                        String.format(
                                "rubric.txt must have its %s points, but has %s",
                                SafeText.number(task.points()), SafeText.number(rubric)));
            }
        }
        Notebook student = assignment.studentVersion();
        NbgraderRules.violations(student, true).forEach(rule -> find("all", rule));
        String text = student.json().toString();
        for (Notebook.Cell cell : assignment.notebook().cells()) {
            long lines = cell.source().lines().count();
            if (lines > LONGEST_CELL && cell.isCode()) {
                find(
                        cell.id(),
                        "a cell must have at most " + LONGEST_CELL + " lines, but has " + lines);
            }
        }
        if (text.contains("SOLUTION")) {
            find("all", "the word SOLUTION is left in what students get");
        }
    }

    private void solutionsGetAllPoints(int draws) {
        for (Assignment.Task task : tested()) {
            for (long seed = 1; seed <= draws; seed++) {
                TestRun run = run(task, solution, solution, seed);
                if (run == null) {
                    break;
                }
                if (!run.passed()) {
                    find(task.id(), "your solution fails with seed " + seed + "\n" + told(run));
                    break;
                }
            }
        }
    }

    /** Numbers of a student's own: the own solution gets all points whatever they are. */
    private void solutionsGetAllPointsForOthersNumbers() {
        for (String login :
                assignment.isDrawn() ? List.of("ada", "bob", "eve") : List.<String>of()) {
            try (Solution own = new Solution(assignment.of(login))) {
                for (Assignment.Task task : tested()) {
                    TestRun run = run(task, own, own, 1);
                    if (run != null && !run.passed()) {
                        find(task.id(), "your solution fails with other numbers\n" + told(run));
                    }
                }
            }
        }
    }

    /** A run of a task's hidden tests, or null and a finding if it broke off. */
    private TestRun run(Assignment.Task task, Answers student, Answers right, long seed) {
        try {
            return hiddenTests.run(task.id(), student, right, seed);
        } catch (IllegalStateException e) {
            find(task.id(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static String told(TestRun run) {
        StringBuilder text = new StringBuilder();
        for (TestRun.Outcome outcome : run.outcomes()) {
            if (!outcome.passed()) {
                text.append("  ").append(outcome.name()).append('\n');
                text.append(outcome.message().indent(6));
            }
        }
        return text.toString().stripTrailing();
    }

    private void stubsGetNone() throws NotebookException {
        try (CellRunner cells = new CellRunner()) {
            runAll(cells, assignment.studentVersion());
            for (Assignment.Task task : tested()) {
                TestRun run = run(task, answers(cells), solution, 1);
                if (run != null && run.share() > 0) {
                    find(task.id(), "passes without a solution: " + passed(run));
                }
            }
        }
    }

    private static String passed(TestRun run) {
        return String.join(
                ", ",
                run.outcomes().stream()
                        .filter(TestRun.Outcome::passed)
                        .map(TestRun.Outcome::name)
                        .toList());
    }

    private void guessesGetNone() throws NotebookException {
        try (CellRunner cells = new CellRunner()) {
            runAll(cells, Guesses.in(assignment));
            Answers answers = answers(cells);
            for (int guess = 0; guess < Guesses.NAMES.length; guess++) {
                answers.call("choose", guess);
                for (Assignment.Task task : tested()) {
                    for (long seed = 1; seed <= GUESSED_DRAWS; seed++) {
                        TestRun run = run(task, answers, solution, seed);
                        if (run != null && run.share() > 0) {
                            find(
                                    task.id(),
                                    String.format(
                                            "answering %s passes with seed %d: %s",
                                            Guesses.NAMES[guess], seed, passed(run)));
                            break;
                        }
                    }
                }
            }
        }
    }

    private void mistakesCostPoints() throws NotebookException {
        try (CellRunner cells = new CellRunner()) {
            runAll(cells, assignment.notebook());
            for (Assignment.Task task : tested()) {
                List<Mistake> ofTask = mistakes(task);
                if (ofTask.size() < MISTAKES) {
                    find(
                            task.id(),
                            String.format(
                                    "mistakes.txt must list %d plausible wrong solutions, but has"
                                            + " %d",
                                    MISTAKES, ofTask.size()));
                }
                noneGetsAllPoints(ofTask, task, cells, solution, "gives all points to ");
            }
        }
    }

    private List<Mistake> mistakes(Assignment.Task task) throws NotebookException {
        return Mistake.of(assignment).stream()
                .filter(mistake -> task.solutions().contains(mistake.cell()))
                .toList();
    }

    private void noneGetsAllPoints(
            List<Mistake> ofTask,
            Assignment.Task task,
            CellRunner cells,
            Solution expected,
            String finding)
            throws NotebookException {
        Map<String, String> right = solutions();
        String wrong = null;
        for (Mistake mistake : ofTask) {
            if (wrong != null && !wrong.equals(mistake.cell())) {
                cells.run(right.get(wrong));
            }
            wrong = mistake.cell();
            List<String> problems = cells.run(mistake.in(right.get(wrong)));
            if (!problems.isEmpty()) {
                find(wrong, mistake + " does not compile: " + problems);
                continue;
            }
            TestRun run = run(task, answers(cells), expected, 1);
            if (run != null && run.passed()) {
                find(task.id(), finding + mistake);
            }
        }
        if (wrong != null) {
            cells.run(right.get(wrong));
        }
    }

    /** The cells' own texts by their ids. */
    private Map<String, String> solutions() {
        Map<String, String> texts = new LinkedHashMap<>();
        assignment.steps().forEach(step -> texts.put(step.id(), step.source()));
        return texts;
    }

    /**
     * A task with stand-ins gets all its points where no other one is solved, and none of its
     * mistakes does: stand-ins that are too simple would hide them.
     */
    private void standInsSuffice() throws NotebookException {
        for (Assignment.Task task : tested()) {
            String standIns = hiddenTests.standIns(task.id());
            if (!standIns.isEmpty()) {
                Notebook only = assignment.studentVersion();
                Map<String, String> right = solutions();
                only.cells().stream()
                        .filter(cell -> task.solutions().contains(cell.id()))
                        .forEach(cell -> cell.setSource(right.get(cell.id())));
                try (CellRunner cells = new CellRunner()) {
                    Submission.of(assignment, only)
                            .steps(task, standIns, false)
                            .forEach(step -> cells.run(step.source()));
                    TestRun run = run(task, answers(cells), solution.with(standIns), 1);
                    if (run != null && !run.passed()) {
                        find(task.id(), "needs more than its stand-ins\n" + told(run));
                    }
                    noneGetsAllPoints(
                            mistakes(task),
                            task,
                            cells,
                            solution.with(standIns),
                            "gives all points beside stand-ins to ");
                }
            }
        }
    }

    private void visibleChecksAgree() throws NotebookException {
        VisibleChecks solved = VisibleChecks.run(assignment.notebook());
        VisibleChecks stubs = VisibleChecks.run(assignment.studentVersion());
        for (VisibleChecks run : List.of(solved, stubs)) {
            run.problems().forEach(findings::add);
            if (!run.errors().isEmpty()) {
                find("all", "the cells print on the error stream: " + run.errors());
            }
        }
        for (Assignment.Task task : tested()) {
            if (!Double.toString(task.points()).equals(solved.value(task.id()))) {
                find(
                        task.id(),
                        "its visible check gives your solution "
                                + solved.value(task.id())
                                + " points\n"
                                + solved.output());
            }
            if (!"0.0".equals(stubs.value(task.id()))) {
                find(task.id(), "its visible check gives points without a solution");
            }
        }
    }

    private void runAll(CellRunner cells, Notebook notebook) {
        for (Notebook.Cell cell : notebook.cells()) {
            if (cell.isCode() && (cell.isSolution() || cell.isLocked() && !cell.isGrade())) {
                cells.run(cell.source()).forEach(problem -> find(cell.id(), problem));
            }
        }
    }

    /** Answers without walls. */
    private static Answers answers(CellRunner cells) {
        return (function, arguments) -> {
            try {
                CellRunner.Call call = cells.call(function, (List<?>) Plain.of(arguments));
                if (!Plain.isFinite(call.value()) || !call.changed().isEmpty()) {
                    throw new AssertionError(
                            function + "\nexpected: finite numbers, and arguments as they were");
                }
                return Answer.of(function, call.value());
            } catch (InvocationTargetException e) {
                throw new AssertionError(cells.explain(function, e.getCause()));
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e.getMessage());
            }
        };
    }

    @Override
    public void close() {
        solution.close();
    }
}
