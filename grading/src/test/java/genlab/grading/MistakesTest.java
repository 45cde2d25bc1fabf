package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Honest mistakes, two or more for each task: a sign, a factor of a half, a sum in place of a mean,
 * a detach too few. Each costs points, says why, and leaves what is right its points.
 */
class MistakesTest {
    private static final Path FOLDER = Path.of("../notebooks/assignments");

    /** In a cell of the right solution, one text in place of another. */
    private record Mistake(String cell, String right, String wrong) {}

    private static Mistake mistake(String cell, String right, String wrong) {
        return new Mistake(cell, right, wrong);
    }

    // The first two lists are for tasks that stand alone, the others for those that use others.
    private static final List<List<Mistake>> A1 =
            List.of(
                    List.of(
                            mistake("error", "difference / 2;", "difference;"),
                            mistake("error-gradient", " / x.rows()", ""),
                            mistake("divergence", "- 1) / 2", "- 1)"),
                            mistake("divergence-gradient", " / 2 / batch", " / batch"),
                            mistake("reparameterize", "(i, l) / 2)", "(i, l))"),
                            mistake(
                                    "reparameterize-back",
                                    "epsilon.get(i, l) / 2",
                                    "epsilon.get(i, l)"),
                            mistake("cross-entropy", "/ x.rows()", "/ x.rows() / x.columns()"),
                            mistake(
                                    "cross-entropy-gradient",
                                    "(p - x.get(i, j))",
                                    "(x.get(i, j) - p)"),
                            mistake("log-mean-exp", "sum / logWeights.length", "sum")),
                    List.of(
                            mistake("error", "sum / x.rows()", "sum / x.rows() / x.columns()"),
                            mistake(
                                    "error-gradient",
                                    "(reconstruction.get(i, j) - x.get(i, j))",
                                    "(x.get(i, j) - reconstruction.get(i, j))"),
                            mistake(
                                    "divergence",
                                    "Math.exp(log) - log",
                                    "log * log - 2 * Math.log(Math.abs(log))"),
                            mistake(
                                    "divergence-gradient",
                                    "(Math.exp(logVariance.get(i, l)) - 1)",
                                    "(1 - Math.exp(logVariance.get(i, l)))"),
                            mistake(
                                    "reparameterize",
                                    "Math.exp(logVariance.get(i, l) / 2)",
                                    "logVariance.get(i, l)"),
                            mistake("reparameterize-back", "g * sigma * epsilon", "g * epsilon"),
                            mistake(
                                    "cross-entropy",
                                    "Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))",
                                    "Math.log(1 + Math.exp(a))"),
                            mistake(
                                    "cross-entropy-gradient",
                                    "1 / (1 + Math.exp(-logits.get(i, j)))",
                                    "logits.get(i, j)"),
                            mistake(
                                    "log-mean-exp",
                                    "Math.exp(logWeight - largest)",
                                    "Math.exp(logWeight)"),
                            mistake("log-mean-exp", "largest + Math.log", "Math.log")),
                    List.of(
                            mistake("autoencoder-step", "optimizer.zeroGradients();", ""),
                            mistake("elbo", "+ beta * divergence", "- beta * divergence"),
                            mistake("vae-step", "optimizer.zeroGradients();", "")),
                    List.of(
                            mistake("autoencoder-step", "optimizer.step();", ""),
                            mistake("elbo", "reparameterize(mean, logVariance, epsilon)", "mean"),
                            mistake("vae-step", "times(beta, ", "times(0, ")));

