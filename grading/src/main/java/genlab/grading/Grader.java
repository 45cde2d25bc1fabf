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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Grades submissions of one assignment, as many at a time as there are threads that ask. */
final class Grader implements AutoCloseable {
    private static final String CHANGED = "leaves its arguments as they are";

    private final Assignment assignment;
    private final SandboxImage image;
    private final Limits limits;
    private final HiddenTests hiddenTests;
    private final Solution solution;
    private final boolean isLent;
    private final byte[] version;
    private final Owners owners;

    /**
     * Prepares to grade.
     *
     * @throws NotebookException if a task has no hidden tests
     */
    Grader(Assignment assignment, SandboxImage image, Limits limits) throws NotebookException {
        this(assignment, image, limits, null);
    }

    /**
     * Prepares to grade an assignment that may have numbers of each student's own.
     *
     * @param roster who the students are; null if nothing is drawn for them
     * @throws NotebookException if a task has no hidden tests
     */
    Grader(Assignment assignment, SandboxImage image, Limits limits, Roster roster)
            throws NotebookException {
        this(new Owners(assignment, roster), image, limits, null);
    }

    private Grader(Owners owners, SandboxImage image, Limits limits, Solution lent)
            throws NotebookException {
        this.owners = owners;
        this.assignment = owners.assignment();
        this.image = image;
        this.limits = limits;
        hiddenTests = new HiddenTests(assignment);
        isLent = lent != null;
        solution = isLent ? lent : new Solution(assignment);
        MessageDigest digest = JarStore.sha256();
        digest.update(assignment.digest());
        hiddenTests.digest(digest);
        version = digest.digest();
    }

    /**
     * Grades the instructor's own notebook before any other: what it doesn't get, nobody would.
     *
     * @throws NotebookException if it doesn't get all points
     * @throws SandboxException if this machine starts no sandbox
     * @throws IOException if the cache can't be written
     */
    void requireFullPoints(Path file) throws NotebookException, SandboxException, IOException {
        Path proved = image.cache().resolve("proved-" + hex(version) + "-" + image.key());
        if (Files.exists(proved)) {
            return;
        }
        Proof.requireFullPoints(assignment);
        Result result = grade(file, OptionalLong.of(1));
        boolean full =
                result.tasks().stream()
                        .allMatch(task -> task.score() == null || task.score() == task.maximum());
        if (!full || !result.notes().isEmpty()) {
            throw new NotebookException(
                    "the instructor's own notebook must get all points before others are graded,"
                            + " but: "
                            + result.report());
        }
        WholeFile.write(proved, "");
    }

    /**
     * Grades one submission, whatever it is.
     *
     * @throws SandboxException if this machine starts no sandbox: that is no verdict
     */
    Result grade(Path file, OptionalLong chosenSeed) throws SandboxException {
        return grade(file, file.getFileName().toString(), chosenSeed);
    }

    /**
     * Grades one submission under another name than its file's.
     *
     * @throws SandboxException as above
     */
    Result grade(Path file, String name, OptionalLong chosenSeed) throws SandboxException {
        if (assignment.isDrawn()) {
            try (Grader own = own(file, name)) {
                return own.grade(file, name, chosenSeed);
            }
        }
        byte[] digest = digest(file);
        long seed = chosenSeed.orElse(seed(digest));
        name = SafeText.printable(name, 300);
        Submission submission;
        try {
            if (!isPlainFile(file)) {
                throw new NotebookException(
                        name + " is a link or not a file at all; hand in the notebook itself");
            }
            submission = Submission.of(assignment, Notebook.read(file));
        } catch (NotebookException e) {
            return refused(name, digest, seed, SafeText.printable(e.getMessage(), 1_000));
        }
        return result(name, digest, seed, submission);
    }

