package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** The sample assignment and submissions of it. */
final class Sample {
    static final Path FILE = Path.of("src/main/hidden/genlab/hidden/sample/sample.ipynb");

    /** Short, so that attacks on time don't take it; long enough for a busy machine. */
    static final Limits LIMITS =
            Limits.DEFAULT.withTimes(Duration.ofSeconds(20), Duration.ofSeconds(5));

    static final String RIGHT_SQUARE =
            """
            double[] square(double[] x) {
                double[] y = new double[x.length];
                for (int i = 0; i < y.length; i++) y[i] = x[i] * x[i];
                return y;
            }
            """;

    /** Right, but not for an empty array: 6 of 8 points. */
    static final String INCOMPLETE_SQUARE =
            RIGHT_SQUARE.replace("return y;", "return x.length == 0 ? null : y;");

    static final String RIGHT_MEAN_DISTANCE =
            """
            double meanDistance(Matrix batch, double[] centre) {
                double sum = 0;
                for (int row = 0; row < batch.rows(); row++) {
                    for (int column = 0; column < centre.length; column++) {
                        sum += Math.pow(batch.get(row, column) - centre[column], 2);
                    }
                }
                return sum / batch.rows();
            }
            """;

    private static Assignment assignment;
    private static Grader grader;
    private static Grader hasty;

    private Sample() {}

    static synchronized Assignment assignment() throws NotebookException {
        if (assignment == null) {
            assignment = Assignment.read(FILE);
        }
        return assignment;
    }

    static synchronized Grader grader() throws Exception {
        if (grader == null) {
            grader = new Grader(assignment(), Images.isolated(), LIMITS);
        }
        return grader;
    }

    /** For code that keeps a processor busy until its time is over. */
    static synchronized Grader hasty() throws Exception {
        if (hasty == null) {
            Limits limits = LIMITS.withTimes(Duration.ofSeconds(10), Duration.ofSeconds(2));
            hasty = new Grader(assignment(), Images.isolated(), limits);
        }
        return hasty;
    }

    /** A student's notebook with these solutions. */
    static Notebook notebook(String square, String meanDistance) throws NotebookException {
        Notebook notebook = assignment().studentVersion();
        cell(notebook, "square").setSource(square);
        cell(notebook, "mean-distance").setSource(meanDistance);
        return notebook;
    }

    static Notebook.Cell cell(Notebook notebook, String id) {
        return notebook.cells().stream().filter(cell -> cell.id().equals(id)).findFirst().get();
    }

    static Result grade(Notebook notebook) throws Exception {
        return grade(grader(), notebook);
    }

    static Result grade(Grader grader, Notebook notebook) throws Exception {
        Path file = Files.createTempFile("submission", ".ipynb");
        try {
            notebook.write(file);
            return grader.grade(file, OptionalLong.empty());
        } finally {
            Files.delete(file);
        }
    }

    static Result gradeBytes(byte[] bytes) throws Exception {
        Path file = Files.createTempFile("submission", ".ipynb");
        try {
            Files.write(file, bytes);
            return grader().grade(file, OptionalLong.empty());
        } finally {
            Files.delete(file);
        }
    }

    static Result.Task task(Result result, String id) {
        return result.tasks().stream().filter(task -> task.id().equals(id)).findFirst().get();
    }

    static Sandbox sandbox() throws SandboxException, IOException, Exception {
        SandboxImage image = Images.isolated();
        return new Sandbox(
                socket -> image.command(socket, LIMITS),
                LIMITS,
                System.nanoTime() + LIMITS.total().toNanos());
    }
}
