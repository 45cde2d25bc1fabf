package genlab.sweep;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.experiment.Runs;
import genlab.metrics.Correlation;
import genlab.models.Vae;
import genlab.nn.Matrix;
import genlab.sampling.Randoms;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tech.tablesaw.api.Table;

/**
 * Conditional VAEs of drawn digits with several weights of the divergence: how much the two best
 * latents know of each factor, and the mutual information gap.
 */
final class LatentRuns {
    private static final List<String> FACTORS =
            List.of("slant", "rotation", "thickness", "shiftX", "shiftY", "scale", "stretch");
    private static final int BINS = 10;
    private static final int LATENTS = 8;

    private LatentRuns() {}

    /** The weight of the divergence. */
    record Beta(double value) {
        @Override
        public String toString() {
            return "beta " + (value == (int) value ? "" + (int) value : "" + value);
        }
    }

    static final List<Beta> BETAS = List.of(new Beta(0.5), new Beta(1), new Beta(2), new Beta(4));

    static Table runs(List<Beta> betas, int seeds, int epochs) {
        LabelledImages train = Digits.draw(3000, 14, Randoms.seeded(1001));
        LabelledImages probe = Digits.draw(2000, 14, Randoms.seeded(1100));
        return Runs.parallel(
                "latents",
                betas,
                seeds,
                (beta, seed) -> measures(train, probe, beta.value(), seed, epochs));
    }

    private static Map<String, Double> measures(
            LabelledImages train, LabelledImages probe, double beta, long seed, int epochs) {
        RandomGenerator random = Randoms.seeded(seed);
        Vae vae =
                Vae.builder(train.images().columns(), LATENTS)
                        .conditions(10)
                        .hidden(128)
                        .beta(beta)
                        .learningRate(0.003)
                        .build(random);
        vae.given(train.oneHot(10)).train(train.images(), epochs);
        Matrix codes = vae.given(probe.oneHot(10)).encode(probe.images()).mean();
        Map<String, Double> measures = new LinkedHashMap<>();
        double sum = 0;
        for (String factor : FACTORS) {
            double[] nats = information(codes, probe.factor(factor));
            double gap = nats[LATENTS - 1] - nats[LATENTS - 2];
            measures.put("best " + factor, nats[LATENTS - 1]);
            measures.put("gap " + factor, gap);
            // a factor cut into bins of equal size has the entropy log(bins)
            sum += gap / Math.log(BINS);
        }
        measures.put("MIG", sum / FACTORS.size());
        measures.put("best lean", information(codes, leans(probe))[LATENTS - 1]);
        return measures;
    }

    /** Nats that each latent knows of a factor, ascending. */
    private static double[] information(Matrix codes, double[] factor) {
        return Arrays.stream(Correlation.mutualInformation(codes, factor, BINS)).sorted().toArray();
    }

    /** By how much upright strokes lean: slant + tan(rotation). */
    private static double[] leans(LabelledImages probe) {
        double[] slant = probe.factor("slant");
        double[] rotation = probe.factor("rotation");
        double[] leans = new double[slant.length];
        Arrays.setAll(leans, i -> slant[i] + Math.tan(Math.toRadians(rotation[i])));
        return leans;
    }
}
