package genlab.nn;

import genlab.nn.fast.Loops;
import genlab.nn.fast.Parts;
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
        boolean training = byChannel(x).training();
        Matrix in = x.matrix();
        int run = in.rows() * positions;
        Matrix y = Matrix.zeros(in.rows(), in.columns());
        float[] means = runningMean.value().values().clone();
        float[] deviations = new float[channels];
        Require.that(
                !training || run > 1, "a batch to normalise must have at least 2 rows, but had 1");
        Parts.each(
                channels,
                3L * in.values().length,
                c -> {
                    float[] values = in.values();
                    int from = c * run;
                    double variance = runningVariance.value().values()[c];
                    if (training) {
                        int to = from + run;
                        float mean = (float) (Loops.sum(values, from, to) / run);
                        means[c] = mean;
                        variance = Loops.sumOfProducts(values, mean, values, mean, from, to) / run;
                        move(runningMean, c, means[c]);
                        move(runningVariance, c, variance * run / (run - 1.0));
                    }
                    deviations[c] = (float) Math.sqrt(variance + EPSILON);
                    float factor = scale.value().values()[c] / deviations[c];
                    float term = shift.value().values()[c];
                    Loops.line(values, means[c], factor, term, y.values(), from, from + run);
                });
        Pass scaling = scale.pass(); // a constant while frozen, on the way back too
        Pass shifting = shift.pass();
        return Pass.of(
                y,
                g -> {
                    Matrix[] gradients = back(in, g, means, deviations, training);
                    x.addGradient(gradients[0]);
                    scaling.addGradient(gradients[1]);
                    shifting.addGradient(gradients[2]);
                },
                x,
                scaling,
                shifting);
    }

    /**
     * The gradients with respect to x, scale and shift; in training mean and deviation depend on x
     * too.
     */
    private Matrix[] back(Matrix x, Matrix g, float[] means, float[] deviations, boolean training) {
        float[] in = x.values();
        float[] gradient = g.values();
        int run = x.rows() * positions;
        Matrix ofX = Matrix.zeros(g.rows(), g.columns());
        Matrix ofScale = Matrix.zeros(1, channels);
        Matrix ofShift = Matrix.zeros(1, channels);
        Parts.each(
                channels,
                4L * in.length,
                c -> {
                    int from = c * run;
                    int to = from + run;
                    double sum = Loops.sum(gradient, from, to);
                    double along =
                            Loops.sumOfProducts(in, means[c], gradient, 0, from, to)
                                    / deviations[c];
                    ofShift.values()[c] = (float) sum;
                    ofScale.values()[c] = (float) along;
                    float factor = scale.value().values()[c] / deviations[c];
                    float ofMean = training ? (float) (-factor * sum / run) : 0;
                    float ofDeviation =
                            training ? (float) (-factor * along / run / deviations[c]) : 0;
                    Loops.plane(
                            gradient,
                            factor,
                            in,
                            means[c],
                            ofDeviation,
                            ofMean,
                            ofX.values(),
                            from,
                            to);
                });
        return new Matrix[] {ofX, ofScale, ofShift};
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

    private static void move(Parameter running, int channel, double ofBatch) {
        float[] values = running.value().values();
        values[channel] += (float) (MOMENTUM * (ofBatch - values[channel]));
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
