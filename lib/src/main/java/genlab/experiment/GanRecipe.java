package genlab.experiment;

import genlab.models.AdversarialLosses;
import genlab.models.Gan;
import genlab.models.GanBuilder;
import genlab.nn.Require;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.training.Training;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Ways to train a GAN more stably, by name and with the settings of their papers where those work
 * on points in the plane: each changes one thing of the {@linkplain #NON_SATURATING first}, the
 * usual one. Everything else is equal, so that results can be compared in pairs, seed by seed.
 *
 * <pre>{@code
 * GanScore score = GanRecipe.PACKING.run(
 *         random -> GaussianMixture.ring(8, 2.0, random), 1, 2000);
 * Gan gan = GanRecipe.HINGE.builder(2, 2).hidden(128, 128).build(random);      // to go on from
 * }</pre>
 */
public enum GanRecipe {
    /** The usual loss, {@link AdversarialLosses#NON_SATURATING}, and nothing else. */
    NON_SATURATING("non-saturating", builder -> builder),
    /** {@link AdversarialLosses#LEAST_SQUARES} (Mao et al., 2017). */
    LEAST_SQUARES("least squares", builder -> builder.loss(AdversarialLosses.LEAST_SQUARES)),
    /** {@link AdversarialLosses#HINGE} (Lim and Ye, 2017). */
    HINGE("hinge", builder -> builder.loss(AdversarialLosses.HINGE)),
    /** The usual loss, five steps of the discriminator for each of the generator. */
    FIVE_STEPS("five D steps", builder -> builder.discriminatorSteps(5)),
    /**
     * {@link AdversarialLosses#WASSERSTEIN}, five steps of the critic for each of the generator,
     * the critic's weights clipped (Arjovsky, Chintala and Bottou, 2017, algorithm 1). For a small
     * critic the limit is 0.1 instead of 0.01. The paper warns of large learning rates; a quarter
     * of the others' did better here than the same.
     */
    CLIPPING(
            "weight clipping",
            builder ->
                    builder.loss(AdversarialLosses.WASSERSTEIN)
                            .discriminatorSteps(5)
                            .weightClipping(0.1)
                            .learningRate(0.0005)),
    /**
     * {@link AdversarialLosses#WASSERSTEIN}, five steps of the critic for each of the generator,
     * and a gradient penalty (Gulrajani et al., 2017, algorithm 1), with a weight of 0.1 as in the
     * authors' program for points in the plane, instead of 10.
     */
    GRADIENT_PENALTY(
            "gradient penalty",
            builder ->
                    builder.loss(AdversarialLosses.WASSERSTEIN)
                            .discriminatorSteps(5)
                            .gradientPenalty(0.1)),
    /** The usual loss with the R1 penalty, gamma 0.1 (Mescheder, Geiger and Nowozin, 2018). */
    R1("R1", builder -> builder.r1(0.1)),
    /** Noise of 0.1 on all that the discriminator sees (Sønderby et al., 2017). */
    INSTANCE_NOISE("instance noise", builder -> builder.instanceNoise(0.1)),
    /** The usual loss, the discriminator spectrally normalised (Miyato et al., 2018). */
    SPECTRAL("spectral norm", builder -> builder.spectralNormalization()),
    /** The usual loss, the discriminator judging pairs (PacGAN2; Lin et al., 2018). */
    PACKING("packing", builder -> builder.packing(2)),
    /** Samples by a moving average of the generator's weights (Yazıcı et al., 2019). */
    AVERAGE("weight average", builder -> builder.averageWeights(0.99)),
    /** A discriminator that learns four times as fast as the generator (Heusel et al., 2017). */
    TWO_RATES("two time scales", builder -> builder.learningRates(0.001, 0.004));

    private static final int BATCH = 64;

    private final String label;
    private final UnaryOperator<GanBuilder> change;

    GanRecipe(String label, UnaryOperator<GanBuilder> change) {
        this.label = label;
        this.change = change;
    }

    /**
     * A model of this recipe: two hidden layers of 64 in each network, batches of 64, Adam with a
     * learning rate of 0.002.
     *
     * @param features the number of features of a sample
     * @param noiseSize the number of the generator's inputs
     */
    public GanBuilder builder(int features, int noiseSize) {
        return change.apply(
                Gan.builder(features, noiseSize)
                        .hidden(64, 64)
                        .batchSize(BATCH)
                        .learningRate(0.002));
    }

    /** Trains a model and measures it, as the other {@code run}, with nobody watching. */
    public GanScore run(Function<RandomGenerator, ? extends Sampler> data, long seed, int steps) {
        return run(data, seed, steps, Math.max(1, steps / 100), (gan, step) -> {});
    }

    /**
     * Trains a model from scratch with fresh samples in every step, and measures it.
     *
     * @param data makes the source of real samples, of the source of randomness that it is given
     * @param seed of everything in the run
     * @param steps how many steps of the generator
     * @param every after how many of them {@code watcher} is called; its time doesn't count
     * @param watcher is given the model and the number of steps done
     */
    public GanScore run(
            Function<RandomGenerator, ? extends Sampler> data,
            long seed,
            int steps,
            int every,
            ObjIntConsumer<Gan> watcher) {
        Require.given("watcher", watcher);
        RandomGenerator random = Randoms.seeded(seed);
        Sampler real = Require.given("what data makes", Require.given("data", data).apply(random));
        Gan gan = builder(real.draw(1).columns(), 2).build(random);
        ProcessorTime time = new ProcessorTime();
        gan.train(
                real,
                Training.steps(steps)
                        .every(every)
                        .each(step -> time.leaveOut(() -> watcher.accept(gan, step))));
        return GanScore.of(gan, data, time.seconds());
    }

    /** The recipe's name for tables and charts, for example {@code "non-saturating"}. */
    @Override
    public String toString() {
        return label;
    }
}
