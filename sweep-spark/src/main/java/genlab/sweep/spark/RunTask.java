package genlab.sweep.spark;

import genlab.sweep.Experiment;
import genlab.sweep.Run;
import genlab.training.Progress;
import org.apache.spark.api.java.function.Function;

/** What an executor does: a line with a run in, a line with its row out. */
final class RunTask implements Function<String, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String call(String run) {
        Progress.use((task, total) -> Progress.NONE);
        return Experiment.row(Run.parse(run)).line();
    }
}
