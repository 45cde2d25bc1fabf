package genlab.sweep;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.data.Pictures;
import genlab.experiment.PictureJudge;
import genlab.experiment.ProcessorTime;
import genlab.experiment.Runs;
import genlab.metrics.ImageQuality;
import genlab.models.Conditions;
import genlab.models.Diffusion;
import genlab.models.DiffusionTarget;
import genlab.models.NoiseSchedule;
import genlab.models.ReverseProcess;
import genlab.models.UNet;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Randoms;
import genlab.training.Schedule;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Diffusion models of drawn digits to order, as notebook 09 has them: its dense network and a
 * U-net, looked at three times on their way. The dense one takes so many more steps that both train
 * for about the same time; the pictures are so many that it can't learn them by heart.
 */
final class StoredDiffusions {
    static final String DENSE = "dense";
    static final String U_NET = "U-net";

    /** What a step of the U-net costs, in steps of the dense network. */
    private static final int DENSE_STEPS = 6;

    private static final int LABELS = 10;
    private static final int EMBEDDING = 16;
    private static final int CHANNELS = 16;
    private static final int PICTURES = 30_000;
    private static final int LOOKS = 3;
    private static final int JUDGED = 500;
    private static final int SHOWN = 20;
    private static final int[] ORDERS = IntStream.range(0, JUDGED).map(i -> i % LABELS).toArray();

    private final LabelledImages train;
    private final LabelledImages real;
    private final PictureJudge judge;
    private final int steps;
    private final Map<String, Matrix> shown = new ConcurrentSkipListMap<>();

    private StoredDiffusions(int side, int steps) {
        train = Digits.draw(PICTURES, side, Randoms.seeded(1));
        real = Digits.draw(JUDGED, side, Randoms.seeded(2));
        judge = PictureJudge.train(Digits.draw(6000, side, Randoms.seeded(3)), real, 8, 5);
        this.steps = steps;
    }

    /**
     * Trains and looks.
     *
     * @param networks which of {@link #DENSE} and {@link #U_NET}
     * @param side of the pictures, in pixels
     * @param steps of the U-net
     * @param picture where samples of the first seed go: of each network a row, then real ones
     */
    static Table looks(List<String> networks, int side, int seeds, int steps, Path picture)
            throws IOException {
        StoredDiffusions all = new StoredDiffusions(side, steps);
        Table looks = Runs.watched("diffusion", networks, 1, seeds, all::looks);
        Matrix rows = all.real.images().rows(0, SHOWN);
        for (Matrix samples : all.shown.values()) {
            rows = samples.above(rows);
        }
        Pictures.grey(rows).writeGrid(picture, SHOWN);
        return looks;
    }

    private Diffusion untrained(String network, int length, RandomGenerator random) {
        int side = train.width();
        Diffusion.Builder builder =
                Diffusion.builder(side * side)
                        .conditions(LABELS)
                        .dropConditions(0.1)
                        .timeEmbedding(EMBEDDING)
                        .schedule(NoiseSchedule.cosine(200))
                        .target(DiffusionTarget.X0)
                        .range(-1, 1)
                        .averageWeights(0.995)
                        .learningRate(Schedule.cosine(0.003, 1e-4, length));
        if (network.equals(U_NET)) {
            PictureShape shape = new PictureShape(1, side, side);
            builder.network(new UNet(shape, EMBEDDING + LABELS, CHANNELS, random)).batchSize(32);
        } else {
            builder.hidden(256, 256, 256).batchSize(128);
        }
        return builder.build(random);
    }

    private List<Map<String, Double>> looks(String network, long seed) {
        RandomGenerator random = Randoms.seeded(seed);
        int length = network.equals(U_NET) ? steps : DENSE_STEPS * steps;
        Diffusion model = untrained(network, length, random);
        LabelledSampler grey = train.sampler(random);
        LabelledSampler centred =
                count -> {
                    LabelledSamples drawn = grey.drawLabelled(count);
                    return new LabelledSamples(drawn.samples().times(2).minus(1), drawn.labels());
                };
        List<Map<String, Double>> looks = new ArrayList<>();
        double seconds = 0;
        for (int look = 1; look <= LOOKS; look++) {
            ProcessorTime time = new ProcessorTime();
            model.train(centred, Training.steps(Math.max(1, length / LOOKS)));
            seconds += time.seconds();
            Matrix made = sampled(model);
            Map<String, Double> measures = new LinkedHashMap<>(judge.measure(made));
            measures.put("look", (double) look);
            measures.put("seconds", seconds);
            measures.put("obeys", judge.accuracy(made, ORDERS));
            measures.put("fine detail, %", fineDetail(made));
            looks.add(measures);
            if (seed == 1) {
                shown.put(network, made.rows(0, SHOWN));
            }
        }
        return looks;
    }

    private static Matrix sampled(Diffusion model) {
        Matrix made =
                model.given(Conditions.oneHot(ORDERS, LABELS))
                        .sampled(ReverseProcess.ddim(20))
                        .sample(JUDGED, Randoms.seeded(1));
        return made.plus(1).dividedBy(2);
    }

    private double fineDetail(Matrix made) {
        return 100
                * ImageQuality.highFrequencyEnergy(made)
                / ImageQuality.highFrequencyEnergy(real.images());
    }
}
