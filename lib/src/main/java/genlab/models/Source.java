package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Sampler;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the batches of an epoch, or of a step, come from. */
interface Source {
    /** How many batches an epoch or step has. */
    int batches();

    /** The batches of the next epoch or step. */
    Iterable<Batch> next();

    static Source of(Minibatches minibatches) {
        return new Source() {
            @Override
            public int batches() {
                return minibatches.batches();
            }

            @Override
            public Iterable<Batch> next() {
                Iterator<Minibatches.Batch> epoch = minibatches.epoch().iterator();
                return () ->
                        Stream.generate(epoch::next)
                                .limit(minibatches.batches())
                                .map(b -> new Batch(b.samples(), b.labels(), b.indices()))
                                .iterator();
            }
        };
    }

    static Source of(Sampler sampler, int size, int batches) {
        return new Source() {
            @Override
            public int batches() {
                return batches;
            }

            @Override
            public Iterable<Batch> next() {
                return () ->
                        IntStream.range(0, batches).mapToObj(i -> batch(sampler, size)).iterator();
            }
        };
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
