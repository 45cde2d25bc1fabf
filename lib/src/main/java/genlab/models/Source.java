package genlab.models;

import genlab.data.Minibatches;
import genlab.data.Minibatches.Batch;
import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Sampler;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Where the batches of an epoch, or of a step, come from.
 *
 * @param batches how many an epoch or step has
 * @param next gives those of the next one
 */
record Source(int batches, Supplier<Iterable<Batch>> next) {
    static Source of(Minibatches minibatches) {
        return new Source(minibatches.batches(), minibatches::epoch);
    }

    static Source of(Sampler sampler, int size, int batches) {
        return new Source(
                batches,
                () ->
                        () ->
                                IntStream.range(0, batches)
                                        .mapToObj(i -> batch(sampler, size))
                                        .iterator());
    }

    /** A batch of that size, with labels if the sampler knows them. */
    private static Batch batch(Sampler sampler, int size) {
        int[] none = new int[0];
        if (sampler instanceof LabelledSampler labelled) {
            LabelledSamples drawn = labelled.drawLabelled(size);
            return new Batch(checked(drawn.samples(), size), drawn.labels(), none);
        }
        return new Batch(checked(sampler.draw(size), size), none, none);
    }

    private static Matrix checked(Matrix batch, int size) {
        if (Require.given("what the sampler draws", batch).rows() != size) {
            throw Require.error(
                    "a sampler must draw as many rows as it is asked for, %d, but gave %s",
                    size, batch.shape());
        }
        return batch;
    }
}
