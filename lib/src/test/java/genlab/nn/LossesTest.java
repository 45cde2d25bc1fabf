package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static Pass row(double... values) {
        return Pass.constant(Matrix.ofRows(values));
    }

    @Test
    void undecidedDiscriminatorCostsLogTwo() {
        assertEquals(Math.log(2), Losses.binaryCrossEntropy().of(row(0.5, 0.5), 1).value(), 1e-7);
        assertEquals(
                Math.log(2), Losses.binaryCrossEntropyFromLogits().of(row(0, 0), 1).value(), 1e-7);
    }

    @Test
    void crossEntropyFromLogitsIsFiniteAtAThousand() {
        Criterion criterion = Losses.binaryCrossEntropyFromLogits();
        assertEquals(1000, criterion.of(row(-1000), 1).value(), 1e-3);
        assertEquals(1000, criterion.of(row(1000), 0).value(), 1e-3);
        assertEquals(0, criterion.of(row(1000), 1).value(), 1e-12);
        assertEquals(0, criterion.of(row(-1000), 0).value(), 1e-12);
        assertEquals(-1, slope(criterion, -1000, 1));
        assertEquals(1, slope(criterion, 1000, 0));
        assertEquals(0, slope(criterion, 1000, 1), 1e-7);
        for (double z : new double[] {-1000, -100, -20, 20, 100, 1000}) {
            Pass loss =
                    Losses.softmaxCrossEntropy().of(row(z, 0), Matrix.ofRows(new double[] {0, 1}));
            assertTrue(Double.isFinite(loss.value()) && loss.value() >= 0);
        }
    }

    private static double slope(Criterion criterion, double logit, double target) {
        Pass z = Pass.variable(Matrix.ofRows(new double[] {logit}));
        criterion.of(z, target).backward();
        return z.gradient().get(0, 0);
    }

    @Test
    void crossEntropyFromLogitsKeepsSmallLosses() {
        Criterion criterion = Losses.binaryCrossEntropyFromLogits();
        for (double z : new double[] {-30, -12.5, -3, -0.1, 0.2, 1, 4, 9, 16, 25, 40}) {
            double exact = Math.log1p(Math.exp(-z));
            assertEquals(exact, criterion.of(row(z), 1).value(), 1e-5 * exact);
        }
    }

    @Test
    void crossEntropiesAgree() {
        double[] logits = {-3, -0.5, 0.1, 2};
        Matrix targets = Matrix.ofRows(new double[] {0, 1, 0.3, 1});
        Pass z = Pass.variable(Matrix.ofRows(logits));
        Pass ofProbabilities =
                Losses.binaryCrossEntropy().of(Activation.SIGMOID.forward(z), targets);
        ofProbabilities.backward();
        Pass direct = Pass.variable(Matrix.ofRows(logits));
        Pass fromLogits = Losses.binaryCrossEntropyFromLogits().of(direct, targets);
        fromLogits.backward();
        assertEquals(ofProbabilities.value(), fromLogits.value(), 1e-6);
        for (int i = 0; i < 4; i++) {
            assertEquals(z.gradient().get(0, i), direct.gradient().get(0, i), 1e-6);
        }
    }

    @Test
    void certainAndWrongCostsAHundredNatsAtMost() {
        assertEquals(100, Losses.binaryCrossEntropy().of(row(0), 1).value(), 1e-4);
        assertEquals(100, Losses.binaryCrossEntropy().of(row(1), 0).value(), 1e-4);
    }

    @Test
    void valueOfTheBestDiscriminatorIsClosedForm() {
        // V(D*) = -2 log 2 + 2 JSD(data, generated), data N(4, 1.25), by its integral
        assertEquals(-1.38629, value(4), 1e-5);
        assertEquals(-0.71263, value(6.5), 1e-5);
        assertEquals(-0.27714, value(0), 1e-5);
    }

    /** E log D*(x) + E log(1 - D*(g)), as minus the two cross entropies of D*'s logits. */
    private static double value(double generatedMean) {
        double deviation = 1.25;
        double step = 0.001;
        double value = 0;
        Criterion criterion = Losses.binaryCrossEntropyFromLogits();
        for (double x = -12; x < 20; x += step) {
            double data = Math.pow((x - 4) / deviation, 2) / 2;
            double generated = Math.pow((x - generatedMean) / deviation, 2) / 2;
            double norm = step / (deviation * Math.sqrt(2 * Math.PI));
            Pass logit = row(generated - data); // log of the ratio of the densities
            value -= norm * Math.exp(-data) * criterion.of(logit, 1).value();
            value -= norm * Math.exp(-generated) * criterion.of(logit, 0).value();
        }
        return value;
    }

    @Test
    void divergencesAreClosedForm() {
        assertEquals(0, Losses.divergenceFromStandardNormal(row(0, 0, 0, 0)).value());
        // 1/2 (m^2 + s^2 - log s^2 - 1)
        double expected = 0.5 * (9 + 4 - Math.log(4) - 1);
        assertEquals(
                expected, Losses.divergenceFromStandardNormal(row(3, Math.log(4))).value(), 1e-6);
        Matrix two = Matrix.ofRows(new double[] {3, 0}, new double[] {1, 0});
        assertEquals(
                (4.5 + 0.5) / 2,
                Losses.divergenceFromStandardNormal(Pass.constant(two)).value(),
                1e-6,
                "averaged over the batch");
    }

    @Test
    void squaredErrorIsTheMeanOfTheSquares() {
        Pass y = Pass.variable(Matrix.ofRows(new double[] {1, 2}));
        Pass loss = Losses.meanSquaredError().of(y, Matrix.ofRows(new double[] {3, -1}));
        assertEquals((4 + 9) / 2.0, loss.value(), 1e-6);
        loss.backward();
        assertArrayEquals(new float[] {-2, 3}, y.gradient().values(), 1e-6f); // 2 (y - t) / n
    }

    /** Every feature has its own mean and variance, each beside the others. */
    @Test
    void divergenceIsASumOverFeatures() {
        Matrix q = Matrix.ofRows(new double[] {1, -2, 0.5, -0.3}, new double[] {0, 3, -1, 0.8});
        double divergence = 0;
        for (int row = 0; row < 2; row++) {
            for (int j = 0; j < 2; j++) {
                double mean = q.get(row, j);
                double logVariance = q.get(row, 2 + j);
                divergence += 0.5 * (mean * mean + Math.exp(logVariance) - logVariance - 1);
            }
        }
        Pass loss = Losses.divergenceFromStandardNormal(Pass.constant(q));
        assertEquals(divergence / 2, loss.value(), 1e-6);
    }

    @Test
    void logitsAreNoProbabilities() {
        OptimizersTest.assertMessage(
                "prediction must be in [0, 1] for a binary cross entropy, but was 1.5; give logits"
                        + " to binaryCrossEntropyFromLogits()",
                () -> Losses.binaryCrossEntropy().of(row(0.5, 1.5), 1));
    }

    @Test
    void summingOverFeaturesKeepsTheMeanOverTheBatch() {
        Matrix target = Matrix.zeros(2, 3);
        Pass ones = Pass.variable(Matrix.filled(2, 3, 2));
        assertEquals(4, Losses.meanSquaredError().of(ones, target).value(), 1e-6);
        Pass summed = Losses.meanSquaredError().summedOverFeatures().of(ones, target);
        assertEquals(12, summed.value(), 1e-6);
        summed.backward();
        assertEquals(2, ones.gradient().get(0, 0), 1e-6);
    }

    @Test
    void uniformGuessOfTenClassesCostsLogTen() {
        Matrix target = Matrix.zeros(4, 10);
        for (int row = 0; row < 4; row++) {
            target.set(row, row, 1);
        }
        Pass logits = Pass.constant(Matrix.filled(4, 10, 3));
        assertEquals(Math.log(10), Losses.softmaxCrossEntropy().of(logits, target).value(), 1e-6);
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Matrix target = Matrix.zeros(2, 3);
        for (Criterion criterion :
                List.of(
                        Losses.binaryCrossEntropy(),
                        Losses.binaryCrossEntropyFromLogits(),
                        Losses.meanSquaredError(),
                        Losses.softmaxCrossEntropy())) {
            OptimizersTest.assertMessage(
                    "prediction must have the target's shape [2, 3], but was [1, 2]",
                    () -> criterion.of(row(0.5, 0.5), target));
        }
        OptimizersTest.assertMessage(
                "q must have means beside logVariances, but was [1, 3]; give the network 2 outputs"
                        + " for each feature",
                () -> Losses.divergenceFromStandardNormal(row(0, 0, 0)));
    }

    @Test
    void lossThatIsNotFiniteLeavesParametersAlone() {
        Dense layer = new Dense(2, 1, new Random(1));
        Matrix broken = Matrix.ofRows(new double[][] {{1, Double.NaN}, {3, 4}});
        Pass loss = Losses.meanSquaredError().of(layer.forward(Pass.constant(broken)), 1);
        String message = assertThrows(ArithmeticException.class, loss::backward).getMessage();
        assertTrue(message.startsWith("a loss must be finite"), message);
        assertEquals(0, layer.weight().gradient().mean());
    }
}
