package genlab.grading;

import genlab.assignment.TestRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Grades submissions of one assignment, as many at a time as there are threads that ask. */
final class Grader implements AutoCloseable {
    private final Assignment assignment;
    private final SandboxImage image;
    private final Limits limits;
    final HiddenTests hiddenTests;
    final Solution solution;

    /**
     * Prepares to grade.
     *
     * @param assignment the instructor's notebook
     * @param image where students' code runs
     * @param limits what a submission may use
     * @throws NotebookException if the hidden tests don't compile
     * @throws IOException if they can't be written
     */
    Grader(Assignment assignment, SandboxImage image, Limits limits)
            throws NotebookException, IOException {
        this.assignment = assignment;
        this.image = image;
        this.limits = limits;
        hiddenTests = new HiddenTests(assignment);
        solution = new Solution(assignment);
    }

    /**
     * Grades one submission, whatever it is.
     *
     * @param file the student's notebook
     * @param chosenSeed where random inputs start; if empty, a number that follows from the
     *     submission and the instructor's notebook, so that nobody without both can tell it
     * @return the result
     * @throws SandboxException if this machine starts no sandbox: that is no verdict
     */
    Result grade(Path file, OptionalLong chosenSeed) throws SandboxException {
        return grade(file, file.getFileName().toString(), chosenSeed);
    }

    /**
     * Grades one submission under another name than its file's.
     *
     * @param file the student's notebook
     * @param name what the result calls it
     * @param chosenSeed as above
     * @return the result
     * @throws SandboxException as above
     */
    Result grade(Path file, String name, OptionalLong chosenSeed) throws SandboxException {
        byte[] digest = digest(file);
        long seed = chosenSeed.orElse(seed(digest));
        name = Texts.clean(name, 300);
        try {
            if (!isPlainFile(file)) {
                throw new NotebookException(
                        name + " is a link or not a file at all; hand in the notebook itself");
            }
            Submission submission = Submission.of(assignment, Notebook.read(file));
            return result(name, digest, seed, submission);
        } catch (NotebookException e) {
            return refused(name, digest, seed, Texts.clean(e.getMessage(), 1_000));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return refused(
                    name,
                    digest,
                    seed,
                    "the notebook could not be graded ("
                            + e.getClass().getSimpleName()
                            + "); open it in Jupyter, check that its cells are the assignment's,"
                            + " save it and hand it in again");
        }
    }

    private Result result(String name, byte[] digest, long seed, Submission submission)
            throws SandboxException {
        List<Result.Task> tasks = new ArrayList<>();
        List<String> notes = new ArrayList<>(submission.notes());
        try (Trial trial = new Trial(assignment, submission.solutions(), image, limits)) {
            Map<String, TestRun> runs = runs(trial, seed);
            for (Assignment.Task task : assignment.tasks()) {
                tasks.add(
                        task.manual()
                                ? byHand(task, submission)
                                : tested(task, runs.get(task.id()), trial, submission));
            }
            trial.requireSandboxes();
            for (Assignment.Step step : assignment.steps()) {
                if (!step.solution() && trial.problems().containsKey(step.id())) {
                    notes.add(
                            "the assignment's own cell "
                                    + step.id()
                                    + " failed: "
                                    + trial.problems().get(step.id()));
                }
            }
        }
        double score = 0;
        double maximum = 0;
        double manual = 0;
        for (Result.Task task : tasks) {
            if (task.score() == null) {
                manual += task.maximum();
            } else {
                score += task.score();
                maximum += task.maximum();
            }
        }
        return new Result(
                assignment.name(),
                name,
                hex(digest),
                hex(assignment.digest()),
                isolation(),
                seed,
                Math.round(score * 100) / 100.0,
                maximum,
                manual,
                null,
                tasks,
                notes);
    }

    private Result.Task byHand(Assignment.Task task, Submission submission) {
        // As nbgrader does: an answer that was not touched needs no person to grade it.
        boolean touched = !given(task.id()).equals(submission.solutions().get(task.id()));
        return touched && submission.solutions().containsKey(task.id())
                ? new Result.Task(task.id(), null, task.points(), null, List.of())
                : new Result.Task(
                        task.id(),
                        0.0,
                        task.points(),
                        "there is no answer in this cell",
                        List.of());
    }

