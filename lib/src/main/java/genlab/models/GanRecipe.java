package genlab.models;

import genlab.metrics.Distances;
import genlab.metrics.ModeCoverage;
import genlab.nn.Matrix;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * GanRecipe.Score score = GanRecipe.PACKING.run(
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
    /** The usual loss, the discriminator spectrally normalised (Miyato et al., 2018). */
    SPECTRAL("spectral norm", builder -> builder.spectralNormalization()),
    /** The usual loss, the discriminator judging pairs (PacGAN2; Lin et al., 2018). */
    PACKING("packing", builder -> builder.packing(2));

    private static final int BATCH = 64;
    private static final int SAMPLES = 2000;
    private static final int DIRECTIONS = 30;

    private final String label;
    private final UnaryOperator<Gan.Builder> change;

    GanRecipe(String label, UnaryOperator<Gan.Builder> change) {
        this.label = label;
        this.change = change;
    }

    /**
     * How good a generator is, and what it cost.
     *
     * @param modesCovered the modes with at least one of 2,000 samples, by {@link ModeCoverage}
     * @param highQualityShare the share of the samples within three standard deviations of a mode
     * @param wasserstein1 the sliced Wasserstein-1 distance to 2,000 samples of the mixture, in the
     *     unit of the data
     * @param seconds the processor time of the training, of one thread
     */
    public record Score(
            int modesCovered, double highQualityShare, double wasserstein1, double seconds) {
        /**
         * Measures a generator, always against the same samples and along the same directions.
         *
         * @param gan the model
         * @param data the mixture that it was trained on, with some source of randomness
         * @param seconds what the training cost
         * @return its score
         */
        public static Score of(
                Gan gan, Function<RandomGenerator, GaussianMixture> data, double seconds) {
            Matrix samples = gan.sample(SAMPLES, Randoms.seeded(1));
            GaussianMixture mixture = data.apply(Randoms.seeded(2));
            ModeCoverage coverage = ModeCoverage.of(samples, mixture);
            double distance =
                    Distances.slicedWasserstein1(
                            samples, mixture.draw(SAMPLES), DIRECTIONS, Randoms.seeded(3));
            return new Score(
                    coverage.modesCovered(), coverage.highQualityShare(), distance, seconds);
        }
    }

    /**
     * A model of this recipe: two hidden layers of 64 in each network, batches of 64, Adam with a
     * learning rate of 0.002.
     *
     * @param features the number of features of a sample
     * @param noiseSize the number of the generator's inputs
     * @return a builder, for changes
     */
    public Gan.Builder builder(int features, int noiseSize) {
        return change.apply(
                Gan.builder(features, noiseSize)
                        .hidden(64, 64)
                        .batchSize(BATCH)
                        .learningRate(0.002));
    }

    /**
     * Trains a model on points in the plane and measures it. The score, but for its seconds, is the
     * same for the same seed, whatever else the machine does. Shows no progress: such runs come in
     * dozens, several at a time.
     *
     * @param data the mixture to learn, with a given source of randomness
     * @param seed of the whole run
     * @param steps how many steps of the generator
     * @return the score at the end
     * @throws genlab.training.DivergedException if a loss is not finite
     */
    public Score run(Function<RandomGenerator, GaussianMixture> data, long seed, int steps) {
        return run(data, seed, steps, steps, (gan, step) -> {});
    }

    /**
     * Trains a model on points in the plane and measures it, letting someone watch.
     *
     * @param data the mixture to learn, with a given source of randomness
     * @param seed of the whole run
     * @param steps how many steps of the generator
     * @param every after how many of them the watcher is called
     * @param watcher is given the model and the number of steps done; its time is not counted. It
     *     must not train the model. Where it asks a {@link #SPECTRAL} discriminator to judge, that
     *     one's power iteration goes on, and the run becomes another one
     * @return the score at the end
     * @throws genlab.training.DivergedException if a loss is not finite
     */
    public Score run(
            Function<RandomGenerator, GaussianMixture> data,
            long seed,
            int steps,
            int every,
            ObjIntConsumer<Gan> watcher) {
        Settings.atLeastOne("steps", steps);
        Settings.atLeastOne("every", every);
        RandomGenerator random = Randoms.seeded(seed);
        GaussianMixture mixture = data.apply(random);
        Gan gan = builder(mixture.centres().columns(), 2).build(random);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long nanoseconds = 0;
        for (int done = 0; done < steps; ) {
            long start = clock.getCurrentThreadCpuTime();
            while (Double.isNaN(gan.trainStep(mixture.draw(BATCH)).generatorLoss())) {
                // the discriminator may take several steps for one of the generator
            }
            nanoseconds += clock.getCurrentThreadCpuTime() - start;
            if (++done % every == 0) {
                watcher.accept(gan, done);
            }
        }
        return Score.of(gan, data, nanoseconds / 1e9);
    }

    /**
     * The recipe's name for tables and charts.
     *
     * @return for example {@code "non-saturating"}
     */
    @Override
    public String toString() {
        return label;
    }
}
