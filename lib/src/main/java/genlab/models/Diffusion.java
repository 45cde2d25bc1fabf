package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.Randoms;
import genlab.training.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A diffusion model: noise is added to data in many small steps, and a network learns to tell the
 * noise from the data at every step, so that it can go back, from noise to samples (Ho, Jain and
 * Abbeel, Denoising Diffusion Probabilistic Models, 2020).
 *
 * <pre>{@code
 * Diffusion diffusion = Diffusion.builder(2).batchSize(512).build(random);
 * diffusion.train(ring, 3000);
 * Matrix generated = diffusion.sample(1000, random);                          // DDIM, 50 calls
 * diffusion.sampled(ReverseProcess.ddpm()).sample(1000, random);              // DDPM, all steps
 * }</pre>
 *
 * <p>It is a VAE with as many latents as steps, whose encoder, {@link NoiseSchedule}, is fixed; the
 * ELBO is {@link #bound}.
 */
public final class Diffusion extends TimedModel<Diffusion> {
    private final Settings settings;
    private final ReverseProcess process;
    private final UnaryOperator<Matrix> correction;

    /** What doesn't change once a model is built. */
    private record Settings(NoiseSchedule schedule, DiffusionTarget target, float[] range) {}

    private Diffusion(
            Trainer trainer,
            Parts parts,
            View view,
            Settings settings,
            ReverseProcess process,
            UnaryOperator<Matrix> correction) {
        super(trainer, parts, view);
        this.settings = settings;
        this.process = process;
        this.correction = correction;
    }

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 2 for points in the plane
     * @return a builder with three hidden layers of 128, the linear schedule of a thousand steps,
     *     and the noise as the target
     */
    public static Builder builder(int features) {
        return new Builder(features);
    }

    /** What a model is made of. Everything has a default. */
    public static final class Builder extends TimedModelBuilder<Builder> {
        private NoiseSchedule schedule = NoiseSchedule.linear(1000);
        private DiffusionTarget target = DiffusionTarget.EPSILON;
        private float[] range;

        private Builder(int features) {
            super(features);
        }

        @Override
        Builder self() {
            return this;
        }

        /** How data become noise; {@link NoiseSchedule#linear} with 1000 steps by default. */
        public Builder schedule(NoiseSchedule steps) {
            schedule = Require.given("schedule", steps);
            return this;
        }

        /** What the network predicts; the noise by default. */
        public Builder target(DiffusionTarget predicted) {
            target = Require.given("target", predicted);
            return this;
        }

        /**
         * Cuts the predicted data to the range that data have, for the network, whenever it
         * samples: with the cosine schedule, whose last steps leave almost nothing of the data, a
         * small error in the noise is a large one in the data.
         *
         * @param least for example -1
         * @param most for example 1
         */
        public Builder range(double least, double most) {
            Require.finite("least", least);
            Require.finite("most", most);
            Require.that(least < most, "most must be above least, %s, but was %s", least, most);
            range = new float[] {(float) least, (float) most};
            return this;
        }

        /**
         * Makes an untrained model; random is where initial weights, the order of training samples,
         * times and noise come from.
         */
        public Diffusion build(RandomGenerator random) {
            Parts parts = parts(random);
            Trainer trainer = trainer("diffusion", schedule + ", " + target, parts, random);
            return new Diffusion(
                    trainer,
                    parts,
                    new View(null, 1),
                    new Settings(schedule, target, range),
                    ReverseProcess.ddim(Math.min(50, schedule.steps())),
                    null);
        }
    }

    @Override
    Diffusion with(View other) {
        return new Diffusion(trainer, parts, other, settings, process, correction);
    }

    /** This model with another way back from noise to samples; DDIM with 50 calls by default. */
    public Diffusion sampled(ReverseProcess how) {
        Require.given("how", how).times(settings.schedule);
        return new Diffusion(trainer, parts, view, settings, how, correction);
    }

    /**
     * This model where the predicted data are corrected by what is known of them, before every step
     * back: with that it fills in, sharpens or undoes what it was never trained for (Wang, Yu and
     * Zhang, DDNM, 2023, algorithm 1).
     *
     * @param known takes the predicted data, {@code [batch, features]} in the network's unit, and
     *     returns them as they must be, for example with the right mean of every block of pixels
     */
    public Diffusion corrected(UnaryOperator<Matrix> known) {
        Require.given("known", known);
        return new Diffusion(trainer, parts, view, settings, process, known);
    }

    /**
     * Fills in what is missing: samples whose known features are as they are.
     *
     * @param known {@code [batch, features]}; what stands in missing features doesn't matter
     * @param mask 1 where a feature is known, 0 where it is missing; {@code [1, features]}, or of
     *     the batch's shape
     * @param random where the noise comes from; for DDIM without noise only that of the start
     * @return of the batch's shape
     */
    public Matrix inpaint(Matrix known, Matrix mask, RandomGenerator random) {
        Matrix wanted = standardized(known);
        Require.finite("mask", 1, mask);
        for (float m : mask.values()) {
            Require.that(m == 0 || m == 1, "mask must be 0 or 1 everywhere, but was %s", m);
        }
        Matrix kept = wanted.times(mask);
        Matrix missing = mask.map(m -> 1 - m);
        return corrected(x0 -> kept.plus(x0.times(missing))).sample(known.rows(), random);
    }

    @Override
    Example example(Matrix data, RandomGenerator random) {
        NoiseSchedule schedule = settings.schedule;
        int[] t = random.ints(data.rows(), 1, schedule.steps() + 1).toArray();
        double[] times = new double[t.length];
        for (int row = 0; row < t.length; row++) {
            times[row] = time(t[row]);
        }
        Matrix epsilon = noise(data.rows(), random);
        return new Example(
                schedule.noised(data, epsilon, t),
                times,
                settings.target.of(schedule, data, epsilon, t));
    }

    private double time(int t) {
        return LONGEST * t / settings.schedule.steps();
    }

    /** What a noisy sample is made of, as the network tells it. */
    private record Told(Matrix x0, Matrix epsilon) {}

    private Told told(Matrix x, int t) {
        NoiseSchedule schedule = settings.schedule;
        Matrix prediction = predicted(x, time(t));
        Matrix x0 = settings.target.x0(schedule, x, prediction, t);
        if (settings.range == null && correction == null) {
            return new Told(x0, settings.target.epsilon(schedule, x, prediction, t));
        }
        if (settings.range != null) {
            float least = settings.range[0];
            float most = settings.range[1];
            x0 = x0.map(value -> Math.max(least, Math.min(most, value)));
        }
        if (correction != null) {
            x0 = onItsWay("what the correction returns", correction.apply(x0));
        }
        return new Told(x0, ReverseProcess.epsilon(schedule, x, x0, t));
    }

    /**
     * The noise that the network sees in samples; the score of their distribution is -ε / {@link
     * NoiseSchedule#noise} of it.
     *
     * @param x {@code [batch, features]}, as noisy as at step t, in the network's unit
     * @param t from 1 to T
     * @return of the same shape
     */
    public Matrix epsilon(Matrix x, int t) {
        settings.schedule.checked(t, 1);
        return told(onItsWay("x", x), t).epsilon;
    }

    @Override
    public Matrix sample(int count, RandomGenerator random) {
        List<Matrix> path = path(noise(count, random), random);
        return path.get(path.size() - 1);
    }

    /** Samples of given noise, by the same steps without more of it. */
    @Override
    public Matrix decode(Matrix z) {
        Diffusion still = sampled(process.withoutNoise());
        List<Matrix> path = still.path(z, Randoms.seeded(0)); // from which nothing is drawn
        return path.get(path.size() - 1);
    }

    /**
     * The way from noise to samples.
     *
     * @param z standard normal noise, {@code [batch, features]}
     * @param random where the noise of the steps comes from, if there is any
     * @return z, then the batch after every step, in the data's unit
     */
    public List<Matrix> path(Matrix z, RandomGenerator random) {
        Matrix x = onItsWay("z", z);
        Require.given("random", random);
        int[] times = process.times(settings.schedule);
        List<Matrix> path = new ArrayList<>(List.of(trainer.inUnit(x)));
        try (Progress progress = Progress.of("sampling", times.length - 1)) {
            for (int i = 1; i < times.length; i++) {
                int t = times[i - 1];
                int next = times[i];
                Told told = told(x, t);
                Matrix fresh = process.addsNoise(next) ? noise(x.rows(), random) : null;
                x = process.step(settings.schedule, told.x0, told.epsilon, t, next, fresh);
                path.add(trainer.inUnit(x));
                progress.update(i);
            }
        }
        return path;
    }

    /**
     * The variational bound of -log p(x), with the large variance: what a VAE calls the negative
     * ELBO, term by term (Ho et al., 2020, equation 5). Every step is looked at once for each
     * sample, which takes T calls of the network. To come near the entropy, train with {@link
     * NoiseSchedule#geometric}.
     *
     * @param data {@code [samples, features]}
     * @return the terms, in nats per sample in the network's unit
     */
    public VariationalBound bound(Matrix data, RandomGenerator random) {
        return VariationalBound.of(
                standardized(data),
                settings.schedule,
                ReverseProcess.ddpmLargeVariance(),
                (x, t) -> told(x, t).x0,
                Require.given("random", random));
    }

    /** How data become noise. */
    public NoiseSchedule schedule() {
        return settings.schedule;
    }

    /** What the network predicts. */
    public DiffusionTarget target() {
        return settings.target;
    }
}
