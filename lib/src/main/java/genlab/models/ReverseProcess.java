package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;

/**
 * How a {@link Diffusion} comes back from noise to data: at how many steps it calls its network,
 * and how much fresh noise it adds.
 *
 * @param calls how many of the schedule's steps are visited, evenly; 0 for all of them
 * @param eta how much noise: 0 none (DDIM), 1 the variance of q(x_s | x_t, x0) (DDPM)
 * @param largeVariance whether the noise has the variance β instead, as large as the forward step's
 */
public record ReverseProcess(int calls, double eta, boolean largeVariance) {
    /** Checks the numbers. */
    public ReverseProcess {
        Require.atLeast("calls", 0, calls);
        Require.between("eta", 0, 1, eta);
        Require.that(
                !largeVariance || eta == 1,
                "the large variance belongs to eta = 1, but eta was %s; take ddpmLargeVariance()",
                eta);
    }

    /**
     * Every step, with noise of the posterior's variance (Ho et al., 2020, algorithm 2; the choice
     * that is right if the data are one point).
     */
    public static ReverseProcess ddpm() {
        return new ReverseProcess(0, 1, false);
    }

    /** Every step, with noise of variance β (the choice that is right for normal data). */
    public static ReverseProcess ddpmLargeVariance() {
        return new ReverseProcess(0, 1, true);
    }

    /**
     * So many steps without noise: the same noise gives the same sample (Song, Meng and Ermon,
     * Denoising Diffusion Implicit Models, 2021).
     */
    public static ReverseProcess ddim(int calls) {
        return ddim(calls, 0);
    }

    /** So many steps, with eta times the noise of DDPM (equation 16). */
    public static ReverseProcess ddim(int calls, double eta) {
        return new ReverseProcess(Require.atLeast("calls", 1, calls), eta, false);
    }

    /** The same steps without noise. */
    ReverseProcess withoutNoise() {
        return new ReverseProcess(calls, 0, false);
    }

    /**
     * The steps that are visited, from T down to 0.
     *
     * @throws IllegalArgumentException if the schedule has fewer
     */
    int[] times(NoiseSchedule schedule) {
        int all = schedule.steps();
        Require.that(
                calls <= all,
                "the reverse process must have at most the schedule's %d steps, but has %d",
                all,
                calls);
        int count = calls == 0 ? all : calls;
        int[] times = new int[count + 1];
        for (int i = 0; i <= count; i++) {
            times[i] = (int) Math.round((double) all * (count - i) / count);
        }
        return times;
    }

    /**
     * x_s from what x_t is made of (DDIM, equation 12): sqrt(ᾱ_s) x0 + sqrt(1 - ᾱ_s - σ²) ε + σ z,
     * with σ² = eta² {@link NoiseSchedule#posteriorVariance}.
     *
     * @param x0 the data in x_t, as predicted, {@code [batch, features]}
     * @param epsilon the noise in x_t, as predicted
     * @param t from this step
     * @param previous to this one, which is smaller
     * @param z standard normal noise; not looked at if there is none to add
     */
    public Matrix step(
            NoiseSchedule schedule, Matrix x0, Matrix epsilon, int t, int previous, Matrix z) {
        Require.given("schedule", schedule).checked(t, 1);
        Require.sameShape("epsilon", epsilon, "x0", x0);
        Require.that(
                previous >= 0 && previous < t,
                "previous must be in [0, %d), but was %d",
                t,
                previous);
        double posterior = eta * eta * schedule.posteriorVariance(t, previous);
        double direction = Math.sqrt(Math.max(0, 1 - schedule.alphaBar(previous) - posterior));
        Matrix mean = x0.times(schedule.signal(previous)).plus(epsilon.times(direction));
        if (!addsNoise(previous)) {
            return mean;
        }
        double variance = largeVariance ? schedule.beta(t, previous) : posterior;
        Require.sameShape("z", z, "x0", x0);
        return mean.plus(z.times(Math.sqrt(variance)));
    }

    /** Whether a step to another one adds noise; the last one never does. */
    boolean addsNoise(int previous) {
        return eta > 0 && previous > 0;
    }

    /** (x - sqrt(1 - ᾱ) ε) / sqrt(ᾱ). */
    static Matrix x0(NoiseSchedule schedule, Matrix x, Matrix epsilon, int t) {
        double signal = schedule.signal(t);
        double ofEpsilon = -schedule.noise(t) / signal;
        return schedule.mixed(x, step -> 1 / signal, epsilon, step -> ofEpsilon, t);
    }

    /** (x - sqrt(ᾱ) x0) / sqrt(1 - ᾱ). */
    static Matrix epsilon(NoiseSchedule schedule, Matrix x, Matrix x0, int t) {
        double noise = schedule.noise(t);
        double ofX0 = -schedule.signal(t) / noise;
        return schedule.mixed(x, step -> 1 / noise, x0, step -> ofX0, t);
    }
}
