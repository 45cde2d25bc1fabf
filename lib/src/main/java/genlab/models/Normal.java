package genlab.models;

import genlab.nn.Matrix;

/** The standard normal distribution: the prior of every latent code. */
final class Normal {
    static final double LOG_OF_TWO_PI = Math.log(2 * Math.PI);

    private Normal() {}

    /** The log density of every row, in nats. */
    static double[] logDensity(Matrix z) {
        int rows = z.rows();
        double[] result = new double[rows];
        for (int column = 0; column < z.columns(); column++) {
            for (int row = 0; row < rows; row++) {
                double value = z.values()[column * rows + row];
                result[row] -= 0.5 * (value * value + LOG_OF_TWO_PI);
            }
        }
        return result;
    }

    /** log of the mean over i of exp(values[i][index]), without overflow. */
    static double logMeanOfExponentials(double[][] values, int index) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double[] row : values) {
            largest = Math.max(largest, row[index]);
        }
        double sum = 0;
        for (double[] row : values) {
            sum += Math.exp(row[index] - largest);
        }
        return largest + Math.log(sum / values.length);
    }
}
