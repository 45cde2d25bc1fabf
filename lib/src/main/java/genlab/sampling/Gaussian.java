package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;

/** The normal distribution N(mean, standardDeviation²), each feature on its own. */
public final class Gaussian implements Sampler {
    private final double mean;
    private final double standardDeviation;
    private final int features;
    private final RandomGenerator random;

    /** A Gaussian of one feature. */
    public Gaussian(double mean, double standardDeviation, RandomGenerator random) {
        this(mean, standardDeviation, 1, random);
    }

    /**
     * A Gaussian of several independent features.
     *
     * @param mean the mean of each feature
     * @param standardDeviation the standard deviation of each feature, above 0
     * @param features the number of features, at least 1
     */
    public Gaussian(double mean, double standardDeviation, int features, RandomGenerator random) {
        this.mean = Draws.number("mean", mean);
        this.standardDeviation = Draws.scale("standardDeviation", standardDeviation);
        this.features = Draws.size("features", features);
        this.random = Require.given("random", random);
    }

    /**
     * The standard normal distribution N(0, I), the usual noise and the usual prior of a latent.
     */
    public static Gaussian standard(int features, RandomGenerator random) {
        return new Gaussian(0, 1, features, random);
    }

    @Override
    public Matrix draw(int count) {
        Matrix result = Draws.room(count, features);
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + standardDeviation * random.nextGaussian());
        }
        return result;
    }

    /** The mean of each feature. */
    public double mean() {
        return mean;
    }

    /** The standard deviation of each feature. */
    public double standardDeviation() {
        return standardDeviation;
    }

    /**
     * The density of one feature at x: exp(-z²/2) / (standardDeviation sqrt(2π)), with z = (x -
     * mean) / standardDeviation.
     *
     * @param x where
     */
    public double density(double x) {
        double z = (Require.finite("x", x) - mean) / standardDeviation;
        return Math.exp(-z * z / 2) / (standardDeviation * Math.sqrt(2 * Math.PI));
    }

    /** The value that a share of all samples of one feature, in (0, 1), stays below. */
    public double quantile(double probability) {
        boolean inside = probability > 0 && probability < 1;
        Require.that(inside, "probability must be in (0, 1), but was %s", probability);
        return mean + standardDeviation * Math.sqrt(2) * Erf.erfInv(2 * probability - 1);
    }
}
