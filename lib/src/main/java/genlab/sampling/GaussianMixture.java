package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Equally likely round Gaussians: the standard test of whether a model finds every mode.
 *
 * <p>A component is drawn uniformly, then a sample from N(centre, standardDeviation² I). How well a
 * model does is counted by {@code genlab.metrics.ModeCoverage}.
 */
public final class GaussianMixture implements LabelledSampler {
    /** The spread of the components where none is given, as on the grid of PacGAN (2018). */
    public static final double STANDARD_DEVIATION = 0.05;

    private final Matrix centres;
    private final double standardDeviation;
    private final RandomGenerator random;

    /**
     * A mixture with given centres.
     *
     * @param centres {@code [modes, features]}, every row one centre
     * @param standardDeviation the spread of each component along each feature, above 0
     */
    public GaussianMixture(Matrix centres, double standardDeviation, RandomGenerator random) {
        this.centres = Require.finite("centres", 1, centres).copy();
        for (float centre : this.centres.values()) {
            Draws.number("every centre", centre);
        }
        this.standardDeviation = Draws.scale("standardDeviation", standardDeviation);
        this.random = Require.given("random", random);
    }

    /**
     * Components evenly on a circle, each with the {@linkplain #STANDARD_DEVIATION usual spread};
     * see {@link #ring(int, double, double, RandomGenerator)}.
     */
    public static GaussianMixture ring(int modes, double radius, RandomGenerator random) {
        return ring(modes, radius, STANDARD_DEVIATION, random);
    }

    /**
     * Components evenly on a circle around the origin, the first one at (radius, 0).
     *
     * @param modes how many, at least 1
     * @param radius the circle's radius, above 0
     * @param standardDeviation the spread of each component, above 0
     * @return a sampler of {@code [count, 2]}
     */
    public static GaussianMixture ring(
            int modes, double radius, double standardDeviation, RandomGenerator random) {
        Draws.size("modes", modes);
        Draws.scale("radius", radius);
        Matrix centres = Matrix.zeros(modes, 2);
        for (int mode = 0; mode < modes; mode++) {
            double angle = 2 * Math.PI * mode / modes;
            centres.set(mode, 0, radius * StrictMath.cos(angle));
            centres.set(mode, 1, radius * StrictMath.sin(angle));
        }
        return new GaussianMixture(centres, standardDeviation, random);
    }

    /**
     * Components on a square grid, each with the {@linkplain #STANDARD_DEVIATION usual spread}:
     * {@code grid(5, 2.0, random)} is the grid of 25 from (-4, -4) to (4, 4).
     */
    public static GaussianMixture grid(int side, double spacing, RandomGenerator random) {
        return grid(side, spacing, STANDARD_DEVIATION, random);
    }

    /**
     * Components on a square grid around the origin.
     *
     * @param side how many in a row and in a column, at least 1
     * @param spacing the distance between neighbours, above 0
     * @param standardDeviation the spread of each component, above 0
     * @return a sampler of {@code [count, 2]}
     */
    public static GaussianMixture grid(
            int side, double spacing, double standardDeviation, RandomGenerator random) {
        Require.between("side", 1, 1024, side);
        Draws.scale("spacing", spacing);
        Matrix centres = Matrix.zeros(side * side, 2);
        for (int mode = 0; mode < side * side; mode++) {
            centres.set(mode, 0, (mode % side - (side - 1) / 2.0) * spacing);
            centres.set(mode, 1, (mode / side - (side - 1) / 2.0) * spacing);
        }
        return new GaussianMixture(centres, standardDeviation, random);
    }

    /** A copy of the centres of the components, {@code [modes, features]}. */
    public Matrix centres() {
        return centres.copy();
    }

    /** The number of components. */
    public int modes() {
        return centres.rows();
    }

    /** The spread of each component along each feature. */
    public double standardDeviation() {
        return standardDeviation;
    }

