package genlab.models;

import genlab.nn.Matrix;

/** The standard normal distribution: the prior of every latent code. */
final class Normal {
    private static final double LOG_OF_TWO_PI = Math.log(2 * Math.PI);

    private Normal() {}

    /** The log density of every row, in nats: {@code [batch, 1]}. */
    static Matrix logDensity(Matrix z) {
        return z.times(z).plus(LOG_OF_TWO_PI).rowSums().times(-0.5);
    }

    /** log of the mean over the columns of exp, for each row, without overflow. */
    static double logMeanOfExponentials(Matrix values, int row) {
        double largest = values.row(row).max();
        return largest + Math.log(values.row(row).map(v -> Math.exp(v - largest)).mean());
    }
}
