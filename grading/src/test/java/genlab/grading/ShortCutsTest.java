package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points that were not earned: the library's answers, and differences in place of a gradient. */
@Tag("slow")
class ShortCutsTest {
    private static final String DIFFERENCES =
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

    private static final List<String> STEPS =
            List.of("1e-2", "1e-3", "1e-4 * Math.max(1, Math.abs(at.get(i, j)))");

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
        for (String step : STEPS) {
            Result result =
                    grade(
                            "A1-autoencoder-and-vae",
                            "error-gradient",
                            DIFFERENCES.replace("STEP", step)
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
    void differencesAreNoGradientInA2() throws Exception {
        for (String step : STEPS) {
            Result result =
                    grade(
                            "A2-the-gan-game",
                            "discriminator-gradient",
                            DIFFERENCES.replace("STEP", step)
                                    + """
                                    Matrix realGradient(Matrix a) {
                                        Matrix none = Matrix.filled(1, 1, -60);
                                        return differences(b -> discriminatorLoss(b, none), a);
                                    }
                                    Matrix fakeGradient(Matrix a) {
                                        Matrix none = Matrix.filled(1, 1, 60);
                                        return differences(b -> discriminatorLoss(none, b), a);
                                    }
                                    """,
                            "generator-gradient",
                            """
                            Matrix minimaxGradient(Matrix a) {
                                return differences(b -> minimaxLoss(b), a);
                            }
                            Matrix nonSaturatingGradient(Matrix a) {
                                return differences(b -> nonSaturatingLoss(b), a);
                            }
                            """);
            assertNoMoreThan(0.6, result, "discriminator-gradient-test", "generator-gradient-test");
        }
    }

    /** Differences, the way back of a matrix product, and the library's own loss. */
    @Test
    void neitherDifferencesNorTheLibraryAreTheGradientInA4() throws Exception {
        String loss =
                """
                double noiseLoss(Matrix predicted, Matrix epsilon) {
                    Matrix error = predicted.minus(epsilon);
                    return error.times(error).mean();
                }
                """;
        for (String gradient :
                List.of(
                        "differences(a -> noiseLoss(a, e), p)",
                        "back(p, a -> a.minus(e).square().mean())",
                        "back(p, a -> a.minus(e).reshape(1, e.rows() * e.columns())"
                                + ".matmul(a.minus(e).reshape(e.rows() * e.columns(), 1)))"
                                + ".dividedBy(e.rows() * e.columns())",
                        "back(p, a -> Losses.meanSquaredError().of(a, e))")) {
            Result result =
                    grade(
                            "A4-diffusion",
                            "noise-loss",
                            loss
                                    + DIFFERENCES.replace("STEP", "1e-2")
                                    + """
                                    Matrix back(Matrix at, UnaryOperator<Pass> loss) {
                                        Pass variable = Pass.variable(at);
                                        loss.apply(variable).backward();
                                        return variable.gradient();
                                    }
                                    """
                                    + "Matrix noiseLossGradient(Matrix p, Matrix e) { return "
                                    + gradient
                                    + "; }");
            assertNoMoreThan(0.7, result, "noise-loss-test");
        }
    }

    /** What the verbs of a pass are made of is not public, but reflection finds it. */
    @Test
    void reflectionFindsNoWayBackInAnyAssignment() throws Exception {
        String times =
                """
                Pass squared(Pass x) {
                    try {
                        Class<?>[] types = {Pass.class, Pass.class};
                        var times = Class.forName("genlab.nn.Operations").getDeclaredMethod("times", types);
                        times.setAccessible(true);
                        return (Pass) times.invoke(null, x, x);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e.toString());
                    }
                }
                Matrix half(Matrix y, Matrix x) {
                    Pass variable = Pass.variable(y);
                    squared(variable.minus(x))
                            .backward(Matrix.filled(x.rows(), x.columns(), 0.5 / x.rows()));
                    return variable.gradient();
                }
                """;
        Result a1 =
                grade(
                        "A1-autoencoder-and-vae",
                        "error-gradient",
                        times
                                + "Matrix reconstructionGradient(Matrix y, Matrix x) { return half(y, x); }",
                        "reparameterize-back",
                        """
                        import org.apache.commons.math3.analysis.differentiation.SparseGradient;
                        Matrix reparameterizeBack(Matrix logVariance, Matrix epsilon, Matrix g) {
                            Matrix sigmas = logVariance.map(log -> SparseGradient
                                    .createVariable(0, log).multiply(0.5).exp().getDerivative(0));
                            return g.beside(g.times(epsilon).times(sigmas));
                        }
                        """);
        assertNoMoreThan(0, a1, "error-gradient-test", "reparameterize-back-test");
        assertTrue(a1.report().contains("gradients are worked out by hand here"), a1.report());
        Set<String> hidden = operations("A1-autoencoder-and-vae");
        for (String other : List.of("A2-the-gan-game", "A3-the-moment-gan", "A4-diffusion")) {
            assertEquals(hidden, operations(other), other);
        }
    }

    /** What an assignment takes away of the graph of passes, and of derivatives elsewhere. */
    private static Set<String> operations(String assignment) throws Exception {
        return Assignment.read(Kit.FOLDER.resolve(assignment + ".ipynb")).absent().keySet().stream()
                .filter(
                        name ->
                                name.matches(
                                        "genlab[.]nn[.](Pass|Operations)#.*|.*differentiation.*"))
                .collect(Collectors.toSet());
    }

    @Test
    void theLibrarysModelsDoNoTaskOfA4() throws Exception {
        Result result =
                grade(
                        "A4-diffusion",
                        "cosine-betas",
                        "double[] cosineBetas(int steps) {"
                                + " return genlab.models.NoiseSchedule.cosine(steps).betas(); }",
                        "time-embedding",
                        "Matrix timeEmbedding(double[] times, int size) {"
                                + " return new genlab.models.TimeEmbedding(size).of(times); }");
        assertNoMoreThan(0, result, "cosine-betas-test", "time-embedding-test");
        String report = result.report();
        assertTrue(report.contains("genlab.models.* is not there when this assignment"), report);
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

    /** A function of the library, and a way back that it knows, in place of the formulas. */
    @Test
    void activationsDoNoTaskOfA1() throws Exception {
        Result result =
                grade(
                        "A1-autoencoder-and-vae",
                        "cross-entropy",
                        """
                        double crossEntropy(Matrix logits, Matrix x) {
                            Matrix loss = Activation.SOFTPLUS.forward(Pass.constant(logits)).matrix();
                            return loss.minus(x.times(logits)).sum() / x.rows();
                        }
                        """,
                        "cross-entropy-gradient",
                        """
                        Matrix crossEntropyGradient(Matrix logits, Matrix x) {
                            Pass a = Pass.variable(logits);
                            Activation.SOFTPLUS.forward(a)
                                    .backward(Matrix.filled(x.rows(), x.columns(), 1.0 / x.rows()));
                            return a.gradient().minus(x.dividedBy(x.rows()));
                        }
                        """,
                        "log-mean-exp",
                        """
                        double logMeanExp(double[] w) {
                            var array = org.nd4j.linalg.factory.Nd4j.create(w);
                            return org.nd4j.linalg.factory.Nd4j.math().logSumExp(array, 0).getDouble(0)
                                    - Math.log(w.length);
                        }
                        """);
        assertNoMoreThan(
                0,
                result,
                "cross-entropy-test",
                "cross-entropy-gradient-test",
                "log-mean-exp-test");
        String report = result.report();
        assertTrue(report.contains("genlab.nn.fast.FastMath#softplus is not there"), report);
    }

    @Test
    void activationsDoNoTaskOfA2() throws Exception {
        Result result =
                grade(
                        "A2-the-gan-game",
                        "softplus",
                        """
                        double softplus(double a) {
                            return Activation.SOFTPLUS.forward(Pass.constant(Matrix.filled(1, 1, a)))
                                    .matrix().get(0, 0);
                        }
                        """,
                        "discriminator-gradient",
                        """
                        Matrix fakeGradient(Matrix a) {
                            Pass p = Pass.variable(a);
                            Activation.SOFTPLUS.forward(p)
                                    .backward(Matrix.filled(a.rows(), 1, 1.0 / a.rows()));
                            return p.gradient();
                        }
                        Matrix realGradient(Matrix a) {
                            return fakeGradient(a.times(-1)).times(-1);
                        }
                        """);
        assertNoMoreThan(0, result, "softplus-test", "discriminator-gradient-test");
    }

    @Test
    void theLibrarysMomentsDoNoTaskOfA3() throws Exception {
        Result result =
                grade(
                        "A3-the-moment-gan",
                        "mean-and-deviation",
                        """
                        double[] meanAndDeviation(double[] x) {
                            var array = org.nd4j.linalg.factory.Nd4j.create(x);
                            return new double[] {
                                array.meanNumber().doubleValue(), array.stdNumber(false).doubleValue()
                            };
                        }
                        """,
                        "moments",
                        """
                        double[] skewnessAndKurtosis(double[] x, double mean, double deviation) {
                            if (isConstant(mean, deviation)) return new double[2];
                            Matrix batch = Matrix.ofColumn(x);
                            Matrix four = genlab.preprocessing.Preprocessing.FOUR_MOMENTS
                                    .forward(Pass.constant(batch)).matrix();
                            return new double[] {four.get(0, 2), four.get(0, 3)};
                        }
                        """,
                        "gradient",
                        """
                        double[][] gradientOfMeanAndDeviation(double[] x, double mean, double deviation) {
                            double[][] rows = new double[2][x.length];
                            for (int k = 0; k < 2; k++) {
                                Pass batch = Pass.variable(Matrix.ofColumn(x));
                                Pass result = k == 0
                                        ? batch.mean()
                                        : batch.minus(mean).square().mean().sqrt();
                                if (k == 0 || !isConstant(mean, deviation)) result.backward();
                                for (int i = 0; i < x.length; i++) rows[k][i] = batch.gradient().get(i, 0);
                            }
                            return rows;
                        }
                        """,
                        "shape",
                        """
                        double[] backOfMoment(double[] x, int k) {
                            Pass batch = Pass.variable(Matrix.ofColumn(x));
                            double[] one = new double[4];
                            one[k] = 1;
                            genlab.preprocessing.Preprocessing.FOUR_MOMENTS.forward(batch)
                                    .backward(Matrix.ofRows(one));
                            double[] back = new double[x.length];
                            for (int i = 0; i < x.length; i++) back[i] = batch.gradient().get(i, 0);
                            return back;
                        }
                        double[] gradientOfSkewness(double[] x, double[] moments) {
                            return backOfMoment(x, 2);
                        }
                        double[] gradientOfKurtosis(double[] x, double[] moments) {
                            return backOfMoment(x, 3);
                        }
                        """,
                        "standard-error",
                        """
                        double standardError(double[] results) {
                            int n = results.length;
                            Matrix numbers = Matrix.ofColumn(results);
                            return numbers.standardDeviation() / Math.sqrt(n - 1);
                        }
                        """);
        assertNoMoreThan(
                0.5,
                result,
                "mean-and-deviation-test",
                "moments-test",
                "gradient-test",
                "shape-test",
                "standard-error-test");
    }

    @Test
    void otherLibrariesMomentsDoNoTaskOfA3() throws Exception {
        for (String moments :
                List.of(
                        """
                        var s = genlab.data.Standardizer.fit(Matrix.ofColumn(x));
                        return new double[] {s.means()[0], s.standardDeviations()[0]};""",
                        """
                        var s = com.google.common.math.Stats.of(x);
                        return new double[] {s.mean(), s.populationStandardDeviation()};""",
                        """
                        var s = org.nd4j.shade.guava.math.Stats.of(x);
                        return new double[] {s.mean(), s.populationStandardDeviation()};""",
                        """
                        var s = org.nd4j.shade.protobuf.common.math.Stats.of(x);
                        return new double[] {s.mean(), s.populationStandardDeviation()};""",
                        """
                        double mean = org.nd4j.common.util.MathUtils.mean(x);
                        double squares =
                            org.nd4j.common.util.MathUtils.sumOfMeanDifferencesOnePoint(x);
                        return new double[] {mean, Math.sqrt(squares / x.length)};""",
                        """
                        var c = tech.tablesaw.api.DoubleColumn.create("x", x);
                        return new double[] {c.mean(),
                            c.standardDeviation() * Math.sqrt((x.length - 1.0) / x.length)};""")) {
            Result result =
                    grade(
                            "A3-the-moment-gan",
                            "mean-and-deviation",
                            "double[] meanAndDeviation(double[] x) { " + moments + " }");
            assertNoMoreThan(0, result, "mean-and-deviation-test");
        }
    }
}
