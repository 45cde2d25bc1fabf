package genlab.training;

import genlab.nn.Require;
import java.util.function.LongToDoubleFunction;

/** A schedule that can be told from another by its name, as a checkpoint does. */
record NamedSchedule(String name, LongToDoubleFunction curve) implements Schedule {
    @Override
    public double at(long step) {
        if (step < 0) {
            throw Require.error("step must be at least 0, but was %d", step);
        }
        return curve.applyAsDouble(step);
    }

    @Override
    public String toString() {
        return name;
    }
}
