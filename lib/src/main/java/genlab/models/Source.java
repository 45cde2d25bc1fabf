package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.Sampler;
import java.util.stream.IntStream;

/** Where the batches of an epoch, or of a step, come from. */
interface Source {
    /** How many batches an epoch or step has. */
    int batches();

    /** The batches of the next epoch or step. */
    Iterable<Minibatches.Batch> next();

    static Source of(Minibatches minibatches) {
        return new Source() {
            @Override
            public int batches() {
                return minibatches.batches();
            }

            @Override
            public Iterable<Minibatches.Batch> next() {
                return minibatches.epoch();
            }
        };
    }

    static Source of(Sampler sampler, int size, int batches) {
        int[] none = new int[0];
        return new Source() {
            @Override
            public int batches() {
                return batches;
            }

            @Override
            public Iterable<Minibatches.Batch> next() {
                return () ->
                        IntStream.range(0, batches)
                                .mapToObj(
                                        i -> new Minibatches.Batch(draw(sampler, size), none, none))
                                .iterator();
            }
        };
    }

    /** A batch of that size. */
    static Matrix draw(Sampler sampler, int size) {
        Matrix batch = Require.given("what the sampler draws", sampler.draw(size));
        Require.that(
                batch.rows() == size,
                "a sampler must draw as many rows as it is asked for, %d, but gave %s",
                size,
                batch.shape());
        return batch;
    }
}
