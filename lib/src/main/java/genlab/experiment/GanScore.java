package genlab.experiment;

import genlab.metrics.Distances;
import genlab.metrics.ModeCoverage;
import genlab.models.Gan;
import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.training.DivergedException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How good a generator is, and what it cost.
 *
 * @param modesCovered the modes with at least one of 2,000 samples, by {@link ModeCoverage}; NaN
 *     where the data is no mixture
 * @param highQualityShare the share of the samples within three standard deviations of a mode; NaN
 *     where the data is no mixture
 * @param wasserstein1 the sliced Wasserstein-1 distance to 2,000 real samples, in the unit of the
 *     data
 * @param discriminatorLoss the mean over the last part of the training
 * @param generatorLoss the mean over the last part of the training
 * @param seconds the processor time of the training, of one thread
 */
public record GanScore(
        double modesCovered,
        double highQualityShare,
        double wasserstein1,
        double discriminatorLoss,
        double generatorLoss,
        double seconds) {
    private static final int SAMPLES = 2000;
    private static final int DIRECTIONS = 30;

    /**
     * Measures a generator, always against the same samples and along the same directions.
     *
     * @param gan a trained model
     * @param data makes the source of samples that it was trained on
     * @param seconds what the training cost
     * @throws DivergedException if the model generates numbers that are not finite
     */
    public static GanScore of(
            Gan gan, Function<RandomGenerator, ? extends Sampler> data, double seconds) {
        Require.given("data", data);
        Require.notNegative("seconds", seconds);
        Matrix samples = Require.given("gan", gan).sample(SAMPLES, Randoms.seeded(1));
        DivergedException.check("a generated sample", samples.sum(), "the end", "train less");
        Sampler real = Require.given("what data makes", data.apply(Randoms.seeded(2)));
        double distance =
                Distances.slicedWasserstein1(
                        samples, real.draw(SAMPLES), DIRECTIONS, Randoms.seeded(3));
        double modes = Double.NaN;
        double share = Double.NaN;
        if (real instanceof GaussianMixture mixture) {
            ModeCoverage coverage = ModeCoverage.of(samples, mixture);
            modes = coverage.modesCovered();
            share = coverage.highQualityShare();
        }
        return new GanScore(
                modes,
                share,
                distance,
                gan.history().last("discriminator loss"),
                gan.history().last("generator loss"),
                seconds);
    }
}
