package genlab.models;

import genlab.data.Minibatches;
import genlab.data.Minibatches.Batch;
import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.training.History;
import genlab.training.Training;
import java.util.Arrays;
import java.util.List;
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
public final class Classifier extends Model {
    private static final int BATCH_SIZE = 128;
    private static final double LEARNING_RATE = 0.001;

    private final Layer network;
    private final int classes;
    private final Player player;

    private Classifier(Layer network, int classes, Player player, Trainer trainer) {
        super(trainer);
        this.network = network;
        this.classes = classes;
        this.player = player;
    }

    /**
     * A classifier with a network of your own.
     *
     * @param network gives one logit for each class
     * @param classes the number of classes, at least 1
     */
    public static Classifier of(Layer network, int classes, RandomGenerator random) {
        Require.size("classes", classes);
        Require.given("network", network);
        Player player = new Player("", new Adam(network.parameters(), LEARNING_RATE));
        String settings = classes + " classes";
        Trainer trainer =
                new Trainer("classifier", settings, random, BATCH_SIZE, null, List.of(player))
                        .columns("loss", "accuracy")
                        .with("network", network);
        return new Classifier(network, classes, player, trainer);
    }

    /**
     * A classifier with dense layers and rectifiers.
     *
     * @param classes the number of classes, at least 1
     * @param random where the initial weights and the order of training samples come from
     * @param sizes the number of features, then the sizes of the hidden layers; without any it is
     *     softmax regression, a linear classifier
     */
    public static Classifier mlp(int classes, RandomGenerator random, int... sizes) {
        int[] all = Arrays.copyOf(Require.given("sizes", sizes), sizes.length + 1);
        all[sizes.length] = Require.size("classes", classes);
        return of(Network.mlp(Activation.RELU, Activation.IDENTITY, random, all), classes, random);
    }

    /** Trains with every sample so many times; see {@link #train(Matrix, int[], Training)}. */
    public History train(Matrix data, int[] labels, int epochs) {
        return train(data, labels, Training.epochs(epochs));
    }

    /**
     * Trains with every sample once an epoch, in random order, by Adam, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param labels the class of each sample, from 0
     * @param training how many epochs, and what happens meanwhile
     * @return the mean loss of each epoch and the share of right answers during it
     */
    public History train(Matrix data, int[] labels, Training training) {
        check(Require.given("data", data));
        Require.given("training", training);
        checkLabels(data, labels);
        return trainer.train(
                this,
                training,
                Source.of(new Minibatches(data, labels, BATCH_SIZE, trainer.random)));
    }

    @Override
    public History train(Matrix data, Training training) {
        throw new IllegalArgumentException(
                "a classifier learns from labels; use train(data, labels, epochs)");
    }

    private void checkLabels(Matrix data, int[] labels) {
        Require.length("labels", data.rows(), Require.given("labels", labels).length);
        Conditions.oneHot(labels, classes); // tells which label has no class
        int outputs = logits(data.rows(0, 1)).columns();
        Require.that(
                outputs == classes,
                "the network must give one logit for each of %d classes, but gives %d",
                classes,
                outputs);
    }

    @Override
    double[] step(Batch batch) {
        Require.that(
                batch.labels().length > 0,
                "a classifier learns from labels; use train(data, labels, epochs)");
        Matrix targets = Conditions.oneHot(batch.labels(), classes);
        Pass logits = network.forward(Pass.constant(batch.samples()).inTraining());
        Pass loss = Losses.softmaxCrossEntropy().of(logits, targets);
        player.step(loss, batch.samples());
        return new double[] {loss.value(), accuracy(largest(logits.matrix()), batch.labels())};
    }

    /** The most probable class of each sample, from 0. */
    public int[] classify(Matrix x) {
        return largest(logits(x));
    }

    /** The probabilities of the classes, softmax(logits): {@code [batch, classes]}. */
    public Matrix probabilities(Matrix x) {
        return Likelihoods.categorical().mean(logits(x));
    }

    private Matrix logits(Matrix x) {
        return new Frozen(network).forward(Require.finite("x", 1, x)).matrix();
    }

    /**
     * The share of samples that get the right class.
     *
     * @param x {@code [batch, features]}
     * @param labels the right class of each sample
     * @return in [0, 1]
     */
    public double accuracy(Matrix x, int[] labels) {
        Conditions.oneHot(labels, classes); // tells which label has no class
        return accuracy(classify(x), labels);
    }

    private static double accuracy(int[] answers, int[] labels) {
        Require.that(
                answers.length == labels.length,
                "labels must be one for each of the %d samples, but were %d",
                answers.length,
                labels.length);
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
