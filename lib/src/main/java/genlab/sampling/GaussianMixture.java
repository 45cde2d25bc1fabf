package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Equally likely round Gaussians: the standard test of whether a model finds every mode.
 *
 * <p>A component is drawn uniformly, then a sample from N(centre, standardDeviation² I). How well a
 * model does is counted by {@code genlab.metrics.ModeCoverage}.
 */
public final class GaussianMixture implements Sampler {
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
     * @param random the source of randomness
     * @throws IllegalArgumentException if a centre isn't finite or the standard deviation isn't
     *     positive and finite
     */
    public GaussianMixture(Matrix centres, double standardDeviation, RandomGenerator random) {
        this.centres = centres.requireFinite("centres").copy();
        this.standardDeviation = Require.positive("standardDeviation", standardDeviation);
        this.random = random;
    }

    /**
     * A mixture with given centres.
     *
     * @param centres {@code [modes, features]}, every row one centre
     * @param standardDeviation the spread of each component along each feature, above 0
     * @param random the source of randomness
     * @throws IllegalArgumentException if a centre isn't finite or the standard deviation isn't
     *     positive and finite
     */
    public GaussianMixture(INDArray centres, double standardDeviation, RandomGenerator random) {
        this(Matrix.of(centres), standardDeviation, random);
    }

    /**
     * Components evenly on a circle around the origin, the first one at (radius, 0), each with the
     * {@linkplain #STANDARD_DEVIATION usual spread}.
     *
     * @param modes how many, at least 1
     * @param radius the circle's radius, above 0
     * @param random the source of randomness
     * @return a sampler of {@code [count, 2]}
     * @throws IllegalArgumentException if a number is out of its range
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
     * @param random the source of randomness
     * @return a sampler of {@code [count, 2]}
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static GaussianMixture ring(
            int modes, double radius, double standardDeviation, RandomGenerator random) {
        Require.atLeast("modes", 1, modes);
        Require.positive("radius", radius);
        Matrix centres = Matrix.zeros(modes, 2);
        for (int mode = 0; mode < modes; mode++) {
            double angle = 2 * Math.PI * mode / modes;
            centres.set(mode, 0, radius * StrictMath.cos(angle));
            centres.set(mode, 1, radius * StrictMath.sin(angle));
        }
        return new GaussianMixture(centres, standardDeviation, random);
    }

    /**
     * Components on a square grid around the origin, each with the {@linkplain #STANDARD_DEVIATION
     * usual spread}: {@code grid(5, 2.0, random)} is the grid of 25 from (-4, -4) to (4, 4).
     *
     * @param side how many in a row and in a column, at least 1
     * @param spacing the distance between neighbours, above 0
     * @param random the source of randomness
     * @return a sampler of {@code [count, 2]}
     * @throws IllegalArgumentException if a number is out of its range
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
     * @param random the source of randomness
     * @return a sampler of {@code [count, 2]}
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static GaussianMixture grid(
            int side, double spacing, double standardDeviation, RandomGenerator random) {
        Require.atLeast("side", 1, side);
        Require.positive("spacing", spacing);
        Matrix centres = Matrix.zeros(side * side, 2);
        for (int mode = 0; mode < side * side; mode++) {
            centres.set(mode, 0, (mode % side - (side - 1) / 2.0) * spacing);
            centres.set(mode, 1, (mode / side - (side - 1) / 2.0) * spacing);
        }
        return new GaussianMixture(centres, standardDeviation, random);
    }

    /**
     * The centres of the components.
     *
     * @return a copy, {@code [modes, features]}
     */
    public Matrix centres() {
        return centres.copy();
    }

    /**
     * The number of components.
     *
     * @return at least 1
     */
    public int modes() {
        return centres.rows();
    }

    /**
     * The spread of each component along each feature.
     *
     * @return above 0
     */
    public double standardDeviation() {
        return standardDeviation;
    }

    @Override
    public Matrix draw(int count) {
        Matrix samples = Matrix.zeros(count, centres.columns());
        for (int row = 0; row < count; row++) {
            int mode = random.nextInt(modes());
            for (int column = 0; column < centres.columns(); column++) {
                double centre = centres.get(mode, column);
                samples.set(row, column, centre + standardDeviation * random.nextGaussian());
            }
        }
        return samples;
    }

    /**
     * The natural logarithm of the mixture's density, which stays finite far from every mode.
     *
     * @param point one number a feature
     * @return the log of the density at that point
     * @throws IllegalArgumentException if the point has another number of features
     */
    public double logDensity(double... point) {
        Require.length("point", centres.columns(), point.length);
        double[] exponents = new double[modes()];
        double largest = Double.NEGATIVE_INFINITY;
        for (int mode = 0; mode < modes(); mode++) {
            for (int column = 0; column < point.length; column++) {
                double z = (point[column] - centres.get(mode, column)) / standardDeviation;
                exponents[mode] -= z * z / 2;
            }
            largest = Math.max(largest, exponents[mode]);
        }
        double sum = 0;
        for (double exponent : exponents) {
            sum += Math.exp(exponent - largest);
        }
        double logScale =
                point.length * Math.log(standardDeviation * Math.sqrt(2 * Math.PI))
                        + Math.log(modes());
        return largest + Math.log(sum) - logScale;
    }
}
