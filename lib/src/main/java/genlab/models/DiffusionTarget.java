package genlab.models;

import genlab.nn.Matrix;

/** What the network of a {@link Diffusion} predicts. From each of them follow the other two. */
public enum DiffusionTarget {
    /** The noise ε (Ho et al., 2020). */
    EPSILON {
        @Override
        Matrix of(NoiseSchedule schedule, Matrix x0, Matrix epsilon, int... t) {
            return epsilon;
        }

        @Override
        Matrix epsilon(NoiseSchedule schedule, Matrix x, Matrix prediction, int t) {
            return prediction;
        }
    },
    /** The data x0. */
    X0 {
        @Override
        Matrix of(NoiseSchedule schedule, Matrix x0, Matrix epsilon, int... t) {
            return x0;
        }

        @Override
        Matrix epsilon(NoiseSchedule schedule, Matrix x, Matrix prediction, int t) {
            return ReverseProcess.epsilon(schedule, x, prediction, t);
        }

        @Override
        Matrix x0(NoiseSchedule schedule, Matrix x, Matrix prediction, int t) {
            return prediction;
        }
    },
    /**
     * The velocity v = sqrt(ᾱ) ε - sqrt(1 - ᾱ) x0, which is good at both ends (Salimans and Ho,
     * Progressive Distillation, 2022, appendix D).
     */
    VELOCITY {
        @Override
        Matrix of(NoiseSchedule schedule, Matrix x0, Matrix epsilon, int... t) {
            return schedule.mixed(x0, step -> -schedule.noise(step), epsilon, schedule::signal, t);
        }

        @Override
        Matrix epsilon(NoiseSchedule schedule, Matrix x, Matrix prediction, int t) {
            return schedule.mixed(x, schedule::noise, prediction, schedule::signal, t);
        }

        @Override
        Matrix x0(NoiseSchedule schedule, Matrix x, Matrix prediction, int t) {
            return schedule.mixed(
                    x, schedule::signal, prediction, step -> -schedule.noise(step), t);
        }
    };

    /** What the network is to predict, with t of each row. */
    abstract Matrix of(NoiseSchedule schedule, Matrix x0, Matrix epsilon, int... t);

    /** The noise that follows from a prediction for x at step t. */
    abstract Matrix epsilon(NoiseSchedule schedule, Matrix x, Matrix prediction, int t);

    /** The data that follow from a prediction for x at step t. */
    Matrix x0(NoiseSchedule schedule, Matrix x, Matrix prediction, int t) {
        return ReverseProcess.x0(schedule, x, epsilon(schedule, x, prediction, t), t);
    }
}
