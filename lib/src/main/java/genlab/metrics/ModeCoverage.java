package genlab.metrics;

import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.GaussianMixture;
import java.util.Arrays;

/**
 * How many modes of a mixture a model's samples find, and how many samples are any good, by the
 * three-sigma rule.
 *
 * <p>A sample is of high quality if it lies within three standard deviations of the nearest centre;
 * a mode is covered if it has such a sample (Srivastava et al., "VEEGAN", 2017, section 4). Of the
 * mixture's own samples in two dimensions, a share of 1 - exp(-9/2) = 0.989 is of high quality.
 *
 * @param samplesPerMode the high-quality samples of each mode
 * @param samples the number of samples judged
 */
public record ModeCoverage(int[] samplesPerMode, int samples) {
    /**
     * Checks that no sample was counted twice.
     *
     * @throws IllegalArgumentException if a number is negative, or more samples are of high quality
     *     than were judged
     */
    public ModeCoverage {
        Require.that(
                Require.given("samplesPerMode", samplesPerMode).length > 0,
                "samplesPerMode must have at least 1 mode, but had none");
        Require.atLeast("samples", 1, samples);
        long sum = 0;
        for (int ofMode : samplesPerMode) {
            sum += Require.atLeast("samplesPerMode", 0, ofMode);
        }
        Require.that(
                sum <= samples, "samplesPerMode must sum to at most %d, but was %d", samples, sum);
    }

    /**
     * Judges samples.
     *
     * @param samples {@code [samples, features]}
     * @param mixture what they should be like
     * @return the samples of each mode
     * @throws IllegalArgumentException if the samples aren't finite or have other features
     */
    public static ModeCoverage of(Matrix samples, GaussianMixture mixture) {
        Matrix centres = Require.given("mixture", mixture).centres();
        Checks.samples("samples", 1, samples);
        Require.sameColumns("samples", samples, "centres", centres);
        int[] samplesPerMode = new int[mixture.modes()];
        double limit = Math.pow(3 * mixture.standardDeviation(), 2);
        for (int row = 0; row < samples.rows(); row++) {
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int mode = 0; mode < samplesPerMode.length; mode++) {
                double squared = 0;
                for (int column = 0; column < samples.columns(); column++) {
                    double difference = samples.get(row, column) - centres.get(mode, column);
                    squared += difference * difference;
                }
                if (squared < least) {
                    least = squared;
                    nearest = mode;
                }
            }
            if (least <= limit) {
                samplesPerMode[nearest]++;
            }
        }
        return new ModeCoverage(samplesPerMode, samples.rows());
    }

    /**
     * The number of modes.
     *
     * @return of the mixture, covered or not
     */
    public int modes() {
        return samplesPerMode.length;
    }

    /**
     * The number of modes with at least one high-quality sample.
     *
     * @return 0 to {@link #modes()}
     */
    public int modesCovered() {
        return (int) Arrays.stream(samplesPerMode).filter(count -> count > 0).count();
    }

    /**
     * The share of the samples that are of high quality.
     *
     * @return in [0, 1]
     */
    public double highQualityShare() {
        return (double) Arrays.stream(samplesPerMode).sum() / samples;
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%d of %d modes, %.1f %% high quality",
                modesCovered(),
                modes(),
                100 * highQualityShare());
    }
}
