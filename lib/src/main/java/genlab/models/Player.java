package genlab.models;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.training.Checkpoint;
import genlab.training.DivergedException;
import genlab.training.Schedule;
import genlab.training.WeightAverage;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A network that learns: its optimizer, and how that changes with the steps. */
final class Player {
    private final String name;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private final WeightAverage average;

    /** A player without a schedule and an average. */
    Player(String name, Optimizer optimizer) {
        this(name, optimizer, null, null);
    }

    private Player(String name, Optimizer optimizer, Schedule schedule, WeightAverage average) {
        this.name = name;
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.average = average;
    }

    /**
     * A player.
     *
     * @param schedule of the learning rate, or null
     * @param averageDecay of the average of the weights, 0 for none
     */
    static Player of(
            String name,
            Layer network,
            Function<List<Parameter>, Optimizer> optimizer,
            Schedule schedule,
            double averageDecay) {
        return new Player(
                name,
                Require.given("the optimizer", optimizer.apply(network.parameters())),
                schedule,
                averageDecay == 0 ? null : new WeightAverage(network, averageDecay));
    }

    long steps() {
        return optimizer.steps();
    }

    /**
     * Takes one step down a loss.
     *
     * @param batch what it is the loss of
     * @throws IllegalArgumentException if the batch has numbers that are not finite
     * @throws DivergedException if only the loss is not finite; nothing has changed then
     */
    void step(Pass loss, Matrix batch) {
        if (!Double.isFinite(loss.value())) {
            batch.requireFinite("data");
            DivergedException.check(
                    name + "loss",
                    loss.value(),
                    "step " + (steps() + 1),
                    "lower learningRate (now "
                            + optimizer.learningRate()
                            + ")"
                            + Scale.advice(batch)
                            + "; the model is as it was before that step");
        }
        optimizer.zeroGradients();
        loss.backward();
        if (schedule != null) {
            optimizer.learningRate(schedule.at(steps()));
        }
        optimizer.step();
        if (average != null) {
            average.update();
        }
    }

    /** Does something with the averaged weights, if there are any. */
    <T> T averaged(Supplier<T> action) {
        return average == null ? action.get() : average.with(action);
    }

    void tell(Checkpoint.Parts parts) throws IOException {
        parts.same(name + "optimizer", optimizer.toString());
        parts.same(name + "schedule", text(schedule));
        parts.same(name + "average", text(average));
        parts.number(name + "steps", optimizer.steps(), optimizer::resume);
        parts.number(
                name + "learning rate",
                Double.doubleToLongBits(optimizer.learningRate()),
                bits -> optimizer.learningRate(Double.longBitsToDouble(bits)));
        int index = 0;
        for (float[] memory : optimizer.memory().toList()) {
            parts.numbers(name + "optimizer " + index++, memory);
        }
        if (average != null) {
            parts.number(name + "averaged steps", average.steps(), average::resume);
            for (float[] values : average.values().toList()) {
                parts.numbers(name + "average " + index++, values);
            }
        }
    }

    /** In words; a lambda has none that stay. */
    static String text(Object part) {
        return part == null
                ? "none"
                : part.getClass().isHidden() ? "one of your own" : part.toString();
    }
}
