package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;

/** Puts several samples beside each other into one row, to be judged together. */
final class Packing {
    private Packing() {}

    /**
     * {@code [batch, features]} to {@code [batch / samples, samples * features]}: part s of a
     * packed row is a row of the s-th part of the batch.
     */
    static Pass pack(Pass x, int samples) {
        if (samples == 1) {
            return x;
        }
        Matrix unpacked = x.matrix();
        if (unpacked.rows() % samples != 0) {
            throw Require.error(
                    "the batch must be a multiple of packing(%d), but was %s; leave some samples"
                            + " out",
                    samples, unpacked.shape());
        }
        int rows = unpacked.rows() / samples;
        Matrix packed = unpacked.rows(0, rows);
        for (int sample = 1; sample < samples; sample++) {
            packed = packed.beside(unpacked.rows(sample * rows, (sample + 1) * rows));
        }
        return x.then(packed, g -> unpacked(g, samples, unpacked.columns()));
    }

    private static Matrix unpacked(Matrix gradient, int samples, int features) {
        Matrix result = gradient.columns(0, features);
        for (int sample = 1; sample < samples; sample++) {
            result = result.above(gradient.columns(sample * features, (sample + 1) * features));
        }
        return result;
    }
}
