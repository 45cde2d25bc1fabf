package genlab.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

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
     * @return the loss, to be minimised
     */
    Loss of(Pass prediction, Matrix target);

    /**
     * The loss of a prediction.
     *
     * @param prediction {@code [batch, features]}
     * @param target what it should have been, of the same shape
     * @return the loss, to be minimised
     */
    default Loss of(Pass prediction, INDArray target) {
        return of(prediction, Matrix.of(target));
    }

    /**
     * The loss where every element has the same target.
     *
     * @param prediction {@code [batch, features]}
     * @param target what each element should have been, for example 1 for "real"
     * @return the loss, to be minimised
     */
    default Loss of(Pass prediction, double target) {
        Matrix output = prediction.matrix();
        return of(prediction, Matrix.filled(output.rows(), output.columns(), target));
    }

    /**
     * From the mean over all elements to the mean over samples: summed over features, averaged over
     * the batch, as a variational autoencoder wants it.
     *
     * @return this criterion times the number of features in the target
     */
    default Criterion summedOverFeatures() {
        return (prediction, target) -> of(prediction, target).times(target.columns());
    }
}