    private String given(String id) {
        try {
            return assignment.studentVersion().cells().stream()
                    .filter(cell -> cell.id().equals(id))
                    .map(Notebook.Cell::source)
                    .findFirst()
                    .orElse("");
        } catch (NotebookException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All hidden tests; then those that failed once more with stand-ins, where there are any. */
    private Map<String, TestRun> runs(Trial trial, long seed) {
        Map<String, TestRun> runs = new LinkedHashMap<>();
        for (Assignment.Task task : assignment.tasks()) {
            if (!task.manual()) {
                runs.put(task.id(), hiddenTests.run(task.id(), trial, solution, seed));
            }
        }
        runs.replaceAll(
                (task, run) -> {
                    String standIns = hiddenTests.standIns(task);
                    if (standIns.isEmpty()
                            || run.outcomes().stream().allMatch(TestRun.Outcome::passed)) {
                        return run;
                    }
                    trial.replace(standIns);
                    return run.orElse(hiddenTests.run(task, trial, solution.with(standIns), seed));
                });
        return runs;
    }

    private Result.Task tested(
            Assignment.Task task, TestRun run, Trial trial, Submission submission) {
        List<String> problems = new ArrayList<>();
        for (String cell : task.solutions()) {
            if (!submission.solutions().containsKey(cell)) {
                problems.add("cell " + cell + " is missing");
            } else if (trial.problems().containsKey(cell)) {
                problems.add("cell " + cell + ": " + trial.problems().get(cell));
            }
        }
        List<Result.Test> tests =
                run.outcomes().stream()
                        .map(
                                outcome ->
                                        new Result.Test(
                                                outcome.name(),
                                                outcome.passed(),
                                                outcome.passed()
                                                        ? null
                                                        : Texts.clean(outcome.message(), 1100)))
                        .toList();
        return new Result.Task(
                task.id(),
                run.points(task.points()),
                task.points(),
                problems.isEmpty() ? null : String.join("\n", problems),
                tests);
    }

    private Result refused(String name, byte[] digest, long seed, String reason) {
        List<Result.Task> tasks =
                assignment.tasks().stream()
                        .map(
                                task ->
                                        new Result.Task(
                                                task.id(), 0.0, task.points(), null, List.of()))
                        .toList();
        double maximum = tasks.stream().mapToDouble(Result.Task::maximum).sum();
        return new Result(
                assignment.name(),
                name,
                hex(digest),
                hex(assignment.digest()),
                isolation(),
                seed,
                0,
                maximum,
                0,
                reason,
                tasks,
                List.of());
    }

    /**
     * The submission with the scores in its grade cells, so that {@code nbgrader autograde
     * --no-execute} records them: the points as the cell's value.
     *
     * @param file the submission
     * @param result its result
     * @return the notebook; the student version where the submission was refused, whatever it is
     * @throws NotebookException if the assignment itself is broken
     */
    Notebook scored(Path file, Result result) throws NotebookException {
        Notebook submission =
                result.reason() == null ? Notebook.read(file).copy() : assignment.studentVersion();
        return ScoredNotebook.of(assignment, submission, result);
    }

    /**
     * Whether grading a submission would give a result that is there already.
     *
     * @param result an earlier result
     * @param file the submission
     * @param chosenSeed the seed of this run, if one was chosen
     * @return true if submission, assignment, seed and isolation are the same
     */
    boolean wouldRepeat(Result result, Path file, OptionalLong chosenSeed) {
        byte[] digest = digest(file);
        return hex(digest).equals(result.digest())
                && hex(assignment.digest()).equals(result.version())
                && result.seed() == chosenSeed.orElse(seed(digest))
                && isolation().equals(result.isolation());
    }

    private String isolation() {
        return image.isolated() ? "sandbox" : "not isolated";
    }

    private long seed(byte[] submission) {
        MessageDigest digest = sha256();
        digest.update(assignment.digest());
        digest.update(submission);
        return ByteBuffer.wrap(digest.digest()).getLong() >>> 11;
    }

    /** Whether it is a file itself: a link could lead anywhere, and a pipe never ends. */
    private static boolean isPlainFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] digest(Path file) {
        MessageDigest digest = sha256();
        if (!isPlainFile(file)) {
            return digest.digest();
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = new byte[1 << 16];
            for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
                digest.update(bytes, 0, count);
            }
        } catch (IOException e) {
            digest.update(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
        return digest.digest();
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hiddenTests.close();
        solution.close();
    }
}
