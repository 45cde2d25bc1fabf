package genlab.nn;

import java.util.random.RandomGenerator;

/**
 * Drops each feature with some probability in training, and scales the others up so that their mean
 * stays; in evaluation it does nothing (Srivastava et al., Dropout, 2014).
 */
public final class Dropout implements Layer {
    private final double probability;
    private final RandomGenerator random;

    /**
     * Dropout.
     *
     * @param probability of a feature to be dropped, in [0, 1); 0.5 and 0.2 are usual
     */
    public Dropout(double probability, RandomGenerator random) {
        Require.that(
                probability >= 0 && probability < 1,
                "probability must be in [0, 1), but was %s; try 0.2",
                probability);
        this.probability = probability;
        this.random = Require.given("random", random);
    }

    @Override
    public Pass forward(Pass x) {
        if (!Require.given("x", x).training()) {
            return x;
        }
        double kept = 1 / (1 - probability);
        return x.times(x.matrix().map(any -> random.nextDouble() < probability ? 0 : kept));
    }

    /**
     * {@inheritDoc} Only of evaluation: in training each pass drops other features.
     *
     * @throws IllegalStateException in training
     */
    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        if (x.training()) {
            throw new IllegalStateException(
                    "dropout has no tangent in training, where each pass drops other features; take"
                            + " the penalty of a pass of evaluation");
        }
        return direction;
    }

    @Override
    public String toString() {
        return "Dropout(" + probability + ")";
    }
}