    private static final List<List<Mistake>> A2 =
            List.of(
                    List.of(
                            mistake(
                                    "softplus",
                                    "Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))",
                                    "Math.log(1 + Math.exp(a))"),
                            mistake(
                                    "discriminator-loss",
                                    "real / realLogits.rows() + fake / fakeLogits.rows()",
                                    "real + fake"),
                            mistake("discriminator-gradient", "- 1) / gradient.rows()", "- 1)"),
                            mistake("generator-loss", "sum -= softplus(", "sum += softplus("),
                            mistake(
                                    "generator-gradient",
                                    "-sigmoid(-fakeLogits",
                                    "-sigmoid(fakeLogits"),
                            mistake("optimal", "p[k] + q[k] == 0 ? 0.5 : ", ""),
                            mistake("value", "if (p[k] > 0)", "if (true)"),
                            mistake(
                                    "dirac",
                                    "- learningRate * slope * psi",
                                    "+ learningRate * slope * psi")),
                    List.of(
                            mistake("softplus", "Math.log1p(Math.exp(", "(Math.exp("),
                            mistake(
                                    "discriminator-loss",
                                    "softplus(-realLogits",
                                    "softplus(realLogits"),
                            mistake(
                                    "discriminator-gradient",
                                    "(sigmoid(realLogits.get(i, 0)) - 1)",
                                    "(1 - sigmoid(realLogits.get(i, 0)))"),
                            mistake(
                                    "generator-loss",
                                    "sum += softplus(-fakeLogits",
                                    "sum += softplus(fakeLogits"),
                            mistake(
                                    "generator-gradient",
                                    "-sigmoid(fakeLogits.get",
                                    "sigmoid(fakeLogits.get"),
                            mistake("optimal", ": p[k] / (", ": q[k] / ("),
                            mistake("value", "Math.log(1 - d[k])", "Math.log(d[k])"),
                            mistake("dirac", "gamma * psi)", "gamma * psi * psi)")),
                    List.of(
                            mistake("divergence", "+ Math.log(4)) / 2", "+ Math.log(4))"),
                            mistake("discriminator-step", ".detach()", ""),
                            mistake("generator-step", "optimizer.zeroGradients();", ""),
                            mistake(
                                    "round",
                                    "{discriminatorLoss, generatorLoss}",
                                    "{generatorLoss, discriminatorLoss}")),
                    List.of(
                            mistake("divergence", "Math.log(4)", "Math.log(2)"),
                            mistake("discriminator-step", "optimizer.zeroGradients();", ""),
                            mistake("generator-step", "nonSaturatingGradient", "minimaxGradient"),
                            mistake("round", "real[i], noise[i]", "real[0], noise[0]")));

    private static final List<List<Mistake>> A3 =
            List.of(
                    List.of(
                            mistake(
                                    "mean-and-deviation",
                                    "(number - mean) / x.length",
                                    "(number - mean) / (x.length - 1)"),
                            mistake("moments", "kurtosis - 3", "kurtosis"),
                            mistake(
                                    "gradient",
                                    "(x[i] - mean) / deviation / n",
                                    "2 * (x[i] - mean) / deviation / n"),
                            mistake("shape", "(z * z - 1 - skewness * z)", "z * z"),
                            mistake("layer", "upstream[k] * jacobian", "jacobian"),
                            mistake("discriminator-step", ".detach()", ""),
                            mistake(
                                    "generator-step",
                                    "game.judge(fake), 1)",
                                    "game.judge(fake), 0)"),
                            mistake("loop", "step < generatorSteps", "step < discriminatorSteps"),
                            mistake(
                                    "wasserstein",
                                    "a.clone(), sortedB = b.clone()",
                                    "a, sortedB = b"),
                            mistake("standard-error", "(n - 1) / n", "n / n")),
                    List.of(
                            mistake("mean-and-deviation", "Math.sqrt(variance)", "variance"),
                            mistake(
                                    "moments",
                                    "if (isConstant(mean, deviation)) return new double[2];",
                                    ""),
                            mistake("gradient", "1.0 / n", "1 / n"),
                            mistake("shape", "moments[3] + 3", "moments[3]"),
                            mistake(
                                    "layer",
                                    "column(chain(jacobian.apply(x), numbers(upstream)))",
                                    "column(jacobian.apply(x)[0])"),
                            mistake(
                                    "discriminator-step",
                                    "game.discriminatorOptimizer().zeroGradients();",
                                    ""),
                            mistake(
                                    "generator-step",
                                    "game.generatorOptimizer().zeroGradients();",
                                    ""),
                            mistake(
                                    "loop",
                                    "epoch = 1; epoch <= epochs",
                                    "epoch = 0; epoch < epochs"),
                            mistake(
                                    "wasserstein",
                                    "Math.abs(sortedA[i] - sortedB[i])",
                                    "(sortedA[i] - sortedB[i])"),
                            mistake(
                                    "standard-error",
                                    "squares / (n - 1) / n",
                                    "squares / (n - 1)")),
                    List.of(mistake("discriminator-step", "game.realTarget()", "1")));

