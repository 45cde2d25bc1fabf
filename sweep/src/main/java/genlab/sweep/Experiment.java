package genlab.sweep;

import genlab.metrics.Distances;
import genlab.models.Gan;
import genlab.models.GanRecipe;
import genlab.nn.Matrix;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.training.DivergedException;
import genlab.training.History;
import java.lang.management.ManagementFactory;
import java.util.random.RandomGenerator;

/**
 * What a run of a sweep is: a model is trained with fresh samples in every step, and judged as
 * {@link GanRecipe.Score} judges; its {@link GanRecipe#run run} with the same seed gives the same
 * numbers.
 */
public final class Experiment {
    private static final int SAMPLES = 2_000;
    private static final int DIRECTIONS = 30;

    private Experiment() {}

    /**
     * Does a run, in this thread.
     *
     * @param run what to do
     * @return what came out; a diverged training is a result too
     */
    public static Row row(Run run) {
        return row(run, run.loss().builder(2, 2));
    }

    static Row row(Run run, Gan.Builder model) {
        RandomGenerator random = Randoms.seeded(run.seed());
        Sampler data = run.data().sampler(random);
        Gan gan = model.build(random);
        long start = nanoTime();
        try {
            History history = gan.train(data, run.steps());
            double seconds = (nanoTime() - start) / 1e9;
            Matrix generated = gan.sample(SAMPLES, Randoms.seeded(1));
            for (float value : generated.values()) {
                DivergedException.check("a generated sample", value, "the end", "train less");
            }
            GanRecipe.Score score =
                    data instanceof GaussianMixture
                            ? GanRecipe.Score.of(
                                    gan, r -> (GaussianMixture) run.data().sampler(r), seconds)
                            : null;
            return new Row(
                    run,
                    Row.Status.OK,
                    score == null ? Double.NaN : score.modesCovered(),
                    score == null ? Double.NaN : score.highQualityShare(),
                    score == null ? wasserstein1(generated, run.data()) : score.wasserstein1(),
                    history.last("discriminator loss"),
                    history.last("generator loss"),
                    seconds,
                    "");
        } catch (DivergedException e) {
            return Row.diverged(run, (nanoTime() - start) / 1e9, e.getMessage());
        }
    }

    /** As a score has it, for data that has no modes. */
    private static double wasserstein1(Matrix generated, DataSet data) {
        Matrix real = data.sampler(Randoms.seeded(2)).draw(SAMPLES);
        return Distances.slicedWasserstein1(generated, real, DIRECTIONS, Randoms.seeded(3));
    }

    /** Processor time of this thread: what else the machine does costs a run nothing. */
    private static long nanoTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
