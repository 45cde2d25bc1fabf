package genlab.training;

import genlab.nn.Require;

/**
 * A number that changes with the step of a training: a learning rate, or the weight of a VAE's
 * divergence.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The number at a step.
     *
     * @param step how many steps are done, from 0
     */
    double at(long step);

    /** The same number at every step. */
    static Schedule constant(double value) {
        Require.notNegative("value", value);
        return new NamedSchedule("Constant[value=" + value + "]", step -> value);
    }

    /**
     * In a straight line from one number to another, which then stays. For a VAE's beta that is KL
     * annealing: the decoder learns to use the code before the code has a price (Bowman et al.,
     * Generating Sentences from a Continuous Space, 2016).
     */
    static Schedule linear(double from, double to, long steps) {
        check(from, to, steps);
        return new NamedSchedule(
                "Linear[from=%s, to=%s, steps=%s]".formatted(from, to, steps),
                step -> step >= steps ? to : from + (to - from) * step / steps);
    }

    /**
     * Along half a cosine from one number to another, which then stays (Loshchilov and Hutter,
     * SGDR, 2017, equation 5).
     */
    static Schedule cosine(double from, double to, long steps) {
        check(from, to, steps);
        return new NamedSchedule(
                "Cosine[from=%s, to=%s, steps=%s]".formatted(from, to, steps),
                step -> {
                    double angle = Math.PI * Math.min(step, steps) / steps;
                    return to + (from - to) * (1 + Math.cos(angle)) / 2;
                });
    }

    /** In a straight line from 0 to where another schedule begins, which then takes over. */
    static Schedule warmUp(long steps, Schedule then) {
        Require.given("then", then);
        check(0, 0, steps);
        // a learning rate must be above 0, so the first step has the first part of it
        return new NamedSchedule(
                "WarmUp[steps=%s, then=%s]".formatted(steps, then),
                step ->
                        step < steps
                                ? then.at(0) * (step + 1) / (steps + 1)
                                : then.at(step - steps));
    }

    /**
     * From 0 to a number over and over again: for the first half of each period in a straight line,
     * then it stays (Fu et al., Cyclical Annealing Schedule, 2019).
     */
    static Schedule cyclical(double to, long period) {
        check(0, to, period);
        return new NamedSchedule(
                "Cyclical[to=%s, period=%s]".formatted(to, period),
                step -> to * Math.min(1, 2.0 * (step % period) / period));
    }

    private static void check(double from, double to, long steps) {
        Require.notNegative("from", from);
        Require.notNegative("to", to);
        Require.that(steps >= 1, "steps must be at least 1, but was %d", steps);
    }
}
