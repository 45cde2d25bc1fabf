package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Require;
import java.util.List;

/**
 * The distribution p(x|z) that a decoder's output stands for. Its negative logarithm is the
 * reconstruction loss.
 *
 * <p>Losses are summed over the features and averaged over the batch, in nats per sample: so they
 * are on the same scale as the divergence they are added to. {@link Likelihoods} has the usual
 * ones; to write one, implement {@link #logLikelihood}, {@link #mean} if that isn't what the
 * decoder gives, and {@link #outputs} if the decoder has to give more than one number a feature.
 */
public interface Likelihood {
    /**
     * The log likelihood of each sample, nothing left out.
     *
     * @param decoded what the decoder gave, {@code [batch, outputs(features)]}
     * @param x what it is to be like, {@code [batch, features]}
     * @return log p(x|z) in nats, {@code [batch, 1]}
     */
    Pass logLikelihood(Pass decoded, Matrix x);

    /**
     * The mean of x given z: what to look at. By default it is what the decoder gave.
     *
     * @param decoded what the decoder gave, {@code [batch, outputs(features)]}
     * @return {@code [batch, features]}
     */
    default Matrix mean(Matrix decoded) {
        return Require.given("decoded", decoded);
    }

    /** The reconstruction loss: the mean of -log p(x|z), perhaps without a {@link #constant}. */
    default Pass loss(Pass decoded, Matrix x) {
        return logLikelihood(decoded, x).mean().times(-1);
    }

    /** What {@link #loss} leaves out, as it doesn't change with the parameters. */
    default double constant(int features) {
        Require.atLeast("features", 1, features);
        return 0;
    }

    /** How many outputs a decoder must have. */
    default int outputs(int features) {
        return Require.atLeast("features", 1, features);
    }

    /** What the likelihood itself learns, for example a variance that all samples share. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * Checks that data are what this likelihood is for.
     *
     * @throws IllegalArgumentException if they aren't; the message says what to do
     */
    default void check(Matrix x) {
        Require.finite("data", 1, x);
    }
}
