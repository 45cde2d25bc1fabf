package genlab.sweep;

import genlab.experiment.GanScore;
import genlab.experiment.ProcessorTime;
import genlab.training.DivergedException;
import java.util.function.LongFunction;

/**
 * What a run of a sweep is: a recipe's {@link genlab.experiment.GanRecipe#run run}, and what became
 * of it.
 */
public final class Experiment {
    private Experiment() {}

    /**
     * Does a run, in this thread.
     *
     * @param run what to do
     * @return what came out; a diverged training is a result too
     */
    public static Row row(Run run) {
        return row(run, seed -> run.loss().run(run.data()::sampler, seed, run.steps()));
    }

    static Row row(Run run, LongFunction<GanScore> training) {
        ProcessorTime time = new ProcessorTime();
        try {
            GanScore score = training.apply(run.seed());
            return new Row(
                    run,
                    Row.Status.OK,
                    score.modesCovered(),
                    score.highQualityShare(),
                    score.wasserstein1(),
                    score.discriminatorLoss(),
                    score.generatorLoss(),
                    score.seconds(),
                    "");
        } catch (DivergedException e) {
            return Row.diverged(run, time.seconds(), e.getMessage());
        }
    }
}
