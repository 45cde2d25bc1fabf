package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Honest mistakes, two or more for each task: a sign, a factor of a half, a sum in place of a mean,
 * a detach too few. Each costs its own task points, says why, and leaves what is right its points;
 * it is found where the tasks before are wrong, too.
 */
@org.junit.jupiter.api.Tag("slow")
class MistakesTest {
    /** In a cell of the right solution, one text in place of another. */
    private record Mistake(String cell, String right, String wrong) {
        /** Of a line such as {@code error | difference / 2; | difference;}. */
        static Mistake of(String line) {
            String[] parts = line.split(" \\| ?", 3);
            return new Mistake(parts[0], parts[1], parts[2]);
        }
    }

    /** Submissions with mistakes: cell, right text, wrong text. */
    static Stream<Arguments> submissions() {
        return Stream.of(
                submission(
                        "A1-autoencoder-and-vae",
                        """
                        error | difference / 2; | difference;
                        error-gradient | / x.rows() |
                        divergence | - 1) / 2 | - 1)
                        divergence-gradient | / 2 / batch | / batch
                        reparameterize | (i, l) / 2) | (i, l))
                        reparameterize-back | epsilon.get(i, l) / 2 | epsilon.get(i, l)
                        cross-entropy | / x.rows() | / x.rows() / x.columns()
                        cross-entropy-gradient | (p - x.get(i, j)) | (x.get(i, j) - p)
                        log-mean-exp | sum / logWeights.length | sum
                        autoencoder-step | optimizer.zeroGradients(); |
                        elbo | + beta * divergence | - beta * divergence
                        vae-step | optimizer.zeroGradients(); |
                        """),
                submission(
                        "A1-autoencoder-and-vae",
                        """
                        error | sum / x.rows() | sum / x.rows() / x.columns()
                        error-gradient | (reconstruction.get(i, j) - x.get(i, j)) | (x.get(i, j) - reconstruction.get(i, j))
                        divergence | Math.exp(log) - log | log * log - 2 * Math.log(Math.abs(log))
                        divergence-gradient | (Math.exp(logVariance.get(i, l)) - 1) | (1 - Math.exp(logVariance.get(i, l)))
                        reparameterize | Math.exp(logVariance.get(i, l) / 2) | logVariance.get(i, l)
                        reparameterize-back | g * sigma * epsilon | g * epsilon
                        cross-entropy | Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))) | Math.log(1 + Math.exp(a))
                        cross-entropy-gradient | 1 / (1 + Math.exp(-logits.get(i, j))) | logits.get(i, j)
                        log-mean-exp | Math.exp(logWeight - largest) | Math.exp(logWeight)
                        log-mean-exp | largest + Math.log | Math.log
                        autoencoder-step | optimizer.step(); |
                        elbo | reparameterize(mean, logVariance, epsilon) | mean
                        vae-step | times(beta, | times(0,
                        """),
                submission(
                        "A2-the-gan-game",
                        """
                        softplus | Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))) | Math.log(1 + Math.exp(a))
                        discriminator-loss | real / realLogits.rows() + fake / fakeLogits.rows() | real + fake
                        discriminator-gradient | - 1) / gradient.rows() | - 1)
                        generator-loss | sum -= softplus( | sum += softplus(
                        generator-gradient | -sigmoid(-fakeLogits | -sigmoid(fakeLogits
                        optimal | p[k] + q[k] == 0 ? 0.5 : |
                        value | if (p[k] > 0) | if (true)
                        dirac | - learningRate * slope * psi | + learningRate * slope * psi
                        divergence | + Math.log(4)) / 2 | + Math.log(4))
                        discriminator-step | .detach() |
                        generator-step | optimizer.zeroGradients(); |
                        round | {discriminatorLoss, generatorLoss} | {generatorLoss, discriminatorLoss}
                        """),
                submission(
                        "A2-the-gan-game",
                        """
                        softplus | Math.log1p(Math.exp( | (Math.exp(
                        discriminator-loss | softplus(-realLogits | softplus(realLogits
                        discriminator-gradient | (sigmoid(realLogits.get(i, 0)) - 1) | (1 - sigmoid(realLogits.get(i, 0)))
                        generator-loss | sum += softplus(-fakeLogits | sum += softplus(fakeLogits
                        generator-gradient | -sigmoid(fakeLogits.get | sigmoid(fakeLogits.get
                        optimal | : p[k] / ( | : q[k] / (
                        value | Math.log(1 - d[k]) | Math.log(d[k])
                        dirac | gamma * psi) | gamma * psi * psi)
                        divergence | Math.log(4) | Math.log(2)
                        discriminator-step | optimizer.zeroGradients(); |
                        generator-step | nonSaturatingGradient | minimaxGradient
                        round | real[i], noise[i] | real[0], noise[0]
                        """),
                submission(
                        "A3-the-moment-gan",
                        """
                        mean-and-deviation | (number - mean) / x.length | (number - mean) / (x.length - 1)
                        moments | kurtosis - 3 | kurtosis
                        gradient | (x[i] - mean) / deviation / n | 2 * (x[i] - mean) / deviation / n
                        shape | (z * z - 1 - skewness * z) | z * z
                        layer | upstream[k] * jacobian | jacobian
                        discriminator-step | .detach() |
                        generator-step | game.judge(fake), 1) | game.judge(fake), 0)
                        loop | step < generatorSteps | step < discriminatorSteps
                        wasserstein | a.clone(), sortedB = b.clone() | a, sortedB = b
                        standard-error | (n - 1) / n | n / n
                        """),
                submission(
                        "A3-the-moment-gan",
                        """
                        mean-and-deviation | Math.sqrt(variance) | variance
                        moments | if (isConstant(mean, deviation)) return new double[2]; |
                        gradient | 1.0 / n | 1 / n
                        shape | moments[3] + 3 | moments[3]
                        layer | column(chain(jacobian.apply(x), numbers(upstream))) | column(jacobian.apply(x)[0])
                        discriminator-step | game.discriminatorOptimizer().zeroGradients(); |
                        generator-step | game.generatorOptimizer().zeroGradients(); |
                        loop | epoch = 1; epoch <= epochs | epoch = 0; epoch < epochs
                        wasserstein | Math.abs(sortedA[i] - sortedB[i]) | (sortedA[i] - sortedB[i])
                        standard-error | squares / (n - 1) / n | squares / (n - 1)
                        """),
                submission(
                        "A3-the-moment-gan",
                        """
                        discriminator-step | game.realTarget() | 1
                        """));
    }

