package genlab.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.sampling.Randoms;
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
}
