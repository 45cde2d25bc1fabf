package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Adam;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The optimizer of one player, its steps so far, and the loop over epochs that models share. */
final class Trainer {
    private static final String ADVICE =
            "lower learningRate, and look whether all data are finite; the model is as it was before"
                    + " that step";

    private final String lossName;
    private final Optimizer optimizer;
    private int steps;

    Trainer(String lossName, Optimizer optimizer) {
        this.lossName = lossName;
        this.optimizer = optimizer;
    }

    static Function<List<Parameter>, Optimizer> adam(double learningRate) {
        return parameters -> new Adam(parameters, learningRate);
    }

    int steps() {
        return steps;
    }

    /** Takes one step down a loss that is known already, unless it is not finite. */
    void step(double loss, Runnable backward) {
        DivergedException.check(lossName, loss, "step " + (steps + 1), ADVICE);
        optimizer.zeroGradients();
        backward.run();
        optimizer.step();
        steps++;
    }

    /** What one batch gives: the numbers of a row of the history. */
    interface BatchStep {
        double[] train(Minibatches.Batch batch);
    }

    /** Every sample once an epoch; the history gets the means over the samples. */
    static History train(
            History history,
            Minibatches minibatches,
            int epochs,
            BatchStep step,
            IntConsumer afterEpoch) {
        Settings.atLeastOne("epochs", epochs);
        long total = (long) epochs * minibatches.batches();
        try (Progress progress = Progress.of("training", total)) {
            long done = 0;
            for (int epoch = 1; epoch <= epochs; epoch++) {
                double[] sums = null;
                int samples = 0;
                for (Minibatches.Batch batch : minibatches.epoch()) {
                    double[] values = step.train(batch);
                    sums = sums == null ? new double[values.length] : sums;
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] += values[i] * batch.size();
                    }
                    samples += batch.size();
                    progress.update(++done, "loss " + Math.round(values[0] * 1e4) / 1e4);
                }
                int all = samples;
                history.add(epoch, Arrays.stream(sums).map(sum -> sum / all).toArray());
                afterEpoch.accept(epoch);
            }
        }
        return history;
    }

    /** All rows in order, some at a time. */
    static void forEachBatch(int samples, int size, Consumer<int[]> batch) {
        for (int from = 0; from < samples; from += size) {
            batch.accept(IntStream.range(from, Math.min(samples, from + size)).toArray());
        }
    }
}