    private static Arguments submission(String assignment, String mistakes) {
        return Arguments.of(assignment, mistakes.lines().map(Mistake::of).toList());
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("submissions")
    void costsItsOwnTaskSomePointsAndSaysWhy(String name, List<Mistake> mistakes) throws Exception {
        assumeTrue(Files.isDirectory(Kit.FOLDER), "this is not the whole project");
        Kit kit = Kit.of(Kit.FOLDER.resolve(name + ".ipynb"));
        Notebook submission = kit.solved();
        Set<String> wrong = new HashSet<>();
        for (Mistake mistake : mistakes) {
            Notebook.Cell cell = Sample.cell(submission, mistake.cell());
            assertTrue(cell.source().contains(mistake.right()), mistake.toString());
            cell.setSource(cell.source().replace(mistake.right(), mistake.wrong()));
            wrong.add(mistake.cell());
        }
        String key = Integer.toHexString(mistakes.hashCode());
        Path file = Path.of("target", "mistakes", name + "-" + key + ".ipynb");
        submission.write(file);
        Result result = kit.grader().grade(file, OptionalLong.of(7));
        // For whoever wants to read what students are told.
        Texts.write(Path.of(file + ".txt"), result.report());
        double earned = 0;
        for (Assignment.Task task : kit.assignment().tasks()) {
            Result.Task graded = Sample.task(result, task.id());
            if (wrong.stream().anyMatch(task.solutions()::contains)) {
                assertTrue(graded.score() < graded.maximum(), graded.report());
                graded.tests().stream()
                        .filter(test -> !test.passed())
                        .forEach(test -> assertHelps(test.message()));
                earned += graded.score();
            } else if (!task.manual()) {
                assertEquals(graded.maximum(), graded.score(), graded.report());
            }
        }
        assertTrue(earned > 0, "no partial credit at all\n" + result.report());
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
