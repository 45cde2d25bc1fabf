package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.sampling.SeededRandom;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    @Tag("slow")
    @Test
    void tellsDigitsItHasNotSeen() {
        RandomGenerator random = Randoms.seeded(1);
        LabelledImages train = Digits.draw(3000, 12, random);
        LabelledImages test = Digits.draw(1000, 12, random);
        Classifier classifier = Classifier.mlp(10, random, 144, 64);
        classifier.train(train.images(), train.labels(), 15);
        double accuracy = classifier.accuracy(test.images(), test.labels());
        assertTrue(accuracy > 0.8, "" + accuracy);
        Matrix probabilities = classifier.probabilities(test.images());
        for (int row = 0; row < 10; row++) {
            double sum = 0;
            for (int column = 0; column < 10; column++) {
                sum += probabilities.get(row, column);
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void accuracyIsTheShareOfRightAnswers() {
        Matrix x = Matrix.ofRows(new double[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}});
        Dense same = new Dense(Matrix.ofRows(new double[][] {{1, 0}, {0, 1}}), Matrix.zeros(1, 2));
        Classifier classifier = Classifier.of(same, 2, Randoms.seeded(3));
        assertArrayEquals(new int[] {0, 1, 1, 0}, classifier.classify(x));
        assertEquals(1, classifier.accuracy(x, new int[] {0, 1, 1, 0}));
        assertEquals(0.75, classifier.accuracy(x, new int[] {0, 1, 1, 1}));
        assertEquals(0, classifier.accuracy(x, new int[] {1, 0, 0, 1}));
        double likelier = Math.E / (Math.E + 1);
        assertEquals(likelier, classifier.probabilities(x).get(1, 1), 1e-6);
    }

    @Test
    void rejectsLabelsThatAreMissingOrHaveNoClass() {
        Classifier classifier = Classifier.mlp(2, Randoms.seeded(2), 3);
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier.accuracy(Matrix.zeros(3, 3), new int[] {0, 1}));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Conditions.oneHot(new int[] {0, 2}, 2))
                        .getMessage();
        assertEquals("label 1 must be in [0, 1], but was 2; give more classes", message);
    }

    private static LabelledSamples twoSides(int count, SeededRandom random) {
        int[] labels = new int[count];
        Matrix x = Matrix.zeros(count, 1);
        for (int row = 0; row < count; row++) {
            labels[row] = random.nextInt(2);
            x.set(row, 0, (labels[row] == 0 ? -2 : 2) + 0.5 * random.nextGaussian());
        }
        return new LabelledSamples(x, labels);
    }

    @Test
    void learnsFromASamplerThatKnowsItsLabels() {
        SeededRandom random = Randoms.seeded(4);
        LabelledSamples samples = twoSides(500, random);
        LabelledSampler sampler = count -> twoSides(count, random);
        Classifier classifier = Classifier.mlp(2, random, 1, 8);
        classifier.train(sampler, 300);
        double accuracy = classifier.accuracy(samples.samples(), samples.labels());
        assertTrue(accuracy > 0.98, "" + accuracy); // the overlap is 1 in 30,000
        assertEquals(accuracy, classifier.history().last("accuracy"), 0.03);
        Sampler without = sampler::draw;
        assertRejected(
                "a classifier learns from labels; use train(data, labels, epochs)",
                () -> classifier.train(without, 1));
        assertRejected(
                "a classifier learns from labels; use train(data, labels, epochs)",
                () -> classifier.train(samples.samples(), 1));
    }

    /** A network that doesn't learn: what the history tells is what the classifier gives. */
    @Test
    void theHistoryTellsLossAndAccuracyOfTheEpoch() {
        Dense same = new Dense(Matrix.ofRows(new double[][] {{1, 0}, {0, 1}}), Matrix.zeros(1, 2));
        same.parameters().forEach(parameter -> parameter.freeze(true));
        Classifier classifier = Classifier.of(same, 2, Randoms.seeded(5));
        Matrix x = Matrix.ofRows(new double[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}});
        classifier.train(x, new int[] {0, 1, 1, 1}, 1);
        assertEquals(0.75, classifier.history().last("accuracy"));
        double right = Math.log(1 + Math.exp(-1));
        assertEquals((3 * right + (right + 1)) / 4, classifier.history().last("loss"), 1e-6);
    }

    @Test
    void labelsAndLogitsThatDoNotFitAreTold() {
        Classifier classifier = Classifier.mlp(2, Randoms.seeded(6), 3);
        Matrix x = Matrix.zeros(2, 3);
        assertRejected(
                "labels must have 2 elements, but had 1",
                () -> classifier.train(x, new int[] {0}, 1));
        assertRejected(
                "label 1 must be in [0, 1], but was 2",
                () -> classifier.train(x, new int[] {0, 2}, 1));
        assertRejected(
                "data must be finite",
                () -> classifier.train(Matrix.filled(2, 3, Double.NaN), new int[] {0, 1}, 1));
        Classifier three = Classifier.of(new Dense(3, 3, new Random(1)), 2, Randoms.seeded(6));
        assertRejected(
                "the network must give one logit for each of 2 classes, but gives 3",
                () -> three.train(x, new int[] {0, 1}, 1));
        assertRejected(
                "labels must be one for each of the 2 samples, but were 3",
                () -> classifier.accuracy(x, new int[] {0, 1, 1}));
    }
}
