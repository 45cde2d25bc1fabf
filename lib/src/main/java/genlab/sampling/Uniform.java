package genlab.sampling;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.random.RandomGenerator;

/** The uniform distribution on [low, high), each feature on its own. */
public final class Uniform implements Sampler {
    private final float low;
    private final float range;
    private final int features;
    private final RandomGenerator random;

    /** The uniform distribution on [0, 1). */
    public Uniform(int features, RandomGenerator random) {
        this(0, 1, features, random);
    }

    /**
     * The uniform distribution on [low, high).
     *
     * @param low the smallest value
     * @param high what all values stay below
     * @param features the number of features, at least 1
     */
    public Uniform(double low, double high, int features, RandomGenerator random) {
        Draws.number("low", low);
        Draws.number("high", high);
        Require.that(low < high, "low must be below high, but they were %s and %s", low, high);
        this.low = (float) low;
        this.range = (float) (high - low);
        this.features = Draws.size("features", features);
        this.random = Require.given("random", random);
    }

    @Override
    public Matrix draw(int count) {
        Matrix result = Draws.room(count, features);
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = low + range * random.nextFloat();
        }
        return result;
    }
}
