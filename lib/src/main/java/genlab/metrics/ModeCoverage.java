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
    /** Checks that no sample was counted twice. */
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

    /** Judges samples {@code [samples, features]} by the mixture that they should be like. */
    public static ModeCoverage of(Matrix samples, GaussianMixture mixture) {
        Matrix centres = Require.given("mixture", mixture).centres();
        Checks.samples("samples", 1, samples);
        Require.sameColumns("samples", samples, "centres", centres);
        int[] samplesPerMode = new int[mixture.modes()];
        double limit = Math.pow(3 * mixture.standardDeviation(), 2);
        for (int row = 0; row < samples.rows(); row++) {
            double[] squared = NearestNeighbours.squaredDistances(centres, samples, row);
            int nearest = NearestNeighbours.smallest(squared);
            if (squared[nearest] <= limit) {
                samplesPerMode[nearest]++;
            }
        }
        return new ModeCoverage(samplesPerMode, samples.rows());
    }

    /** The number of modes of the mixture, covered or not. */
    public int modes() {
        return samplesPerMode.length;
    }

    /** The number of modes with at least one high-quality sample. */
    public int modesCovered() {
        return (int) Arrays.stream(samplesPerMode).filter(count -> count > 0).count();
    }

    /** The share of the samples that are of high quality, in [0, 1]. */
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
