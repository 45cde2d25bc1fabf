package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.random.RandomGenerator;

/**
 * Two-dimensional distributions around a curve: their modes are not points, so a model has to learn
 * a shape.
 *
 * <p>Both lie within some 2 units of the origin before the noise is added.
 */
public final class Shapes {
    private Shapes() {}

    /**
     * Two interleaved half circles of radius 1, each with half of the samples: the upper one around
     * (-0.5, -0.25), of label 0, the lower one around (0.5, 0.25), of label 1.
     *
     * @param noise the standard deviation of the Gaussian noise on each coordinate, at least 0
     * @return a sampler of {@code [count, 2]}
     */
    public static LabelledSampler twoMoons(double noise, RandomGenerator random) {
        Require.between("noise", 0, 1e15, noise);
        Require.given("random", random);
        return count -> {
            Matrix samples = Draws.room(count, 2);
            int[] labels = new int[count];
            for (int row = 0; row < count; row++) {
                int side = random.nextBoolean() ? 1 : -1;
                labels[row] = side > 0 ? 0 : 1;
                double angle = Math.PI * random.nextDouble();
                double x = side * (StrictMath.cos(angle) - 0.5);
                double y = side * (StrictMath.sin(angle) - 0.25);
                samples.set(row, 0, x + noise * random.nextGaussian());
                samples.set(row, 1, y + noise * random.nextGaussian());
            }
            return new LabelledSamples(samples, labels);
        };
    }

    /**
     * An Archimedean spiral from the origin out to radius 2, its samples evenly along the arc.
     *
     * @param turns how often it winds around the origin, above 0; 1.5 is a good start
     * @param noise the standard deviation of the Gaussian noise on each coordinate, at least 0
     * @return a sampler of {@code [count, 2]}
     */
    public static Sampler spiral(double turns, double noise, RandomGenerator random) {
        Require.that(turns > 0 && turns <= 1e6, "turns must be in (0, 1e6], but was %s", turns);
        Require.between("noise", 0, 1e15, noise);
        Require.given("random", random);
        return count -> {
            Matrix samples = Draws.room(count, 2);
            for (int row = 0; row < count; row++) {
                // Far from the centre the arc grows with the square of the angle.
                double share = Math.sqrt(random.nextDouble());
                double angle = 2 * Math.PI * turns * share;
                double radius = 2 * share;
                double x = radius * StrictMath.cos(angle);
                double y = radius * StrictMath.sin(angle);
                samples.set(row, 0, x + noise * random.nextGaussian());
                samples.set(row, 1, y + noise * random.nextGaussian());
            }
            return samples;
        };
    }
}