    static Stream<Arguments> submissions() {
        return Stream.of(
                        of("A1-autoencoder-and-vae", A1),
                        of("A2-the-gan-game", A2),
                        of("A3-the-moment-gan", A3))
                .flatMap(all -> all);
    }

    private static Stream<Arguments> of(String assignment, List<List<Mistake>> lists) {
        return IntStream.range(0, lists.size())
                .mapToObj(i -> Arguments.of(assignment, i, lists.get(i)));
    }

    @ParameterizedTest(name = "{0}, list {1}")
    @MethodSource("submissions")
    void costsItsOwnTaskSomePointsAndSaysWhy(String name, int list, List<Mistake> mistakes)
            throws Exception {
        Path source = FOLDER.resolve(name + ".ipynb");
        assumeTrue(Files.exists(source), "this is not the whole project");
        Assignment assignment = Assignment.read(source);
        Notebook submission = Notebook.read(source).copy();
        TreeSet<String> wrong = new TreeSet<>();
        for (Mistake mistake : mistakes) {
            Notebook.Cell cell = Sample.cell(submission, mistake.cell());
            assertTrue(cell.source().contains(mistake.right()), mistake.toString());
            cell.setSource(cell.source().replace(mistake.right(), mistake.wrong()));
            wrong.add(mistake.cell());
        }
        Path file = Path.of("target", "mistakes", name + "-" + list + ".ipynb");
        submission.write(file);
        List<String> unchanged = new ArrayList<>();
        try (Grader grader = new Grader(assignment, Images.isolated(), Limits.DEFAULT)) {
            Result result = grader.grade(file, OptionalLong.of(7));
            // For whoever wants to read what students are told.
            Texts.write(Path.of(file + ".txt"), result.report());
            for (Assignment.Task task : assignment.tasks()) {
                Result.Task graded = Sample.task(result, task.id());
                if (wrong.stream().anyMatch(task.solutions()::contains)) {
                    assertTrue(graded.score() < graded.maximum(), graded.report());
                    graded.tests().stream()
                            .filter(test -> !test.passed())
                            .forEach(test -> assertHelps(test.message()));
                } else if (list >= 2 || name.startsWith("A3")) {
                    unchanged.add(task.id());
                    if (!task.manual() && !uses(task.id())) {
                        assertEquals(graded.maximum(), graded.score(), graded.report());
                    }
                }
            }
            double earned =
                    result.tasks().stream()
                            .filter(task -> task.score() != null)
                            .filter(task -> !unchanged.contains(task.id()))
                            .mapToDouble(Result.Task::score)
                            .sum();
            assertTrue(earned > 0, "no partial credit at all\n" + result.report());
        }
    }

    /** Tasks that build on others, as their text says: a mistake there costs here, too. */
    private static boolean uses(String task) {
        return List.of("elbo-test", "vae-step-test", "round-test").contains(task);
    }

    private static void assertHelps(String message) {
        assertTrue(
                message.matches("(?s).*expected: .*\nactual: .*(\nhint: .{10,})?")
                        || message.contains(" threw ")
                        || message.matches("(?s).{30,}==> expected: .*"),
                message);
        assertFalse(message.contains("\tat "), message);
    }
}
