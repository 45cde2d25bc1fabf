package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points that were not earned: the library's answers, and differences in place of a gradient. */
@Tag("slow")
class ShortCutsTest {
    @TempDir private Path folder;

    private Result grade(String assignment, String... cells) throws Exception {
        assumeTrue(Files.isDirectory(Kit.FOLDER), "this is not the whole project");
        Kit kit = Kit.of(Kit.FOLDER.resolve(assignment + ".ipynb"));
        Notebook submission = kit.solved();
        for (int i = 0; i < cells.length; i += 2) {
            Sample.cell(submission, cells[i]).setSource(cells[i + 1]);
        }
        Path file = folder.resolve("a.ipynb");
        submission.write(file);
        return kit.grader().grade(file, OptionalLong.of(3));
    }

    private static void assertNoMoreThan(double share, Result result, String... tasks) {
        for (String id : tasks) {
            Result.Task task = Sample.task(result, id);
            assertTrue(task.score() <= share * task.maximum(), result.report());
        }
    }

    @Test
    void theLibraryIsNotThereToDoATask() throws Exception {
        Result result =
                grade(
                        "A1-autoencoder-and-vae",
                        "divergence",
                        """
                        double divergence(Matrix mean, Matrix logVariance) {
                            return Losses.standardNormalDivergence()
                                    .of(Pass.constant(mean.beside(logVariance)), mean).value();
                        }
                        """,
                        "divergence-gradient",
                        """
                        Matrix divergenceGradient(Matrix mean, Matrix logVariance) {
                            Pass m = Pass.variable(mean), l = Pass.variable(logVariance);
                            m.square().plus(l.exp()).minus(l).sum().backward();
                            return m.gradient().beside(l.gradient());
                        }
                        """,
                        "cross-entropy",
                        """
                        double crossEntropy(Matrix logits, Matrix x) {
                            try {
                                Class<?> losses = Class.forName("genlab.nn.Losses");
                                Object criterion = java.lang.invoke.MethodHandles.lookup()
                                        .findStatic(losses, "binaryCrossEntropyFromLogits",
                                                java.lang.invoke.MethodType.methodType(Criterion.class))
                                        .invoke();
                                return ((Criterion) criterion).of(Pass.constant(logits), x).value()
                                        * x.columns();
                            } catch (Throwable e) {
                                throw new IllegalStateException(e.toString());
                            }
                        }
                        """);
        assertNoMoreThan(
                0, result, "divergence-test", "divergence-gradient-test", "cross-entropy-test");
        String report = result.report();
        assertTrue(report.contains("genlab.nn.Losses is not there when this assignment"), report);
        assertTrue(report.contains("gradients are worked out by hand here"), report);
        assertEquals(16, Sample.task(result, "vae-step-test").score(), report);
    }

    /** With what A1's student has: losses of one's own, and the differences of its checks. */
    @Test
    void differencesAreNoGradientInA1() throws Exception {
        String differences =
                """
                Matrix differences(java.util.function.ToDoubleFunction<Matrix> loss, Matrix at) {
                    Matrix gradient = Matrix.zeros(at.rows(), at.columns());
                    for (int i = 0; i < at.rows(); i++) {
                        for (int j = 0; j < at.columns(); j++) {
                            Matrix up = at.copy(), down = at.copy();
                            up.set(i, j, at.get(i, j) + STEP);
                            down.set(i, j, at.get(i, j) - STEP);
                            double size = (double) up.get(i, j) - down.get(i, j);
                            gradient.set(i, j, (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / size);
                        }
                    }
                    return gradient;
                }
                """;
        for (String step : List.of("1e-2", "1e-3", "1e-4 * Math.max(1, Math.abs(at.get(i, j)))")) {
            Result result =
                    grade(
                            "A1-autoencoder-and-vae",
                            "error-gradient",
                            differences.replace("STEP", step)
                                    + "Matrix reconstructionGradient(Matrix y, Matrix x) {"
                                    + " return differences(a -> reconstructionError(a, x), y); }",
                            "divergence-gradient",
                            "Matrix divergenceGradient(Matrix m, Matrix l) {"
                                    + " return differences(a -> divergence(a, l), m)"
                                    + ".beside(differences(a -> divergence(m, a), l)); }",
                            "cross-entropy-gradient",
                            "Matrix crossEntropyGradient(Matrix a, Matrix x) {"
                                    + " return differences(b -> crossEntropy(b, x), a); }");
            assertNoMoreThan(
                    0.6,
                    result,
                    "error-gradient-test",
                    "divergence-gradient-test",
                    "cross-entropy-gradient-test");
        }
    }

    @Test
    void differencesAreNoGradientInA3() throws Exception {
        Result result =
                grade(
                        "A3-the-moment-gan",
                        "gradient",
                        """
                        double[][] gradientOfMeanAndDeviation(double[] x, double mean, double deviation) {
                            return new double[][] {
                                numericalGradient(b -> meanAndDeviation(b)[0], x),
                                numericalGradient(b -> meanAndDeviation(b)[1], x)
                            };
                        }
                        """,
                        "shape",
                        """
                        double[] gradientOfSkewness(double[] x, double[] moments) {
                            return numericalGradient(b -> fourMoments(b)[2], x);
                        }
                        double[] gradientOfKurtosis(double[] x, double[] moments) {
                            return numericalGradient(b -> fourMoments(b)[3], x);
                        }
                        """);
        assertNoMoreThan(0.5, result, "gradient-test", "shape-test");
    }
}
