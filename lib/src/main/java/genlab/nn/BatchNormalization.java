package genlab.nn;

import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, Batch Normalization, 2015, algorithms 1 and 2): y = scale
 * (x - mean) / sqrt(variance + epsilon) + shift, for each feature, or each channel of pictures. In
 * training mean and variance are those of the batch, and running averages of them are kept; in
 * evaluation they are the running averages, which stay as they are.
 *
 * <p>As PyTorch: epsilon is 1e-5, a running average moves by 0.1 of the difference, and the running
 * variance is divided by n - 1.
 */
public final class BatchNormalization implements Layer {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final int channels;
    private final int positions;
    private final Parameter scale;
    private final Parameter shift;
    private final Parameter runningMean;
    private final Parameter runningVariance;

    /** Normalises each feature. */
    public BatchNormalization(int features) {
        this(features, 1);
    }

    /**
     * Normalises each channel of pictures, over the batch and all positions.
     *
     * @param channels how many, at least 1
     * @param positions height times width; the layer takes {@code [batch, channels * positions]},
     *     one channel after the other
     */
    public BatchNormalization(int channels, int positions) {
        this.channels = Require.atLeast("channels", 1, channels);
        this.positions = Require.atLeast("positions", 1, positions);
        Require.that(
                (long) channels * positions <= Integer.MAX_VALUE,
                "channels * positions must be below 2^31, but were %d * %d",
                channels,
                positions);
        scale = new Parameter("scale", Matrix.filled(1, channels, 1));
        shift = new Parameter("shift", Matrix.zeros(1, channels));
        runningMean = Parameter.statistic("running mean", Matrix.zeros(1, channels));
        runningVariance = Parameter.statistic("running variance", Matrix.filled(1, channels, 1));
    }

    @Override
    public Pass forward(Pass x) {
        Pass byChannel = byChannel(x);
        Pass mean = mean(byChannel);
        Pass centred = byChannel.minus(mean);
        Pass variance = variance(x, centred);
        if (x.training()) {
            int n = byChannel.matrix().rows();
            Require.that(n > 1, "a batch to normalise must have at least 2 rows, but had 1");
            move(runningMean, mean.matrix(), 1);
            move(runningVariance, variance.matrix(), n / (n - 1.0));
        }
        Pass deviation = variance.plus(EPSILON).sqrt();
        Pass y = centred.times(scale.pass().dividedBy(deviation)).plus(shift.pass());
        return y.reshape(x.matrix().rows(), x.matrix().columns());
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        Pass byChannel = byChannel(x);
        Pass moving = byChannel(direction);
        Pass centred = byChannel.minus(mean(byChannel));
        Pass deviation = variance(x, centred).plus(EPSILON).sqrt();
        Pass moved = moving;
        if (x.training()) { // mean and deviation move too
            Pass movingCentred = moving.minus(moving.columnMeans());
            Pass z = centred.dividedBy(deviation);
            moved = movingCentred.minus(z.times(z.times(movingCentred).columnMeans()));
        }
        return moved.times(scale.pass().dividedBy(deviation))
                .reshape(x.matrix().rows(), x.matrix().columns());
    }

    private Pass mean(Pass byChannel) {
        return byChannel.training() ? byChannel.columnMeans() : runningMean.pass();
    }

    private Pass variance(Pass x, Pass centred) {
        return x.training() ? centred.square().columnMeans() : runningVariance.pass();
    }

    private Pass byChannel(Pass x) {
        Matrix in = Require.given("x", x).matrix();
        if (in.columns() != channels * positions) {
            throw Require.error(
                    "the layer takes %d channels of %d positions, %d columns, but the batch is %s",
                    channels, positions, channels * positions, in.shape());
        }
        return x.reshape(in.rows() * positions, channels);
    }

    private static void move(Parameter running, Matrix batch, double factor) {
        float[] values = running.value().values();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (MOMENTUM * (factor * batch.values()[i] - values[i]));
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(scale, shift, runningMean, runningVariance);
    }

    @Override
    public String toString() {
        return "BatchNormalization(" + channels + ", " + positions + ")";
    }
}
