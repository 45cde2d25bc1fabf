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
        return new Constant(value);
    }

    /**
     * In a straight line from one number to another, which then stays. For a VAE's beta that is KL
     * annealing: the decoder learns to use the code before the code has a price (Bowman et al.,
     * Generating Sentences from a Continuous Space, 2016).
     */
    static Schedule linear(double from, double to, long steps) {
        return new Linear(from, to, steps);
    }

    /**
     * Along half a cosine from one number to another, which then stays (Loshchilov and Hutter,
     * SGDR, 2017, equation 5).
     */
    static Schedule cosine(double from, double to, long steps) {
        return new Cosine(from, to, steps);
    }

    /** In a straight line from 0 to where another schedule begins, which then takes over. */
    static Schedule warmUp(long steps, Schedule then) {
        return new WarmUp(steps, then);
    }

    /**
     * From 0 to a number over and over again: for the first half of each period in a straight line,
     * then it stays (Fu et al., Cyclical Annealing Schedule, 2019).
     */
    static Schedule cyclical(double to, long period) {
        return new Cyclical(to, period);
    }

    /** See {@link Schedule#constant}. */
    record Constant(double value) implements Schedule {
        /** Checks the number. */
        public Constant {
            Require.notNegative("value", value);
        }

        @Override
        public double at(long step) {
            checkStep(step);
            return value;
        }
    }

    /** See {@link Schedule#linear}. */
    record Linear(double from, double to, long steps) implements Schedule {
        /** Checks the numbers. */
        public Linear {
            check(from, to, steps);
        }

        @Override
        public double at(long step) {
            checkStep(step);
            return step >= steps ? to : from + (to - from) * step / steps;
        }
    }

    /** See {@link Schedule#cosine}. */
    record Cosine(double from, double to, long steps) implements Schedule {
        /** Checks the numbers. */
        public Cosine {
            check(from, to, steps);
        }

        @Override
        public double at(long step) {
            checkStep(step);
            double angle = Math.PI * Math.min(step, steps) / steps;
            return to + (from - to) * (1 + Math.cos(angle)) / 2;
        }
    }

    /** See {@link Schedule#warmUp}. */
    record WarmUp(long steps, Schedule then) implements Schedule {
        /** Checks the numbers. */
        public WarmUp {
            Require.given("then", then);
            check(0, 0, steps);
        }

        @Override
        public double at(long step) {
            checkStep(step);
            // a learning rate must be above 0, so the first step has the first part of it
            return step < steps ? then.at(0) * (step + 1) / (steps + 1) : then.at(step - steps);
        }
    }

    /** See {@link Schedule#cyclical}. */
    record Cyclical(double to, long period) implements Schedule {
        /** Checks the numbers. */
        public Cyclical {
            check(0, to, period);
        }

        @Override
        public double at(long step) {
            checkStep(step);
            return to * Math.min(1, 2.0 * (step % period) / period);
        }
    }

    private static void check(double from, double to, long steps) {
        Require.notNegative("from", from);
        Require.notNegative("to", to);
        Require.that(steps >= 1, "steps must be at least 1, but was %d", steps);
    }

    private static void checkStep(long step) {
        if (step < 0) {
            throw Require.error("step must be at least 0, but was %d", step);
        }
    }
}
