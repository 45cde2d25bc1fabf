package genlab.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The marks that people gave to written answers. A mark belongs to the text that was marked: where
 * a student hands in another answer, it waits for a new one.
 */
final class Marks {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Assignment assignment;
    private final Map<String, Mark> byAnswer = new TreeMap<>();

    /**
     * A mark.
     *
     * @param submission the submission's path
     * @param task the grade_id of the written answer
     * @param answer the digest of the text
     * @param points what it is given
     * @param met the criteria of the rubric that it meets
     * @param remark for the student
     * @param marker who gave it
     */
    record Mark(
            String submission,
            String task,
            String answer,
            Double points,
            List<String> met,
            String remark,
            String marker) {

        private String key() {
            return submission + "\n" + task + "\n" + answer;
        }

        /** What the student reads. */
        private String told() {
            List<String> lines = new ArrayList<>(met == null ? List.of() : met);
            lines.replaceAll(criterion -> "\u2713 " + criterion);
            if (remark != null && !remark.isBlank()) {
                lines.add(remark.strip());
            }
            return lines.isEmpty() ? null : String.join("\n", lines);
        }

        private Mark by(String other) {
            String name = marker == null ? other : marker;
            return new Mark(submission, task, answer, points, met, remark, name);
        }
    }

    /** A file of marks: one that the marking page saved, or that a grading keeps. */
    private record Saved(String assignment, String marker, List<Mark> marks) {}

    Marks(Assignment assignment) {
        this.assignment = assignment;
    }

    /**
     * Adds the marks of a file.
     *
     * @return the conflicts, a sentence each: where two markers give one answer different points,
     *     those stay that were there before
     * @throws NotebookException if the file is not one of marks for this assignment
     * @throws IOException if it can't be read
     */
    List<String> add(Path file) throws NotebookException, IOException {
        Saved saved;
        try {
            saved = GSON.fromJson(Files.readString(file), Saved.class);
        } catch (JsonParseException e) {
            throw new NotebookException(
                    file + " must be a file that the marking page saved, but: " + e.getMessage());
        }
        if (saved == null || saved.marks() == null) {
            throw new NotebookException(file + " must be a file that the marking page saved");
        }
        if (!assignment.name().equals(saved.assignment())) {
            throw new NotebookException(
                    String.format(
                            "%s must have marks for %s, but is for %s",
                            file, assignment.name(), saved.assignment()));
        }
        List<String> conflicts = new ArrayList<>();
        for (Mark unnamed : saved.marks()) {
            Mark mark = unnamed.by(saved.marker());
            require(mark, file);
            Mark known = byAnswer.get(mark.key());
            boolean samePerson = known != null && known.marker().equals(mark.marker());
            if (known == null || samePerson || known.points().equals(mark.points())) {
                byAnswer.put(mark.key(), known == null || samePerson ? mark : both(known, mark));
            } else {
                conflicts.add(
                        String.format(
                                "%s, %s: %s gave %s points, %s gives %s; %s's count until both"
                                        + " agree: change one on the page, save and give the file"
                                        + " again",
                                SafeText.printable(mark.submission(), 300),
                                mark.task(),
                                known.marker(),
                                SafeText.number(known.points()),
                                mark.marker(),
                                SafeText.number(mark.points()),
                                known.marker()));
            }
        }
        return conflicts;
    }

    private static Mark both(Mark a, Mark b) {
        String one = a.told() == null ? "" : a.told();
        String other = b.told() == null ? "" : b.told();
        return one.contains(other)
                ? a
                : new Mark(
                        a.submission(),
                        a.task(),
                        a.answer(),
                        a.points(),
                        List.of(),
                        (one + "\n" + other).strip(),
                        a.marker());
    }

