package genlab.training;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * How long a model is trained, and what happens meanwhile. The history gets a row after each epoch,
 * or each part of the steps: a round.
 *
 * <pre>{@code
 * vae.train(images, Training.epochs(40).validation(heldOut).patience(5));
 * gan.train(ring, Training.steps(3000).every(100).each(step -> film.add(gan)));
 * }</pre>
 */
public final class Training {
    private final int length;
    private final boolean inEpochs;
    private int every;
    private IntConsumer each = round -> {};
    private IntPredicate stop = round -> false;
    private Matrix heldOut;
    private DoubleSupplier measure;
    private int patience;

    private Training(int length, boolean inEpochs, int every) {
        this.length = length;
        this.inEpochs = inEpochs;
        this.every = every;
    }

    /** Every sample of the data so many times. */
    public static Training epochs(int epochs) {
        return new Training(Require.atLeast("epochs", 1, epochs), true, 1);
    }

    /** So many steps with fresh samples; the history gets a row after each hundredth of them. */
    public static Training steps(int steps) {
        return new Training(Require.atLeast("steps", 1, steps), false, Math.max(1, steps / 100));
    }

    /** After how many epochs or steps the history gets a row. */
    public Training every(int rounds) {
        every = Require.atLeast("every", 1, rounds);
        return this;
    }

    /** Is called with the number of epochs or steps done at each row: to measure or draw. */
    public Training each(IntConsumer action) {
        each = Require.given("action", action);
        return this;
    }

    /** Is asked with the number of epochs or steps done at each row whether to stop there. */
    public Training stopWhen(IntPredicate enough) {
        stop = Require.given("enough", enough);
        return this;
    }

    /** Measures the model's loss on data that it doesn't learn from, at each row. */
    public Training validation(Matrix data) {
        heldOut = Require.finite("data", 1, data);
        return this;
    }

    /** Measures something else at each row, the smaller the better, as the validation loss. */
    public Training validation(DoubleSupplier loss) {
        measure = Require.given("loss", loss);
        return this;
    }

    /**
     * Stops when the validation loss has not become smaller for so many rows, and goes back to the
     * weights with which it was smallest (early stopping; Prechelt, 1998).
     */
    public Training patience(int rows) {
        patience = Require.atLeast("rows", 1, rows);
        return this;
    }

    /** How many epochs or steps. */
    public int length() {
        return length;
    }

    /** Whether its length is in epochs. */
    public boolean inEpochs() {
        return inEpochs;
    }

    /** After how many epochs or steps the history gets a row. */
    public int every() {
        return every;
    }

    /** Calls what {@link #each} was given, and tells whether to stop. */
    public boolean stopsAfter(int round) {
        each.accept(round);
        return stop.test(round);
    }

    /** The data of {@link #validation(Matrix)}, or null. */
    public Matrix heldOut() {
        return heldOut;
    }

    /** The measure of {@link #validation(DoubleSupplier)}, or null. */
    public DoubleSupplier measure() {
        return measure;
    }

    /** The number of {@link #patience}, or 0. */
    public int patience() {
        Require.that(
                patience == 0 || heldOut != null || measure != null,
                "patience needs a validation loss; give validation(data)");
        return patience;
    }
}
