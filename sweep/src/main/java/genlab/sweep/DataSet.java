package genlab.sweep;

import genlab.sampling.GaussianMixture;
import genlab.sampling.Sampler;
import genlab.sampling.Shapes;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What a model of a sweep learns: points in the plane. */
public enum DataSet {
    /** Eight Gaussians on a circle of radius 2. */
    RING(8, random -> GaussianMixture.ring(8, 2.0, random)),
    /** Twenty-five Gaussians on a grid from (-2, -2) to (2, 2). */
    GRID(25, random -> GaussianMixture.grid(5, 1.0, random)),
    /** Two half circles; it has no modes to count. */
    MOONS(0, random -> Shapes.twoMoons(0.05, random)),
    /** A spiral of one and a half turns; it has no modes to count. */
    SPIRAL(0, random -> Shapes.spiral(1.5, 0.05, random));

    private final int modes;
    private final Function<RandomGenerator, Sampler> sampler;

    DataSet(int modes, Function<RandomGenerator, Sampler> sampler) {
        this.modes = modes;
        this.sampler = sampler;
    }

    /** How many modes there are to cover; 0 if it has none. */
    int modes() {
        return modes;
    }

    Sampler sampler(RandomGenerator random) {
        return sampler.apply(random);
    }

    @Override
    public String toString() {
        return Names.of(this);
    }
}