    private void require(Mark mark, Path file) throws NotebookException {
        double maximum =
                assignment.tasks().stream()
                        .filter(task -> task.manual() && task.id().equals(mark.task()))
                        .mapToDouble(Assignment.Task::points)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new NotebookException(
                                                file
                                                        + ": there is no written task "
                                                        + mark.task()));
        boolean complete =
                mark.submission() != null && mark.answer() != null && mark.marker() != null;
        if (!complete
                || mark.points() == null
                || !(mark.points() >= 0 && mark.points() <= maximum)) {
            throw new NotebookException(
                    String.format(
                            "%s: a mark must have a marker, a submission, its answer and 0 to %s"
                                    + " points, but was %s",
                            file, SafeText.number(maximum), SafeText.printable(mark + "", 300)));
        }
    }

    /** A result with the marks for its answers, and a note where an answer has changed since. */
    Result apply(String submission, Result result) {
        List<Result.Task> tasks = new ArrayList<>();
        for (Result.Task task : result.tasks()) {
            Mark mark =
                    task.answer() == null
                            ? null
                            : byAnswer.get(
                                    submission + "\n" + task.id() + "\n" + digest(task.answer()));
            tasks.add(
                    mark == null
                            ? task
                            : new Result.Task(
                                    task.id(),
                                    mark.points(),
                                    task.maximum(),
                                    task.problem(),
                                    task.tests(),
                                    task.answer(),
                                    mark.told()));
        }
        return result.with(tasks, result.version());
    }

    /** The marks that are there for other answers than those handed in last. */
    List<String> outdated(Map<String, Result> results) {
        List<String> found = new ArrayList<>();
        for (Mark mark : byAnswer.values()) {
            Result result = results.get(mark.submission());
            boolean changed =
                    result != null
                            && result.tasks().stream()
                                    .anyMatch(
                                            task ->
                                                    task.id().equals(mark.task())
                                                            && task.answer() != null
                                                            && task.score() == null);
            if (changed) {
                found.add(
                        SafeText.printable(mark.submission(), 300)
                                + ", "
                                + mark.task()
                                + ": the answer was changed after it was marked; mark it anew");
            }
        }
        return found;
    }

    /**
     * Keeps all marks in one file.
     *
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException {
        Saved all = new Saved(assignment.name(), null, List.copyOf(byAnswer.values()));
        WholeFile.write(file, GSON.toJson(all) + "\n");
    }

    /**
     * The page on which a marker goes through all answers to a question, without a name on them.
     *
     * @throws NotebookException if the rubric can't be read
     */
    String page(Map<String, Result> results) throws NotebookException {
        List<Object> questions = new ArrayList<>();
        for (Assignment.Task task : assignment.tasks()) {
            if (task.manual()) {
                Map<String, Object> question = new LinkedHashMap<>();
                question.put("id", task.id());
                question.put("points", task.points());
                question.put("question", Question.of(assignment, task.id()));
                question.put("answers", answers(task, results));
                questions.add(question);
            }
        }
        String data = GSON.toJson(Map.of("assignment", assignment.name(), "questions", questions));
        return Page.resource("marking.html").replace("@DATA@", Page.script(data));
    }

    private List<Object> answers(Assignment.Task task, Map<String, Result> results) {
        // In the order of their digests: whose an answer is should not show.
        Map<String, Object> sorted = new TreeMap<>();
        results.forEach(
                (submission, result) -> {
                    for (Result.Task each : result.tasks()) {
                        if (each.id().equals(task.id()) && each.answer() != null) {
                            Map<String, Object> answer = new LinkedHashMap<>();
                            String digest = digest(each.answer());
                            answer.put("submission", submission);
                            answer.put("answer", digest);
                            answer.put("text", each.answer());
                            answer.put(
                                    "mark",
                                    byAnswer.get(submission + "\n" + task.id() + "\n" + digest));
                            sorted.put(digest + submission, answer);
                        }
                    }
                });
        return List.copyOf(sorted.values());
    }

    private static String digest(String answer) {
        MessageDigest digest = JarStore.sha256();
        digest.update(Notebook.Cell.normalized(answer).getBytes(StandardCharsets.UTF_8));
        return JarStore.hex(digest);
    }
}
