package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.Gaussian;
import genlab.training.Progress;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The terms of a diffusion model's variational bound of -log p(x), in nats per sample (Ho, Jain and
 * Abbeel, 2020, equation 5), as {@link Elbo} has those of a VAE.
 *
 * @param prior KL(q(x_T | x0) || N(0, I)): what is left of the data at the end
 * @param steps KL(q(x_{t-1} | x_t, x0) || p(x_{t-1} | x_t)) for t = 2, ..., T
 * @param reconstruction -log p(x0 | x_1)
 */
public record VariationalBound(double prior, double[] steps, double reconstruction) {
    /** Checks that the steps are there. */
    public VariationalBound {
        steps = Require.given("steps", steps).clone();
    }

    /** The bound: the sum of all terms. */
    public double total() {
        return prior + Arrays.stream(steps).sum() + reconstruction;
    }

    /** What tells the data in a noisy batch at step t. */
    @FunctionalInterface
    public interface Denoiser {
        /** The data that x, {@code [batch, features]} at step t, most likely come from. */
        Matrix x0(Matrix x, int t);
    }

    /**
     * The bound of any denoiser, of the exact one too.
     *
     * @param data {@code [samples, features]}
     * @param process whose variance p(x_{t-1} | x_t) has: the large one is right where the noise is
     *     small beside the data, so its bound is the better one
     */
    public static VariationalBound of(
            Matrix data,
            NoiseSchedule schedule,
            ReverseProcess process,
            Denoiser denoiser,
            RandomGenerator random) {
        Require.finite("data", 1, data);
        Require.given("denoiser", denoiser);
        Require.given("process", process);
        int last = Require.given("schedule", schedule).steps();
        Gaussian noise = Gaussian.standard(data.columns(), random);
        double[] steps = new double[last - 1];
        double reconstruction = 0;
        try (Progress progress = Progress.of("bound", last)) {
            for (int t = 1; t <= last; t++) {
                Matrix x = schedule.noised(data, noise.draw(data.rows()), t);
                Matrix wrong = denoiser.x0(x, t);
                Require.sameShape("what the denoiser tells", wrong, "data", data);
                double squared = square(data.minus(wrong)) / data.rows();
                double beta = schedule.beta(t);
                if (t == 1) {
                    // a normal distribution around what x tells, as wide as the forward step's
                    reconstruction =
                            squared / (2 * beta)
                                    + data.columns() / 2.0 * Math.log(2 * Math.PI * beta);
                } else {
                    // of two normal distributions, whose means differ by so much of x0's error
                    double posterior = schedule.posteriorVariance(t);
                    double share = beta * schedule.signal(t - 1) / (1 - schedule.alphaBar(t));
                    double variance = process.largeVariance() ? beta : posterior;
                    double narrower = posterior / variance;
                    steps[t - 2] =
                            (data.columns() * (narrower - 1 - Math.log(narrower))
                                            + share * share * squared / variance)
                                    / 2;
                }
                progress.update(t);
            }
        }
        return new VariationalBound(prior(data, schedule.alphaBar(last)), steps, reconstruction);
    }

    private static double prior(Matrix data, double alphaBar) {
        double features = data.columns() * (-alphaBar - Math.log1p(-alphaBar));
        return (features + alphaBar * square(data) / data.rows()) / 2;
    }

    private static double square(Matrix matrix) {
        return matrix.times(matrix).sum();
    }
}
