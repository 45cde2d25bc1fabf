package genlab.preprocessing;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;

/**
 * Turns a batch of n numbers {@code [n, 1]} into one row of features {@code [1, outputSize(n)]}, so
 * that a discriminator judges the whole batch at once: not "is this number real?" but "does this
 * batch come from the real distribution?".
 *
 * <p>These are the choices of Dev Nag's program "GANs in 50 lines of PyTorch". As there, the
 * batch's mean counts as a constant for the gradients of the squared and plain differences, while
 * the gradient of the moments runs through mean and standard deviation too.
 */
public enum Preprocessing implements Layer {
    /** The n numbers as they are. */
    RAW {
        @Override
        Matrix apply(Matrix x) {
            return Matrix.wrap(1, x.rows(), x.values());
        }

        @Override
        Matrix back(Matrix x, Matrix gradient) {
            return Matrix.wrap(x.rows(), 1, gradient.values());
        }

        @Override
        Pass along(Pass x, Pass direction) {
            return direction.transpose();
        }
    },
    /** The squared difference of each number from the mean, the raw data left out. */
    VARIANCES {
        @Override
        Matrix apply(Matrix x) {
            Matrix y = DIFFS.apply(x);
            float[] values = y.values();
            for (int i = 0; i < values.length; i++) {
                values[i] *= values[i];
            }
            return y;
        }

        @Override
        Matrix back(Matrix x, Matrix gradient) {
            double mean = x.mean();
            float[] numbers = x.values();
            float[] flowing = gradient.values();
            float[] result = new float[numbers.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = (float) (2 * (numbers[i] - mean)) * flowing[i];
            }
            return Matrix.wrap(result.length, 1, result);
        }

        @Override
        Pass along(Pass x, Pass direction) {
            return x.minus(x.matrix().mean()).times(2).times(direction).transpose();
        }
    },
    /** The difference of each number from the mean, the raw data left out. */
    DIFFS {
        @Override
        Matrix apply(Matrix x) {
            double mean = x.mean();
            float[] numbers = x.values();
            float[] result = new float[numbers.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = (float) (numbers[i] - mean);
            }
            return Matrix.wrap(1, result.length, result);
        }

        @Override
        Matrix back(Matrix x, Matrix gradient) {
            return RAW.back(x, gradient);
        }

        @Override
        Pass along(Pass x, Pass direction) {
            return direction.transpose();
        }
    },
    /** The n numbers, then the squared difference of each from the mean. */
    DATA_AND_VARIANCES(VARIANCES),
    /** The n numbers, then the difference of each from the mean. */
    DATA_AND_DIFFS(DIFFS),
    /**
     * Mean, standard deviation, skewness and excess kurtosis (0 for a Gaussian), all of them
     * divided by n. A batch without any spread has no skewness and is rejected.
     */
    FOUR_MOMENTS {
        @Override
        public int outputSize(int n) {
            super.outputSize(n);
            return 4;
        }

        @Override
        Matrix apply(Matrix x) {
            return Moments.of(x).toRow();
        }

        @Override
        Matrix back(Matrix x, Matrix gradient) {
            return Moments.of(x).back(x, gradient);
        }

        /** The derivatives that {@link Moments#back} has as well, along the direction. */
        @Override
        Pass along(Pass x, Pass direction) {
            Pass centred = x.minus(x.mean());
            Pass deviation = centred.square().mean().sqrt();
            Pass z = centred.dividedBy(deviation);
            Pass square = z.square();
            Pass skewness = square.times(z).mean();
            Pass kurtosis = square.square().mean();
            Pass ofMean = direction.mean();
            Pass ofDeviation = z.times(direction).mean();
            Pass ofSkewness =
                    square.minus(1)
                            .minus(skewness.times(z))
                            .times(direction)
                            .mean()
                            .times(3)
                            .dividedBy(deviation);
            Pass ofKurtosis =
                    square.times(z)
                            .minus(skewness)
                            .minus(kurtosis.times(z))
                            .times(direction)
                            .mean()
                            .times(4)
                            .dividedBy(deviation);
            return ofMean.beside(ofDeviation).beside(ofSkewness).beside(ofKurtosis);
        }
    };

    /** What stands to the right of the n numbers themselves, or null. */
    private final Preprocessing beside;

    Preprocessing() {
        this(null);
    }

    Preprocessing(Preprocessing beside) {
        this.beside = beside;
    }

    /**
     * The number of features made of a batch: what a discriminator's input size must be.
     *
     * @param n the number of samples in a batch
     */
    public int outputSize(int n) {
        int most = beside == null ? Integer.MAX_VALUE : Integer.MAX_VALUE / 2;
        Require.that(n >= 1 && n <= most, "n must be in [1, %d], but was %d", most, n);
        return beside == null ? n : 2 * n;
    }

    @Override
    public final Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return along(checked(x), direction);
    }

    Pass along(Pass x, Pass direction) {
        return direction.transpose().beside(beside.along(x, direction));
    }

    Matrix apply(Matrix x) {
        return RAW.apply(x).beside(beside.apply(x));
    }

    /** The gradient with respect to x, given the one with respect to the row made of it. */
    Matrix back(Matrix x, Matrix gradient) {
        int n = x.rows();
        float[] sum = beside.back(x, gradient.columns(n, 2 * n)).values();
        float[] left = gradient.values();
        for (int i = 0; i < n; i++) {
            sum[i] += left[i];
        }
        return Matrix.wrap(n, 1, sum);
    }

    /**
     * The forward pass.
     *
     * @param x {@code [n, 1]}, one number a row
     * @return {@code [1, outputSize(n)]}
     * @throws IllegalArgumentException if x has more than one column, or if the moments are asked
     *     of a batch of equal numbers
     */
    @Override
    public Pass forward(Pass x) {
        Matrix batch = checked(x).matrix();
        Matrix row = apply(batch);
        return x.then(row, gradient -> back(batch, gradient));
    }

    private static Pass checked(Pass x) {
        Matrix batch = Require.given("x", x).matrix();
        if (batch.columns() != 1) {
            throw Require.error(
                    "a batch to preprocess must be [n, 1], one number a row, but was %s%s",
                    batch.shape(), batch.rows() == 1 ? "; transpose it" : "; take one column");
        }
        return x;
    }
}
