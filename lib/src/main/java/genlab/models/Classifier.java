package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Layer;
import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.training.DivergedException;
import genlab.training.History;
import java.util.random.RandomGenerator;

/**
 * A classifier: a network whose logits, through a softmax, are the probabilities of the classes. It
 * judges what generative models make, and the features they find.
 *
 * <pre>{@code
 * Classifier judge = Classifier.mlp(10, random, 784, 128);
 * judge.train(images.images(), images.labels(), 5);
 * double agreement = judge.accuracy(generated, labels);
 * }</pre>
 */
public final class Classifier {
    private static final int BATCH_SIZE = 128;
    private static final double LEARNING_RATE = 0.001;

    private final Layer network;
    private final int classes;
    private final RandomGenerator random;
    private final Trainer trainer;

    /**
     * A classifier with a network of your own.
     *
     * @param network gives one logit for each class
     * @param classes the number of classes, at least 1
     * @param random where the order of training samples comes from
     */
    public Classifier(Layer network, int classes, RandomGenerator random) {
        this.network = network;
        this.classes = Settings.atLeastOne("classes", classes);
        this.random = random;
        this.trainer = new Trainer("loss", new Adam(network.parameters(), LEARNING_RATE));
    }

    /**
     * A classifier with dense layers and rectifiers.
     *
     * @param classes the number of classes, at least 1
     * @param random where the initial weights and the order of training samples come from
     * @param sizes the number of features, then the sizes of the hidden layers; without any it is
     *     softmax regression, a linear classifier
     * @return an untrained classifier
     */
    public static Classifier mlp(int classes, RandomGenerator random, int... sizes) {
        int[] all = java.util.Arrays.copyOf(sizes, sizes.length + 1);
        all[sizes.length] = classes;
        return new Classifier(
                Network.mlp(Activation.RELU, Activation.IDENTITY, random, all), classes, random);
    }

    /**
     * Trains with every sample once an epoch, in random order, by Adam, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param labels the class of each sample, from 0
     * @param epochs how many times
     * @return the mean loss of each epoch and the share of right answers during it
     * @throws DivergedException if the loss is not finite
     */
    public History train(Matrix data, int[] labels, int epochs) {
        return Trainer.train(
                new History("classifier", "epoch", "loss", "accuracy"),
                new Minibatches(data, labels, BATCH_SIZE, random),
                epochs,
                batch -> {
                    Matrix targets = Conditions.oneHot(batch.labels(), classes);
                    Loss loss =
                            Losses.softmaxCrossEntropy()
                                    .of(network.forward(batch.samples()), targets);
                    trainer.step(loss.value(), loss::backward);
                    double right = accuracy(largest(loss.input().matrix()), batch.labels());
                    return new double[] {loss.value(), right};
                },
                epoch -> {});
    }

    /**
     * The most probable class of each sample.
     *
     * @param x {@code [batch, features]}
     * @return a class for each sample, from 0
     */
    public int[] classify(Matrix x) {
        return largest(network.forward(x).matrix());
    }

    /**
     * The probabilities of the classes, softmax(logits).
     *
     * @param x {@code [batch, features]}
     * @return {@code [batch, classes]}, every row with sum 1
     */
    public Matrix probabilities(Matrix x) {
        Matrix logits = network.forward(x).matrix();
        int[] best = largest(logits);
        for (int row = 0; row < logits.rows(); row++) {
            double largest = logits.get(row, best[row]);
            double sum = 0;
            for (int column = 0; column < classes; column++) {
                sum += Math.exp(logits.get(row, column) - largest);
            }
            for (int column = 0; column < classes; column++) {
                logits.set(row, column, Math.exp(logits.get(row, column) - largest) / sum);
            }
        }
        return logits;
    }

    /**
     * The share of samples that get the right class.
     *
     * @param x {@code [batch, features]}
     * @param labels the right class of each sample
     * @return in [0, 1]
     * @throws IllegalArgumentException if there are more or fewer labels than samples
     */
    public double accuracy(Matrix x, int[] labels) {
        return accuracy(classify(x), labels);
    }

    private static double accuracy(int[] answers, int[] labels) {
        if (answers.length != labels.length) {
            throw new IllegalArgumentException(
                    "labels must be one for each of the "
                            + answers.length
                            + " samples, but were "
                            + labels.length);
        }
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += answers[i] == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    private static int[] largest(Matrix logits) {
        int[] result = new int[logits.rows()];
        for (int row = 0; row < result.length; row++) {
            for (int column = 1; column < logits.columns(); column++) {
                if (logits.get(row, column) > logits.get(row, result[row])) {
                    result[row] = column;
                }
            }
        }
        return result;
    }
}
