package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Pass;

/** Puts several samples beside each other into one row, to be judged together. */
final class Packing {
    private Packing() {}

    /** {@code [batch, features]} to {@code [batch / samples, samples * features]}. */
    static Matrix pack(Matrix x, int samples) {
        if (samples == 1) {
            return x;
        }
        if (x.rows() % samples != 0) {
            throw new IllegalArgumentException(
                    "the batch must be a multiple of packing("
                            + samples
                            + "), but was "
                            + x.shape()
                            + "; leave some samples out");
        }
        return rearranged(x, x.rows() / samples, samples, x.columns(), false);
    }

    static Pass pack(Pass x, int samples) {
        if (samples == 1) {
            return x;
        }
        Matrix unpacked = x.matrix();
        return x.then(
                pack(unpacked, samples),
                gradient ->
                        rearranged(gradient, gradient.rows(), samples, unpacked.columns(), true));
    }

    /** Part s of a packed row is a row of the s-th part of the batch. */
    private static Matrix rearranged(
            Matrix x, int rows, int samples, int features, boolean unpack) {
        Matrix result =
                unpack
                        ? Matrix.zeros(rows * samples, features)
                        : Matrix.zeros(rows, samples * features);
        for (int sample = 0; sample < samples; sample++) {
            for (int feature = 0; feature < features; feature++) {
                int packed = (sample * features + feature) * rows;
                int unpacked = (feature * samples + sample) * rows;
                System.arraycopy(
                        x.values(),
                        unpack ? packed : unpacked,
                        result.values(),
                        unpack ? unpacked : packed,
                        rows);
            }
        }
        return result;
    }
}