    /** Draws samples; the labels are the components that they come from. */
    @Override
    public LabelledSamples drawLabelled(int count) {
        Matrix samples = Draws.room(count, centres.columns());
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            int mode = random.nextInt(modes());
            labels[row] = mode;
            for (int column = 0; column < centres.columns(); column++) {
                double centre = centres.get(mode, column);
                samples.set(row, column, centre + standardDeviation * random.nextGaussian());
            }
        }
        return new LabelledSamples(samples, labels);
    }

    /**
     * The natural logarithm of the mixture's density, which stays finite far from every mode.
     *
     * @param point one number a feature
     */
    public double logDensity(double... point) {
        Require.length("point", centres.columns(), Require.given("point", point).length);
        for (double x : point) {
            Draws.number("point", x);
        }
        double[] exponents = exponents(point);
        double largest = Arrays.stream(exponents).max().orElseThrow();
        double sum = 0;
        for (double exponent : exponents) {
            sum += Math.exp(exponent - largest);
        }
        double logScale =
                point.length * Math.log(standardDeviation * Math.sqrt(2 * Math.PI))
                        + Math.log(modes());
        return largest + Math.log(sum) - logScale;
    }

    /**
     * What the mixture becomes when its samples x get noise: the distribution of signal x + noise
     * ε, with ε ~ N(0, I), which is again a mixture. With the {@code NoiseSchedule} of a diffusion
     * that is the exact density at every step.
     *
     * @param signal what samples are multiplied by, in [0, 1e15]
     * @param noise the standard deviation of what is added, in [0, 1e15]; above 0 if signal is 0
     * @return a mixture that draws with this one's source of randomness
     */
    public GaussianMixture noised(double signal, double noise) {
        Require.between("signal", 0, 1e15, signal);
        Require.between("noise", 0, 1e15, noise);
        double spread = Math.hypot(signal * standardDeviation, noise);
        return new GaussianMixture(centres.times(signal), spread, random);
    }

    /**
     * The score: the gradient of the {@linkplain #logDensity log density} with respect to the
     * point, which leads uphill to where samples are.
     *
     * @param points {@code [batch, features]}
     * @return of the same shape
     */
    public Matrix score(Matrix points) {
        Require.sameColumns("points", Require.given("points", points), "centres", centres);
        for (float x : points.values()) {
            Draws.number("every point", x);
        }
        Matrix result = Matrix.zeros(points.rows(), points.columns());
        double variance = standardDeviation * standardDeviation;
        for (int row = 0; row < points.rows(); row++) {
            double[] weights = responsibilities(Require.vector("a point", points.row(row)));
            for (int column = 0; column < points.columns(); column++) {
                double mean = 0;
                for (int mode = 0; mode < weights.length; mode++) {
                    mean += weights[mode] * centres.get(mode, column);
                }
                result.set(row, column, (mean - points.get(row, column)) / variance);
            }
        }
        return result;
    }

    /** The exponent of each component's density at a point. */
    private double[] exponents(double... point) {
        double[] exponents = new double[modes()];
        for (int mode = 0; mode < exponents.length; mode++) {
            for (int column = 0; column < point.length; column++) {
                double z = (point[column] - centres.get(mode, column)) / standardDeviation;
                exponents[mode] -= z * z / 2;
            }
        }
        return exponents;
    }

    /** The probability of each component, given a point. */
    private double[] responsibilities(double... point) {
        double[] weights = exponents(point);
        double largest = Arrays.stream(weights).max().orElseThrow();
        double sum = 0;
        for (int mode = 0; mode < weights.length; mode++) {
            weights[mode] = Math.exp(weights[mode] - largest);
            sum += weights[mode];
        }
        for (int mode = 0; mode < weights.length; mode++) {
            weights[mode] /= sum;
        }
        return weights;
    }

    /**
     * The mean of the noise, given what a sample became with it: E[ε | signal x + noise ε] = -noise
     * times the {@linkplain #score score} of the noised mixture (Tweedie's formula). No network
     * predicts the noise better.
     *
     * @param noisy {@code [batch, features]}
     * @param signal what samples were multiplied by
     * @param noise the standard deviation of what was added
     * @return of the same shape
     */
    public Matrix expectedNoise(Matrix noisy, double signal, double noise) {
        return noised(signal, noise).score(noisy).times(-noise);
    }
}
