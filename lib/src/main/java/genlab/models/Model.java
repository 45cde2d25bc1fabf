package genlab.models;

import genlab.data.Minibatches;
import genlab.data.Minibatches.Batch;
import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Require;
import genlab.sampling.Sampler;
import genlab.training.Checkpoint;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What all models share: they are trained, tell the history of that, and go on from a checkpoint as
 * if they had never been interrupted.
 */
public abstract class Model {
    final Trainer trainer;

    Model(Trainer trainer) {
        this.trainer = trainer;
    }

    /** One step of training: the numbers of the history, NaN for what this step doesn't tell. */
    abstract double[] step(Batch batch);

    /** The loss of data that the model doesn't learn from. */
    double validationLoss(Matrix data) {
        throw new IllegalArgumentException(
                "this model has no loss that tells how good it is; give validation(loss) a measure"
                        + " of your own, for example a distance");
    }

    /** What a training is counted in. */
    String unit(boolean inEpochs) {
        return inEpochs ? "epoch" : "step";
    }

    /** A line to print after so many epochs or steps, or null. */
    String lineAfter(int round) {
        return null;
    }

    /** How many batches a step with fresh samples takes. */
    int batchesPerStep() {
        return 1;
    }

    /** Checks data before anything is changed. */
    void check(Matrix standardized) {
        standardized.requireFinite("data");
    }

    /** Data as the networks see it, checked. */
    final Matrix standardized(Matrix data) {
        Matrix standardized = trainer.standardized(Require.given("data", data));
        check(standardized);
        return standardized;
    }

    /** Trains with every sample so many times; see {@link #train(Matrix, Training)}. */
    public final History train(Matrix data, int epochs) {
        return train(data, Training.epochs(epochs));
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param training how many epochs, and what happens meanwhile
     * @return the {@link #history()}
     * @throws DivergedException if a loss is not finite; the model stays as before that step
     */
    public History train(Matrix data, Training training) {
        Require.that(
                Require.given("training", training).inEpochs(),
                "with a data set a training is counted in epochs; use Training.epochs(%d)",
                training.length());
        Minibatches batches =
                new Minibatches(standardized(data), trainer.batchSize, trainer.random);
        return trainer.train(this, training, Source.of(batches));
    }

    /** Trains with fresh samples in so many steps; see {@link #train(Sampler, Training)}. */
    public final History train(Sampler data, int steps) {
        return train(data, Training.steps(steps));
    }

    /**
     * Trains with fresh samples in every step, and shows the progress.
     *
     * @param data where real samples come from
     * @param training how many steps, and what happens meanwhile
     * @return the {@link #history()}
     * @throws DivergedException if a loss is not finite; the model stays as before that step
     */
    public final History train(Sampler data, Training training) {
        Require.that(
                !Require.given("training", training).inEpochs(),
                "with a sampler a training is counted in steps; use Training.steps(%d)",
                training.length());
        Sampler real = trainer.standardized(Require.given("data", data));
        return trainer.train(this, training, Source.of(real, trainer.batchSize, batchesPerStep()));
    }

    /** What was measured in all trainings of this model. */
    public final History history() {
        return trainer.history();
    }

    /** All parameters, in a fixed order. */
    public final List<Parameter> parameters() {
        return trainer.network().parameters();
    }

    /**
     * Saves all that the training needs to go on: weights, optimizers, schedules, the state of the
     * source of randomness, the history.
     *
     * @param file the file; an older one is replaced
     * @throws IOException if it can't be written
     * @throws IllegalStateException if the model was built with a source of randomness whose state
     *     can't be read
     */
    public final void save(Path file) throws IOException {
        Checkpoint.save(file, trainer::tell);
    }

    /**
     * Goes on from where a model that was built in the same way was saved. Its source of randomness
     * goes back too, and with it every sampler that shares it.
     *
     * @param file a file that {@link #save} wrote
     * @throws IOException if it can't be read or belongs to another model, and in what that
     *     differs; this one stays as it was
     */
    public final void load(Path file) throws IOException {
        Checkpoint.load(file, trainer::tell);
    }
}