    /** A grader for the numbers of a submission. */
    private Grader own(Path file, String name) {
        try {
            Assignment numbers = owners.of(file, name);
            // Everybody's numbers are the notebook's: its solution runs once for all who have them.
            boolean common = Arrays.equals(numbers.digest(), assignment.digest());
            return new Grader(new Owners(numbers, null), image, limits, common ? solution : null);
        } catch (NotebookException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Result result(String name, byte[] digest, long seed, Submission submission)
            throws SandboxException {
        List<Result.Task> tasks = new ArrayList<>();
        List<String> notes = new ArrayList<>(submission.notes());
        Map<String, TestRun> runs = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        try (StudentAnswers student = new StudentAnswers(image, limits, submission::advise)) {
            for (Assignment.Task task : assignment.tasks()) {
                if (!task.manual()) {
                    runs.put(task.id(), run(task, submission, "", false, student, seed));
                    student.problems().forEach(problems::putIfAbsent);
                }
            }
            Map<String, TestRun> first = Map.copyOf(runs);
            for (Assignment.Task task : assignment.tasks()) {
                if (!task.manual() && submission.isTouched(task)) {
                    runs.put(task.id(), onceMore(first, task, submission, problems, student, seed));
                }
            }
            student.requireSandboxes();
        }
        for (Assignment.Task task : assignment.tasks()) {
            tasks.add(
                    task.manual()
                            ? byHand(task, submission)
                            : tested(task, runs.get(task.id()), problems, submission));
        }
        for (Assignment.Step step : assignment.steps()) {
            if (step.kind() == Assignment.Kind.OWN && problems.containsKey(step.id())) {
                notes.add(
                        String.format(
                                "the assignment's own cell %s failed behind your cells, as if one"
                                        + " of them declared a name of the kit's anew: %s",
                                step.id(), problems.get(step.id())));
            }
        }
        return Result.of(
                assignment.name(),
                name,
                hex(digest),
                hex(version),
                isolation(),
                seed,
                assignment.tasks().stream().anyMatch(submission::isTouched),
                null,
                tasks,
                notes);
    }

    private TestRun run(
            Assignment.Task task,
            Submission submission,
            String standIns,
            boolean alone,
            StudentAnswers student,
            long seed) {
        student.follow(submission.steps(task, standIns, alone), task.solutions());
        Solution right = standIns.isEmpty() ? solution : solution.with(standIns);
        TestRun run = hiddenTests.run(task.id(), student, right, seed);
        if (student.changed().isEmpty()) {
            return run;
        }
        return run.withFailure(
                CHANGED,
                new AssertionError(
                        "expected: arguments as they were before the call\nactual:   "
                                + String.join(", ", student.changed())
                                + " was changed\nhint: write into an array or a matrix of your own;"
                                + " the caller still needs what it gave you"));
    }

    /**
     * What failed is tried again where mistakes of other tasks may be the reason: with stand-ins
     * for what it builds on, unless that is right; and without the other tasks' cells, where these
     * broke its own.
     */
    private TestRun onceMore(
            Map<String, TestRun> first,
            Assignment.Task task,
            Submission submission,
            Map<String, String> problems,
            StudentAnswers student,
            long seed) {
        TestRun best = first.get(task.id());
        if (best.passed()) {
            return best;
        }
        String standIns = hiddenTests.standIns(task.id());
        Set<String> replaced = submission.replaced(standIns);
        boolean onWrongGround =
                assignment.tasks().stream()
                        .filter(each -> each.solutions().stream().anyMatch(replaced::contains))
                        .anyMatch(each -> each.manual() || !first.get(each.id()).passed());
        if (onWrongGround) {
            best = best.orElse(run(task, submission, standIns, false, student, seed));
        }
        if (!best.passed()) {
            Set<String> broken = onWrongGround ? student.problems().keySet() : problems.keySet();
            boolean byOthers =
                    submission.steps(task, standIns, true).stream()
                            .anyMatch(step -> broken.contains(step.id()));
            if (byOthers) {
                best = best.orElse(run(task, submission, standIns, true, student, seed));
            }
        }
        return best;
    }

    private Result.Task byHand(Assignment.Task task, Submission submission) {
        // As nbgrader does: an answer that was not touched needs no person to grade it.
        boolean touched = submission.isTouched(task);
        return new Result.Task(
                task.id(),
                touched ? null : 0.0,
                task.points(),
                touched ? null : "there is no answer in this cell",
                List.of(),
                touched ? submission.answer(task) : null,
                null);
    }

    private Result.Task tested(
            Assignment.Task task,
            TestRun run,
            Map<String, String> problems,
            Submission submission) {
        List<String> found = new ArrayList<>();
        for (String cell : task.solutions()) {
            if (!submission.has(cell)) {
                found.add("cell " + cell + " is missing");
            } else if (problems.containsKey(cell)) {
                found.add("cell " + cell + ": " + problems.get(cell));
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
                                                        : SafeText.printable(
                                                                outcome.message(), 1100)))
                        .toList();
        return new Result.Task(
                task.id(),
                run.points(task.points()),
                task.points(),
                found.isEmpty() ? null : String.join("\n", found),
                tests,
                null,
                null);
    }

    private Result refused(String name, byte[] digest, long seed, String reason) {
        List<Result.Task> tasks =
                assignment.tasks().stream()
                        .map(
                                task ->
                                        new Result.Task(
                                                task.id(),
                                                0.0,
                                                task.points(),
                                                null,
                                                List.of(),
                                                null,
                                                null))
                        .toList();
        return Result.of(
                assignment.name(),
                name,
                hex(digest),
                hex(version),
                isolation(),
                seed,
                false,
                reason,
                tasks,
                List.of());
    }

    /**
     * The submission with the scores in its grade cells, so that {@code nbgrader autograde
     * --no-execute} records them: the points as the cell's value.
     *
     * @throws NotebookException if the assignment itself is broken
     */
    Notebook scored(Path file, Result result, boolean withExpected) throws NotebookException {
        if (assignment.isDrawn()) {
            try (Grader own = own(file, result.submission())) {
                return own.scored(file, result, withExpected);
            }
        }
        Notebook submission =
                result.reason() == null ? Notebook.read(file).copy() : assignment.studentVersion();
        return ScoredNotebook.of(assignment, submission, result, withExpected);
    }

    /** Whether grading a submission would give a result that is there already. */
    boolean wouldRepeat(Result result, Path file, OptionalLong chosenSeed) {
        if (assignment.isDrawn()) {
            try (Grader own = own(file, result.submission())) {
                return own.wouldRepeat(result, file, chosenSeed);
            }
        }
        byte[] digest = digest(file);
        return hex(digest).equals(result.digest())
                && hex(version).equals(result.version())
                && result.seed() == chosenSeed.orElse(seed(digest))
                && isolation().equals(result.isolation());
    }

    private String isolation() {
        return image.isolated() ? "sandbox" : "not isolated";
    }

    private long seed(byte[] submission) {
        MessageDigest digest = JarStore.sha256();
        digest.update(assignment.digest());
        digest.update(submission);
        return ByteBuffer.wrap(digest.digest()).getLong() >>> 11;
    }

    /** Whether it is a file itself: a link could lead anywhere, and a pipe never ends. */
    static boolean isPlainFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] digest(Path file) {
        MessageDigest digest = JarStore.sha256();
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

    @Override
    public void close() {
        if (!isLent) {
            solution.close();
        }
    }
}
