package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.training.History;
import genlab.training.Training;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What {@link Diffusion} and {@link FlowMatching} share: one network that sees a sample on its way
 * between noise and data, and the {@linkplain TimeEmbedding time} it is at, and learns by the mean
 * squared error to predict something of it. There is one loss and one player, and no game.
 *
 * @param <M> the model itself
 */
public abstract class TimedModel<M extends TimedModel<M>> extends Model implements GenerativeModel {
    private static final int EVALUATED_AT_ONCE = 500;

    /**
     * The time at the end, as it is embedded. The papers count to a thousand, and the fastest sine
     * goes round 160 times; here five times: small networks learn faster what changes slowly (after
     * 2,500 steps on the ring the loss is 3 % above the floor instead of 8 %).
     */
    static final double LONGEST = 30;

    /** What of a model is the same in all views of it. */
    record Parts(
            Layer network,
            Player player,
            int features,
            int embedding,
            int conditions,
            double dropped) {}

    /** What is different: what is known of each sample of the batch, or null; and its weight. */
    record View(Matrix conditions, double guidance) {}

    final Parts parts;
    final View view;

    TimedModel(Trainer trainer, Parts parts, View view) {
        super(trainer);
        this.parts = parts;
        this.view = view;
    }

    abstract M with(View other);

    /**
     * A training example: x on its way at a time, and what the network is to say of it.
     *
     * @param times from 0 to {@link #LONGEST}, one a row
     */
    record Example(Matrix x, double[] times, Matrix target) {}

    /** Training examples of data as the network sees them, at random times. */
    abstract Example example(Matrix data, RandomGenerator random);

    /**
     * This model where something is known of every sample of a batch: the i-th row belongs to the
     * i-th sample. Whatever it learns, this model learns.
     *
     * @param known {@code [batch, conditions]}, for example labels in one-hot form
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public M given(Matrix known) {
        return with(new View(Conditioned.checked(known, parts.conditions), view.guidance));
    }

    /**
     * This model with classifier-free guidance: it goes from what it predicts without conditions to
     * what it predicts with them, and beyond (Ho and Salimans, Classifier-Free Diffusion Guidance,
     * 2022): without + weight (with - without).
     *
     * @param weight in [0, 100]: 0 ignores the conditions, 1 is the plain conditional model, 2 to 5
     *     obey more and vary less
     * @throws IllegalArgumentException if the model has never seen samples without conditions
     */
    public M guided(double weight) {
        Require.between("weight", 0, 100, weight);
        Require.that(
                parts.dropped > 0,
                "guidance needs a model that was trained without conditions now and then; build it"
                        + " with conditions(...) and dropConditions(0.1)");
        return with(new View(view.conditions, weight));
    }

    /** The loss of a batch at random times, with random noise: a mean over all numbers. */
    public Pass loss(Matrix x) {
        Example example = example(standardized(x), trainer.random);
        return lossOf(Pass.constant(example.x), example, view.conditions);
    }

    private Pass lossOf(Pass x, Example example, Matrix conditions) {
        Pass prediction = forward(x, example.times, conditions);
        return Losses.meanSquaredError().of(prediction, example.target);
    }

    /** One step of the optimizer; the loss before it. */
    public double trainStep(Matrix x) {
        return standardizedStep(standardized(x), view.conditions);
    }

    private double standardizedStep(Matrix x, Matrix conditions) {
        Matrix known = conditions;
        if (conditions != null && parts.dropped > 0) {
            known = withSomeDropped(conditions);
        }
        Example example = example(x, trainer.random);
        Pass loss = lossOf(Pass.constant(example.x).inTraining(), example, known);
        parts.player.step(loss, x);
        return loss.value();
    }

    private Matrix withSomeDropped(Matrix conditions) {
        Matrix result = conditions.copy();
        for (int row = 0; row < result.rows(); row++) {
            if (trainer.random.nextDouble() < parts.dropped) {
                for (int column = 0; column < result.columns(); column++) {
                    result.set(row, column, 0);
                }
            }
        }
        return result;
    }

    @Override
    double[] step(Batch batch) {
        Matrix x = batch.samples();
        Matrix known = Conditioned.ofBatch(view.conditions, parts.conditions, batch, x.rows());
        return new double[] {standardizedStep(x, known)};
    }

    @Override
    public History train(Matrix data, Training training) {
        Conditioned.checkRows(view.conditions, data);
        return super.train(data, training);
    }

    @Override
    double validationLoss(Matrix data) {
        return evaluate(data);
    }

    /**
     * The mean loss of samples that need not be of the training set, with the same times and noise
     * whenever it is called; by the averaged weights, if there are any.
     */
    public double evaluate(Matrix data) {
        Conditioned.checkRows(view.conditions, data);
        RandomGenerator random = Randoms.seeded(0);
        double sum = 0;
        for (int from = 0; from < data.rows(); from += EVALUATED_AT_ONCE) {
            int to = Math.min(data.rows(), from + EVALUATED_AT_ONCE);
            Matrix conditions = view.conditions;
            Matrix known = conditions == null ? null : conditions.rows(from, to);
            Example example = example(standardized(data.rows(from, to)), random);
            Pass x = Pass.constant(example.x);
            sum += parts.player.averaged(() -> lossOf(x, example, known).value()) * (to - from);
        }
        return sum / data.rows();
    }

    /** The network's output; its input is x, the embedded time, the conditions. */
    final Pass forward(Pass x, double[] times, Matrix conditions) {
        return forward(parts.network, x, times, conditions);
    }

    private Pass forward(Layer network, Pass x, double[] times, Matrix conditions) {
        Pass input = x.beside(Pass.constant(TimeEmbedding.of(parts.embedding, times)));
        return Conditioned.layer(network, parts.conditions, conditions).forward(input);
    }

    /** What the network says of samples that are all at the same time, guided. */
    final Matrix predicted(Matrix x, double time) {
        double[] times = new double[x.rows()];
        Arrays.fill(times, time);
        Pass at = Pass.constant(x);
        Layer network = new Frozen(parts.network); // keeps nothing for a way back
        return parts.player.averaged(
                () -> {
                    if (parts.conditions == 0 || view.guidance == 1) {
                        return forward(network, at, times, view.conditions).matrix();
                    }
                    Matrix none = Matrix.zeros(x.rows(), parts.conditions);
                    Matrix without = forward(network, at, times, none).matrix();
                    if (view.guidance == 0) {
                        return without;
                    }
                    Matrix with = forward(network, at, times, view.conditions).matrix();
                    return without.plus(with.minus(without).times(view.guidance));
                });
    }

    /** Checks a batch on its way: noise, or something between noise and data. */
    final Matrix onItsWay(String name, Matrix x) {
        Require.finite(name, 1, x);
        Require.that(
                x.columns() == parts.features,
                "%s must be [batch, %d], but was %s",
                name,
                parts.features,
                x.shape());
        return x;
    }

    final Matrix noise(int count, RandomGenerator random) {
        return Gaussian.standard(parts.features, random).draw(count);
    }

    @Override
    void check(Matrix standardized) {
        onItsWay("data", standardized);
    }

    /** A layer from samples, embedded times (and conditions), side by side, to predictions. */
    public Layer network() {
        return parts.network;
    }

    /** The number of features: noise and samples have the same shape. */
    @Override
    public int latentSize() {
        return parts.features;
    }
}
