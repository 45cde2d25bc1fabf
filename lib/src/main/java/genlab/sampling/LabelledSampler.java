package genlab.sampling;

import genlab.nn.Matrix;

/**
 * A source of samples that come with a label each: the component of a mixture, the class of a row
 * of a table. Where only samples are wanted, it is a {@link Sampler} like any other.
 */
@FunctionalInterface
public interface LabelledSampler extends Sampler {
    /**
     * Draws samples with their labels.
     *
     * @param count how many, at least 1
     */
    LabelledSamples drawLabelled(int count);

    @Override
    default Matrix draw(int count) {
        return drawLabelled(count).samples();
    }
}
