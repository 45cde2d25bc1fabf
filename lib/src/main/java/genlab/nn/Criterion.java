package genlab.nn;

/**
 * Measures the distance between what a network gave and what it should have given.
 *
 * @see Losses
 */
@FunctionalInterface
public interface Criterion {
    /**
     * The loss of a prediction.
     *
     * @param prediction {@code [batch, features]}
     * @param target what it should have been, of the same shape
     * @return the loss, one number to be minimised
     */
    Pass of(Pass prediction, Matrix target);

    /** The loss where every element has the same target, for example 1 for "real". */
    default Pass of(Pass prediction, double target) {
        Matrix output = Require.given("prediction", prediction).matrix();
        return of(prediction, Matrix.filled(output.rows(), output.columns(), target));
    }

    /**
     * From the mean over all elements to the mean over samples: summed over features, averaged over
     * the batch, as a variational autoencoder wants it.
     */
    default Criterion summedOverFeatures() {
        return (prediction, target) -> of(prediction, target).times(target.columns());
    }
}
