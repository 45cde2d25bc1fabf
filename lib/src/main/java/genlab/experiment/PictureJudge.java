package genlab.experiment;

import genlab.data.LabelledImages;
import genlab.data.Pictures;
import genlab.metrics.Distances;
import genlab.metrics.PrecisionRecall;
import genlab.models.Classifier;
import genlab.nn.Activation;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.nn.Require;
import genlab.sampling.Randoms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A convolutional classifier that judges generated pictures of digits: by what it reads, and by the
 * 32 numbers of its last hidden layer, which say what a picture looks like to somebody who can read
 * (for photographs the field uses a network called Inception so).
 */
public final class PictureJudge {
    private static final int FEATURES = 32;
    private static final int CLASSES = 10;

    private final Classifier classifier;
    private final Layer eye;
    private final Matrix realFeatures;

    private PictureJudge(Classifier classifier, Layer eye, Matrix real) {
        this.classifier = classifier;
        this.eye = new Frozen(eye);
        this.realFeatures = this.eye.forward(real).matrix();
    }

    /**
     * Trains a judge.
     *
     * @param lessons what it learns from, and no model does
     * @param real pictures to compare generated ones with
     * @param epochs how often it sees each lesson; 8 is enough for 6,000
     * @param seed of its weights and the order of the lessons
     */
    public static PictureJudge train(
            LabelledImages lessons, LabelledImages real, int epochs, long seed) {
        Require.given("lessons", lessons);
        Require.given("real", real);
        RandomGenerator random = Randoms.seeded(seed);
        PictureNetwork pictures =
                PictureNetwork.of(new PictureShape(1, lessons.width(), lessons.width()), random)
                        .halved(16)
                        .activation(Activation.RELU)
                        .halved(FEATURES)
                        .activation(Activation.RELU);
        Network eye = new Network(pictures.dense(FEATURES), Activation.RELU);
        Network whole =
                new Network(
                        eye,
                        Network.mlp(
                                Activation.RELU, Activation.IDENTITY, random, FEATURES, CLASSES));
        Classifier classifier = Classifier.of(whole, CLASSES, random);
        classifier.train(lessons.images(), lessons.labels(), epochs);
        return new PictureJudge(classifier, eye, real.images());
    }

    /** The share of pictures that it reads as these labels. */
    public double accuracy(Matrix pictures, int[] labels) {
        return classifier.accuracy(Pictures.grey(pictures).pixels(), labels);
    }

    /**
     * How much can be read: the share of the pictures of which both judges are more than 90 % sure,
     * and of the same digit. Two that learnt from different pictures seldom err alike; but what is
     * far from any digit can fool both.
     *
     * @param other a judge with other lessons and another seed
     * @param pictures any number
     * @return a share in [0, 1]
     */
    public double readable(PictureJudge other, Matrix pictures) {
        Require.given("other", other);
        int[] mine = read(pictures);
        int[] others = other.read(pictures);
        long alike =
                IntStream.range(0, mine.length)
                        .filter(row -> mine[row] >= 0 && mine[row] == others[row])
                        .count();
        return alike / (double) mine.length;
    }

    /** The digit that it is more than 90 % sure of, -1 where there is none. */
    private int[] read(Matrix pictures) {
        Matrix pixels = Pictures.grey(pictures).pixels();
        Matrix probabilities = classifier.probabilities(pixels);
        int[] digits = classifier.classify(pixels);
        for (int row = 0; row < digits.length; row++) {
            digits[row] = probabilities.row(row).max() > 0.9 ? digits[row] : -1;
        }
        return digits;
    }

    /** What a picture looks like to it: {@code [pictures, 32]}. */
    public Matrix features(Matrix pictures) {
        return eye.forward(Pictures.grey(pictures).pixels()).matrix();
    }

    /**
     * Measures pictures against the real ones; give as many as there are of these.
     *
     * @return "feature distance" (Fréchet), "precision" and "recall" of features, and "sure": the
     *     share of the pictures of which the judge is more than 90 % sure
     */
    public Map<String, Double> measure(Matrix pictures) {
        Matrix found = features(pictures);
        PrecisionRecall shares = PrecisionRecall.of(realFeatures, found);
        long sure = IntStream.of(read(pictures)).filter(digit -> digit >= 0).count();
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("feature distance", Distances.frechet(found, realFeatures));
        measures.put("precision", shares.precision());
        measures.put("recall", shares.recall());
        measures.put("sure", sure / (double) pictures.rows());
        return measures;
    }
}
