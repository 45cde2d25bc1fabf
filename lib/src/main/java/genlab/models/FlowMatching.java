package genlab.models;

import genlab.metrics.TransportPlan;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.training.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Flow matching: noise x0 and data x1 are joined by straight lines, x_t = (1 - t) x0 + t x1, and a
 * network learns the mean velocity x1 - x0 of those that pass through a point; noise that flows
 * with it from t = 0 to 1 arrives as data (Lipman et al., Flow Matching for Generative Modeling,
 * 2023; Liu, Gong and Liu, Flow Straight and Fast, 2023).
 *
 * <pre>{@code
 * FlowMatching flow = FlowMatching.builder(2).batchSize(512).build(random);
 * flow.train(ring, 3000);
 * Matrix generated = flow.sample(1000, random);
 * }</pre>
 */
public final class FlowMatching extends TimedModel<FlowMatching> {
    private static final int MATCHED_AT_ONCE = 128;

    private final Pairs pairs;
    private final Solver solver;
    private final int steps;

    /** Which noise is joined with which data. */
    public enum Pairs {
        /** Any with any. */
        INDEPENDENT,
        /**
         * As an optimal {@link TransportPlan} says, of 128 samples at a time (Tong et al.,
         * Improving and Generalizing Flow-Based Generative Models with Minibatch Optimal Transport,
         * 2024); of one feature, of the whole batch.
         */
        TRANSPORT
    }

    /** How the flow is followed in steps. */
    public enum Solver {
        /** The velocity where a step begins: one call of the network. */
        EULER,
        /** The velocity half a step further on: two calls, and an error of second order. */
        MIDPOINT
    }

    private FlowMatching(
            Trainer trainer, Parts parts, View view, Pairs pairs, Solver solver, int steps) {
        super(trainer, parts, view);
        this.pairs = pairs;
        this.solver = solver;
        this.steps = steps;
    }

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 2 for points in the plane
     * @return a builder with three hidden layers of 128 and independent pairs
     */
    public static Builder builder(int features) {
        return new Builder(features);
    }

    /** What a model is made of. Everything has a default. */
    public static final class Builder extends TimedModelBuilder<Builder> {
        private Pairs pairs = Pairs.INDEPENDENT;

        private Builder(int features) {
            super(features);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Which noise is joined with which data; independent by default. */
        public Builder pairs(Pairs how) {
            pairs = Require.given("pairs", how);
            return this;
        }

        /**
         * Makes an untrained model; random is where initial weights, the order of training samples,
         * times and noise come from.
         */
        public FlowMatching build(RandomGenerator random) {
            Parts parts = parts(random);
            Trainer trainer = trainer("flow matching", "pairs " + pairs, parts, random);
            return new FlowMatching(trainer, parts, new View(null, 1), pairs, Solver.MIDPOINT, 25);
        }
    }

    @Override
    FlowMatching with(View other) {
        return new FlowMatching(trainer, parts, other, pairs, solver, steps);
    }

    /** This model with another way along the flow; 25 steps of the midpoint rule by default. */
    public FlowMatching solved(Solver by, int inSteps) {
        Require.given("by", by);
        Require.between("inSteps", 1, 100_000, inSteps);
        return new FlowMatching(trainer, parts, view, pairs, by, inSteps);
    }

    @Override
    Example example(Matrix data, RandomGenerator random) {
        Matrix noise = noise(data.rows(), random);
        if (pairs == Pairs.TRANSPORT) {
            noise = matched(noise, data);
        }
        double[] times = random.doubles(data.rows()).toArray();
        return between(noise, data, times);
    }

    /** Points of the lines from noise to data, at a time of each. */
    static Example between(Matrix noise, Matrix data, double... times) {
        Matrix velocity = data.minus(noise);
        Matrix x = noise.plus(velocity.times(Matrix.ofColumn(times)));
        double[] embedded = Arrays.stream(times).map(t -> LONGEST * t).toArray();
        return new Example(x, embedded, velocity);
    }

    /** The rows of the noise in the order of the data that they are joined with. */
    private static Matrix matched(Matrix noise, Matrix data) {
        int rows = data.rows();
        int size = data.columns() == 1 ? rows : MATCHED_AT_ONCE;
        int[] order = new int[rows];
        for (int from = 0; from < rows; from += size) {
            int to = Math.min(rows, from + size);
            int[] plan =
                    TransportPlan.ofSquares(data.rows(from, to), noise.rows(from, to))
                            .destinations();
            for (int row = from; row < to; row++) {
                order[row] = from + plan[row - from];
            }
        }
        return noise.select(order);
    }

