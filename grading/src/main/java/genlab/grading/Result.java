package genlab.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The outcome of grading one submission; the same for the same submission, to the byte.
 *
 * @param assignment the assignment's name
 * @param submission the submission's file name
 * @param digest the first 16 digits of the submission's SHA-256
 * @param version the first 16 digits of the SHA-256 of the instructor's notebook
 * @param isolation "sandbox", or "not isolated" where the code ran without one
 * @param seed where the random inputs started: with it a run can be repeated
 * @param score the points of all tasks that are not graded by hand
 * @param maximum the points these tasks are worth
 * @param manual the points that a person still has to give
 * @param touched whether somebody worked on it
 * @param reason why there was nothing to grade; null if there was
 * @param tasks one for each grade cell
 * @param notes what is unusual about the notebook
 */
record Result(
        String assignment,
        String submission,
        String digest,
        String version,
        String isolation,
        long seed,
        double score,
        double maximum,
        double manual,
        boolean touched,
        String reason,
        List<Task> tasks,
        List<String> notes) {

    /**
     * The outcome of one task.
     *
     * @param id the grade_id of its cell
     * @param score the points; null if a person has to give them
     * @param maximum what it is worth
     * @param problem what stands in the way of the whole task, such as a compiler's message; null
     *     if nothing does
     * @param tests how each hidden test ended
     * @param answer a written answer; null for code
     * @param remark what the marker of the answer had to say; null for nothing
     */
    record Task(
            String id,
            Double score,
            double maximum,
            String problem,
            List<Test> tests,
            String answer,
            String remark) {
        /** A text for people. */
        String report(boolean withExpected) {
            StringBuilder text = new StringBuilder(id).append(": ");
            text.append(
                    score == null
                            ? "to be graded by hand"
                            : SafeText.number(score) + " of " + SafeText.number(maximum));
            text.append('\n');
            if (problem != null) {
                text.append(problem.indent(2));
            }
            for (Test test : tests) {
                text.append(test.passed() ? "  passed  " : "  FAILED  ");
                text.append(test.name()).append('\n');
                if (!test.passed()) {
                    String told =
                            withExpected
                                    ? test.message()
                                    : Feedback.withoutExpected(test.message())
                                            .replaceAll("(?m)^expected: .*\\R?", "");
                    text.append(told.indent(10));
                }
            }
            if (remark != null) {
                text.append(remark.indent(2));
            }
            return text.toString();
        }
    }

    /**
     * How a hidden test ended.
     *
     * @param name what it looks at
     * @param passed whether it passed
     * @param message what was expected, what came, and a hint; null if it passed
     */
    record Test(String name, boolean passed, String message) {}

    /** A result with the sums of what its tasks earned. */
    static Result of(
            String assignment,
            String submission,
            String digest,
            String version,
            String isolation,
            long seed,
            boolean touched,
            String reason,
            List<Task> tasks,
            List<String> notes) {
        double score = 0;
        double maximum = 0;
        double manual = 0;
        for (Task task : tasks) {
            if (task.score() == null) {
                manual += task.maximum();
            } else {
                score += task.score();
                maximum += task.maximum();
            }
        }
        return new Result(
                assignment,
                submission,
                digest,
                version,
                isolation,
                seed,
                Math.round(score * 100) / 100.0,
                maximum,
                manual,
                touched,
                reason,
                tasks,
                notes);
    }

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    /** As JSON. */
    String toJson() {
        return GSON.toJson(this) + "\n";
    }

    /**
     * Reads a result that was written before.
     *
     * @throws IOException if it can't be read
     */
    static Result read(Path file) throws IOException {
        try {
            Result result = GSON.fromJson(Files.readString(file), Result.class);
            return result == null || result.tasks == null ? null : result;
        } catch (JsonParseException e) {
            return null;
        }
    }

    /** This result with other outcomes, as of an assignment's version. */
    Result with(List<Task> others, String ofVersion) {
        return of(
                assignment,
                submission,
                digest,
                ofVersion,
                isolation,
                seed,
                touched,
                reason,
                others,
                notes);
    }

    /** This result, with some tasks as another run of the same submission found them. */
    Result with(Result other, Predicate<Task> ofOther) {
        List<Task> merged =
                IntStream.range(0, tasks.size())
                        .mapToObj(
                                i ->
                                        ofOther.test(other.tasks.get(i))
                                                ? other.tasks.get(i)
                                                : tasks.get(i))
                        .toList();
        return with(merged, other.version);
    }

    /** The points of a task, null if there are none yet. */
    Double score(String task) {
        return tasks.stream()
                .filter(each -> each.id().equals(task) && each.score() != null)
                .map(Task::score)
                .findFirst()
                .orElse(null);
    }

    /** Why nothing was graded, in a few words; empty if something was. */
    String remark() {
        return reason != null ? reason : touched ? "" : "nobody has worked on it";
    }

    /** A text for people: the score, then what failed and why. */
    String report() {
        return report(true);
    }

    /** A text for people. */
    String report(boolean withExpected) {
        StringBuilder text = new StringBuilder();
        text.append(submission).append(": ").append(SafeText.number(score)).append(" of ");
        text.append(SafeText.number(maximum)).append(" points");
        if (manual > 0) {
            text.append(", and ").append(SafeText.number(manual)).append(" to be graded by hand");
        }
        text.append(isolation.equals("sandbox") ? "\n" : " (" + isolation + ")\n");
        if (reason != null) {
            text.append("  ").append(reason).append('\n');
        }
        for (String note : notes) {
            text.append("  note: ").append(note).append('\n');
        }
        for (Task task : tasks) {
            text.append(task.report(withExpected).indent(2));
        }
        return text.toString();
    }
}
