package genlab.preprocessing;

import genlab.nn.Matrix;

/**
 * The first four moments of a batch of numbers: with z = (x - mean) / standardDeviation, skewness
 * is the mean of z³ and kurtosis the mean of z⁴, less 3 (so that a Gaussian has 0 of both).
 */
record Moments(double mean, double standardDeviation, double skewness, double excessKurtosis) {
    /** Smaller spreads than this share of the mean are rounding errors, not data. */
    private static final double SMALLEST_SPREAD = 1e-9;

    static Moments of(Matrix x) {
        float[] numbers = x.values();
        int n = numbers.length;
        double mean = x.mean();
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (float number : numbers) {
            double difference = number - mean;
            double squared = difference * difference;
            second += squared;
            third += squared * difference;
            fourth += squared * squared;
        }
        double variance = second / n;
        double deviation = Math.sqrt(variance);
        if (deviation <= SMALLEST_SPREAD * Math.abs(mean)) {
            throw new IllegalArgumentException(
                    "a batch must vary to have four moments, but all of its "
                            + n
                            + " numbers are "
                            + numbers[0]
                            + ", and skewness and kurtosis divide by the standard deviation");
        }
        return new Moments(
                mean,
                deviation,
                third / n / (variance * deviation),
                fourth / n / (variance * variance) - 3);
    }

    Matrix toRow() {
        return Matrix.ofRows(new double[] {mean, standardDeviation, skewness, excessKurtosis});
    }

    /**
     * With s, S and K the standard deviation, skewness and (whole) kurtosis, the derivatives with
     * respect to one number, times n, are
     *
     * <pre>
     * mean      1
     * s         z
     * S         3/s (z² - 1 - S z)
     * K         4/s (z³ - S - K z)
     * </pre>
     *
     * so the gradient is a polynomial in z.
     */
    Matrix back(Matrix x, Matrix gradient) {
        float[] numbers = x.values();
        int n = numbers.length;
        double ofMean = gradient.values()[0] / (double) n;
        double ofDeviation = gradient.values()[1] / (double) n;
        double ofSkewness = 3 * gradient.values()[2] / (n * standardDeviation);
        double ofKurtosis = 4 * gradient.values()[3] / (n * standardDeviation);
        float c0 = (float) (ofMean - ofSkewness - ofKurtosis * skewness);
        float c1 =
                (float) (ofDeviation - ofSkewness * skewness - ofKurtosis * (excessKurtosis + 3));
        float c2 = (float) ofSkewness;
        float c3 = (float) ofKurtosis;
        double scale = 1 / standardDeviation;
        float[] result = new float[n];
        for (int i = 0; i < n; i++) {
            float z = (float) ((numbers[i] - mean) * scale);
            result[i] = c0 + z * (c1 + z * (c2 + z * c3));
        }
        return Matrix.wrap(n, 1, result);
    }
}