    /**
     * The velocity at points of the flow.
     *
     * @param x {@code [batch, features]}, in the network's unit
     * @param time from 0, noise, to 1, data
     * @return of the same shape
     */
    public Matrix velocity(Matrix x, double time) {
        Require.between("time", 0, 1, time);
        return predicted(onItsWay("x", x), LONGEST * time);
    }

    /** The samples that noise flows to. */
    @Override
    public Matrix decode(Matrix z) {
        List<Matrix> path = path(z);
        return path.get(path.size() - 1);
    }

    /**
     * The way from noise to samples.
     *
     * @param z standard normal noise, {@code [batch, features]}
     * @return z, then the batch after every step, in the data's unit
     */
    public List<Matrix> path(Matrix z) {
        Matrix x = onItsWay("z", z);
        List<Matrix> path = new ArrayList<>(List.of(trainer.inUnit(x)));
        try (Progress progress = Progress.of("sampling", steps)) {
            for (int step = 0; step < steps; step++) {
                x = moved(x, (double) step / steps, 1.0 / steps);
                path.add(trainer.inUnit(x));
                progress.update(step + 1);
            }
        }
        return path;
    }

    /** The noise that samples come from: against the flow. */
    public Matrix encode(Matrix x) {
        Matrix z = standardized(x);
        for (int step = steps; step > 0; step--) {
            z = moved(z, (double) step / steps, -1.0 / steps);
        }
        return z;
    }

    /** One step along the flow, or against it. */
    private Matrix moved(Matrix x, double time, double step) {
        return x.plus(velocity(middle(x, time, step), middle(time, step)).times(step));
    }

    /** The time whose velocity counts for a whole step. */
    private double middle(double time, double step) {
        return solver == Solver.EULER ? time : time + step / 2;
    }

    private Matrix middle(Matrix x, double time, double step) {
        return solver == Solver.EULER ? x : x.plus(velocity(x, time).times(step / 2));
    }

    /**
     * The logarithm of the model's density, exact up to the size of the steps: that of the noise a
     * sample comes from, less what the flow has thinned it, ∫ div v dt (Chen et al., Neural
     * Ordinary Differential Equations, 2018, equation 8). The divergence takes as many passes as
     * there are features: for low dimensions.
     *
     * @param x {@code [batch, features]}
     * @return nats, one number for each sample, of the density in the network's unit
     * @throws UnsupportedOperationException if a layer of your own has no tangent
     */
    public double[] logDensity(Matrix x) {
        Require.that(view.guidance() == 1, "a guided flow has no density; leave guided(...) out");
        Matrix z = standardized(x);
        double[] result = new double[z.rows()];
        for (int step = steps; step > 0; step--) {
            double time = (double) step / steps;
            double size = -1.0 / steps;
            Matrix divergence = divergence(middle(z, time, size), middle(time, size));
            for (int row = 0; row < result.length; row++) {
                result[row] -= divergence.get(row, 0) / steps;
            }
            z = moved(z, time, size);
        }
        Matrix ofNoise = Normal.logDensity(z);
        for (int row = 0; row < result.length; row++) {
            result[row] += ofNoise.get(row, 0);
        }
        return result;
    }

    /** The sum of dv_i / dx_i, {@code [batch, 1]}. */
    private Matrix divergence(Matrix x, double time) {
        double[] times = new double[x.rows()];
        Arrays.fill(times, LONGEST * time);
        return parts.player()
                .averaged(
                        () -> {
                            Matrix sum = Matrix.zeros(x.rows(), 1);
                            for (int i = 0; i < x.columns(); i++) {
                                sum = sum.plus(tangent(Pass.constant(x), times, i).column(i));
                            }
                            return sum;
                        });
    }

    /** How the velocity changes when feature i does. */
    private Matrix tangent(Pass x, double[] times, int i) {
        Matrix embedded = TimeEmbedding.of(parts.embedding(), times);
        Matrix direction = Matrix.zeros(times.length, parts.features() + parts.embedding());
        Arrays.fill(direction.values(), i * times.length, (i + 1) * times.length, 1f);
        return Conditioned.layer(parts.network(), parts.conditions(), view.conditions())
                .tangent(x.beside(Pass.constant(embedded)), Pass.constant(direction))
                .matrix();
    }
}
