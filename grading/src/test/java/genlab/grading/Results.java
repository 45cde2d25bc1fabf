package genlab.grading;

import java.util.Arrays;
import java.util.List;

/** Results of the sample assignment that nobody had to grade. */
final class Results {
    private Results() {}

    static Result of(String name, Result.Task... tasks) {
        return Result.of(
                "sample",
                name,
                "0123456789abcdef",
                "0123456789abcdef",
                "sandbox",
                1,
                true,
                null,
                Arrays.asList(tasks),
                List.of());
    }

    /** A task with one test, which failed if there is a message. */
    static Result.Task tested(String id, double score, double maximum, String message) {
        Result.Test test = new Result.Test("agrees with the solution", message == null, message);
        return new Result.Task(id, score, maximum, null, List.of(test), null, null);
    }

    static Result.Task written(String id, Double score, double maximum, String answer) {
        return written(id, score, maximum, answer, null);
    }

    static Result.Task written(
            String id, Double score, double maximum, String answer, String remark) {
        return new Result.Task(id, score, maximum, null, List.of(), answer, remark);
    }
}
